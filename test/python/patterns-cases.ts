import type { Expression, Names, PythonNotebook } from '../../src/python/index.ts';
import {
  compilePattern,
  matchPattern,
  PatternError,
  parseNotebookCode,
  readNames,
} from '../../src/python/index.ts';

/** A notebook of these cells, with the names in it. */
export function notebookOf(...sources: string[]): { notebook: PythonNotebook; names: Names } {
  const notebook = parseNotebookCode(sources.map((source, index) => ({ index, type: 'code', source })));
  return { notebook, names: readNames(notebook) };
}

/** The last statement of the last cell, an expression. */
export function lastExpression(notebook: PythonNotebook): Expression {
  const cell = notebook.cells.at(-1)!;
  if (cell.problem !== null) throw new Error(`${cell.source}: ${cell.problem.message}`);
  let node = cell.tree.topNode.lastChild;
  while (node !== null && node.name !== 'ExpressionStatement') node = node.prevSibling;
  if (node === null) throw new Error(`no expression in ${cell.source}`);
  return { cell, node };
}

/** In front of the code of `MATCHES`. */
export const IMPORTS =
  'import numpy as np, pandas as pd\nimport matplotlib.pyplot as plt\nfrom sklearn import metrics\nfrom sklearn.metrics import accuracy_score as acc\n';

/** Captures as plain text by name; null without a match. */
export function match(pattern: string, code: string, before = IMPORTS): Record<string, string> | null {
  const { notebook, names } = notebookOf(before, code);
  const captures = matchPattern(compilePattern(pattern), lastExpression(notebook), names);
  return captures && Object.fromEntries([...captures].map(([name, capture]) => [name, capture.text]));
}

/** What is wrong with a pattern, or 'fine'. */
export function problem(pattern: string): { at: number; expected: string } | 'fine' {
  try {
    compilePattern(pattern);
    return 'fine';
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    return { at: error.offset, expected: error.expected };
  }
}

/** Patterns, code that they match, and what is captured of it. */
export const MATCHES: [pattern: string, code: string, captures: Record<string, string>][] = [
  ['$X.shape', 'df.shape', { X: 'df' }],
  ['$X.shape', '(df).shape', { X: '(df)' }],
  ['$X.shape', '(df\n  .shape)', { X: 'df' }],
  ['$X.isnull().sum()', 'df.isnull().sum()', { X: 'df' }],
  ['$X.isnull().sum()', 'df[a].isnull( ).sum( # why\n)', { X: 'df[a]' }],
  ['$X.head(n=$N)', 'df.head(n=5)', { X: 'df', N: '5' }],
  ['$X.head($N)', 'df.head((5))', { X: 'df', N: '(5)' }],
  ['$X.head($...A)', 'df.head()', { X: 'df', '...A': '' }],
  ['$X.head($...A)', 'df.head(*a, n=5, # five\n **k)', { X: 'df', '...A': '*a, n=5, **k' }],
  ['$X.head(...)', 'df.head(1, 2)', { X: 'df' }],
  ['f($A, ..., $B)', 'f(1, 2, 3, 4)', { A: '1', B: '4' }],
  ['f($A, ..., $B)', 'f(1, 2)', { A: '1', B: '2' }],
  ['f(..., k=$K)', 'f(1, j=2, k=3)', { K: '3' }],
  ['f(a=$A, b=$B)', 'f(b=1, a=2)', { A: '2', B: '1' }],
  ['f($A, *$B, **$C)', 'f(1, *x, **y)', { A: '1', B: 'x', C: 'y' }],
  ['f($...A, k=1)', 'f(1, k=1, m=2)', { '...A': '1, m=2' }],
  ['f(x)', 'f(x,)', {}],
  ['f("a")', "f('a')", {}],
  ['f("a\\n")', "f(u'''a\n''')", {}],
  ['f("ab")', "f('a' r'b')", {}],
  ['f(16)', 'f(0x10)', {}],
  ['f(1000.0)', 'f(1e3)', {}],
  ['np.unique($X)', 'np.unique(y)', { X: 'y' }],
  ['numpy.unique($X)', 'np.unique(y)', { X: 'y' }],
  ['sklearn.metrics.accuracy_score($A, $B)', 'acc(y, p)', { A: 'y', B: 'p' }],
  ['sklearn.metrics.accuracy_score($A, $B)', 'metrics.accuracy_score(y, p)', { A: 'y', B: 'p' }],
  ['len($X)', 'len(df)', { X: 'df' }],
  ['$X[$I]', 'df["a"]', { X: 'df', I: '"a"' }],
  ['$X[$_]', 'df[1:2, ::3]', { X: 'df' }],
  ['$X[$A:$B]', 'df[1:2]', { X: 'df', A: '1', B: '2' }],
  ['$X[:$B]', 'df[:2]', { X: 'df', B: '2' }],
  ['$X[..., 0]', 'a[..., 0]', { X: 'a' }],
  ['($A.shape, $B.shape)', 'a.shape, b.shape', { A: 'a', B: 'b' }],
  ['($A.shape, ...)', '(a.shape, b, c)', { A: 'a' }],
  ['[..., $X]', '[1, 2, 3]', { X: '3' }],
  ['{$A, $B}', '{1, 2}', { A: '1', B: '2' }],
  ['{"a": $A}', "{'a': 1}", { A: '1' }],
  ['$A < $B', 'a < b + 1', { A: 'a', B: 'b + 1' }],
  ['$A < $B <= $C', 'a < b <= c', { A: 'a', B: 'b', C: 'c' }],
  ['$A not in $B', 'a not in b', { A: 'a', B: 'b' }],
  ['$A * 100', '(a + b) * 100', { A: '(a + b)' }],
  ['not $A and $B', 'not a and b', { A: 'a', B: 'b' }],
  ['$_ or $B', 'a and not b or c', { B: 'c' }],
  ['$A and not $B or $C', 'a and not b or c', { A: 'a', B: 'b', C: 'c' }],
  ['-$A', '-a', { A: 'a' }],
  ['$A if $B else $C', 'a if b else c', { A: 'a', B: 'b', C: 'c' }],
  ['f($X, $X)', 'f(a["b"], (a[\'b\']))', { X: 'a["b"]' }],
  ['f($_, $_)', 'f(a, b)', {}],
  ['$X....mean()', 'df.mean()', { X: 'df' }],
  ['$X....mean()', 'df.groupby("a")["b"].mean()', { X: 'df' }],
  ['$X....mean()', 'pd.read_csv(p)["b"].mean()', { X: 'pd.read_csv(p)' }],
  ['$X. ... .mean()', 'df.a.mean()', { X: 'df' }],
  ['pd.read_csv($P)....head($...A)', 'pd.read_csv(p).dropna().head(3)', { P: 'p', '...A': '3' }],
  ['$X.$NAME($...A)', 'df.plot(1)', { X: 'df', NAME: 'plot', '...A': '1' }],
  ['sklearn.metrics.$F($A, $B)', 'metrics.accuracy_score(y, p)', { F: 'accuracy_score', A: 'y', B: 'p' }],
  ['sklearn.metrics.$F($A, $B)', 'acc(y, p)', { F: 'accuracy_score', A: 'y', B: 'p' }],
  ['sklearn.metrics.$F', 'acc', { F: 'accuracy_score' }],
  ['$X\n  .head()', 'df.head()', { X: 'df' }],
  ['f(x for x in $Y)', 'f((x for x in y))', { Y: 'y' }],
  ['f"{$X} rows"', "f'{n} rows'", { X: 'n' }],
  ['[$E for $V in $L]', '[a + 1 for a in b]', { E: 'a + 1', V: 'a', L: 'b' }],
];

