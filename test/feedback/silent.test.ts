import { expect, test } from 'vitest';
import { findSilent } from '../../src/feedback/index.ts';
import { parseNotebookCode } from '../../src/python/index.ts';

/** Subjects of the silent statements of a cell, statement by statement, and cells behind it. */
function silentIn(...sources: string[]): string[][] {
  const code = parseNotebookCode(
    sources.map((source, index) => ({ index, id: null, type: 'code' as const, source, outputs: [], executionCount: 1, metadata: {}, tags: [] })),
  );
  return findSilent(code.cell(0)!, code).map(({ subjects }) => subjects.map(({ source }) => source));
}

test.each<[string, string, string, string[][]]>([
  ['a file, looked at later', 'df = pd.read_csv("a.csv")', 'df.head()', [['df']]],
  ['a file, used in a function', 'df = pd.read_csv("a.csv")', 'def f():\n    return df', [['df']]],
  ['a part of a table', 'X = df[["a", "b"]]', 'f(X)', [['X']]],
  ['an attribute', 'X = iris.data', 'f(X)', [['X']]],
  ['a calculation', 'y = a * 2', 'f(y)', [['y']]],
  ['several at once', 'X_train, X_test = split(X)', 'f(X_train, X_test)', [['X_train', 'X_test']]],
  ['of several, one of which is read: what came with it', 'a, _, y = split(X)', 'f(y)', [['a', 'y']]],
  ['a part that is put aside', 'X_val = scale(X)', '1', [['X_val']]],
  ['of several that nobody reads, the parts', 'a, df_test = split(df)', '1', [['df_test']]],
  ['in brackets', '(a, b) = split(X)', 'f(a, b)', [['a', 'b']]],
  ['bound twice: the last', 'df = read()\ndf = df.dropna()', 'f(df)', [['df']]],
  ['read in the same cell', 'df = read()\nn = len(df)', '1', [['df']]],
  ['handed to a model', 'model.fit(X, y)\nprint(1)', '1', [['model.fit(X, y)']]],
  ['made and handed over', 'model = LinearRegression().fit(X, y)', 'model', [['model', 'LinearRegression().fit(X, y)']]],
  ['a split of two', 'a, b = train_test_split(X, y)', '1', [['train_test_split(X, y)']]],
  // What follows is silent in another sense.
  ['never read', 'df = read()', '1', []],
  ['bound again before it is read', 'df = read()', 'df = other()', []],
  ['read in front only', 'f(df)\ndf = read()', '1', []],
  ['a keyword of that name', 'df = read()', 'f(df=1)', []],
  ['a literal', 'x = [1, 2]', 'x', []],
  ['another name', 'x = y', 'x', []],
  ['a function', 'f = lambda x: x', 'f(1)', []],
  ['several names for one', 'a = b = read()', 'f(a, b)', []],
  ['an annotation', 'x: int', 'x', []],
  ['an attribute is bound', 'a.b = read()', 'a.b', []],
  ['a drawing', 'ax = df.plot()', 'ax.set_title("x")', []],
  ['what a model predicts', 'y_pred = model.predict(X)', 'f(y_pred)', []],
  ['at the end of the cell: that is a look', 'model.fit(X, y)', '1', []],
  ['in a loop', 'for i in x:\n    df = read()', 'df', []],
  ['in a condition', 'if x:\n    df = read()', 'df', []],
  ['in a function', 'def f():\n    df = read()\n    return df', 'df', []],
  ['no Python', 'df = = 1', 'df', []],
])('%s', (_, source, later, expected) => {
  expect(silentIn(source, later)).toEqual(expected);
});
