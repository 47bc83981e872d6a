import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Refusal } from '../../../src/templates/code.ts';
import { about, above, below, errorCeiling, kept, meanFloor, near, scoreFloor, scoreRange, tolerance } from '../../../src/templates/filters/numbers.ts';

const exact = (value: number) => ({ value, precision: 0 });

test.each([
  [exact(0.98), true, 0.96],
  [exact(0.83), true, 0.81],
  [exact(0.8324022346368715), true, 0.81],
  [exact(0.5), true, 0.45],
  [exact(0.83), false, 0.62],
  [exact(0.95), false, 0.79],
  [exact(1), false, 0.87],
  [exact(1), true, 0.98],
  [exact(83.2), true, 81],
  [exact(11.1), true, 8],
  [{ value: 0.83, precision: 0.005 }, true, 0.8],
])('floor of the score %o, stable %s', (shown, stable, expected) => {
  expect(scoreFloor(shown, stable)).toBe(expected);
});

test.each([-0.5, 0, 101, 2.4, Number.NaN, 0.01])('%d has no floor worth asserting', (value) => {
  expect(() => scoreFloor(exact(value), true)).toThrow(Refusal);
});

test('a floor knows the number of rows', () => {
  expect(scoreFloor(exact(0.9777), false, 10_000)).toBe(0.92);
  expect(scoreFloor(exact(0.9777), false, 30)).toBe(0.83);
  expect(() => scoreFloor(exact(0.62), true, 13)).toThrow(Refusal);
});

test.each([
  ['less room than one part without a seed', exact(0.806), false, null, 0.68],
  ['the same with a seed', exact(0.806), true, null, 0.78],
  ['in percent', exact(80.6), false, null, 68],
  ['of many rows', exact(0.9), false, 5000, 0.85],
])('a floor for a mean over folds: %s', (_, shown, stable, rows, expected) => {
  expect(meanFloor(shown, stable, rows)).toBe(expected);
});

test.each([
  ['folds that agree', 0.822, true, [0.83, 0.8, 0.85, 0.79, 0.84], 0.79],
  ['one fold', 0.83, true, [0.83], 0.81],
  ['folds that scatter', 0.622, true, [0.77, 0.86, 0.75, 0.48, 0.25], 0.39],
  ['folds that agree, without a seed', 0.822, false, [0.83, 0.8, 0.85, 0.79, 0.84], 0.7],
])('a floor for a mean knows its folds: %s', (_, mean, stable, folds, expected) => {
  expect(meanFloor(exact(mean), stable, null, folds)).toBe(expected);
});

test('folds that scatter widely have no floor', () => {
  expect(() => meanFloor(exact(0.3), true, null, [0.9, 0, 0])).toThrow(Refusal);
});

test('a mean near chance has none without a seed', () => {
  expect(() => meanFloor(exact(0.5), false)).toThrow(Refusal);
});

test('a score near chance has none without a seed', () => {
  expect(() => scoreFloor(exact(0.5), false)).toThrow(Refusal);
});

test.each([
  ['two points to either side', exact(0.8324022346368715), false, null, { low: 0.81, high: 0.86 }],
  ['a hundredth of a large test part', exact(0.8324022346368715), false, 4000, { low: 0.822, high: 0.843 }],
  ['one row of a small one', exact(0.9), false, 30, { low: 0.86, high: 0.94 }],
  ['one row in percent', exact(90), false, 30, { low: 86, high: 94 }],
  ['no bound above the best', exact(0.97368), false, 38, { low: 0.94, high: null }],
  ['no bound above the best in percent', exact(99.6), false, null, { low: 97, high: null }],
  ['a file: the floor, and a tenth above', exact(0.8324022346368715), true, null, { low: 0.81, high: 0.93 }],
  ['a file whose rows are known: two standard errors below', exact(0.85), true, 179, { low: 0.79, high: 0.94 }],
  ['a low score of a file of few rows', exact(0.334), true, 190, { low: 0.26, high: 0.41 }],
  ['a low score of a file', exact(0.4), true, null, { low: 0.34, high: 0.46 }],
])('a score stays in its range: %s', (_, shown, isFile, rows, range) => {
  expect(scoreRange(shown, isFile, rows)).toEqual(range);
});

test.each([
  ['a file with no room above', exact(0.93), true],
  ['no score', exact(-0.2), true],
  ['beyond the best', exact(101), true],
  ['more than a share, less than percent', exact(2.4), false],
  ['zero', exact(0), false],
])('a score has no range: %s', (_, shown, isFile) => {
  expect(() => scoreRange(shown, isFile, null)).toThrow(Refusal);
});

test.each([
  [exact(0.8324022346368715), 0.8324, 0.009],
  [exact(1), 1, 0.01],
  [{ value: 0.83, precision: 0.005 }, 0.83, 0.01],
  [{ value: 0.8, precision: 0.05 }, 0.8, 0.1],
  [exact(-3887.48), -3887, 39],
  [exact(123456), 123500, 1300],
  [exact(77.7), 77.7, 0.8],
])('%o is found again about %d, within %d', (shown, middle, room) => {
  expect([about(shown), near(shown)]).toEqual([middle, room]);
});

test('what may have been shown lies in the room around it', () => {
  const printed = fc.record({ value: fc.double({ min: -1e9, max: 1e9, noNaN: true }), precision: fc.constantFrom(0, 0.5, 0.005, 5e-7) });
  fc.assert(
    fc.property(printed, fc.double({ min: -1, max: 1, noNaN: true }), (shown, part) => {
      fc.pre(Math.abs(shown.value) > 1e-9);
      expect(Math.abs(shown.value + part * shown.precision - about(shown))).toBeLessThanOrEqual(near(shown));
    }),
  );
});

test('a share of zero is nothing', () => {
  expect(() => near(exact(0))).toThrow(Refusal);
});

test.each([
  [exact(4.928602), true, 5.5],
  [exact(25.3), true, 28],
  [exact(0.0123), true, 0.0136],
  [exact(123456), true, 136000],
  [exact(25.3), false, 38],
  [exact(10.183), true, 11.3],
  [exact(0.56), true, 0.62],
])('ceiling of the error %o, stable %s', (shown, stable, expected) => {
  expect(errorCeiling(shown, stable)).toBe(expected);
});

test('what was seen always passes, whatever digits were not printed', () => {
  const shown = fc.record({
    value: fc.double({ min: 1e-6, max: 1e9, noNaN: true }),
    precision: fc.constantFrom(0, 0.5, 0.005, 0.0000005),
  });
  fc.assert(
    fc.property(
      shown,
      fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
      fc.boolean(),
      (seen, margin, stable) => {
        expect(below(seen, margin, stable)).toBeLessThanOrEqual(seen.value - seen.precision);
        expect(above(seen, margin, stable)).toBeGreaterThanOrEqual(seen.value + seen.precision);
        expect(Math.abs(kept(seen) - seen.value)).toBeLessThanOrEqual(
          tolerance(seen) * 0.51 + seen.precision,
        );
      },
    ),
  );
});
