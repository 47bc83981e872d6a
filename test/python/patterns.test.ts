import { describe, expect, test } from 'vitest';
import { match, MATCHES, MEANINGS } from './patterns-cases.ts';

const REFUSALS: [pattern: string, code: string][] = [
  ['$X.shape', 'df.size'],
  ['$X.shape', 'df.shape[0]'],
  ['$X.shape', 'shape'],
  ['$X.isnull().sum()', 'df.isnull().sum().sum()'],
  ['$X.isnull().sum()', 'df.isnull().sum(axis=1)'],
  ['$X.head($N)', 'df.head(n=5)'],
  ['$X.head(n=$N)', 'df.head(5)'],
  ['$X.head($N)', 'df.head(*a)'],
  ['$X.head($N)', 'df.head()'],
  ['$X.head()', 'df.head(5)'],
  ['$X.head()', 'df.head(**k)'],
  ['$X.head($N)', 'df.head(5, k=1)'],
  ['f($A, ..., $B)', 'f(1)'],
  ['f(..., k=$K)', 'f(1, j=2)'],
  ['f(a=$A)', 'f(a=1, b=2)'],
  ['f("a")', "f(b'a')"],
  ['f("a")', 'f("A")'],
  ['f("a\\n")', "f(r'a\\n')"],
  ['f(1)', 'f(1.0)'],
  ['f(1)', 'f(True)'],
  ['np.unique($X)', 'pd.unique(y)'],
  ['np.unique($X)', 'df.unique(y)'],
  ['np.unique($X)', 'unique(y)'],
  ['np.sum($X)', 'np.ma.sum(y)'],
  ['np.mean($X)', 'mean(y)'],
  ['len($X)', 'df.len(x)'],
  ['$X[$I]', 'df[1:2]'],
  ['$X[$I]', 'df[1, 2]'],
  ['$X[$A:$B]', 'df[1:2:3]'],
  ['$X[:$B]', 'df[1:2]'],
  ['$X[..., 0]', 'a[1, 2, 0]'],
  ['($A.shape, $B.shape)', '[a.shape, b.shape]'],
  ['($A.shape, $B.shape)', '(a.shape, b.shape, c.shape)'],
  ['($A, $B)', '(*a, b)'],
  ['[..., $X]', '[]'],
  ['{$A, $B}', '{1: 2}'],
  ['$A < $B', 'a < b < c'],
  ['$A < $B', 'a <= b'],
  ['$A not in $B', 'not a in b'],
  ['$A < $B < $C', '(a < b) < c'],
  ['$A * 100', 'a + b * 100'],
  ['not $A', 'not a and b'],
  // the parser's tree has no node for `a and not b` here, so nothing can be bound to it
  ['$A or $B', 'a and not b or c'],
  ['$A and $B', 'a and b or c'],
  ['-$A', '+a'],
  ['f($X, $X)', 'f(a, b)'],
  ['f($X, $X)', 'f(1, 1.0)'],
  ['f($X, $X)', 'f("a", b"a")'],
  ['$X....mean()', 'mean()'],
  ['$X....mean()', 'df.mean().a'],
  ['$X....mean()', 'np.mean()'],
  ['pd.read_csv($P)....head()', 'df.head()'],
  ['pd.read_csv($P)....head()', 'pd.read_excel(p).dropna().head()'],
  ['$X.$NAME()', 'f()'],
  ['sklearn.$F($...A)', 'acc(y, p)'],
  ['sklearn.metrics.$F($...A)', 'accuracy_score(y, p)'],
  ['f"{$X} rows"', "f'{n} cols'"],
  ['[$E for $V in $L]', '(a + 1 for a in b)'],
  ['f($X)', 'f(x)()'],
  ['f($X)', 'f(a := 1)'],
  ['await $X', 'x'],
];

describe('matchPattern', () => {
  test.each(MATCHES)('%s takes %s', (pattern, code, captures) => {
    expect(match(pattern, code)).toEqual(captures);
  });
  test.each(REFUSALS)('%s refuses %s', (pattern, code) => {
    expect(match(pattern, code)).toBeNull();
  });
});

describe('$X twice is the same tree', () => {
  test.each([
    ['a.b', 'a . b', true],
    ['a.b(c, d)', 'a.b(\n  c, # why\n  d,\n)', true],
    ['"x"', "'''x'''", true],
    ['a + b', '(a) + (b)', true],
    ['a < b < c', '(a) < b < c', true],
    ['10', '0xA', true],
    ['lambda x: x', 'lambda x: (x)', true],
    ['(1, 2)', '(1, 2,)', true],
    ['a[1:2]', 'a[1:2:]', true],
    ['a.b', 'a.c', false],
    ['a(b)', 'a[b]', false],
    ['a(b=1)', 'a(c=1)', false],
    ['a(*b)', 'a(b)', false],
    ['a < b < c', '(a < b) < c', false],
    ['a - b - c', 'a - (b - c)', false],
    ['"x"', "b'x'", false],
    ['"x"', 'f"x"', false],
    ['1', '1.0', false],
    ['(1, 2)', '[1, 2]', false],
    ['lambda x: x', 'lambda y: y', false],
    ['a[1:2]', 'a[1:]', false],
    ['not a', '-a', false],
  ])('%s and %s: %s', (one, other, expected) => {
    expect(match('f($X, $X)', `f(${one}, ${other})`) !== null).toBe(expected);
  });
});

describe('names by meaning', () => {
  test.each(MEANINGS)('%s after %s: %s', (pattern, before, code, expected) => {
    expect(match(pattern, code, before) !== null).toBe(expected);
  });
});
