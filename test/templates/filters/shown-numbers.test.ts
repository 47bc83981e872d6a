import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readValue, type Table } from '../../../src/evidence/index.ts';
import {
  arrayBands,
  arrayNumbers,
  bandAround,
  describedBands,
  describedNames,
  exactBands,
  fieldOf,
  numberColumns,
  seriesBands,
  shownBands,
  shownPlaces,
  shareBands,
  valueRanges,
} from '../../../src/templates/filters/shown-numbers.ts';

function tableOf(columns: readonly (string | number)[], rows: readonly (readonly string[])[], more: Partial<Table> = {}): Table {
  return {
    kind: 'table',
    library: 'pandas',
    columns,
    columnsName: null,
    index: rows.map((_, at) => at),
    indexNames: [null],
    rows,
    shape: [rows.length, columns.length],
    truncatedRows: false,
    truncatedColumns: false,
    ...more,
  };
}

test.each<[what: string, column: string, cells: string[], isShown: boolean]>([
  ['whole numbers, which may be categories', 'Age', ['22', '38'], false],
  ['as many decimals everywhere', 'Fare', ['7.25', '71.20'], true],
  ['a missing one among them', 'Age', ['22.0', 'NaN', '38.0'], true],
  ['one number, which its mean would be', 'Age', ['22.0', 'NaN'], false],
  ['powers of ten', 'x', ['1.50e+05', '2.25e+04'], true],
  ['texts that look like numbers', 'TotalCharges', ['29.85', '1889.5'], false],
  ['codes with leading zeros', 'code', ['007', '012'], false],
  ['thousands with commas', 'x', ['1,000', '2,000'], false],
  ['nothing but holes', 'Cabin', ['NaN', 'NaN'], false],
  ['truth values', 'alive', ['True', 'False'], false],
  ['dates', 'day', ['2020-01-01', '2020-01-02'], false],
  ['what tells rows apart', 'user_id', ['17', '18'], false],
  ['a single row', 'Age', ['22'], false],
])('a column that shows %s', (_, name, cells, isShown) => {
  const found = numberColumns(tableOf([name], cells.map((cell) => [cell])));
  expect(found.map(({ label }) => label)).toEqual(isShown ? [name] : []);
});

test('a name that occurs twice names no column', () => {
  expect(numberColumns(tableOf(['a', 'a', 'b'], [['1.0', '2.0', '3.0'], ['4.0', '5.0', '6.0']])).map(({ place }) => place)).toEqual([2]);
});

test('a file gets more room than a fixed data set', () => {
  const table = tableOf(['a'], [['10.0'], ['30.0']]);
  expect(shownBands(table, 'fixed')).toEqual([{ low: 19.75, high: 20.25 }]);
  expect(shownBands(table, 'file')).toEqual([{ low: 17.9, high: 22.1 }]);
});

test('of a cut table both ends are shown', () => {
  const rows = [['1'], ['2'], ['8'], ['9']];
  expect(shownPlaces(tableOf(['a'], rows))).toBeNull();
  expect(shownPlaces(tableOf(['a'], rows, { truncatedRows: true }))).toEqual([0, 1, -2, -1]);
  expect(() => shownPlaces(tableOf(['a'], rows.slice(1), { truncatedRows: true }))).toThrow();
});

test('a band holds what it was made from, however it was rounded', () => {
  const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(numbers, fc.constantFrom('fixed', 'file'), (values, data) => {
      fc.pre(values.every((it) => it === 0 || Math.abs(it) > 1e-80));
      const { low, high } = bandAround(values, 0, data);
      const mean = values.reduce((sum, it) => sum + it, 0) / values.length;
      expect(low).toBeLessThanOrEqual(mean);
      expect(high).toBeGreaterThanOrEqual(mean);
    }),
  );
});

const DESCRIBED = tableOf(
  ['a', 'constant'],
  [
    ['891.000000', '3.0'],
    ['29.699118', '1.0'],
    ['14.526497', '0.0'],
    ['0.420000', '1.0'],
    ['80.000000', '1.0'],
  ],
  { index: ['count', 'mean', 'std', 'min', 'max'] },
);

test('statistics: exactly those of a fixed data set, near those of a file', () => {
  expect(describedNames(DESCRIBED)).toEqual(['a']);
  expect(describedBands(DESCRIBED, 'count', 'fixed')).toEqual([{ low: 891, high: 891 }]);
  expect(describedBands(DESCRIBED, 'count', 'file')).toEqual([{ low: 801, high: 981 }]);
  expect(describedBands(DESCRIBED, 'mean', 'fixed')).toEqual([{ low: 29.55, high: 29.85 }]);
  expect(describedBands(DESCRIBED, 'max', 'file')).toEqual([{ low: 40, high: 120 }]);
});

