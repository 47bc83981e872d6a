import { expect, test } from 'vitest';
import { areGiven } from '../../src/templates/given-values.ts';
import { notebookOf } from '../python/effects-cases.ts';

const BEFORE = 'import numpy as np\nimport pandas as pd\nfrom sklearn.cluster import KMeans\ndf = load()\n';

test.each([
  ['bins with labels', "df['g'] = pd.cut(df['x'], bins=3, labels=['a', 'b', 'c'])", "df['g']", true],
  ['bins with numbers, cast', "df['g'] = pd.qcut(df['x'], q=4, labels=False).astype(int)", "df['g']", true],
  ['a step of the definition', "df = df.assign(g=lambda x: pd.cut(x.x, bins=3, labels=['a', 'b', 'c']))", "df['g']", true],
  ['another step', "df = df.assign(h=lambda x: pd.cut(x.x, bins=3, labels=['a', 'b', 'c']))", "df['g']", false],
  ['a name', "g = pd.qcut(df['x'], q=2, labels=['a', 'b'])", 'g', true],
  ['a name for something else', "g = df['x']", 'g', false],
  ['in the other spelling', "df['g'] = pd.cut(df['x'], 3, labels=['a', 'b', 'c'])", 'df.g', true],
  ['two choices', "df['g'] = np.where(df['x'] > 0, 'up', 'down')", "df['g']", true],
  ['a choice and the rest', "df['g'] = np.where(df['x'] > 0, df['x'], 'down')", "df['g']", false],
  ['several choices', "df['g'] = np.select([df['x'] > 0], ['up'], default='down')", "df['g']", true],
  ['names for numbers', "df['g'] = df['x'].map({0: 'no', 1: 'yes'})", "df['g']", true],
  ['a function for each', "df['g'] = df['x'].map(clean)", "df['g']", false],
  ['clusters', "km = KMeans(3)\ndf['g'] = km.fit_predict(X)", "df['g']", true],
  ['labels of clusters', "km = KMeans(3).fit(X)\ndf['g'] = km.labels_", "df['g']", true],
  ['in a new table', "g = KMeans(3).fit_predict(X)\nr = pd.DataFrame({'n': names, 'g': g})", "r['g']", true],
  ['another column of it', "g = KMeans(3).fit_predict(X)\nr = pd.DataFrame({'n': names, 'g': g})", "r['n']", false],
  ['another column', "df['g'] = pd.cut(df['x'], 3, labels=False)", "df['x']", false],
  ['another table', "df['g'] = pd.cut(df['x'], 3, labels=False)", "other['g']", false],
  ['assigned anew', "df['g'] = pd.cut(df['x'], 3, labels=False)\ndf['g'] = load()", "df['g']", false],
  ['without a column', 'g = pd.cut(df["x"], 3, labels=False)', 'g', true],
  ['groups of clusters', "df['g'] = KMeans(3).fit(X).labels_\nn = df.groupby('g').size()", 'n', true],
  ['a mean of such groups, sorted', "df['g'] = KMeans(3).fit(X).labels_\nn = df.groupby('g')['x'].mean().sort_values()", 'n', true],
  ['groups of the data', "n = df.groupby('g').size()", 'n', false],
  ['groups by several columns', "df['g'] = KMeans(3).fit(X).labels_\nn = df.groupby(['g', 'x']).size()", 'n', false],
  ['never assigned', '', "df['g']", false],
])('%s: %s', (_, code, source, expected) => {
  const { code: notebook, names } = notebookOf([BEFORE + code, `${source}.value_counts()`]);
  expect(areGiven(source, { at: { cell: 1, offset: 0 }, notebook, names })).toBe(expected);
});
