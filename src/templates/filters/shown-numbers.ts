/** Bands for the numbers that a table, a series or a summary showed: what is found again where the data has not changed. */
import type { Evidence, Label, Table } from '../../evidence/index.ts';
import type { DataOrigin } from '../../python/index.ts';
import { Refusal } from '../code.ts';
import { isEvidence } from '../literals.ts';
import { cellAt, isPersonal, plain } from '../questions.ts';
import { meanOf } from './models.ts';

/** More columns than that are no list that a person reads. */
const MOST_COLUMNS = 20;
/** The average of one row would be its values. */
const FEWEST_ROWS = 2;
/** Of fewer rows, a tenth more or fewer is one or none. */
const FEWEST_COUNTED = 20;

/** How far an average may move, as a share: for another version of a library, or for a file that comes again. */
const SHARE: Readonly<Record<DataOrigin, number>> = { code: 0.01, drawn: 0.01, fixed: 0.01, file: 0.1, open: 0.25 };

export interface Band {
  readonly low: number;
  readonly high: number;
}

/** A column of which every row shown holds a number. */
interface NumberColumn {
  readonly label: Label;
  readonly place: number;
  readonly numbers: readonly number[];
  /** Half a unit of the last place shown. */
  readonly precision: number;
}

/**
 * The columns of a table that show numbers only, printed as a column of floats is: all with as many decimals. Left out are
 * those with a name that occurs twice, and those whose name says that they are about persons or tell rows apart. None where
 * a column has numbers with more decimals and fewer: it holds text, and then the others may do so, too.
 */
export function numberColumns(value: unknown): readonly NumberColumn[] {
  if (!isEvidence(value) || value.kind !== 'table' || value.rows.length < FEWEST_ROWS) return [];
  let known = columnsOf.get(value);
  if (known === undefined) columnsOf.set(value, (known = readNumberColumns(value)));
  return known;
}

/** The texts of one template ask for them several times. */
const columnsOf = new WeakMap<Table, readonly NumberColumn[]>();

function readNumberColumns(table: Table): NumberColumn[] {
  const texts = table.columns.map((_, place) => numberTexts(table, place));
  if (texts.some((them) => decimalsOf(them).size > 1)) return [];
  return table.columns
    .flatMap((label, place) => (isPlain(table, label) ? (numberColumn(texts[place] ?? [], label, place) ?? []) : []))
    .slice(0, MOST_COLUMNS);
}

/** Whether a label is that of one column, and of nothing personal. */
function isPlain({ columns }: Table, label: Label): boolean {
  const name = JSON.stringify(label);
  return columns.filter((other) => JSON.stringify(other) === name).length === 1 && !isPersonal(String(label));
}

/** What a column shows, but for missing values; empty when anything is no number. */
function numberTexts({ rows }: Table, place: number): string[] {
  const texts = rows.map((row) => row[place]?.trim() ?? '').filter((text) => !/^(nan|none|<na>)?$/i.test(text));
  return texts.every((text) => /^-?(0|[1-9]\d*)(\.\d+)?(e[-+]\d+)?$/i.test(text)) ? texts : [];
}

function decimalsOf(texts: readonly string[]): Set<number> {
  return new Set(texts.map((text) => /\.(\d+)/.exec(text)?.[1]?.length ?? 0));
}

function numberColumn(texts: readonly string[], label: Label, place: number): NumberColumn | null {
  const [decimals = 0] = decimalsOf(texts);
  // Whole numbers may be labels of categories, or texts: nothing in the output tells them apart.
  if (decimals === 0 || texts.length < FEWEST_ROWS) return null;
  const scale = Math.max(...texts.map((text) => Number(/e([-+]\d+)/i.exec(text)?.[1] ?? 0)));
  return { label, place, numbers: texts.map(Number), precision: 0.5 * 10 ** (scale - decimals) };
}

/** Bands for the averages of these columns over the rows shown, in their order. */
export function shownBands(value: unknown, data: unknown): Band[] {
  return numberColumns(value).map(({ numbers, precision }) => bandAround(numbers, precision, data));
}

/** A band for the average of numbers: the share of their usual size to either side, and the digits that were not printed. */
export function bandAround(numbers: readonly number[], precision: number, data: unknown): Band {
  const mean = meanOf(numbers);
  const room = shareFor(data) * meanOf(numbers.map(Math.abs)) + precision;
  return bandOf(mean, room);
}

