/** Compares evidence with the value it was read from. Every function gives a list of differences; empty is agreement. */
import type { Evidence, Label, Series, Table } from '../../src/evidence/types.ts';
import { compareReport } from './truth-reports.ts';

export interface Real {
  readonly type: string;
  readonly value?: string | boolean;
  readonly real?: number;
  readonly imag?: number;
  readonly items?: readonly Real[];
  readonly entries?: readonly (readonly [Real, Real])[];
  /** Of a value with facts of its own inside another one. */
  readonly facts?: Facts;
}
export type RealLabel = string | number | readonly (string | number)[];
export interface Facts {
  readonly kind: string;
  readonly shape?: readonly number[];
  readonly columns?: readonly RealLabel[];
  readonly columnsName?: string | null;
  readonly index?: readonly RealLabel[];
  readonly indexNames?: readonly (string | null)[];
  readonly rows?: readonly (readonly Real[])[];
  readonly length?: number;
  readonly name?: string | null;
  readonly names?: readonly (string | null)[];
  readonly dtype?: string | null;
  readonly items?: readonly Real[];
  readonly values?: readonly Real[] | null;
  readonly value?: Real;
  /** Of a table: what `info()` is about. */
  readonly info?: readonly { readonly name: string; readonly nonNull: number; readonly dtype: string }[];
  /** Of an object: its class without the module, and its parameters. */
  readonly class?: string;
  readonly parameters?: Readonly<Record<string, Real>>;
  /** Of a classification report: its `output_dict`. */
  readonly report?: Readonly<Record<string, number | Readonly<Record<string, number>>>>;
  /** Of a regression: name, coefficient, p value. */
  readonly coefficients?: readonly (readonly [string, number, number])[];
  readonly observations?: number;
  /** Of what learned: by metric its values, one an epoch or a round. */
  readonly log?: Readonly<Record<string, readonly number[]>>;
  /** Of a Keras model; a layer is name, class, number of parameters. */
  readonly model?: {
    readonly name: string;
    readonly layers: readonly (readonly [string, string, number])[];
    readonly total: number;
    readonly trainable: number;
  };
  /** Of a module: path and class of each module inside. */
  readonly layers?: readonly (readonly [string, string])[];
}
export interface Truth {
  readonly source: string;
  readonly repr: string;
  readonly str: string;
  readonly html: string | null;
  readonly facts: Facts;
}

export const say = (what: string, read: unknown, real: unknown) =>
  `${what}: read ${JSON.stringify(read)}, real ${JSON.stringify(real)}`;

export function sameNumber(read: number, real: number, precision: number): boolean {
  if (Number.isNaN(real) || Number.isNaN(read)) return Number.isNaN(real) && Number.isNaN(read);
  if (read === real) return true;
  return (
    Math.abs(read - real) <= precision * (1 + 1e-6) + Math.abs(real) * 2 ** -52 * (precision > 0 ? 1 : 0)
  );
}

function toNumber(text: string): number {
  if (text === 'inf') return Number.POSITIVE_INFINITY;
  if (text === '-inf') return Number.NEGATIVE_INFINITY;
  return text === 'nan' ? Number.NaN : Number(text);
}

/** One value read, of any kind, against the real one. `text` and `object` claim nothing. */
export function compareValue(read: Evidence, real: Real, where = 'value'): string[] {
  if (read.kind === 'text' || read.kind === 'object') return [];
  if (real.facts !== undefined) return compare(read, real.facts).map((difference) => `${where} ${difference}`);
  if (read.kind === 'dtype') return String(real.value) === read.name ? [] : [say(where, read.name, real)];
  if (read.kind === 'sequence') return compareItems(read.items, read.truncated, read.length, real, where);
  if (read.kind === 'mapping') return compareEntries(read.entries, read.truncated, real, where);
  if (read.kind !== 'scalar') return [say(where, read.kind, real)];
  const { value } = read;
  switch (real.type) {
    case 'none':
      // A missing value in a column is shown in the column's own spelling.
      return read.type === 'none' || Number.isNaN(value) ? [] : [say(where, read, real)];
    case 'nat':
      return value === null || Number.isNaN(value) ? [] : [say(where, read, real)];
    case 'bool':
      return value === real.value ? [] : [say(where, read, real)];
    case 'int':
      if (read.type === 'float' && typeof value === 'number')
        return sameNumber(value, Number(real.value), read.precision) ? [] : [say(where, read, real)];
      return read.type === 'int' && String(value) === real.value ? [] : [say(where, read, real)];
    case 'float':
      return typeof value === 'number' && sameFloat(value, toNumber(String(real.value)), read)
        ? []
        : [say(where, read, real)];
    case 'complex':
      return read.type === 'complex' && sameComplex(String(value), real) ? [] : [say(where, read, real)];
    case 'str':
      return read.type === 'str' && value === real.value ? [] : [say(where, read, real)];
    default:
      return compareOther(read.type, value, read.text, real, where);
  }
}

