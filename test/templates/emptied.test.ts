import { expect, test } from 'vitest';
import { mayBeEmpty } from '../../src/templates/emptied.ts';
import { notebookOf } from '../python/effects-cases.ts';

test.each([
  ['rows of a condition', 't = df[df.a > 0]', true],
  ['rows of two conditions', "t = df[(df['a'] > 0) & ~df['b']].copy()", true],
  ['rows without a hole', 't = df.dropna()', true],
  ['rows with a partner', "t = pd.merge(df, other, on='k')", true],
  ['entries that fit', 't = [x for x in xs if x]', true],
  ['files', "t = sorted(glob.glob('data/*.csv'))", true],
  ['a copy of what was chosen', 'u = df.query("a > 0")\nt = u.reset_index()', true],
  ['loaded', "t = pd.read_csv('a.csv')", false],
  ['a number of rows', 't = df[:50]', false],
  ['columns', "t = df[['a', 'b']]", false],
  ['every entry', 't = [f(x) for x in xs]', false],
  ['a comparison that chooses no rows', 't = build(n > 3)', false],
  ['a method that is not called', 't = settings.filter', false],
  ['of itself', 't = t', false],
  ['not there', '', false],
])('%s: %s', (_, source, expected) => {
  const { code: notebook, names } = notebookOf([`import glob\nimport pandas as pd\n${source}`, 't']);
  expect(mayBeEmpty('t', { at: { cell: 1, offset: 0 }, notebook, names })).toBe(expected);
});