/** How far a number may lie from what was shown, as a share of it. */
export function shareFor(data: unknown): number {
  return SHARE[data as DataOrigin] ?? SHARE.open;
}

/** Keeps 1 - 0.06 = 0.9399999… from losing a whole unit; far below any room. */
const NUDGE = 1e-9;

/** Rounded outwards to two digits of the room. @throws Refusal for what is no finite number */
function bandOf(middle: number, room: number): Band {
  if (!Number.isFinite(middle) || !Number.isFinite(room)) throw new Refusal('not a finite number');
  if (room === 0) return { low: middle, high: middle };
  if (room < 1e-90) throw new Refusal('too small to be written');
  const unit = 10 ** (Math.floor(Math.log10(room)) - 1);
  const places = Math.min(100, Math.max(0, Math.ceil(-Math.log10(unit) - 1e-9)));
  const tidy = (value: number) => Number((value * unit).toFixed(places));
  return { low: tidy(Math.floor((middle - room) / unit + NUDGE)), high: tidy(Math.ceil((middle + room) / unit - NUDGE)) };
}

/** Positions of the rows of which a cut table or series shows both ends; null when it shows them all. @throws Refusal when they cannot be told */
export function shownPlaces(value: unknown): number[] | null {
  const rows = rowsShown(value);
  if (rows === null) return null;
  if (rows % 2 !== 0 || rows === 0) throw new Refusal('which rows were shown is not known');
  const half = rows / 2;
  return Array.from({ length: rows }, (_, at) => (at < half ? at : at - rows));
}

function rowsShown(value: unknown): number | null {
  if (isEvidence(value) && value.kind === 'table') return value.truncatedRows ? value.rows.length : null;
  if (isEvidence(value) && value.kind === 'series') return value.truncated ? value.values.length : null;
  throw new Refusal('no rows');
}

/** The numbers of a series; null when there are others, or too few for an average. */
export function seriesNumbers(value: unknown): { numbers: number[]; precision: number } | null {
  if (!isEvidence(value) || value.kind !== 'series' || value.values.length < FEWEST_ROWS) return null;
  const present = value.values.filter((it) => !isMissing(it));
  const numbers = present.map(plain);
  if (numbers.length === 0 || !numbers.every((it) => typeof it === 'number' && Number.isFinite(it))) return null;
  const precision = Math.max(...present.map((it) => (it.kind === 'scalar' ? it.precision : 0)));
  return { numbers: numbers as number[], precision };
}

/**
 * Bands for each of the numbers of a series. Counts in a file that may come again get twice their square root at least, by which
 * counts scatter.
 */
export function seriesBands(value: unknown, data: unknown): Band[] {
  const { numbers, precision } = seriesNumbers(value) ?? { numbers: [], precision: 0 };
  if (numbers.length === 0) throw new Refusal('no numbers');
  const areCounts = data === 'file' && numbers.every((it) => Number.isInteger(it) && it >= 0);
  return numbers.map((it) => {
    const band = bandAround([it], precision, data);
    const scatter = Math.ceil(2 * Math.sqrt(it));
    return areCounts ? { low: Math.max(0, Math.min(Math.floor(band.low), it - scatter)), high: Math.max(Math.ceil(band.high), it + scatter) } : band;
  });
}

/** The numbers of an array that was shown whole; null when there are others, or too few. */
export function arrayNumbers(value: unknown): { numbers: number[]; precision: number } | null {
  if (!isEvidence(value) || value.kind !== 'array' || value.values === null || value.values.length < FEWEST_ROWS)
    return null;
  const { values, precision } = value;
  return values.every((it) => typeof it === 'number' && Number.isFinite(it))
    ? { numbers: values as number[], precision }
    : null;
}

/** Bands for each of the numbers of an array, and for their average. */
export function arrayBands(value: unknown, data: unknown): { each: Band[]; mean: Band } {
  const { numbers, precision } = arrayNumbers(value) ?? { numbers: [], precision: 0 };
  if (numbers.length === 0) throw new Refusal('no numbers');
  return {
    each: numbers.map((it) => bandAround([it], precision, data)),
    mean: bandAround(numbers, precision, data),
  };
}

