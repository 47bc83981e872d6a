import { expect, test } from 'vitest';
import { hasSureRows } from '../../src/templates/sure-rows.ts';
import { notebookOf } from '../python/effects-cases.ts';

test.each([
  ['a part of a split', 'a, t = train_test_split(X)', true],
  ['what a generator made', 't, y = make_blobs(50)', true],
  ['a data set that comes with a package', 't = load_iris().data', true],
  ['the labels of such a data set', 't = load_iris().target', true],
  ['a sample of so many rows', 't = df.sample(n=500)', true],
  ['a sample of a share of a literal', 't = pd.DataFrame([[1], [2]]).sample(frac=0.5)', true],
  ['a sample of a share', 't = df.sample(frac=0.5)', false],
  ['the first rows of drawn ones', 't = pd.DataFrame(np.random.randn(50, 2)).head(20)', true],
  ['the first rows of a filter', "t = df[df['a'] > 3].head(20)", false],
  ['a table of a dictionary', "t = pd.DataFrame({'a': [1, 2]})", true],
  ['a table of an empty dictionary', 't = pd.DataFrame({})', false],
  ['a table of empty columns', "t = pd.DataFrame({'a': []})", false],
  ['a table of columns with names of the code', "xs = [1, 2]\nt = pd.DataFrame({'a': xs})", true],
  ['a table of names that are not there', "t = pd.DataFrame({'a': xs})", false],
  ['a table without rows', "t = pd.DataFrame(columns=['a'])", false],
  ['drawn numbers', 't = np.random.randn(10, 2)', true],
  ['predictions', 't = model.predict(X)', true],
  ['rows for those of a part', "a, b = train_test_split(X)\nt = pd.get_dummies(b.drop('y', axis=1))[['p', 'q']]", true],
  ['columns of an array', 'a = np.array([[1, 2]])\nt = a[:, 1:]', true],
  ['rows without some', 'a = np.array([[1, 2]])\nt = np.array([[1, 2]]).drop([0])', false],
  ['rows of a condition', 'a = np.array([[1, 2]])\nt = a[a[:, 0] > 1]', false],
  ['rows of a condition on one column', "t = pd.DataFrame({'a': [1]}).loc[lambda d: d.a > 3]", false],
  ['a file', "t = pd.read_csv('a.csv')", false],
  ['a part of a filter', 't = df.sample(n=500).dropna()', false],
  ['of itself', 't = t', false],
  ['not there', '', false],
])('%s: %s', (_, source, expected) => {
  const imports = 'import numpy as np\nimport pandas as pd\nfrom sklearn.datasets import load_iris, make_blobs\nfrom sklearn.model_selection import train_test_split\n';
  const { code: notebook, names } = notebookOf([`${imports}${source}`, 't']);
  expect(hasSureRows('t', { at: { cell: 1, offset: 0 }, notebook, names })).toBe(expected);
});
