import { describe, expect, test } from 'vitest';
import { type CodeFault, codeFaults, FAULT_KINDS, faultsAbout, planFaults, withCodeFault } from '../../../src/kernel/index.ts';
import { inserted, notebookOf } from '../notebooks.ts';

const IMPORTS = [
  'import pandas as pd',
  'from sklearn.linear_model import LogisticRegression',
  'from sklearn.model_selection import train_test_split',
  'from sklearn.metrics import accuracy_score as acc, mean_squared_error',
].join('\n');

/** What each fault makes of the one cell behind the imports. */
function made(source: string): [CodeFault['kind'], string][] {
  const notebook = notebookOf([IMPORTS, source]);
  return codeFaults(notebook, 5).map((fault) => [
    fault.kind,
    withCodeFault(notebook, fault).cells[1]?.source ?? '',
  ]);
}

describe('faults of code', () => {
  const cases: [string, [string, string][]][] = [
    [
      'm = LogisticRegression(C=10, penalty="l2", random_state=0)',
      [
        ['hyper-parameter', 'm = LogisticRegression(C=100, penalty="l2", random_state=0)'],
        ['hyper-parameter', 'm = LogisticRegression( penalty="l2", random_state=0)'],
      ],
    ],
    [
      'm = LogisticRegression(penalty="l2", fit_intercept=True)',
      [
        ['hyper-parameter', 'm = LogisticRegression(penalty="l2", fit_intercept=False)'],
        ['hyper-parameter', 'm = LogisticRegression(penalty="l2")'],
      ],
    ],
    [
      'a, b = train_test_split(X, test_size=0.2, random_state=1)',
      [
        ['hyper-parameter', 'a, b = train_test_split(X, test_size=0.6, random_state=1)'],
        ['hyper-parameter', 'a, b = train_test_split(X,  random_state=1)'],
      ],
    ],
    ['print(acc(y, p))', [['metric-swapped', "print(__import__('sklearn.metrics').metrics.cohen_kappa_score(y, p))"]]],
    ['df.dropna(inplace=True)', [['step-removed', 'None']]],
    ['df = df.dropna().reset_index()', [['step-removed', 'df = df.reset_index()']]],
    ['X = scaler.fit_transform(X[cols])', [['step-removed', 'X = X[cols]']]],
    ['df = df[df["a b"] > 3]', [['step-removed', 'df = df']]],
    ['small = df[df.a > 3]\nvalue = df["a"]\ndf = df["a"]', []],
    ['LogisticRegression(1)\nother(C=1)\nscaler.fit_transform(X=X)', []],
    ['def broken(', []],
  ];
  test.each(cases)('%s', (source, expected) => {
    expect(made(source)).toEqual(expected);
  });

  test('a model is judged by its training data, all over the notebook', () => {
    const notebook = notebookOf([
      `${IMPORTS}\nX_train, X_test, y_train, y_test = train_test_split(X, y)`,
      'p = m.predict(X_test)\nprint(acc(y_test, p))',
      'X_test.shape, m.score(X_test, y_test)',
    ]);
    const [fault] = codeFaults(notebook, 1).filter(({ kind }) => kind === 'scored-on-training');
    expect(withCodeFault(notebook, fault!).cells.slice(1).map(({ source }) => source)).toEqual([
      'p = m.predict(X_train)\nprint(acc(y_train, p))',
      'X_test.shape, m.score(X_train, y_train)',
    ]);
    expect(fault).toMatchObject({ cell: 1, line: 1, what: '`X_test` became `X_train` wherever a model is judged' });
  });

  test('cells that nbassert inserted stay as they are, and so does the notebook', () => {
    const notebook = notebookOf([IMPORTS, inserted('assert acc(y, p) > 0.5'), 'df = df.dropna()']);
    const faults = codeFaults(notebook, 1);
    expect(faults.map(({ kind, cell, line, what }) => [kind, cell, line, what])).toEqual([
      ['step-removed', 2, 1, '`df.dropna()` was left out'],
    ]);
    withCodeFault(notebook, faults[0]!);
    expect(notebook.cells[2]?.source).toBe('df = df.dropna()');
  });
});

describe('the plan', () => {
  const code = codeFaults(notebookOf([IMPORTS, 'df = df.dropna().fillna(0).drop_duplicates()\nacc(y, p)']), 1);
  const run = {
    cells: [
      {
        cell: 1,
        executionCount: 1,
        seconds: 0,
        rawOutputs: [],
        cut: false,
        asserts: [],
        bindings: [{ statement: 0, line: 1, names: ['df'], objects: {}, kinds: ['nulls', 'rows-dropped', 'rows-reordered'] }],
        fault: null,
        error: null,
      },
    ],
    stopped: null,
    seconds: 0,
  };
  const kinds = (count: number | null, seed = 1) =>
    planFaults(run, code, { count, seed, kinds: [] }).map(({ kind }) => kind);

  test('takes one of each kind, then more', () => {
    expect(kinds(null)).toEqual(['rows-dropped', 'nulls', 'metric-swapped', 'step-removed']);
    expect(kinds(99)).toEqual(['rows-dropped', 'nulls', 'metric-swapped', 'step-removed', 'step-removed', 'step-removed']);
    expect(kinds(2)).toHaveLength(2);
    expect(planFaults(run, code, { count: 9, seed: 1, kinds: ['nulls'] })).toHaveLength(1);
  });

  test('is the same for the same seed', () => {
    const plan = (seed: number) => planFaults(run, code, { count: 5, seed, kinds: [] });
    expect(plan(4)).toEqual(plan(4));
    expect([1, 2, 3, 4, 5].some((seed) => JSON.stringify(plan(seed)) !== JSON.stringify(plan(6)))).toBe(true);
  });
});

test('which faults an assert may be expected to notice', () => {
  expect(faultsAbout(['missing-value']).map(({ id }) => id)).toEqual(['nulls', 'step-removed']);
  expect(new Set(FAULT_KINDS.map(({ id }) => id)).size).toBe(FAULT_KINDS.length);
});
