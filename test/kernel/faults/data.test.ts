import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  DATA_FAULTS,
  type DataFault,
  DEFAULT_RUN_OPTIONS,
  HEALTHY_VARIATIONS,
  Session,
} from '../../../src/kernel/index.ts';
import { pythonPath } from '../../python.ts';

const OPTIONS = { ...DEFAULT_RUN_OPTIONS, python: pythonPath };
const DATA = `
import numpy as np, pandas as pd
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split
np.random.seed(3)
df = pd.DataFrame({"age": range(20, 60), "name": ["a", "b"] * 20, "target": [0, 1] * 20})
dated = df.set_index(pd.date_range("2020", periods=40))
s = df["age"] * 1.5
y = df["target"]
X = np.arange(80.0).reshape(40, 2)
images = np.zeros((10, 4, 4))
few = df.head(2)
same = pd.DataFrame({"a": [1] * 10, "b": ["x"] * 10})
iris = load_iris()
X_train, X_test, y_train, y_test = train_test_split(df, y, random_state=0)
text = "no data"
before = {name: str(globals()[name]) for name in ("df", "dated", "s", "y", "X", "iris", "X_test")}
`;

let session: Session;
beforeAll(async () => {
  session = await Session.open({ folder: tmpdir(), kernel: null, hashSeed: null }, OPTIONS);
  expect((await session.run(0, DATA)).error).toBeNull();
}, 60_000);
afterAll(() => session.close());

type Given = Omit<DataFault, 'seed'>;
const judged = (fault: Given, ...sources: string[]) => session.judge(sources, { seed: 7, ...fault }, 5);

describe('each fault is in the data, and nothing else is', () => {
  const cases: [Given, string, string[]][] = [
    [{ kind: 'rows-dropped', names: ['df'] }, '8 of 40 rows dropped', ['len(df) == 32', 'list(df.index) == list(range(32))']],
    [{ kind: 'rows-dropped', names: ['dated'] }, '8 of 40 rows dropped', ['dated.index.is_monotonic_increasing']],
    [{ kind: 'rows-dropped', names: ['X', 'y'] }, '8 of 40 rows dropped', ['len(X) == len(y) == 32', '(X[:, 0] // 2 % 2 == y).all()']],
    [{ kind: 'rows-dropped', names: ['iris'] }, '30 of 150 rows dropped', ['len(iris.data) == len(iris.target) == 120', 'len(iris.feature_names) == 4']],
    [{ kind: 'rows-dropped', names: ['images'] }, '2 of 10 rows dropped', ['images.shape == (8, 4, 4)']],
    [{ kind: 'rows-repeated', names: ['df'] }, '8 of 40 rows repeated at the end', ['len(df) == 48', 'df.duplicated().sum() == 8']],
    [{ kind: 'nulls', names: ['df'], column: 'age' }, '8 of 40 values of `age` of `df` missing', ['df.isnull().sum().tolist() == [8, 0, 0]', 'df.age.dtype == float']],
    [{ kind: 'nulls', names: ['df'], column: 'name' }, '8 of 40 values of `name` of `df` missing', ['df.name.isna().sum() == 8']],
    [{ kind: 'nulls', names: ['X'] }, '8 of 40 values of column 1 of `X` missing', ['np.isnan(X).sum() == 8']],
    [{ kind: 'nulls', names: ['iris'] }, '30 of 150 values of column 3 of `iris` missing', ['np.isnan(iris.data).sum() == 30']],
    [{ kind: 'outliers', names: ['df'], column: 'age' }, '2 of 40 values of `age` of `df` far outside', ['(df.age >= 590).sum() == 2', 'df.age.dtype == "int64"']],
    [{ kind: 'unit-change', names: ['s'] }, '`s` in another unit (× 1000)', ['np.allclose(s, df.age * 1.5 * 1000)', 's.name == "age"']],
    [{ kind: 'column-dropped', names: ['df'], column: 'name' }, '`name` of `df` dropped', ['list(df.columns) == ["age", "target"]']],
    [{ kind: 'column-dropped', names: ['X'] }, 'column 1 of `X` dropped', ['X.shape == (40, 1)']],
    [{ kind: 'column-renamed', names: ['df'], column: 'name' }, '`name` of `df` called `name_1`', ['list(df.columns) == ["age", "name_1", "target"]']],
    [{ kind: 'column-retyped', names: ['df'], column: 'age' }, '`age` of `df` read as text', ['df.age[0] == "20"', 'df.target.dtype == "int64"']],
    [{ kind: 'column-shuffled', names: ['df'], column: 'age' }, 'values of `age` of `df` in another order than the rows', ['sorted(df.age) == list(range(20, 60))', 'not df.age.is_monotonic_increasing']],
    [{ kind: 'label-noise', names: ['df'] }, '8 of 40 labels wrong', ['(df.target != y).sum() == 8', 'set(df.target) == {0, 1}']],
    [{ kind: 'label-noise', names: ['X', 'y'] }, '8 of 40 labels wrong', ['(df.target != y).sum() == 8']],
    [{ kind: 'label-noise', names: ['iris'] }, '30 of 150 labels wrong', ['(iris.target != load_iris().target).sum() == 30']],
    [{ kind: 'leakage', names: ['X_train', 'X_test', 'y_train', 'y_test'] }, '5 of 10 rows of `X_test`, `y_test` come from the training data', ['len(X_test) == len(y_test) == 10', 'X_test.index.isin(X_train.index).sum() == 5', '(X_test.target == y_test).all()']],
    [{ kind: 'rows-reordered', names: ['df'] }, '40 rows in another order', ['sorted(df.age) == list(range(20, 60))', 'not df.age.is_monotonic_increasing']],
    [{ kind: 'rows-resampled', names: ['df'] }, '1 rows more than 40', ['len(df) == 41', 'set(df.columns) == {"age", "name", "target"}']],
  ];
  test.each(cases)('%o', async (fault, what, truths) => {
    const found = await judged(fault, ...truths.map((truth) => `assert ${truth}`));
    expect(found).toEqual({ applied: true, what, verdicts: truths.map(() => ({ error: null })) });
  });

  test('the objects themselves stayed as they were, and so did the generators', async () => {
    const { error } = await session.run(
      1,
      'assert all(str(globals()[name]) == text for name, text in before.items())\n' +
        'after = np.random.rand()\nnp.random.seed(3)\nassert after == np.random.rand()',
    );
    expect(error).toBeNull();
  });
});

