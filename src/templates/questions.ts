/** What filters ask of evidence; plain data in, plain data out. */
import type { ArrayRepr, Evidence, Label, Table } from '../evidence/index.ts';
import { Refusal } from './code.ts';
import { elementsOf, isEvidence } from './literals.ts';
import { wordsOfText } from './words.ts';

/** Text that stands in a note or a message as it is: harmless by its alphabet. */
export class Plain {
  readonly text: string;
  /** Whether it holds nothing but what the notebook's own source says. */
  readonly fromSource: boolean;
  constructor(text: string, fromSource = false) {
    this.text = text;
    this.fromSource = fromSource;
  }
}

/** @throws Refusal for text that could be markup */
export function bare(text: string): Plain {
  if (!/^[\p{L}\d ,.+%_-]{1,80}$/u.test(text)) throw new Refusal('not a plain word');
  return new Plain(text);
}

/** Value of scalar evidence, text of text evidence, or the plain value itself. */
export function plain(value: unknown): unknown {
  if (!isEvidence(value)) return value;
  if (value.kind === 'scalar') return value.value;
  return value.kind === 'text' ? value.text : value;
}

/** Words that say a column is about persons, or tells rows apart: nothing of its content goes into a source (rule 9). */
const PERSONAL = new Set(
  (
    'name names surname firstname lastname fullname email mail phone telephone mobile address street zip postcode ' +
    'ssn passport iban account password token secret key url link user username login ip id uuid guid comment text ' +
    'description title message review tweet body patient customer birthday dob ticket'
  ).split(' '),
);

/** Whether a text speaks of persons or row keys. */
export function isPersonal(text: string): boolean {
  return wordsOfText(text).some((word) => PERSONAL.has(word));
}

const MOST_CATEGORIES = 20;
const LONGEST_CATEGORY = 30;

/**
 * Whether values are a small set of categories that may stand in a source: at most 20, short, of plain types, no
 * addresses and no long numbers in a text.
 */
export function areCategories(values: readonly unknown[]): boolean {
  if (values.length === 0 || values.length > MOST_CATEGORIES) return false;
  return values.every((value) => {
    if (typeof value === 'boolean') return true;
    if (typeof value === 'number') return Number.isInteger(value);
    if (typeof value !== 'string' || value.length > LONGEST_CATEGORY) return false;
    return !/@|:\/\/|\d{5}|\n/.test(value) && value.split(' ').length <= 4;
  });
}

/** `pandas.core.series.Series` → Series. */
export function lastName(dotted: string): string {
  return dotted.slice(dotted.lastIndexOf('.') + 1);
}

export const BUILTIN_TYPES: ReadonlySet<string> = new Set(
  'int float str bool list tuple dict set frozenset bytes complex range'.split(' '),
);

/** Libraries that offer their classes at the top, whatever module they are shown with. */
const FLAT = new Set(['pandas', 'numpy', 'polars', 'torch']);

/** Names under which a class that was shown by its full name may be public, most likely first. */
export function publicNames(full: string): string[] {
  const [root = '', ...rest] = full.split('.');
  const name = rest.at(-1) ?? '';
  const open = rest.slice(0, -1).filter((part) => !part.startsWith('_'));
  const top = FLAT.has(root) && rest.length !== 1 ? [`${root}.${name}`] : [];
  return [...new Set([...top, [root, ...open, name].join('.'), full])];
}

/** Words of quantities that may be negative: that no value of one is, says something of the sample at most. */
const SIGNED = new Set(
  (
    'log log2 log10 ln logged logarithm diff difference delta change growth return returns residual residuals zscore z scaled ' +
    'standardized standardised lat latitude lon lng longitude temp temperature celsius altitude elevation profit margin balance net ' +
    'gain gains mag magnitude sentiment polarity corr correlation coef coefficient skew kurtosis trend slope anomaly bias shift offset reward rewards score scores'
  ).split(' '),
);

const SCALED = new Set(
  'scaled scaler rescaled scale standardized standardised standardize standardise standardscaler normalized normalised normalize zscore zscores z norm normed whitened transformed transform'.split(' '),
);

/** Whether texts say that something was scaled. */
export function isScaled(texts: readonly string[]): boolean {
  return texts.flatMap(wordsOfText).some((word) => SCALED.has(word));
}

/** Words of quantities that cannot be negative, however wrong the data is. */
const SPREADS = new Set('iqr std sd stdev stddev var variance mse rmse mae nunique'.split(' '));

/** Whether it says nothing that no value of a quantity is negative: by its name it may be by nature, or cannot be by definition. */
export function signSaysNothing(name: string): boolean {
  return wordsOfText(name).some((word) => SIGNED.has(word) || SPREADS.has(word));
}

/** Words of tests and their sides, beside the `p` of a name. */
const TESTS = new Set(
  'ks chi chi2 adf kpss anova shapiro levene normaltest wilcoxon mann whitney mannwhitney ttest fisher bartlett kruskal left right two one sided tailed tail test value values val vals pval pvalue stat'.split(' '),
);

