/** Filters for templates of plots: the column that is drawn, and what numbers shown elsewhere say of it. */
import { Code, Refusal } from '../code.ts';
import { pythonString } from '../literals.ts';
import { diagonalShare } from '../questions.ts';
import * as pictures from './pictures.ts';
import type { Filter } from './types.ts';

export const PICTURE_FILTERS: Readonly<Record<string, Filter>> = {
  /**
   * The column that a plot shows: `{{ S | column: F, C }}` is `S` where the match bound it, else column `C` of the table
   * `F`: `df['age']`, `df.age`.
   */
  column: (_context, whole, table, key) => {
    if (Code.is(whole)) return whole;
    if (!Code.is(table) || !Code.is(key)) throw new Refusal('no column');
    return Code.trusted(
      key.isWord ? `${table.python}.${key.python}` : `${table.python}[${key.python}]`,
      true,
    );
  },
  /** A column's name as a literal: `'age'` of `df['age']` and of `df.age`. */
  key: (_context, key) => {
    if (!Code.is(key)) throw new Refusal('no name of a column');
    return key.isWord ? Code.trusted(pythonString(key.python), true) : key;
  },
  /**
   * A statistic of a column, wherever it stands: `evidence | stat: 'min', C` of a table or column of statistics, or of a
   * mapping; null when it is not there.
   */
  stat: (_context, value, name, key) => pictures.statistic(value, String(name), nameOf(key)),
  /** A number that was shown alone, or stands under a name in a mapping: with its precision, or plain for conditions; null otherwise. */
  shown_as: (_context, value, name) => pictures.shownAs(value, String(name)),
  value_of: (_context, value, name) => pictures.shownAs(value, String(name))?.value ?? null,
  /** What the statistics of a column say of it: its standard deviation; what kind of values they are. */
  spread_of: (_context, value, key) => pictures.statistic(value, 'std', nameOf(key))?.value ?? null,
  is_standardised: (_context, value, key) => pictures.levelOf(value, nameOf(key)) === 'standardised',
  is_unit: (_context, value, key) => pictures.levelOf(value, nameOf(key)) === 'unit',
  is_nonnegative: (_context, value, key) => pictures.levelOf(value, nameOf(key)) === 'nonnegative',
  has_own_level: (_context, value, key) =>
    ['nonnegative', 'free'].includes(pictures.levelOf(value, nameOf(key))),
  /** The labels of a series or mapping of counts; null when it is cut or none. */
  count_labels: (_context, value) => pictures.countsOf(value)?.labels ?? null,
  /** Share of the rarest label among counts; null when there are none. */
  smallest_share: (_context, value) => pictures.smallestShare(value),
  /** Columns with missing values by `isnull().sum()`, `isnull().any()`, `info()` or a mapping of counts; null when not known of all. */
  null_columns: (_context, value) => pictures.nullColumns(value),
  /** Two columns' correlation in a matrix of them, or in a mapping under `r`; null when not there. */
  correlation_of: (_context, value, a, b) => pictures.correlationOf(value, nameOf(a), nameOf(b)),
  correlation_size: (_context, value, a, b) =>
    Math.abs(pictures.correlationOf(value, nameOf(a), nameOf(b))?.value ?? Number.NaN),
  correlates_positively: (_context, value, a, b) =>
    (pictures.correlationOf(value, nameOf(a), nameOf(b))?.value ?? Number.NaN) > 0,
  /** The strongest correlation of two different columns, by size, in a matrix or under `max` in a mapping; null when not known. */
  strongest: (_context, value) => pictures.strongestOf(value),
  /** Share on the diagonal of a confusion matrix, or a share that was shown alone or under `share` in a mapping; null when not known. */
  diagonal_of: (_context, value) => diagonalShare(value) ?? pictures.shownAs(value, 'share')?.value ?? null,
  /** Whether the last of several numbers is below the first: of a sequence, or of `first` and `last` in a mapping. */
  falls: (_context, value) => pictures.endsLower(value),
  /** Size of the mean of errors as a share of their spread. */
  centre: (_context, value) => {
    const [mean, std] = ['mean', 'std'].map((name) => pictures.statistic(value, name, null)?.value);
    return mean === undefined || std === undefined || std <= 0
      ? Number.POSITIVE_INFINITY
      : Math.abs(mean) / std;
  },
  /** Whether an index is one of times, sorted and without repeats, as far as it was shown. */
  is_timeline: (_context, value) => pictures.isTimeline(value),
  /** Where the channels of one image stand, `'first'` or `'last'`, by its shape; null when it is the shape of something else. */
  one_image: (_context, value) => pictures.channelsOf(Array.isArray(value) ? value : []),
  /** 1 or 255, the bound of the pixels with this least and greatest value; null when they are no pixels. */
  pixel_top: (_context, value) => pictures.pixelTop(value),
};

function nameOf(key: unknown): string | null {
  return Code.is(key) ? key.shown : null;
}
