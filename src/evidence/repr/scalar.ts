/** Single values: names (`True`, `nan`), calls that stand for one value (`np.float64(0.83)`), and printed text of one value. */
import { halfUnit, isIntegerText, lastPlace, numberOf, numberScalar } from '../numbers.ts';
import type { Scalar } from '../types.ts';
import type { CallNode, Node, Source } from './node.ts';

function scalar(
  type: Scalar['type'],
  value: Scalar['value'],
  text: string,
  name: string | null = null,
): Scalar {
  return { kind: 'scalar', type, value, text, precision: 0, class: name };
}

const NAMES = new Map<string, Scalar>(
  [
    scalar('bool', true, 'True'),
    scalar('bool', false, 'False'),
    scalar('bool', true, 'np.True_', 'numpy.bool'),
    scalar('bool', false, 'np.False_', 'numpy.bool'),
    scalar('none', null, 'None'),
    scalar('float', Number.NaN, 'nan'),
    scalar('float', Number.POSITIVE_INFINITY, 'inf'),
    scalar('float', Number.NaN, 'np.nan'),
    scalar('timestamp', null, 'NaT', 'pandas.NaT'),
  ].map((value) => [value.text, value]),
);

/** A name that is a value by itself; null for any other name. */
export function namedScalar(name: string): Scalar | null {
  return NAMES.get(name) ?? null;
}

/** A string with its quotes as `text`. Bytes carry the class. */
export function stringScalar(value: string, text: string, bytes: boolean): Scalar {
  return scalar('str', value, text, bytes ? 'bytes' : null);
}

const NUMPY = new Map<string, Scalar['type']>(
  (
    [
      ['float', ['float16', 'float32', 'float64', 'longdouble', 'float128']],
      ['int', ['int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64', 'longlong', 'intc']],
      ['complex', ['complex64', 'complex128']],
      ['bool', ['bool', 'bool_']],
      ['str', ['str_', 'bytes_']],
      ['timestamp', ['datetime64']],
      ['timedelta', ['timedelta64']],
    ] as const
  ).flatMap(([type, names]) => names.map((name) => [name, type] as const)),
);
/** Half a unit in the last place of the binary number, relative to the value. */
const BINARY_PRECISION = new Map([
  ['numpy.float32', 2 ** -24],
  ['numpy.float16', 2 ** -11],
]);
const TIMES = new Map<string, readonly [Scalar['type'], string]>([
  ['Timestamp', ['timestamp', 'pandas.Timestamp']],
  ['Timedelta', ['timedelta', 'pandas.Timedelta']],
  ['Decimal', ['decimal', 'decimal.Decimal']],
  ['decimal.Decimal', ['decimal', 'decimal.Decimal']],
]);
const DATES = new Set(['datetime.date', 'datetime.datetime', 'date', 'datetime']);

/** A call that is the repr of one value; null when it is something else. */
export function scalarFromCall(node: CallNode, source: Source): Scalar | null {
  if (node.cut) return null;
  const text = source.text.slice(node.start, node.end);
  if (/^(?:np|numpy)\./.test(node.name)) return numpyScalar(node, text);
  const time = TIMES.get(node.name);
  const first = node.args[0];
  if (time !== undefined && node.args.length === 1 && first?.node === 'string')
    return scalar(time[0], first.value, text, time[1]);
  if (DATES.has(node.name)) return dateScalar(node, text);
  if (node.name === 'datetime.timedelta') return timedeltaScalar(node, text);
  return null;
}

function numpyScalar(node: CallNode, text: string): Scalar | null {
  const name = node.name.slice(node.name.indexOf('.') + 1);
  const type = NUMPY.get(name);
  const first = node.args[0];
  if (type === undefined || first === undefined || node.keywords.length > 0) return null;
  return numpyValue(type, `numpy.${name}`, first, node, text);
}

function numpyValue(
  type: Scalar['type'],
  name: string,
  first: Node,
  node: CallNode,
  text: string,
): Scalar | null {
  if (type === 'timedelta') {
    const unit = node.args[1];
    if (first.node === 'string') return scalar(type, first.value, text, name);
    if (first.node !== 'number') return null;
    return scalar(type, unit?.node === 'string' ? `${first.text} ${unit.value}` : first.text, text, name);
  }
  if (node.args.length !== 1) return null;
  if (first.node === 'string') return numpyString(type, name, first.value, text);
  if (first.node === 'name') {
    const value = namedScalar(first.name)?.value;
    return value === undefined ? null : scalar(type, value, text, name);
  }
  if (first.node !== 'number') return null;
  return numpyNumber(type, name, first.text, text);
}