/** Whether a name that has a `p` in it is that of a p-value: `p`, `p_ks`, `chi2_pvalue`; not `p_churn`, the share of something. */
export function isPValue(name: string): boolean {
  const words = wordsOfText(lastPart(name));
  if (words.some((word) => /^pval(ue)?s?$/.test(word))) return true;
  return words.some((word) => /^p\d?$/.test(word)) && words.every((word) => word.length <= 2 || TESTS.has(word) || /^\d+$/.test(word));
}

/** `results.p` → p; what stands in brackets or is given to a call counts as well. */
function lastPart(name: string): string {
  return name.replace(/^(?:[\p{L}\d_]+\.)+(?=[\p{L}\d_]+$)/u, '');
}

/** The part of a split that a name speaks of; '' for the whole. */
export function partOf(name: unknown): string {
  const text =
    typeof name === 'object' && name !== null && 'shown' in name ? String(name.shown) : String(name);
  for (const word of wordsOfText(text)) {
    const part = PARTS.get(word);
    if (part !== undefined) return part;
  }
  return '';
}

/**
 * Whether two names may belong to one thing by what they say beside the part of a split: `ada_train` and `ada_test`, not
 * `ada_train` and `tree_test`. True where one of them names no part.
 */
export function isOfOneThing(one: string, other: string): boolean {
  const rests = [one, other].map((name) => {
    const words = wordsOfText(name);
    return words.some((word) => PARTS.has(word)) ? words.filter((word) => !PARTS.has(word)).sort().join(' ') : null;
  });
  return rests.includes(null) || rests[0] === rests[1];
}

/** Whether texts speak of the training part of a split and of no other: `accuracy_score(y_train, p)`, not `train_test_score`. */
export function isOfTrainingPart(texts: readonly string[]): boolean {
  const parts = new Set(texts.flatMap(wordsOfText).map((word) => PARTS.get(word)).filter((part) => part !== undefined));
  return parts.size === 1 && parts.has('train');
}

const PARTS: ReadonlyMap<string, string> = new Map([
  ['train', 'train'],
  ['training', 'train'],
  ['trn', 'train'],
  ['tr', 'train'],
  ['test', 'test'],
  ['tst', 'test'],
  ['ts', 'test'],
  ['te', 'test'],
  ['val', 'validation'],
  ['valid', 'validation'],
  ['validation', 'validation'],
  ['dev', 'validation'],
  ['holdout', 'holdout'],
]);

/** Letters of `numpy.dtype.kind` that later arithmetic depends on. */
export function dtypeKind(name: string): string | null {
  if (/^u?int\d*$/.test(name)) return 'iu';
  if (/^float\d*$/.test(name)) return 'f';
  if (/^complex\d*$/.test(name)) return 'c';
  if (name === 'bool') return 'b';
  return /^datetime64/.test(name) ? 'M' : null;
}

export const KIND_WORDS: ReadonlyMap<string, string> = new Map([
  ['iu', 'integers'],
  ['f', 'floating-point numbers'],
  ['c', 'complex numbers'],
  ['b', 'truth values'],
  ['M', 'points in time'],
]);

/** The columns of a `df.dtypes` series that are numbers. */
export function numericColumns(value: unknown): Label[] {
  if (!isEvidence(value) || value.kind !== 'series') return [];
  return value.index.filter((_, index) => /^(u?int|float)\d*$/i.test(textOf(value.values[index])));
}

function textOf(value: Evidence | undefined): string {
  if (value === undefined) return '';
  if (value.kind === 'dtype' || value.kind === 'type') return value.name;
  return value.kind === 'scalar' || value.kind === 'text' ? value.text : '';
}

/** Columns of a `describe()` table, either way round, whose smallest and largest value pass a test. */
export function describedColumns(
  value: unknown,
  test: (least: number, greatest: number) => boolean,
): string[] {
  if (!isEvidence(value) || value.kind !== 'table') return [];
  const upright = value.index?.includes('min') === true && value.index.includes('max');
  const names = upright ? value.columns : (value.index ?? []);
  return names.filter((name): name is string => {
    if (typeof name !== 'string') return false;
    const [least, greatest] = ['min', 'max'].map((row) =>
      upright ? cellAt(value, row, name) : cellAt(value, name, row),
    );
    return typeof least === 'number' && typeof greatest === 'number' && test(least, greatest);
  });
}

/**
 * Columns of a `describe()` table that lie between 0 and 1 by nature: flags, whose quartiles are 0 or 1 as well, or all columns
 * of a table that was scaled. One that reaches from 0 to 1 among others that do not may do so by chance.
 */
export function unitColumns(value: unknown): string[] {
  const isUnit = (least: number, greatest: number) => least === 0 && greatest === 1;
  const unit = describedColumns(value, isUnit);
  if (unit.length === describedColumns(value, () => true).length) return unit;
  return isEvidence(value) && value.kind === 'table' ? unit.filter((name) => isFlag(value, name)) : [];
}