describe('a fault that makes no sense is refused, with the reason', () => {
  const cases: [Given, string][] = [
    [{ kind: 'rows-dropped', names: ['few'] }, 'too few rows'],
    [{ kind: 'outliers', names: ['same'] }, 'no column of numbers'],
    [{ kind: 'column-shuffled', names: ['same'] }, 'no column that varies'],
    [{ kind: 'column-dropped', names: ['s'] }, 'no table with columns'],
    [{ kind: 'column-renamed', names: ['X'] }, 'no table with named columns'],
    [{ kind: 'column-retyped', names: ['X'] }, 'no column of numbers with a type of its own'],
    [{ kind: 'nulls', names: ['df'], column: 'no such' }, 'no such column'],
    [{ kind: 'label-noise', names: ['X', 's'] }, 'nothing that looks like labels'],
    [{ kind: 'leakage', names: ['X_train', 'y_train'] }, 'no training and held-out data'],
    [{ kind: 'nulls', names: ['text', 'missing'] }, 'no data of that name'],
  ];
  test.each(cases)('%o', async (fault, what) => {
    expect(await judged(fault, 'assert True')).toEqual({ applied: false, what, verdicts: [] });
  });
});

test('the same seed gives the same fault, another seed another one', async () => {
  const shows = async (seed: number) => {
    const found = await session.judge(
      ['raise ValueError(df.age.tolist())'],
      { kind: 'rows-dropped', names: ['df'], seed },
      5,
    );
    return found?.verdicts[0]?.error?.message;
  };
  expect(await shows(1)).toBe(await shows(1));
  expect(await shows(1)).not.toBe(await shows(2));
});

test('what is judged on the side says how it fails, leaves no name and has its time', async () => {
  const found = await session.judge(
    ['assert len(df) == 1, "rows"', 'left = 1', 'while True: pass', 'assert', 'import sys; sys.exit(3)'],
    null,
    1,
  );
  expect(found?.verdicts.map(({ error }) => error && [error.name, error.message])).toEqual([
    ['AssertionError', 'rows'],
    null,
    ['TimeoutError', 'took longer than 1 s'],
    ['SyntaxError', expect.any(String)],
    ['SystemExit', '3'],
  ]);
  expect((await session.evaluate(['"left" in globals()'], 1))?.[0]).toMatchObject({
    data: { 'text/plain': 'False' },
  });
});

test('a cell tells what data its statements bind and which faults they can have', async () => {
  const { bindings } = await session.run(
    2,
    '\nn = 5\nA, b = X.copy(), y\nfor i in range(2):\n    c = df\nfew, note = df.head(30), 1\nfew["x"] = 1',
    { watch: true },
  );
  expect(bindings).toMatchObject([
    { statement: 1, line: 3, names: ['A', 'b'], objects: { A: { type: 'ndarray', rows: 40 }, b: { type: 'Series' } } },
    { statement: 2, line: 6, names: ['few'], objects: { few: { columns: ['age', 'name', 'target'] } } },
  ]);
  const all = [...DATA_FAULTS, ...HEALTHY_VARIATIONS].map(({ id }) => id);
  const not = (...ids: string[]) => all.filter((id) => !ids.includes(id));
  expect(bindings[0]?.kinds).toEqual(not('column-renamed', 'leakage'));
});

const OVERWRITTEN: [string, string, string[]][] = [
  ['bound anew before it is read', 'a = df.copy()\na = df.head(20)', ['2 a']],
  ['read before', 'a = df.copy()\nprint(len(a))\na = df.head(20)', ['1 a', '3 a']],
  ['read by the statement that binds it anew', 'a = df.copy()\na = a.head(20)', ['1 a', '2 a']],
  ['one of two', 'a, b = df.copy(), df\na = df.head(20)', ['1 b', '2 a']],
  ['perhaps bound anew', 'a = df.copy()\nif len(df) > 99:\n    a = df.head(20)', ['1 a']],
  ['changed in place', 'a = df.copy()\na["x"] = 1', ['1 a']],
];
test.each(OVERWRITTEN)('data that is %s', async (_, source, expected) => {
  const { bindings } = await session.run(2, source, { watch: true });
  expect(bindings.flatMap(({ line, names }) => names.map((name) => `${line} ${name}`))).toEqual(expected);
});

test('a fault in a cell stands directly behind its statement', async () => {
  const fault = { kind: 'rows-dropped', names: ['d'], seed: 1, cell: 3, statement: 1, line: 3 } as const;
  const run = await session.run(3, '%%time\nn = 1\nd = df.copy()\nprint(len(d))\nd = d.copy()', { fault });
  expect(run.fault).toEqual({ applied: true, what: '8 of 40 rows dropped' });
  expect(JSON.stringify(run.rawOutputs)).toContain('32\\n');
  expect(await session.corrupt({ kind: 'rows-dropped', names: ['d'], seed: 1 }, 5)).toEqual({
    applied: true,
    what: '6 of 32 rows dropped',
  });
  expect((await session.evaluate(['len(d)'], 1))?.[0]).toMatchObject({ number: 26 });
});