/** Patterns, what stands in front of code, the code, and whether its names mean what the pattern does. */
export const MEANINGS: [pattern: string, before: string, code: string, matches: boolean][] = [
  ['np.unique($X)', 'from numpy import unique as u', 'u(a)', true],
  ['np.unique($X)', 'import numpy', 'numpy.unique(a)', true],
  ['np.unique($X)', 'from numpy import *', 'unique(a)', true],
  ['np.unique($X)', 'import numpy\nf = numpy.unique', 'f(a)', true],
  ['np.unique($X)', 'import numpy as np\nnp = 3', 'np.unique(a)', false],
  ['np.unique($X)', 'import cupy as np', 'np.unique(a)', false],
  ['np.unique($X)', '', 'np.unique(a)', false],
  [
    'sklearn.metrics.f1_score($X)',
    'from sklearn.metrics._classification import f1_score',
    'f1_score(a)',
    true,
  ],
  [
    'sklearn.metrics.f1_score($X)',
    'from sklearn.metrics.classification import f1_score',
    'f1_score(a)',
    true,
  ],
  ['sklearn.metrics.f1_score($X)', 'from mine.metrics import f1_score', 'f1_score(a)', false],
  ['keras.layers.Dense($X)', 'from tensorflow.keras.layers import Dense', 'Dense(a)', true],
  ['display($X)', 'from IPython.display import display', 'display(a)', true],
  ['display($X)', '', 'display(a)', true],
  ['display($X)', 'from mine import display', 'display(a)', false],
  ['plt.plot($X)', 'from pylab import *', 'plot(a)', true],
  ['plt.plot($X)', 'import pylab', 'pylab.plot(a)', true],
  ['len($X)', 'def len(x): return 1', 'len(a)', false],
  ['sum($X)', 'from numpy import *', 'sum(a)', false],
  ['np.sum($X)', 'from numpy import *', 'sum(a)', true],
  ['math.pi', 'from math import pi', 'pi', true],
  ['accuracy_score($A)', 'from anywhere import accuracy_score', 'accuracy_score(a)', true],
];