/** NumPy quotes dates, strings, and the numbers a float64 does not hold (`np.longdouble('0.1')`). */
function numpyString(type: Scalar['type'], name: string, value: string, text: string): Scalar | null {
  if (type === 'str' || type === 'timestamp') return scalar(type, value, text, name);
  const number = type === 'float' ? numberOf(value) : null;
  return number === null ? null : scalar(type, number, text, name);
}

function numpyNumber(type: Scalar['type'], name: string, number: string, text: string): Scalar | null {
  if (type === 'complex') return scalar(type, number, text, name);
  const read = numberScalar(number, true, name);
  if (read === null || typeof read.value !== 'number') return read === null ? null : { ...read, text };
  const precision = Math.abs(read.value) * (BINARY_PRECISION.get(name) ?? 0);
  return { ...read, type, text, precision: Number.isFinite(precision) ? precision : 0 };
}

/** Whole numbers of a call's arguments, or null. */
function integers(nodes: readonly Node[]): number[] | null {
  const numbers = nodes.map((item) =>
    item.node === 'number' && isIntegerText(item.text) ? Number(item.text) : null,
  );
  return numbers.every((number) => number !== null) ? numbers : null;
}

const pad = (number: number, width: number) => String(number).padStart(width, '0');

/** `datetime.datetime(2015, 7, 4, 0, 0)` as `2015-07-04 00:00:00`, the text `str` gives. */
function dateScalar(node: CallNode, text: string): Scalar | null {
  const parts = integers(node.args);
  if (parts === null || parts.length < 3 || parts.length > 7 || node.keywords.length > 0) return null;
  const [year, month, day, hour = 0, minute = 0, second = 0, micro = 0] = parts;
  const date = `${pad(year!, 4)}-${pad(month!, 2)}-${pad(day!, 2)}`;
  if (parts.length === 3) return scalar('timestamp', date, text, 'datetime.date');
  const fraction = micro === 0 ? '' : `.${pad(micro, 6)}`;
  const time = `${pad(hour, 2)}:${pad(minute, 2)}:${pad(second, 2)}${fraction}`;
  return scalar('timestamp', `${date} ${time}`, text, 'datetime.datetime');
}

/** `datetime.timedelta(days=1)`, `datetime.timedelta(1, 30)`: the arguments as they stand. */
function timedeltaScalar(node: CallNode, text: string): Scalar | null {
  const values = integers([...node.args, ...node.keywords.map(([, value]) => value)]);
  if (values === null) return null;
  return scalar('timedelta', text.slice(node.name.length + 1, -1), text, 'datetime.timedelta');
}

const PERCENT = /^[+-]?\d+(?:,\d{3})*(?:\.\d+)?\s?%$/;
const THOUSANDS = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:[+-]\d{2}:?\d{2}|Z)?)?$/;
const TIMEDELTA = /^-?\d+ days?(?:,? [+-]?\d{1,2}:\d{2}:\d{2}(?:\.\d{1,9})?)?$/;
const LONGEST = 100;

/** What only `str` or a format spells so: `83.1%`, `1,234`, `2020-01-01 00:00:00`, `<NA>`. Null for anything else. */
export function formattedScalar(text: string): Scalar | null {
  if (text.length > LONGEST) return null;
  if (PERCENT.test(text)) return percentScalar(text);
  if (THOUSANDS.test(text)) {
    const number = numberScalar(text.replaceAll(',', ''), false);
    return number === null ? null : { ...number, text };
  }
  if (TIMESTAMP.test(text)) return scalar('timestamp', text, text);
  if (TIMEDELTA.test(text)) return scalar('timedelta', text, text);
  return null;
}

function percentScalar(text: string): Scalar {
  const digits = text.slice(0, -1).trimEnd().replaceAll(',', '');
  const place = lastPlace(digits) - 2;
  const value = Number(`${digits}e-2`);
  return { kind: 'scalar', type: 'float', value, text, precision: halfUnit(place), class: null };
}