function isFlag(table: Table, name: string): boolean {
  return ['25%', '50%', '75%'].every((row) => {
    const quartile = cellAt(table, row, name) ?? cellAt(table, name, row);
    return quartile === 0 || quartile === 1;
  });
}

/** The number in a table cell; null where there is none. */
export function cellAt(table: Table, row: unknown, column: unknown): number | null {
  const line = table.index?.findIndex((label) => sameLabel(label, row)) ?? -1;
  const place = table.columns.findIndex((label) => sameLabel(label, column));
  const text = table.rows[line]?.[place];
  if (text === undefined || text.trim() === '') return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}

/** The numbers in a column of a table; empty where one of its cells is no number, or there is no such column. */
export function numbersOfColumn(value: unknown, column: unknown): number[] {
  if (!isEvidence(value) || value.kind !== 'table') return [];
  const place = value.columns.findIndex((label) => sameLabel(label, column));
  const numbers = value.rows.map((row) => (place < 0 || row[place]?.trim() === '' ? Number.NaN : Number(row[place])));
  return numbers.every(Number.isFinite) ? numbers : [];
}

function sameLabel(label: Label, other: unknown): boolean {
  return JSON.stringify(label) === JSON.stringify(other);
}

/** Share of a square matrix of counts that lies on its diagonal; null when it is none. */
export function diagonalShare(value: unknown): number | null {
  if (isEvidence(value) && value.kind === 'table') return diagonalOfTable(value);
  if (!isEvidence(value) || value.kind !== 'array' || value.values === null || value.shape?.length !== 2)
    return null;
  const [size = 0, width] = value.shape as ArrayRepr['shape'] & number[];
  const counts = value.values;
  if (size !== width || !counts.every((it) => typeof it === 'number' && it >= 0)) return null;
  const total = counts.reduce<number>((sum, it) => sum + Number(it), 0);
  if (total === 0) return null;
  let diagonal = 0;
  for (let row = 0; row < size; row++) diagonal += Number(counts[row * size + row]);
  return diagonal / total;
}

/** How many columns of a matrix of numbers hold only zeros. */
export function emptyColumns(value: unknown): number {
  if (!isEvidence(value) || value.kind !== 'array' || value.values === null || value.shape?.length !== 2)
    return 0;
  const width = Number(value.shape[1]);
  const { values } = value;
  return Array.from({ length: width }, (_, column) =>
    values.every((it, place) => place % width !== column || it === 0),
  ).filter((isEmpty) => isEmpty).length;
}

/** The share on the diagonal of a cross table: rows and columns have the same labels in the same order. */
function diagonalOfTable(table: Table): number | null {
  const { columns, index, rows, truncatedColumns, truncatedRows } = table;
  if (index === null || truncatedColumns || truncatedRows || columns.length < 2) return null;
  if (JSON.stringify(columns) !== JSON.stringify(index) || columns.includes('All')) return null;
  const counts = rows.map((row) => row.map(Number));
  if (!counts.flat().every((it) => Number.isInteger(it) && it >= 0)) return null;
  const total = counts.flat().reduce((sum, it) => sum + it, 0);
  return total === 0 ? null : counts.reduce((sum, row, place) => sum + (row[place] ?? 0), 0) / total;
}

/** Major and minor number of a version, or null. */
export function versionOf(value: unknown): [string, string] | null {
  const found = /^(\d{1,6})\.(\d{1,6})\b/.exec(String(plain(value)));
  return found === null ? null : [found[1] ?? '', found[2] ?? ''];
}

/** Plain values of a collection without missing ones. */
export function presentValues(value: unknown): unknown[] {
  return elementsOf(value)
    .map(plain)
    .filter((item) => item !== null && !Number.isNaN(item) && item !== 'nan' && item !== 'NaN');
}

interface InfoColumn {
  readonly name: string;
  readonly nonNull: number | null;
  readonly dtype: string;
}

/** The columns of a `df.info()` report that pass a test; null where names may be numbers. */
export function infoColumns(
  value: unknown,
  test: (column: InfoColumn, rows: number) => boolean,
): string[] | null {
  if (!isEvidence(value) || value.kind !== 'report' || value.report !== 'info') return null;
  const columns = value.fields.columns as readonly InfoColumn[] | null | undefined;
  if (!columns || columns.some((it) => /^[\d.]*$/.test(it.name))) return null;
  return columns.filter((it) => test(it, Number(value.fields.rows))).map((it) => it.name);
}

/** Those with fewer values than there are entries; null where the counts were left out as well. */
export function infoHoles(value: unknown): string[] | null {
  const uncounted = infoColumns(value, (it) => it.nonNull === null);
  return uncounted?.length === 0 ? infoColumns(value, (it, rows) => Number(it.nonNull) < rows) : null;
}