/** NumPy 1 writes a float32 as the shortest text that tells it from other float32s, and does not say that it is one. */
function sameFloat(value: number, real: number, { precision, class: name }: Extract<Evidence, { kind: 'scalar' }>): boolean {
  return sameNumber(value, real, precision) || (name === null && Math.fround(value) === real);
}

/** Dates and the like: the text read begins as `str` does, or stands in the repr. */
function compareOther(type: string, value: unknown, text: string, real: Real, where: string): string[] {
  const shown = String(real.value);
  const known = ['timestamp', 'timedelta', 'decimal', 'str'].includes(type);
  const same = shown.startsWith(String(value)) || text.includes(shown) || String(value).startsWith(shown);
  const number = parseFloat(shown) === parseFloat(String(value).replace('days=', ''));
  return known && (same || number || shown.startsWith("b'")) ? [] : [say(where, { type, value }, real)];
}

function sameComplex(text: string, real: Real): boolean {
  const parts =
    /^([+-]?(?:\d+\.?\d*(?:e[+-]?\d+)?|nan|inf))?\s*([+-]?(?:\d+\.?\d*(?:e[+-]?\d+)?|nan|inf))j$/.exec(text);
  if (parts === null) return false;
  return toNumber(parts[1] ?? '0') === real.real && toNumber(parts[2]!) === real.imag;
}

function compareItems(
  items: readonly Evidence[],
  truncated: boolean,
  length: number | null,
  real: Real,
  where: string,
): string[] {
  const wanted = real.items;
  if (wanted === undefined) return [say(where, 'a sequence', real)];
  const found: string[] = [];
  if (length !== null && length !== wanted.length) found.push(say(`${where}.length`, length, wanted.length));
  if (!truncated && items.length !== wanted.length)
    found.push(say(`${where}.items`, items.length, wanted.length));
  for (const [at, item] of items.entries()) {
    const other = wanted[at];
    found.push(
      ...(other === undefined
        ? [`${where}[${at}]: no such item`]
        : compareValue(item, other, `${where}[${at}]`)),
    );
  }
  return found;
}

function compareEntries(
  entries: readonly (readonly [Evidence, Evidence])[],
  truncated: boolean,
  real: Real,
  where: string,
): string[] {
  const wanted = real.entries;
  if (wanted === undefined) return [say(where, 'a mapping', real)];
  if (!truncated && entries.length !== wanted.length) return [say(where, entries.length, wanted.length)];
  return entries.flatMap(([key, value], at) => {
    const pair = wanted[at]!;
    return [
      ...compareValue(key, pair[0], `${where} key ${at}`),
      ...compareValue(value, pair[1], `${where} value ${at}`),
    ];
  });
}

const flat = (label: Label | RealLabel): string =>
  typeof label === 'object' ? label.map(show).join('|') : show(label);
const show = (part: string | number) => (typeof part === 'number' ? String(part) : part);

function sameLabel(read: Label, real: RealLabel): boolean {
  const parts = [Array.isArray(read) ? read : [read], Array.isArray(real) ? real : [real]] as (
    | string
    | number
  )[][];
  if (parts[0]!.length !== parts[1]!.length) return false;
  return parts[0]!.every((part, at) => samePart(part, parts[1]![at]!));
}

/** Displays cut long labels and round floats; dates lose a midnight. */
function samePart(read: string | number, real: string | number): boolean {
  if (String(read) === String(real)) return true;
  if (typeof read === 'number' && typeof real === 'number')
    return Math.abs(read - real) <= 5e-6 * Math.max(1, Math.abs(real));
  const text = String(read);
  if (text.endsWith('...')) return String(real).startsWith(text.slice(0, -3));
  if (String(real).endsWith(' 00:00:00')) return String(real) === `${text} 00:00:00`;
  return ['nan', 'NaN', 'None'].includes(String(real)) && ['NaN', 'nan', 'None', ''].includes(text);
}