function isMissing(value: Evidence): boolean {
  return value.kind === 'scalar' && (value.value === null || Number.isNaN(value.value));
}

/** Bands for one row of a `describe()` table, either way round. The room is a share of the column's spread. */
export function describedBands(value: unknown, statistic: unknown, data: unknown): Band[] {
  if (!isEvidence(value) || value.kind !== 'table') throw new Refusal('no statistics');
  return describedNames(value).map((name) => describedBand(value, name, String(statistic), data));
}

function describedBand(table: Table, name: string, statistic: string, data: unknown): Band {
  const read = (row: string) => statisticOf(table, row, name) ?? Number.NaN;
  const seen = read(statistic);
  // pandas prints seven digits, and six decimals at most.
  const printed = Math.abs(seen) * 1e-5 + 1e-6;
  if (statistic === 'count') return bandOf(seen, data === 'file' ? seen * SHARE.file : 0);
  if (data !== 'file') return bandOf(seen, SHARE.fixed * read('std') + printed);
  const reach = (read('max') - read('min')) / 2;
  if (statistic === 'min' || statistic === 'max') return bandOf(seen, reach + printed);
  return bandOf(seen, read('std') / 4 + printed);
}

function statisticOf(table: Table, row: string, name: string): number | null {
  return table.index?.includes('min') === true ? cellAt(table, row, name) : cellAt(table, name, row);
}

/** The columns of a `describe()` table of numbers that vary: all that is known of a constant one is said by its bounds. */
export function describedNames(value: unknown): string[] {
  if (!isEvidence(value) || value.kind !== 'table') return [];
  const names = value.index?.includes('min') === true ? value.columns : (value.index ?? []);
  return names
    .filter((name): name is string => typeof name === 'string' && Number(statisticOf(value, 'std', name)) > 0)
    .filter((name) => names.indexOf(name) === names.lastIndexOf(name))
    .slice(0, MOST_COLUMNS);
}

/** An entry of a mapping whose keys are texts; null where there is none. */
export function fieldOf(value: unknown, name: unknown): Evidence | null {
  if (!isEvidence(value) || value.kind !== 'mapping' || value.truncated) return null;
  return value.entries.find(([key]) => plain(key) === name)?.[1] ?? null;
}

/** Rows of a file whose number is not known. */
const FEW = 50;

/**
 * Bands for numbers that a kernel gave exactly, each with the spread of what it is the average or extreme of: a hundredth of
 * the spread and of the number; ten times that share of the spread is the most that the number adds: a tenth of the year 2010 would be
 * two centuries. A file that may come again, with so many `rows`, gets a tenth of the spread, for what changes with time, and four standard errors of the
 * difference of two such averages. One that is not a number gets no band of a finite width, so that the caller has to leave it out. @throws Refusal
 */
export function exactBands(numbers: readonly number[], spreads: readonly number[], data: unknown, rows: number | null = null): Band[] {
  return numbers.map((it, at) => {
    const spread = spreads[at] ?? 0;
    if (data === 'file') return bandOf(it, fileRoom(it, spread, rows ?? FEW));
    const share = shareFor(data);
    const most = spread > 0 ? 10 * share * spread : Number.POSITIVE_INFINITY;
    return bandOf(it, spread * share + Math.min(share * Math.abs(it), most));
  });
}

function fileRoom(value: number, spread: number, rows: number): number {
  if (!(spread > 0)) return SHARE.file * Math.abs(value);
  return spread * (SHARE.file + 4 * Math.sqrt(2 / Math.max(rows, 1)));
}

/**
 * Where correlations of so many rows have to lie again: two hundredths to either side in data that never changes, else a tenth
 * and four standard errors.
 */
export function correlationBands(numbers: readonly number[], rows: number, data: unknown): Band[] {
  return numbers.map((it) => {
    const margin = data === 'fixed' ? 0.02 : 0.1 + (4 * (1 - it * it)) / Math.sqrt(rows);
    const [low, high] = [Math.floor((it - margin) * 100) / 100, Math.ceil((it + margin) * 100) / 100];
    return { low: Math.max(-1, low), high: Math.min(1, high) };
  });
}

/**
 * Where the shares of groups of a file with so many rows have to lie when it comes again: two points to either side, for what changes with
 * time, and four standard errors of the difference of two such shares.
 */
