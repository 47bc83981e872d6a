import { expect, test } from 'vitest';
import type { Evidence, Sequence } from '../../src/evidence/index.ts';
import { scoredRows } from '../../src/templates/scored-rows.ts';
import { expressionOf, notebookOf } from '../python/effects-cases.ts';

const BEFORE = `from sklearn.datasets import load_iris, make_moons
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, classification_report
from sklearn.model_selection import cross_val_score, train_test_split
df, other = load()
`;
const IRIS = 'iris = load_iris()\nX, y = iris.data, iris.target\n';
const SPLIT = `${IRIS}X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)\n`;
const MODEL = `${SPLIT}model = LogisticRegression().fit(X_train, y_train)\npred = model.predict(X_test)\n`;

const integer = (value: number): Evidence => ({ kind: 'scalar', type: 'int', value, text: `${value}`, precision: 0, class: null });
const tuple = (...items: Evidence[]): Sequence => ({
  kind: 'sequence',
  type: 'tuple',
  items,
  truncated: false,
  length: items.length,
  dtype: null,
  name: null,
});
const shape = (...sizes: number[]) => tuple(...sizes.map(integer));
const REPORT: Evidence = { kind: 'report', report: 'classification', fields: { support: 57 } };

test.each<[what: string, code: string, subject: string, shown: readonly [string, Evidence][], rows: number | null]>([
  ['the test part of a split', MODEL, 'accuracy_score(y_test, pred)', [], 30],
  ['the training part', MODEL, 'accuracy_score(y_train, model.predict(X_train))', [], 120],
  ['what a model is asked about', MODEL, 'model.score(X_test, y_test)', [], 30],
  ['through a name', `${MODEL}acc = accuracy_score(y_test, pred)\n`, 'acc', [], 30],
  ['in percent', MODEL, 'accuracy_score(y_test, pred) * 100', [], 30],
  ['all of cross-validation', MODEL, 'cross_val_score(LogisticRegression(), X, y).mean()', [], 150],
  ['a quarter, where the split says nothing', `${IRIS}a, b = train_test_split(iris.data)\n`, 'f(b)', [], 38],
  ['a size in rows', `${IRIS}a, b = train_test_split(iris.data, test_size=20)\n`, 'f(b)', [], 20],
  ['a size by name', `${IRIS}size = 0.1\na, b = train_test_split(iris.data, test_size=size)\n`, 'f(b)', [], 15],
  ['a comment in front of the data', `${IRIS}a, b = train_test_split(\n    # the flowers\n    iris.data,\n    test_size=0.2,\n)\n`, 'f(b)', [], 30],
  ['data made to size', 'X, y = make_moons(n_samples=80)\n', 'f(y)', [], 80],
  ['data made in the usual size', 'X, y = make_moons(noise=0.1)\n', 'f(y)', [], 100],
  ['rows that a shape shows', '', 'accuracy_score(other, df)', [['other.shape', shape(41, 3)]], 41],
  ['a length', '', 'accuracy_score(other, df)', [['len(other)', integer(42)]], 42],
  ['a shape among others', '', 'f(other)', [['(df.shape, other.shape)', tuple(shape(9, 2), shape(43, 2))]], 43],
  ['what a report counted', '', 'accuracy_score(other, df)', [['classification_report(other, df)', REPORT]], 57],
  ['a split of data of shown size', 'a, b = train_test_split(df, test_size=0.3)\n', 'f(b)', [['df.shape', shape(50, 4)]], 15],
  ['a table without a column', 'rest = df.drop("a", axis=1)\n', 'f(rest)', [['df.shape', shape(50, 4)]], 50],
  ['a shape of the same name, another object', 'x = other\nother = df\n', 'f(x)', [['other.shape', shape(41, 3)]], null],
  ['data of unknown size', 'a, b = train_test_split(df)\n', 'f(b)', [], null],
  ['a size that is worked out', `${IRIS}a, b = train_test_split(iris.data, test_size=share())\n`, 'f(b)', [], null],
  ['what is unpacked', `${IRIS}a, b = train_test_split(*[iris.data], test_size=0.2)\n`, 'f(b)', [], null],
  ['a size of the other part', `${IRIS}a, b = train_test_split(iris.data, train_size=0.7)\n`, 'f(b)', [], null],
  ['no data at all', '', '0.9', [], null],
  ['a circle', 'x = f(x)\n', 'x', [], null],
  ['a shape that was cut', '', 'f(other)', [['other.shape', { ...tuple(), truncated: true, length: null }]], null],
])('%s', (_, code, source, shown, rows) => {
  const cells = [BEFORE + code, ...shown.map(([look]) => look), source];
  const { code: notebook, names } = notebookOf(cells);
  const subjectAt = (index: number, text: string) => ({
    ...expressionOf(notebook, index, 0, text),
    source: text,
    label: '',
    format: null,
  });
  const parts = shown.map(([look, evidence], index) => ({ subject: subjectAt(index + 1, look), evidence }));
  const subject = subjectAt(cells.length - 1, source);
  expect(scoredRows({ subject, names, notebook, shownElsewhere: () => parts })).toBe(rows);
});
