import { expect, test } from 'vitest';
import { areOwnSizes } from '../../src/templates/own-sizes.ts';

test.each([
  ['a length with itself', 'len(x)', 'len(x)', true],
  ['turned twice', 'm.T.shape', 'm.shape[::-1]', true],
  ['turned by a method', 'm.transpose().shape[::-1]', 'm.shape', true],
  ['entry by entry', '(a + b).shape', 'a.shape', true],
  ['with a number', '(2 * a).size', 'a.size', true],
  ['a function of each entry', 'np.sqrt(a).shape', 'a.shape', true],
  ['a copy', 'a.copy().ndim', 'a.ndim', true],
  ['a square matrix', 'a.T.shape', 'a.shape', false],
  ['a square matrix by its sizes', 'a.shape[0]', 'a.shape[1]', false],
  ['two objects', 'len(a)', 'len(b)', false],
  ['sums of two objects', '(a + c).shape', '(b + c).shape', false],
  ['rows without a hole', 'len(df)', 'len(df.dropna())', false],
  ['distinct values', 'np.unique(a).shape', 'a.shape', false],
  ['keys', 'len(df)', "df['id'].nunique()", false],
  ['a part', 'len(a[:5])', 'len(a)', false],
  ['two sizes', 'a.size', 'a.ndim', false],
  ['a matrix that is longer than wide', 'len(a.T)', 'len(a)', false],
  ['numbers', 'len(3)', 'len(3)', false],
  ['nothing', '', '', false],
])('%s: %s and %s: %s', (_, one, other, expected) => {
  expect(areOwnSizes(one, other)).toBe(expected);
  expect(areOwnSizes(other, one)).toBe(expected);
});

test('a long chain takes no long time', () => {
  const long = `${'('.repeat(20_000)}a${')'.repeat(20_000)}.shape`;
  expect(areOwnSizes(long, 'a.shape')).toBe(true);
});
