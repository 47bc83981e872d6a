import { describe, expect, test } from 'vitest';
import { compilePattern, looksOf, MOST_DEFINITIONS, matchThroughDefinition } from '../../src/python/index.ts';
import { IMPORTS, lastExpression, MATCHES, MEANINGS, notebookOf } from './patterns-cases.ts';

/** Whether a pattern matches what the code ends with, and whether that looks like it. */
function read(pattern: string, code: string, before = IMPORTS): { matches: boolean; looksLike: boolean } {
  const { notebook, names } = notebookOf(before, code);
  const compiled = compilePattern(pattern);
  const expression = lastExpression(notebook);
  return {
    matches: matchThroughDefinition(compiled, expression, names) !== null,
    looksLike: looksOf(expression, names).includes(compiled.look),
  };
}

const BY_NAME: [pattern: string, before: string, code: string][] = [
  ['$X.isna().$F()', 'nulls = df.isna()', 'nulls.sum()'],
  ['$X.isna().$F()', 'nulls = (df.isna())', '(nulls).sum()'],
  ['$X.isna().$F', 'nulls = df.isna()', 'nulls.T'],
  ['$X.isna().$F($...A)', 'a = df.isna()\nb = a', 'b.sum(axis=1)'],
  ['$X.isna().$F()', 'a = df.isna()\nb = a\nc = b\nd = c', 'd.sum()'],
  ['$X.isna().$F().$G()', 'nulls = df.isna()', 'nulls.sum().sum()'],
  ['$X.isna().$F().$G()', 'nulls = df.isna()\nsums = nulls.sum()', 'sums.sum()'],
  ['$X.groupby($K).$F', 'groups = df.groupby("a")', 'groups.ngroups'],
  ['$X[$C].$F()', 'column = df["a"]', 'column.mean()'],
  ['$X.shape.$F()', 'size = df.shape', 'size.count()'],
  ['np.array($X).$F()', 'a = np.array([1])', 'a.mean()'],
  ['np.random.$F($...A)', 'rng = np.random', 'rng.rand(3)'],
  ['$X.isna().sum()', 'nulls = df.isna()', 'nulls.sum()'],
  ['$X.mean()', 'm = df.mean', 'm()'],
  ['$X.isna().$F()', 'isna = df.isna', 'isna().sum()'],
  ['$X.isna().$F()', 'total = df.isna().sum', 'total()'],
  ['round($X.mean())', 'mean = df.mean()', 'round(mean)'],
];

/** No definition leads there, or one too many. */
const NOT_BY_NAME: [pattern: string, before: string, code: string][] = [
  ['$X.isna().$F()', 'nulls = df.dropna()', 'nulls.sum()'],
  ['$X.isna().$F()', 'nulls = df.isna()\nnulls = 3', 'nulls.sum()'],
  ['$X.isna().$F()', 'a = df.isna()\nb = a\nc = b\nd = c\ne = d', 'e.sum()'],
  ['$X.isna().$F()', 'nulls = df.isna()', 'nulls.T'],
  ['np.random.$F($...A)', 'rng = pd', 'rng.rand(3)'],
  ['$X.mean()', 'm = df.median', 'm()'],
  ['$X.mean()', 'def m(): return df.mean()', 'm()'],
];

/** What a look tells apart without a match. */
const OTHER_LOOKS: [pattern: string, code: string][] = [
  ['$X.shape', 'df.size'],
  ['$X.shape', 'df.shape[0]'],
  ['$X.shape', 'shape'],
  ['$X.head($N)', 'df.tail(5)'],
  ['$X[$I]', 'f(a)'],
  ['len($X)', 'size(df)'],
  ['np.unique($X)', 'np.mean(a)'],
  ['np.random.$F($...A)', 'df.rand(3)'],
  ['$A < $B', 'a <= b'],
  ['[..., $X]', '(1, 2)'],
  ['"a"', '"b"'],
];

describe('what matches looks like it', () => {
  test.each(MATCHES)('%s: %s', (pattern, code) => {
    expect(read(pattern, code)).toEqual({ matches: true, looksLike: true });
  });
  test.each(MEANINGS.filter(([, , , matches]) => matches))('%s after %s: %s', (pattern, before, code) => {
    expect(read(pattern, code, before)).toEqual({ matches: true, looksLike: true });
  });
  test.each(BY_NAME)('%s after %s: %s', (pattern, before, code) => {
    expect(read(pattern, `${before}\n${code}`)).toEqual({ matches: true, looksLike: true });
  });
});

describe('what does not', () => {
  test.each(NOT_BY_NAME)('%s after %s: %s', (pattern, before, code) => {
    expect(read(pattern, `${before}\n${code}`)).toEqual({ matches: false, looksLike: false });
  });
  test.each(OTHER_LOOKS)('%s: %s', (pattern, code) => {
    expect(read(pattern, code)).toEqual({ matches: false, looksLike: false });
  });
  test('a definition is followed as far as in matching', () => {
    const chain = Array.from({ length: MOST_DEFINITIONS }, (_, i) => `a${i + 1} = a${i}`).join('\n');
    expect(read('$X.isna().$F()', `a1 = df.isna()\n${chain.slice(chain.indexOf('\n') + 1)}\na${MOST_DEFINITIONS}.sum()`)).toEqual({ matches: true, looksLike: true });
  });
});
