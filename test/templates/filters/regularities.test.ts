/** What shown values have in common: laws that hold, and the near misses beside them. */
import { describe, expect, test } from 'vitest';
import type { ArrayRepr, Series, Table } from '../../../src/evidence/index.ts';
import {
  areDistinct,
  areIncreasing,
  areWithin,
  finiteNumbers,
  isSymmetric,
  leadingLabel,
  rowsSumToOne,
  strongestPair,
  timestampText,
} from '../../../src/templates/filters/regularities.ts';

const array = (rows: number[][], precision = 0, truncated = false): ArrayRepr => ({
  kind: 'array',
  library: 'numpy',
  shape: [rows.length, rows[0]?.length ?? 0],
  dtype: 'float64',
  values: truncated ? null : rows.flat(),
  truncated,
  precision,
});

const scalar = (value: number) =>
  ({ kind: 'scalar', type: 'float', value, text: String(value), precision: 0, class: null }) as const;

const series = (values: number[], index: string[]): Series => ({
  kind: 'series',
  index,
  indexNames: [null],
  values: values.map(scalar),
  name: null,
  dtype: 'float64',
  length: values.length,
  truncated: false,
});

const matrix = (columns: string[], rows: string[][]): Table => ({
  kind: 'table',
  library: 'pandas',
  columns,
  columnsName: null,
  index: columns,
  indexNames: [null],
  rows,
  shape: [rows.length, columns.length],
  truncatedRows: false,
  truncatedColumns: false,
});

describe('rows that sum to one', () => {
  test.each([
    ['one-hot', array([[1, 0], [0, 1]]), true],
    ['digits that were not printed', array([[0.12345678, 0.87654321], [0.5, 0.5]], 5e-9), true],
    ['rounded by the author, perhaps', array([[0.33, 0.33, 0.33], [1, 0, 0]], 0.005), false],
    ['a row of zeros', array([[1, 0], [0, 0]]), false],
    ['a negative share', array([[1.5, -0.5], [0.5, 0.5]]), false],
    ['one row', array([[0.5, 0.5]]), false],
    ['one column', array([[1], [1]]), false],
    ['not a number', array([[Number.NaN, 1], [0, 1]]), false],
    ['cut', array([[1, 0], [0, 1]], 0, true), false],
  ])('%s', (_name, value, expected) => {
    expect(rowsSumToOne(value)).toBe(expected);
  });
});

test.each([
  ['distances', array([[0, 2], [2, 0]]), true],
  ['other printed digits', array([[1, 0.123], [0.124, 1]], 0.0005), false],
  ['different halves', array([[0, 2], [3, 0]]), false],
  ['diagonal', array([[1, 0], [0, 1]]), false],
  ['not square', array([[1, 2, 3], [2, 1, 3]]), false],
])('symmetric: %s', (_name, value, expected) => {
  expect(isSymmetric(value)).toBe(expected);
});

test('order, bounds, difference', () => {
  expect([[1, 2, 3], [1, 2, 2], [1, 2]].map(areIncreasing)).toEqual([true, false, false]);
  expect([[0, 0.5, 1], [0, 1.5], []].map((it) => areWithin(it, 0, 1))).toEqual([true, false, false]);
  expect([['a', 'b'], ['a', 'a'], [['a', 1], ['a', 2]]].map(areDistinct)).toEqual([true, false, true]);
  expect([finiteNumbers([1, true]), finiteNumbers([1, 'x']), finiteNumbers(null)]).toEqual([[1, 1], null, null]);
});

test('a label leads only by a fifth of the range', () => {
  expect(leadingLabel(series([0.74, 0.19], ['female', 'male']))).toBe('female');
  expect(leadingLabel(series([2.7, 2.99, 3.01], ['a', 'b', 'c']))).toBe(null);
  expect(leadingLabel(series([1, 1], ['a', 'b']))).toBe(null);
  expect(leadingLabel(series([1], ['a']))).toBe(null);
});

test('the strongest pair of a correlation matrix, copies of a column aside', () => {
  const names = ['a', 'b', 'c'];
  expect(
    strongestPair(matrix(names, [['1.0', '1.0', '-0.8'], ['1.0', '1.0', '0.3'], ['-0.8', '0.3', '1.0']])),
  ).toEqual({ a: 'a', b: 'c', value: -0.8 });
  expect(strongestPair(matrix(['a', 'a'], [['1', '0.5'], ['0.5', '1']]))).toBe(null);
  expect(strongestPair({ ...matrix(['a', 'b'], [['1', '0.5'], ['0.5', '1']]), index: ['b', 'a'] })).toBe(null);
});

test('points in time are dates only', () => {
  expect(['2012-12-31', '2012-12-31 10:00:00', '2012', "'); import os", 5].map(timestampText)).toEqual([
    '2012-12-31',
    '2012-12-31 10:00:00',
    null,
    null,
    null,
  ]);
});