test.each([
  ['fixed', [{ low: 534.6, high: 545.4 }, { low: 0, high: 0 }, { low: 1.98, high: 2.02 }]],
  ['file', [{ low: 486, high: 594 }, { low: 0, high: 0 }, { low: 0, high: 5 }]],
] as const)('counts per label of data that is %s', (data, expected) => {
  expect(seriesBands(readValue('a    540\nb      0\nc      2\ndtype: int64'), data)).toEqual(expected);
});

test('arrays: all numbers that were shown, or none', () => {
  const whole = readValue('array([1., 3.])');
  expect(arrayBands(whole, 'fixed')).toEqual({
    each: [
      { low: 0.94, high: 1.06 },
      { low: 2.92, high: 3.08 },
    ],
    mean: { low: 1.93, high: 2.07 },
  });
  expect(arrayNumbers(readValue("array(['a', 'b'])"))).toBeNull();
  expect(arrayNumbers(readValue('array([ 1., nan])'))).toBeNull();
});

test('what a kernel answered', () => {
  const answer = readValue("{'means': [10.0, 2.0], 'rows': 3}", { exact: true });
  expect(fieldOf(answer, 'rows')).toMatchObject({ kind: 'scalar', value: 3 });
  expect(fieldOf(answer, 'other')).toBeNull();
  expect(exactBands([10, 2], [1, 0], 'fixed')).toEqual([
    { low: 9.89, high: 10.11 },
    { low: 1.98, high: 2.02 },
  ]);
  expect(exactBands([2010, 90, -3], [7.6, 30, 0], 'file', 800)).toEqual([
    { low: 2007.7, high: 2012.3 },
    { low: 81, high: 99 },
    { low: -3.3, high: -2.7 },
  ]);
  expect(exactBands([90], [30], 'file')).toEqual([{ low: 63, high: 117 }]);
  expect(exactBands([2010], [7.6], 'fixed')).toEqual([{ low: 2009.16, high: 2010.84 }]);
  expect(() => exactBands([Number.NaN], [1], 'fixed')).toThrow();
});

test.each<[what: string, share: number, rows: number, expected: object]>([
  ['two points and four standard errors', 0.735, 7043, { low: 0.68, high: 0.79 }],
  ['few rows scatter more', 0.5, 200, { low: 0.28, high: 0.72 }],
  ['no further than all or none', 0.98, 200, { low: 0.9, high: 1 }],
])('shares of a file that comes again: %s', (_, share, rows, expected) => {
  expect(shareBands([share], rows)).toEqual([expected]);
});

test.each<[what: string, least: number, greatest: number, data: string, dense: boolean, expected: object]>([
  ['ages in a file', 0.4, 80, 'file', false, { low: 0, floor: 5.6, high: 120 }],
  ['weekdays in a file', 0, 6, 'file', true, { low: 0, floor: 0, high: 6 }],
  ['years in a file, which go on', 1990, 2017, 'file', true, { low: 1900, floor: 1900, high: 2100 }],
  ['years that never change', 1990, 2017, 'fixed', true, { low: 1990, floor: 1990, high: 2017 }],
  ['shares', 0.1, 0.9, 'file', false, { low: 0, floor: 0.063, high: 1 }],
  ['losses, which never change', -40, -10, 'fixed', false, { low: -40, floor: -40, high: -10 }],
  ['losses in a file', -40, -10, 'file', false, { low: -55, floor: -55, high: 5 }],
  ['what comes up to zero', -40, 0, 'fixed', false, { low: -40, floor: -40, high: 0 }],
  ['on both sides of zero', -40, 38, 'fixed', false, { low: -40, floor: 34, high: 38 }],
])('bounds of %s', (_, least, greatest, data, dense, expected) => {
  expect(valueRanges([least], [greatest], data, { dense: [dense], upper: [greatest * 0.7] })).toEqual([expected]);
});

test.each<[what: string, greatest: number, data: string, expected: object]>([
  ['labels that never change', 9, 'fixed', { low: 0, floor: 9, high: 9 }],
  ['labels of a file', 9, 'file', { low: 0, floor: 1, high: 14 }],
  ['many whole numbers', 187, 'fixed', { low: 0, floor: 160, high: 190 }],
  ['zeros and ones', 1, 'fixed', { low: 0, floor: 1, high: 1 }],
])('bounds of whole numbers: %s', (_, greatest, data, expected) => {
  expect(valueRanges([0], [greatest], data, { upper: [greatest * 0.7], whole: [true] })).toEqual([expected]);
});
