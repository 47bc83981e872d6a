/** What templates for plots ask of evidence: of the numbers behind a picture, wherever the notebook shows them. */
import type { Evidence, Label, Table } from '../../evidence/index.ts';
import { isEvidence } from '../literals.ts';
import { infoHoles, signSaysNothing, plain } from '../questions.ts';
import type { Shown } from './numbers.ts';

/** The value of a string literal, or the text itself: `'age'` and `age` → age. */
function nameIn(code: string): string {
  return /^(['"])(.*)\1$/s.exec(code)?.[2] ?? code;
}

/**
 * A statistic: a cell of a `describe()` table, an entry of a `describe()` column, or of a mapping. `key` names the column
 * of a table. Null when it is not there or no finite number.
 */
export function statistic(value: unknown, name: string, key: string | null): Shown | null {
  if (!isEvidence(value)) return null;
  if (value.kind === 'table') return key === null ? null : cellShown(value, name, nameIn(key));
  if (value.kind === 'series') return shownOf(value.values[value.index.indexOf(name)]);
  if (value.kind === 'mapping') return shownOf(value.entries.find(([label]) => plain(label) === name)?.[1]);
  return null;
}

/** A number that is the value, or stands in it under a name. */
export function shownAs(value: unknown, name: string): Shown | null {
  return isEvidence(value) && value.kind === 'scalar' ? shownOf(value) : statistic(value, name, null);
}

function shownOf(value: Evidence | undefined): Shown | null {
  if (value?.kind !== 'scalar' || typeof value.value !== 'number' || !Number.isFinite(value.value))
    return null;
  return { value: value.value, precision: value.precision };
}

/** A number in a table, either way round, with the precision of its digits. */
export function cellShown(table: Table, row: string, column: string): Shown | null {
  const text = cellText(table, row, column) ?? cellText(table, column, row);
  if (text === null || !/^-?\d{1,300}(\.\d{1,300})?(e[+-]?\d{1,3})?$/i.test(text.trim())) return null;
  const [mantissa = '', exponent = '0'] = text.trim().toLowerCase().split('e');
  const places = mantissa.split('.')[1]?.length ?? 0;
  const value = Number(text);
  if (!Number.isFinite(value)) return null;
  return { value, precision: places === 0 && exponent === '0' ? 0 : 0.5 * 10 ** (Number(exponent) - places) };
}

function cellText({ index, columns, rows }: Table, row: string, column: string): string | null {
  const line = index?.indexOf(row) ?? -1;
  const place = columns.indexOf(column);
  return line < 0 || place < 0 ? null : (rows[line]?.[place] ?? null);
}

/** Labels and their counts, complete; null for anything else. */
export function countsOf(value: unknown): { labels: Label[]; counts: number[] } | null {
  if (!isEvidence(value)) return null;
  if (value.kind === 'series') {
    if (value.truncated || value.index.length !== value.values.length) return null;
    const counts = value.values.map(plain);
    return counts.every(isCount) ? { labels: [...value.index], counts } : null;
  }
  if (value.kind !== 'mapping' || value.truncated) return null;
  const labels = value.entries.map(([label]) => plain(label));
  const counts = value.entries.map(([, count]) => plain(count));
  const named = labels.every((it): it is string | number => typeof it === 'string' || typeof it === 'number');
  return named && counts.every(isCount) ? { labels, counts } : null;
}

/** Shares count too, as `value_counts(normalize=True)` gives them. */
function isCount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0;
}

/** The correlation of two columns: in a matrix of correlations, as a number of its own, or in a mapping under `r`. */
export function correlationOf(value: unknown, a: string | null, b: string | null): Shown | null {
  if (!isEvidence(value)) return null;
  if (value.kind === 'scalar') return shownOf(value);
  if (value.kind === 'mapping') return statistic(value, 'r', null);
  if (value.kind !== 'table' || a === null || b === null || nameIn(a) === nameIn(b)) return null;
  return cellShown(value, nameIn(a), nameIn(b));
}

/** The strongest correlation of two different columns, by size; null when the table is no whole correlation matrix. */
export function strongestOf(value: unknown): number | null {
  if (isEvidence(value) && value.kind === 'mapping') return statistic(value, 'max', null)?.value ?? null;
  if (!isEvidence(value) || value.kind !== 'table' || value.truncatedColumns || value.truncatedRows)
    return null;
  const { columns, index, rows } = value;
  if (index === null || JSON.stringify(columns) !== JSON.stringify(index) || columns.length < 2) return null;
  const numbers = rows.map((row) => row.map(Number));
  if (numbers.some((row, at) => row[at] !== 1)) return null;
  const others = numbers.flatMap((row, at) => row.filter((_, place) => place !== at).map(Math.abs));
  return others.every((it) => it <= 1) ? Math.max(...others) : null;
}

/** Whether the last number is below the first. */
export function endsLower(value: unknown): boolean {
  if (!isEvidence(value)) return false;
  const ends =
    value.kind === 'sequence' && !value.truncated
      ? [value.items[0], value.items.at(-1)].map((it) => shownOf(it)?.value)
      : ['first', 'last'].map((name) => statistic(value, name, null)?.value);
  return ends[0] !== undefined && ends[1] !== undefined && ends[1] < ends[0];
}

/** Share of the rarest label; null when there is nothing to share. */
export function smallestShare(value: unknown): number | null {
  const counts = countsOf(value)?.counts ?? [];
  const total = counts.reduce((sum, it) => sum + it, 0);
  return total > 0 ? Math.min(...counts) / total : null;
}

/** Names of the columns that hold missing values; null where that is not known of every column. */
export function nullColumns(value: unknown): string[] | null {
  if (!isEvidence(value)) return null;
  if (value.kind === 'report') return infoHoles(value);
  const pairs = labelled(value);
  if (pairs === null || pairs.length === 0) return null;
  const known = pairs.every(
    ([name, it]) => typeof name === 'string' && (typeof it === 'number' || typeof it === 'boolean'),
  );
  return known ? pairs.filter(([, it]) => Number(it) > 0).map(([name]) => String(name)) : null;
}

function labelled(value: Evidence): (readonly [unknown, unknown])[] | null {
  if (value.kind === 'mapping' && !value.truncated)
    return value.entries.map(([label, it]) => [plain(label), plain(it)] as const);
  if (value.kind !== 'series' || value.truncated || value.doubtfulLabels !== undefined) return null;
  return value.index.map((label, at) => [label, plain(value.values[at])] as const);
}

/** What kind of values a column holds, by its statistics: scaled ones are told by their bounds, not by their level. */
export function levelOf(
  value: unknown,
  key: string | null,
): 'standardised' | 'unit' | 'nonnegative' | 'free' {
  const [min, max, mean, std] = ['min', 'max', 'mean', 'std'].map(
    (name) => statistic(value, name, key)?.value ?? Number.NaN,
  ) as [number, number, number, number];
  if (Math.abs(mean) < 0.01 && Math.abs(std - 1) < 0.02) return 'standardised';
  if (min === 0 && max === 1) return 'unit';
  return min >= 0 && !signSaysNothing(key ?? '') ? 'nonnegative' : 'free';
}

/**
 * Whether an index is one of times, sorted and without repeats: by what a probe says of it (`times`, `sorted`, `unique`),
 * or by all its items. An index that was cut tells nothing of what was cut.
 */
export function isTimeline(value: unknown): boolean {
  if (!isEvidence(value)) return false;
  if (value.kind === 'sequence') {
    const items = value.items.map(plain);
    if (value.class !== 'DatetimeIndex' || value.truncated || items.length < 2) return false;
    const isRising = (it: unknown, at: number) => at === 0 || String(items[at - 1]) < String(it);
    return items.every((it) => /^\d{4}-\d\d-\d\d/.test(String(it))) && items.every(isRising);
  }
  if (value.kind !== 'mapping') return false;
  const told = new Map(value.entries.map(([name, it]) => [plain(name), plain(it)]));
  return (
    /^(Datetime|Period)Index$/.test(String(told.get('times'))) &&
    told.get('sorted') === true &&
    told.get('unique') === true
  );
}

/** An image has at least so many pixels a side, and no side is so many times the other. */
const LEAST_SIDE = 16;
const LONGEST_TO_SHORTEST = 8;

/** Where the channels of one coloured image stand; null for a shape that is more likely one of several examples. */
export function channelsOf(shape: readonly unknown[]): 'first' | 'last' | null {
  const sizes = shape.filter((it): it is number => typeof it === 'number');
  if (shape.length !== 3 || sizes.length !== 3) return null;
  const isColours = (size: number | undefined) => size === 3 || size === 4;
  const isPicture = (sides: readonly number[]) =>
    Math.min(...sides) >= LEAST_SIDE && Math.max(...sides) <= LONGEST_TO_SHORTEST * Math.min(...sides);
  if (isColours(sizes[2]) && isPicture(sizes.slice(0, 2))) return 'last';
  return isColours(sizes[0]) && isPicture(sizes.slice(1)) ? 'first' : null;
}

/** The bound of pixels: 1 for scaled ones that fill the range, 255 for bytes; null where the values are no pixels. */
export function pixelTop(value: unknown): 1 | 255 | null {
  const [min, max] = ['min', 'max'].map((name) => statistic(value, name, null)?.value);
  if (min === undefined || max === undefined || min < 0) return null;
  if (max > 0.5 && max <= 1) return 1;
  return max > 127 && max <= 255 && Number.isInteger(min) && Number.isInteger(max) ? 255 : null;
}
