/** Filters about the numbers that were shown, and where they have to lie again; see shown-numbers.ts. */
import { Refusal } from '../code.ts';
import { elementsOf } from '../literals.ts';
import { plain } from '../questions.ts';
import {
  arrayBands,
  arrayNumbers,
  bandAround,
  correlationBands,
  countBand,
  describedBands,
  describedNames,
  exactBands,
  fieldOf,
  numberColumns,
  seriesBands,
  seriesNumbers,
  shareBands,
  shownBands,
  shownPlaces,
  valueRanges,
} from './shown-numbers.ts';
import type { Filter } from './types.ts';

const numbersOf = (value: unknown): number[] => elementsOf(value).map((it) => Number(plain(it)));

function rowsOf([names = [], ...others]: readonly (readonly unknown[])[]): unknown[][] {
  if (others.some(({ length }) => length !== names.length)) refuse('lists of different lengths');
  return names.map((name, at) => [name, ...others.map((other) => other[at])]);
}

function refuse(why: string): never {
  throw new Refusal(why);
}

export const SHOWN_FILTERS: Readonly<Record<string, Filter>> = {
  /**
   * Averages of what was shown, and where they have to lie again; see shown-numbers.ts. `data` says how much room they get.
   * Labels of the columns that show numbers, their places, the bounds of their averages over the rows shown.
   */
  number_columns: (_context, value) => numberColumns(value).map(({ label }) => label),
  number_places: (_context, value) => numberColumns(value).map(({ place }) => place),
  shown_lows: (_context, value, data) => shownBands(value, data).map(({ low }) => low),
  shown_highs: (_context, value, data) => shownBands(value, data).map(({ high }) => high),
  /** Positions of the rows of which a cut table or series shows both ends; null when it shows all. */
  shown_places: (_context, value) => shownPlaces(value),
  /** Whether a series shows numbers enough for an average; the bounds of that, and of each of them. */
  shows_numbers: (_context, value) => seriesNumbers(value) !== null,
  series_band: (_context, value, data) => {
    const { numbers, precision } = seriesNumbers(value) ?? refuse('no numbers');
    return bandAround(numbers, precision, data);
  },
  series_bands: (_context, value, data) => seriesBands(value, data),
  /** Whether an array was shown whole and holds numbers; bands for `each` of them and their `mean`; how often each value occurs. */
  holds_numbers: (_context, value) => arrayNumbers(value) !== null,
  array_bands: (_context, value, data) => arrayBands(value, data),
  occurrences: (_context, value) => {
    const { numbers } = arrayNumbers(value) ?? refuse('no numbers');
    return [...new Set(numbers)].map((it) => numbers.filter((other) => other === it).length);
  },
  /** `evidence | field: 'means'`: an entry of what a kernel answered. `means | exact_bands: spreads, data, rows`: bands for a list of it. */
  field: (_context, value, name) => fieldOf(value, name),
  exact_bands: (_context, value, spreads, data, rows) =>
    exactBands(numbersOf(value), numbersOf(spreads), data, rows == null ? null : Number(plain(rows))),
  /** `least | value_ranges: greatest, data, upper, dense`: where the values of columns may lie; see shown-numbers.ts. */
  value_ranges: (context, value, greatest, data, upper, dense) =>
    valueRanges(numbersOf(value), numbersOf(greatest), data, {
      upper: upper == null ? [] : numbersOf(upper),
      dense: elementsOf(dense ?? []).map((it) => plain(it) === true),
      isDrawn: !context.stable,
    }),
  /** `r | correlation_bands: rows, data`: where correlations have to lie again; see shown-numbers.ts. */
  correlation_bands: (_context, value, rows, data) => correlationBands(numbersOf(value), Number(plain(rows)), data),
  /** `shares | share_bands: rows`: where the shares of groups of a file have to lie again; see shown-numbers.ts. */
  share_bands: (_context, value, rows) => shareBands(numbersOf(value), Number(plain(rows))),
  /** Bands for counts that a kernel gave: exactly those, or a tenth more or fewer in a file that may come again. */
  exact_counts: (_context, value, data) => numbersOf(value).map((count) => countBand(count, data)),
  /** The texts of a list that are names of columns; none when one of its entries is something else. */
  keep_names: (_context, value) => {
    const names = elementsOf(value).map(plain);
    return names.every((it) => typeof it === 'string') && new Set(names).size === names.length ? names : [];
  },
  /** Whether all entries of a list are texts, as names of columns are. */
  are_texts: (_context, value) => elementsOf(value).every((it) => typeof plain(it) === 'string'),
  /** `evidence | described_bands: 'mean', data`: for each column of `evidence | described_names`. */
  described_names: (_context, value) => describedNames(value),
  described_bands: (_context, value, statistic, data) => describedBands(value, statistic, data),
  /** `names | rows: lows, highs`: one row an entry, as tuples `('age', 0, 120)`. Refused where the lists differ in length. */
  rows: (_context, value, ...others) => rowsOf([value, ...others].map(elementsOf)),
  /** The lower, the upper ends of bands. */
  lows: (_context, value) => (value as { low: number }[]).map(({ low }) => low),
  floors: (_context, value) => (value as { floor: number }[]).map(({ floor }) => floor),
  highs: (_context, value) => (value as { high: number }[]).map(({ high }) => high),
};