export function shareBands(shares: readonly number[], rows: number): Band[] {
  return shares.map((share) => {
    const room = 0.02 + 4 * Math.sqrt((2 * share * (1 - share)) / rows);
    const [low, high] = [Math.floor((share - room) * 100 + NUDGE) / 100, Math.ceil((share + room) * 100 - NUDGE) / 100];
    return { low: Math.max(0, low), high: Math.min(1, high) };
  });
}

/** What is known of the columns beside their bounds, and whether their rows are drawn anew on every run. */
interface Room {
  readonly dense?: readonly boolean[];
  readonly upper?: readonly number[];
  /** Which hold whole numbers only. */
  readonly whole?: readonly boolean[];
  readonly isDrawn?: boolean;
}

/**
 * Where the values of columns may lie, from the least and greatest that a kernel gave of each: two digits of them, rounded outwards.
 * What was never negative and comes near zero may come down to it; what lies between zero and one stays there. A file that may
 * come again gets half as much again on either side, but for those that are `dense`: whole numbers all of which occur, as
 * hours and weekdays do, and years do not, which go on. `floor`: what the greatest value comes up to all the same, so that another unit is noticed: nine tenths of
 * it, or in a file that may come again, and in a draw of the rows, a tenth of what a tenth of the rows exceeds (`upper`); of whole numbers the next one;
 * of what is nowhere positive there is none, since nine tenths of it lie above it. @throws Refusal for what is no finite number
 */
export function valueRanges(
  least: readonly number[],
  greatest: readonly number[],
  data: unknown,
  { dense = [], upper = [], whole = [], isDrawn = false }: Room = {},
): (Band & { readonly floor: number })[] {
  return least.map((low, at) => {
    const high = greatest[at] ?? Number.NaN;
    if (!Number.isFinite(low) || !Number.isFinite(high)) throw new Refusal('not a finite number');
    const reached = data === 'file' || isDrawn ? (upper[at] ?? 0) / 10 : high * 0.9;
    const rise = (bottom: number) => {
      const risen = reached > Math.max(0, bottom) ? Math.max(bottom, outwards(reached, Math.floor)) : bottom;
      return whole[at] === true ? Math.ceil(risen) : risen;
    };
    if (dense[at] === true && (data === 'fixed' || !areYears(low, high))) return { low, floor: low, high };
    if (low >= 0 && high <= 1) return { low: 0, floor: rise(0), high: 1 };
    const room = data === 'file' ? (high - low) / 2 : 0;
    const near = low >= 0 && low <= high - low ? 0 : outwards(low - room, Math.floor);
    const bottom = low >= 0 ? Math.max(0, near) : near;
    return { low: bottom, floor: rise(bottom), high: outwards(high + room, Math.ceil) };
  });
}

/** Whether numbers between these are taken for years. */
export function areYears(low: number, high: number): boolean {
  return low >= 1800 && high <= 2100;
}

function outwards(value: number, round: (value: number) => number): number {
  if (value === 0) return 0;
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1);
  const nudge = round === Math.floor ? NUDGE : -NUDGE;
  return Number((round(value / unit + nudge) * unit).toPrecision(3));
}

/**
 * Least and greatest number of rows that a file of so many rows may have when it comes again: a tenth to either side, and
 * on to the next number with three digits, as a person would write it. @throws Refusal for so few that a tenth is next to none
 */
export function fewest(rows: number): number {
  const unit = unitOf(rows);
  return Math.floor((rows * (1 - SHARE.file)) / unit + NUDGE) * unit;
}
export function most(rows: number): number {
  const unit = unitOf(rows);
  return Math.ceil((rows * (1 + SHARE.file)) / unit - NUDGE) * unit;
}

/** Where a count of some of the rows has to lie again: exactly there, or a tenth to either side when a file may come again. */
export function countBand(count: number, data: unknown): Band {
  if (data !== 'file') return { low: count, high: count };
  return { low: Math.floor(count * (1 - SHARE.file) + NUDGE), high: Math.ceil(count * (1 + SHARE.file) - NUDGE) };
}

/** What a number of rows is rounded to, with three digits left. */
function unitOf(rows: number): number {
  if (rows < FEWEST_COUNTED) throw new Refusal('a tenth of so few rows is next to none');
  return 10 ** Math.max(0, Math.floor(Math.log10(rows)) - 2);
}