/** Labels shown are the first and the last of all. */
function compareLabels(
  read: readonly Label[],
  real: readonly RealLabel[],
  cut: boolean,
  where: string,
): string[] {
  if (!cut && read.length !== real.length) return [say(where, read, real)];
  return read.flatMap((label, at) => {
    const wanted = real[positionOf(at, read.length, real.length)]!;
    return sameLabel(label, wanted) ? [] : [say(`${where}[${at}]`, flat(label), flat(wanted))];
  });
}

/** pandas shows as many at the end as at the start; of an odd number the extra one stands at the start. */
function positionOf(at: number, shown: number, all: number): number {
  return at < Math.ceil(shown / 2) ? at : all - shown + at;
}

function compareCell(text: string, real: Real, where: string): string[] {
  if (real.type === 'none' || real.type === 'nat' || (real.type === 'float' && real.value === 'nan'))
    return ['NaN', 'None', 'NaT', '<NA>', 'nan', 'null', 'NULL', ''].includes(text) ? [] : [say(where, text, real)];
  if (real.type === 'float' || real.type === 'int') {
    const number = toNumber(text);
    const places = /\.(\d*)/.exec(text)?.[1]?.length ?? 0;
    const exponent = Number(/e([+-]?\d+)/.exec(text)?.[1] ?? 0);
    return sameNumber(number, toNumber(String(real.value)), 0.5 * 10 ** (exponent - places))
      ? []
      : [say(where, text, real)];
  }
  // polars and Spark write small letters.
  if (real.type === 'bool') return text.toLowerCase() === String(real.value) ? [] : [say(where, text, real)];
  if (real.type !== 'str') return [];
  const wanted = String(real.value).trim();
  const escaped = wanted.replaceAll('\n', '\\n').replaceAll('\t', '\\t');
  const same =
    text.trim() === wanted || text === escaped || (wanted === 'null' && text === '"null"') || (text.endsWith('...') && escaped.startsWith(text.slice(0, -3)));
  return same ? [] : [say(where, text, real)];
}

export function compareTable(read: Table, facts: Facts): string[] {
  const found: string[] = [];
  const [rows, columns] = facts.shape as [number, number];
  for (const [at, size] of [rows, columns].entries())
    if (read.shape[at] !== null && read.shape[at] !== size)
      found.push(say(`shape[${at}]`, read.shape, facts.shape));
  found.push(...compareLabels(read.columns, facts.columns!, read.truncatedColumns, 'columns'));
  if (read.index !== null)
    found.push(...compareLabels(read.index, facts.index!, read.truncatedRows, 'index'));
  if (
    facts.columnsName !== undefined &&
    read.columnsName !== facts.columnsName &&
    !Array.isArray(facts.columns?.[0])
  )
    found.push(say('columnsName', read.columnsName, facts.columnsName));
  if (read.index !== null && JSON.stringify(read.indexNames) !== JSON.stringify(facts.indexNames))
    found.push(say('indexNames', read.indexNames, facts.indexNames));
  for (const [row, cells] of read.rows.entries()) {
    // Spark shows the first rows only.
    const wanted = facts.rows![read.library === 'spark' ? row : positionOf(row, read.rows.length, rows)]!;
    for (const [column, text] of cells.entries())
      found.push(
        ...compareCell(
          text,
          wanted[positionOf(column, cells.length, columns)]!,
          `row ${row} column ${column}`,
        ),
      );
  }
  return found;
}

export function compareSeries(read: Series, facts: Facts): string[] {
  const found: string[] = [];
  if (read.length !== facts.length) found.push(say('length', read.length, facts.length));
  if (read.name !== facts.name) found.push(say('name', read.name, facts.name));
  if (read.dtype !== facts.dtype) found.push(say('dtype', read.dtype, facts.dtype));
  if (!read.truncated && read.values.length !== facts.length)
    found.push(say('values', read.values.length, facts.length));
  found.push(...compareLabels(read.index, facts.index!, read.truncated, 'index'));
  if (JSON.stringify(read.indexNames) !== JSON.stringify(facts.indexNames))
    found.push(say('indexNames', read.indexNames, facts.indexNames));
  for (const [at, value] of read.values.entries())
    found.push(
      ...compareValue(
        value,
        facts.values![positionOf(at, read.values.length, facts.length!)]!,
        `values[${at}]`,
      ),
    );
  return found;
}

