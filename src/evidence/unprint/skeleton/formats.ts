import type { Scalar } from '../../types.ts';

/** How a slot's value was turned into text. */
export interface Format {
  /** Presentation: `f`, `e`, `g`, `%`, `d`, `s`, …; empty when the format does not say. */
  readonly type: string;
  /** Digits after the point, or significant digits for `g`; null when not given. */
  readonly precision: number | null;
  /** Whether the text may be padded with spaces on the left, on the right. */
  readonly padLeft: boolean;
  readonly padRight: boolean;
  /** Thousands are grouped by `,` or `_`. */
  readonly grouped: boolean;
  /** Whether a fraction was cut off without a word: `%d` of a float. */
  readonly cuts: boolean;
  /** Filled up with another character than a space or zero: the text cannot be told from the fill. */
  readonly filled: boolean;
}

export const PLAIN: Format = {
  type: '',
  precision: null,
  padLeft: false,
  padRight: false,
  grouped: false,
  cuts: false,
  filled: false,
};

/** A format of which the text does not say the value. */
export const UNKNOWN: Format = { ...PLAIN, filled: true };

const SPEC = /^(?:(.)?([<>=^]))?([-+ ])?z?#?(0)?(\d*)([,_])?(?:\.(\d+))?([bcdeEfFgGnosxX%])?$/su;

/** Reads a format spec (`:` not included) by the rules of Python's mini-language; null for anything else (dates, nested fields). */
export function readSpec(spec: string): Format | null {
  if (spec.length > 60) return null;
  const match = SPEC.exec(spec);
  if (match === null) return null;
  const [, fill, align, , zero, width, group, precision, type = ''] = match;
  const padded = width !== '';
  const number = /[bdeEfFgGnoxX%]/.test(type) || group !== undefined;
  const unknown = padded && align === undefined && zero === undefined && !number;
  return {
    type,
    precision: precision === undefined ? null : Number(precision),
    padLeft:
      padded &&
      (unknown || align === '>' || align === '^' || align === '=' || (align === undefined && number)),
    padRight: padded && (unknown || align === '<' || align === '^'),
    grouped: group !== undefined,
    cuts: false,
    filled: padded && fill !== undefined && fill !== ' ' && fill !== '0',
  };
}

/** What `f"{'text':>10}"` writes of a string that the code itself holds; null where that takes more than padding. */
export function padded(text: string, spec: string): string | null {
  const [, fill = ' ', align = '<', width = ''] = /^(?:(.)?([<>^]))?(\d{0,3})s?$/su.exec(spec) ?? [];
  const missing = Number(width) - Array.from(text).length;
  if (width === '' || width.startsWith('0')) return null;
  const before = align === '>' ? missing : align === '^' ? Math.floor(missing / 2) : 0;
  if (missing <= 0) return text;
  return fill.repeat(before) + text + fill.repeat(missing - before);
}

/** The same for `%5.2f`: `flags`, `width`, `precision` as written. */
export function percentFormat(flags: string, width: string, precision: string, type: string): Format {
  const padded = width !== '' && !flags.includes('0');
  const left = flags.includes('-');
  const integer = /^[diu]$/.test(type);
  return {
    type: integer ? 'd' : type,
    precision: precision === '' ? null : Number(precision.slice(1) || '0'),
    padLeft: padded && !left,
    padRight: padded && left,
    grouped: false,
    cuts: integer,
    filled: false,
  };
}

/** Whether only a number can come out of this format. */
export function isNumberFormat(format: Format): boolean {
  return /^[deEfFgGn%]$/.test(format.type) || format.grouped;
}

/** What a plain, possibly grouped, decimal number looks like. */
const NUMBER =
  /^[+-]?(?:\d[\d,_]*(?:\.\d*)?(?:[eE][+-]?\d{1,4})?|\.\d+(?:[eE][+-]?\d{1,4})?|nan|inf|NAN|INF)(%?)$/;

/**
 * The number that a formatted text stands for, with what the rounding left open (`0.83` from `.2f` → ± 0.005; `12.3%` → 0.123 ± 0.0005).
 * Null when the text is no such number.
 */
export function readFormatted(text: string, format: Format): Scalar | null {
  const shown = text.trim();
  const match = NUMBER.exec(shown);
  if (match === null || shown.length > 400) return null;
  const percent = match[1] === '%';
  if (percent !== (format.type === '%')) return null;
  const plain = shown.replace(/[,_%]/g, '');
  const integer = /^[+-]?\d+$/.test(plain) && /^[d]?$/.test(format.type) && format.precision === null;
  // Of a float only the whole part is shown.
  if (integer && format.cuts) return scalar('float', toNumber(plain), text, 1);
  if (integer) return scalar('int', integerValue(plain), text, 0);
  const value = toNumber(plain);
  return scalar('float', percent ? scaled(plain, -2) : value, text, precisionOf(plain, value, format));
}

function integerValue(plain: string): number | string {
  const value = Number(plain);
  return Number.isSafeInteger(value) ? value : plain.replace(/^\+/, '');
}

function toNumber(plain: string): number {
  if (/nan/i.test(plain)) return Number.NaN;
  if (/inf/i.test(plain)) return plain.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number(plain);
}

/** Shifts the decimal point in the text, so that 12.3 % is 0.123 and not 0.12300000000000001. */
function scaled(plain: string, places: number): number {
  const value = toNumber(plain);
  return Number.isFinite(value) ? Number(`${plain}e${places}`) : value;
}

function precisionOf(plain: string, value: number, format: Format): number {
  if (!Number.isFinite(value)) return 0;
  switch (format.type) {
    case 'f':
    case 'F':
      return half(-(format.precision ?? 6));
    case '%':
      return half(-(format.precision ?? 6) - 2);
    case 'e':
    case 'E':
      return half(Number(/[eE]([+-]?\d+)$/.exec(plain)?.[1] ?? 0) - (format.precision ?? 6));
    case 'd':
      return format.cuts ? 1 : 0;
    case 'g':
    case 'G':
    case 'n':
      return significant(value, format.precision ?? 6);
    default:
      return format.precision === null ? 0 : significant(value, format.precision);
  }
}

function significant(value: number, digits: number): number {
  if (value === 0) return 0;
  return half(Math.floor(Math.log10(Math.abs(value))) - Math.max(1, digits) + 1);
}

/** Half of 10 to the power of `exponent`. */
function half(exponent: number): number {
  return Number(`5e${exponent - 1}`);
}

function scalar(type: 'int' | 'float', value: number | string, text: string, precision: number): Scalar {
  return { kind: 'scalar', type, value, text: text.trim(), precision, class: null };
}
