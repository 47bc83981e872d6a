/** Numbers as outputs print them, and how much of the number the print leaves open. */
import type { Scalar } from './types.ts';

/** How a value was turned into text. */
export interface ReadOptions {
  /**
   * True: the text is a `repr` (the result of a cell), so that a short float is the whole float.
   * False: it is a `str` or went through a format, so that the last printed place may be rounded.
   */
  readonly exact: boolean;
}

const INTEGER = /^[+-]?\d+L?$/;
const FLOAT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const SPECIAL = new Map([
  ['nan', Number.NaN],
  ['NaN', Number.NaN],
  ['-nan', Number.NaN],
  ['inf', Number.POSITIVE_INFINITY],
  ['+inf', Number.POSITIVE_INFINITY],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);
/** A Python float needs at most 17 digits; with 16 nothing that matters has been rounded away. */
const FULL_DIGITS = 16;
const LONGEST_NUMBER = 5000;

export function isIntegerText(text: string): boolean {
  return text.length <= LONGEST_NUMBER && INTEGER.test(text);
}

/** A finite float or integer in Python's or NumPy's spelling (`1.`, `.5`, `1.e-05`). */
export function isNumberText(text: string): boolean {
  return text.length <= LONGEST_NUMBER && (FLOAT.test(text) || INTEGER.test(text));
}

/** The number, `nan` and the infinities included; null when `text` is none. */
export function numberOf(text: string): number | null {
  const special = SPECIAL.get(text);
  if (special !== undefined) return special;
  return isNumberText(text) ? Number(text.endsWith('L') ? text.slice(0, -1) : text) : null;
}

/** Power of ten of the last printed place: `0.83` → -2, `1.5e3` → 2, `12` and `1.` → 0. */
export function lastPlace(text: string): number {
  const mark = text.search(/[eE]/);
  const mantissa = mark < 0 ? text : text.slice(0, mark);
  const exponent = mark < 0 ? 0 : Number(text.slice(mark + 1));
  const point = mantissa.indexOf('.');
  return exponent - (point < 0 ? 0 : mantissa.length - point - 1);
}

/** Half a unit of the place 10^`place`. */
export function halfUnit(place: number): number {
  return Number(`5e${place - 1}`);
}

/** Digits that carry value: without sign, point, exponent and leading zeros. */
export function significantDigits(text: string): number {
  const mark = text.search(/[eE]/);
  const digits = (mark < 0 ? text : text.slice(0, mark)).replace(/[^0-9]/g, '');
  let zeros = 0;
  while (zeros < digits.length && digits[zeros] === '0') zeros += 1;
  return digits.length - zeros;
}

/**
 * By how much the true value may differ from the printed float.
 * `1.` is NumPy's and pandas' way to say that the next place is zero too.
 */
export function floatPrecision(text: string, exact: boolean): number {
  if (exact || significantDigits(text) >= FULL_DIGITS) return 0;
  return halfUnit(text.endsWith('.') ? -1 : lastPlace(text));
}

/** An integer or float as a scalar; null when `text` is no number. */
export function numberScalar(text: string, exact: boolean, type: string | null = null): Scalar | null {
  const special = SPECIAL.get(text);
  if (special !== undefined)
    return { kind: 'scalar', type: 'float', value: special, text, precision: 0, class: type };
  if (!isNumberText(text)) return null;
  if (INTEGER.test(text)) {
    const digits = text.endsWith('L') ? text.slice(0, -1) : text;
    const value = Number(digits);
    const kept = Number.isSafeInteger(value) ? value : digits;
    return { kind: 'scalar', type: 'int', value: kept, text, precision: 0, class: type };
  }
  const precision = floatPrecision(text, exact);
  return { kind: 'scalar', type: 'float', value: Number(text), text, precision, class: type };
}
