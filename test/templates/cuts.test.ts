import { expect, test } from 'vitest';
import { areCutFromOne } from '../../src/templates/cuts.ts';
import { notebookOf } from '../python/effects-cases.ts';

test.each([
  ['slices', 'a = df[:80]\nb = df[80:]', true],
  ['slices with a size worked out', 'a = df[0:int(n * 0.7)]\nb = df[int(n * 0.7):]', true],
  ['by position, copied', 'a = df.iloc[:n].copy()\nb = df.iloc[n:].copy().reset_index(drop=True)', true],
  ['with all columns', 'a = df.iloc[:n, :]\nb = df.iloc[n:, :]', true],
  ['by a condition', 'a = df[df["day"] <= 401]\nb = df.loc[df["day"] > 401]', true],
  ['of an array', 'a, b = X[:9], X[9:]', true],
  ['of two tables', 'a = one[:80]\nb = other[:80]', false],
  ['one went through a step', 'a = df[:80]\nb = df[80:]\na["x"] = 1', false],
  ['columns', 'a = df["x"]\nb = df["y"]', false],
  ['lists of columns', 'a = df[["x", "y"]]\nb = df[["y", "x"]]', false],
  ['columns of an array', 'a = X[:, 0:3]\nb = X[:, 3:]', false],
  ['rows and columns', 'a = df.iloc[:9, 1:]\nb = df.iloc[9:, 2:]', false],
  ['a call', 'a = load("a")\nb = load("b")', false],
  ['of a call', 'a = load()[:9]\nb = load()[9:]', false],
  ['the same name again', 'a = df[:9]\nb = a', false],
])('%s: %s', (_, code, expected) => {
  const { code: notebook, names } = notebookOf([`import pandas as pd\n${code}`, 'a.shape, b.shape']);
  expect(areCutFromOne('a', 'b', { at: { cell: 1, offset: 0 }, notebook, names })).toBe(expected);
});