function compareArray(read: Extract<Evidence, { kind: 'array' }>, facts: Facts): string[] {
  const found: string[] = [];
  if (read.shape !== null && JSON.stringify(read.shape) !== JSON.stringify(facts.shape))
    found.push(say('shape', read.shape, facts.shape));
  const dtype = read.dtype === 'int' ? 'int64' : read.dtype;
  if (dtype !== null && facts.values !== null && dtype !== facts.dtype)
    found.push(say('dtype', dtype, facts.dtype));
  for (const [at, value] of (read.values ?? []).entries()) {
    const real = facts.values?.[at];
    if (real === undefined) found.push(`values[${at}]: no such value`);
    else found.push(...compareLeaf(value, real, read.precision, at));
  }
  return found;
}

function compareLeaf(value: number | boolean | string, real: Real, precision: number, at: number): string[] {
  if (real.type === 'complex')
    return sameComplex(String(value), real) ? [] : [say(`values[${at}]`, value, real)];
  if (typeof value === 'number')
    return sameNumber(value, toNumber(String(real.value)), precision)
      ? []
      : [say(`values[${at}]`, value, real)];
  return String(value) === String(real.value) ? [] : [say(`values[${at}]`, value, real)];
}

/** Any evidence against the facts; `text` and figures claim nothing about the value. */
export function compare(read: Evidence, facts: Facts): string[] {
  if (read.kind === 'text' || read.kind === 'figure') return [];
  if (read.kind === 'report') return compareReport(read, facts);
  if (read.kind === 'object') return facts.kind === 'object' ? compareObject(read, facts) : [];
  switch (facts.kind) {
    case 'object':
      return [say('kind', read, facts)];
    case 'table':
      return read.kind === 'table' ? compareTable(read, facts) : [say('kind', read.kind, 'table')];
    case 'series':
      return read.kind === 'series' ? compareSeries(read, facts) : [say('kind', read.kind, 'series')];
    case 'array':
      return read.kind === 'array' ? compareArray(read, facts) : compareSure(read, facts);
    case 'dtype':
    case 'type':
      return (read.kind === facts.kind && read.name === facts.name) || sameDtype(read, facts)
        ? []
        : [say('name', read, facts)];
    case 'index':
      return compareIndex(read, facts);
    default:
      return compareValue(read, facts.value!);
  }
}

/** The class, and those parameters that both know. */
function compareObject(read: Extract<Evidence, { kind: 'object' }>, facts: Facts): string[] {
  const name = read.class.split('.').at(-1);
  const found = name === facts.class ? [] : [say('class', read.class, facts.class)];
  for (const [key, value] of Object.entries(read.parameters)) {
    const real = facts.parameters?.[key];
    if (real !== undefined) found.push(...compareValue(value, real, key));
  }
  return found;
}

/** `5` printed may be an array without dimensions, `[5]` a list: then neither shape nor class may be claimed. */
function compareSure(read: Evidence, facts: Facts): string[] {
  if (read.kind === 'sequence' && read.type === 'other')
    return read.length === facts.shape![0] || facts.shape!.includes(0)
      ? []
      : [say('length', read.length, facts.shape)];
  if (facts.shape!.length > 0 || read.kind !== 'scalar') return [say('kind', read, facts)];
  const [real] = facts.values ?? [];
  return real === undefined || read.value === null ? [] : compareLeaf(read.value, real, read.precision, 0);
}

function sameDtype(read: Evidence, facts: Facts): boolean {
  return (
    read.kind === 'dtype' &&
    facts.kind === 'dtype' &&
    read.name.replace(/\s/g, '') === facts.name!.replace(/\s/g, '')
  );
}

function compareIndex(read: Evidence, facts: Facts): string[] {
  if (read.kind !== 'sequence' || read.type !== 'index') return [say('kind', read, 'index')];
  const found = compareItems(
    read.items,
    read.truncated,
    read.length,
    { type: 'list', items: facts.items! },
    'items',
  );
  if (read.dtype !== null && read.dtype !== facts.dtype) found.push(say('dtype', read.dtype, facts.dtype));
  const names = read.names ?? [read.name];
  const silent = read.class === 'MultiIndex' && read.names === undefined;
  if (!silent && JSON.stringify(names) !== JSON.stringify(facts.names))
    found.push(say('names', names, facts.names));
  return found;
}
