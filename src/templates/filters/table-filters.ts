/** Filters that answer what tables say: `info()`, `describe()`, dtypes, matrices. */
import { areYears } from './shown-numbers.ts';
import { isEvidence } from '../literals.ts';
import {
  bare,
  cellAt,
  describedColumns,
  diagonalShare,
  dtypeKind,
  emptyColumns,
  infoColumns,
  infoHoles,
  numbersOfColumn,
  signSaysNothing,
  KIND_WORDS,
  numericColumns,
  plain,
  unitColumns,
} from '../questions.ts';
import { strongestPair } from './regularities.ts';
import { type Filter, isRecord } from './types.ts';

export const TABLE_FILTERS: Readonly<Record<string, Filter>> = {
  /** Kind letters of a NumPy dtype that later arithmetic depends on; null for `object` and unknown ones. */
  dtype_kind: (_context, name) => dtypeKind(String(name)),
  /** Whole and floating-point numbers stand in for one another: one missing value turns the first into the second. */
  numeric_kinds: (_context, kind) => (kind === 'iu' || kind === 'f' ? 'iuf' : String(kind)),
  kind_in_words: (_context, kind) => bare(KIND_WORDS.get(String(kind)) ?? 'values'),
  /** Columns whose dtype, as `df.dtypes` shows it, is a number's. */
  numeric_columns: (_context, value) => numericColumns(value),
  /** Columns of a `describe()` table, either way round, of which no value is negative, and none is by nature; flags and scaled columns, see questions.ts. */
  nonnegative_columns: (_context, value) => describedColumns(value, (least, greatest) => least >= 0 && greatest > 0 && !areYears(least, greatest)).filter((name) => !signSaysNothing(name)),
  described_columns: (_context, value) => describedColumns(value, () => true),
  unit_columns: (_context, value) => unitColumns(value),
  /** Share of a square matrix of counts that lies on its diagonal; null when it is none. */
  diagonal_share: (_context, value) => diagonalShare(value),
  /** How many columns of a matrix hold nothing but zeros: classes that were never predicted. */
  empty_columns: (_context, value) => emptyColumns(value),
  /** Columns of a `df.info()` report: all, those with missing values, those without, those of numbers. Null when they are not known. */
  info_columns: (_context, value) => infoColumns(value, () => true),
  info_holes: (_context, value) => infoHoles(value),
  info_complete: (_context, value) => infoColumns(value, (column, rows) => column.nonNull === rows),
  info_numbers: (_context, value) => infoColumns(value, (column) => /^(u?int|float)\d*$/i.test(column.dtype)),
  /** The numbers in a column of a table; none where one of its cells is no number. */
  numbers_of_column: (_context, value, column) => numbersOfColumn(value, column),
  /** The most correlated columns of a correlation matrix: `a`, `b`, `value`. */
  strongest_pair: (_context, value) => strongestPair(value),
  /** How far from zero the correlation of a pair is. */
  strength: (_context, pair) => (isRecord(pair) && typeof pair.value === 'number' ? Math.abs(pair.value) : 0),
  /** The plain entry of a series by its label, or null. */
  entry: (_context, value, label) =>
    isEvidence(value) && value.kind === 'series'
      ? (plain(value.values[value.index.indexOf(String(label))]) ?? null)
      : null,
  /** The label and plain number in a table by row label and column: `evidence | at: 'min', 'age'`; null when not there. */
  at: (_context, value, row, column) =>
    isEvidence(value) && value.kind === 'table' ? cellAt(value, row, column) : null,
};
