/** Filters that make code: literals, bounds that leave room, and names that the notebook has. */
import { Code, Refusal } from '../code.ts';
import { collection, elementsOf, literal, pythonNumber, pythonString } from '../literals.ts';
import { bare, BUILTIN_TYPES, plain, publicNames } from '../questions.ts';
import { namedMetrics, type NamedNumber } from './models.ts';
import * as numbers from './numbers.ts';
import { fewest, fieldOf, most, shareFor, valueRanges } from './shown-numbers.ts';
import type { WholeAndParts } from '../split.ts';
import type { Filter, FilterContext } from './types.ts';

function numeric(value: number): Code {
  return Code.trusted(pythonNumber(value));
}

const options = (context: FilterContext) => ({ floats: context.floats });

export const CODE_FILTERS: Readonly<Record<string, Filter>> = {
  /** The value as a Python literal. */
  literal: (context, value) => literal(value, options(context)),
  /** A collection as a tuple, list or set literal. */
  tuple: (context, value) => collection(value, 'tuple', options(context)),
  list: (context, value) => collection(value, 'list', options(context)),
  set: (context, value) => collection(value, 'set', options(context)),
  /** `value | below: 0.05`: a readable number that much under it; the unprinted digits and randomness leave more room. */
  below: (context, value, margin) =>
    numeric(numbers.below(numbers.shownIn(value), numbers.shownIn(margin).value, context.stable)),
  above: (context, value, margin) =>
    numeric(numbers.above(numbers.shownIn(value), numbers.shownIn(margin).value, context.stable)),
  /** Margin as a share of the value: `value | below_part: 0.1`. */
  below_part: (context, value, part) => {
    const seen = numbers.shownIn(value);
    return numeric(numbers.below(seen, Math.abs(seen.value) * numbers.shownIn(part).value, context.stable));
  },
  above_part: (context, value, part) => {
    const seen = numbers.shownIn(value);
    return numeric(numbers.above(seen, Math.abs(seen.value) * numbers.shownIn(part).value, context.stable));
  },
  /** A floor for a score whose best value is 1 or 100 %, a share of so many rows where that is known; see numbers.ts. */
  score_floor: (context, value, rows) =>
    numeric(numbers.scoreFloor(numbers.shownIn(value), context.stable, typeof rows === 'number' ? rows : rowsOfLuck(context))),
  /** The same for a mean over folds, which a run without a seed moves less: `evidence | mean | mean_floor: evidence` where their scores are known. */
  mean_floor: (context, value, folds) =>
    numeric(numbers.meanFloor(numbers.shownIn(value), context.stable, rowsOfLuck(context), folds === undefined ? [] : elementsOf(folds).map(plain).filter((it) => typeof it === 'number'))),
  /** `{'accuracy': 0.8, 'f1': 0.7}`: floors for the scores, ceilings for the errors of a mapping, by its keys. */
  score_floors: (context, value) =>
    bounds(namedMetrics(value, 'scores'), (it) => numbers.scoreFloor(it, context.stable)),
  error_ceilings: (context, value) =>
    bounds(namedMetrics(value, 'errors'), (it) => numbers.errorCeiling(it, context.stable)),
  /** A ceiling for an error whose best value is 0; see numbers.ts. */
  error_ceiling: (context, value) => numeric(numbers.errorCeiling(numbers.shownIn(value), context.stable)),
  /** The printed digits, at most six; only where the value is the same on every run. */
  rounded: (context, value) => {
    if (!context.stable) throw new Refusal('a copied float would not hold on the next run');
    return numeric(numbers.kept(numbers.shownIn(value)));
  },
  /** What `rounded` may be off by. */
  tolerance: (_context, value) => numeric(numbers.tolerance(numbers.shownIn(value))),
  /**
   * `abs(x - {{ it | about }}) <= {{ it | near }}`: as good as the same again; only where the value is the same on every run.
   * `near: data` leaves as much room as the origin of the data asks for, a tenth for a file; without it a hundredth.
   */
  about: (context, value, data) => {
    if (!context.stable) throw new Refusal('a copied float would not hold on the next run');
    return numeric(numbers.about(numbers.shownIn(value), shareFor(data ?? 'fixed')));
  },
  near: (_context, value, data) => numeric(numbers.near(numbers.shownIn(value), shareFor(data ?? 'fixed'))),
  /** Where a score stays that is a share of so many rows: `low` and, below its best value, `high`; see numbers.ts. */
  score_range: (context, value, rows) => rangeOf(context, value, rows),
  /** `{{ subject | score_stays: it }}`: the condition that a score stays where it is; `{{ it | stays }}`: the same in words. */
  score_stays: (context, subject, value) => {
    const { low, high } = rangeOf(context, value, null);
    const score = code(subject).python;
    if (high === null) return Code.trusted(`${score} >= ${pythonNumber(low)}`);
    return Code.trusted(`${pythonNumber(low)} <= ${score} <= ${pythonNumber(high)}`);
  },
  /** `{{ subject | rate_stays: it }}`, `{{ it | rate_keeps }}`: the same of a share of errors, which has as much room as the share of what is right. */
  rate_stays: (context, subject, value) => {
    const { low, high } = rateRangeOf(context, value);
    const rate = code(subject).python;
    return Code.trusted(low === null ? `${rate} <= ${pythonNumber(high)}` : `${pythonNumber(low)} <= ${rate} <= ${pythonNumber(high)}`);
  },
  /** The same where nothing holds it: a ceiling. */
  rate_ceiling: (context, value) => {
    const shown = shareOfErrors(value);
    const floor = numbers.scoreFloor({ value: 1 - shown.value, precision: shown.precision }, context.stable, rowsOfLuck(context));
    return numeric(Number((1 - floor).toPrecision(6)));
  },
  rate_keeps: (context, value) => {
    const { low, high } = rateRangeOf(context, value);
    return bare(low === null ? `stays at or below ${pythonNumber(high)}` : `stays between ${pythonNumber(low)} and ${pythonNumber(high)}`);
  },
  /** Whether a score that stays where it is has a bound above as well. */
  has_ceiling: (context, value, rows) => rangeOf(context, value, rows).high !== null,
  stays: (context, value, rows) => {
    const { low, high } = rangeOf(context, value, rows);
    if (high === null) return bare(`stays at or above ${pythonNumber(low)}`);
    return bare(`stays between ${pythonNumber(low)} and ${pythonNumber(high)}`);
  },
  /**
   * `{{ X | values_lie: evidence }}`: the condition that the values of an array lie where a kernel found them, `least`, `greatest`, `upper`
   * (see `valueRanges`) and whether they are `whole`; `{{ evidence | values_lay }}`: the same in words.
   */
  values_lie: (context, subject, value) => {
    const { low, floor, high } = boundsOf(context, value);
    const values = code(subject).python;
    const [from, to] = [`${values}.min()`, `${values}.max()`];
    const reaches = floor === high ? `${to} == ${pythonNumber(high)}` : `${pythonNumber(floor)} <= ${to} <= ${pythonNumber(high)}`;
    return Code.trusted(`${pythonNumber(low)} <= ${from} and ${reaches}`);
  },
  values_lay: (context, value) => {
    const { low, floor, high } = boundsOf(context, value);
    return bare(`from ${pythonNumber(low)} up to ${floor === high ? '' : 'about '}${pythonNumber(high)}`);
  },
  /** Least and greatest number of rows that a file of so many rows may have when it comes again: a tenth to either side. */
  fewest: (_context, value) => fewest(numbers.shownIn(value).value),
  most: (_context, value) => most(numbers.shownIn(value).value),
  /** `'numpy' | module`: the notebook's own name for it. Without one the variant is dropped (rule 6). */
  module: (context, dotted) => {
    const name = context.spelling(String(dotted));
    if (name === null) throw new Refusal(`the notebook does not import ${String(dotted)}`);
    return Code.trusted(name, true);
  },
  /** `Y | accuracy_of: P`, `Y | macro_f1_of: P`: by the function that says it where the notebook has it, else out of the report of all scores. */
  accuracy_of: (context, truth, predicted) => scoreOf(context, [truth, predicted], 'accuracy_score', '', "['accuracy']"),
  macro_f1_of: (context, truth, predicted) => scoreOf(context, [truth, predicted], 'f1_score', ", average='macro'", "['macro avg']['f1-score']"),
  /** The parts that one split made, of which the value is one, as a list; a list of it alone where no visible split made it. */
  split_parts: (context, value) => {
    const name = Code.is(value) ? value.shown : '';
    return Code.trusted(`[${(context.splitParts(name) ?? [name]).join(', ')}]`, true);
  },
  /** `X | split_pairs`: what one split was given, each with its parts: `[(X, [X_train, X_test]), (y, [y_train, y_test])]`. */
  split_pairs: (context, value) => {
    const pairs = wholesOf(context, value).map(({ whole, parts }) => `(${whole}, [${parts.join(', ')}])`);
    return Code.trusted(`[${pairs.join(', ')}]`, true);
  },
  /** The names of the parts themselves: `[X_train, X_test, y_train, y_test]`. */
  split_names: (context, value) => Code.trusted(`[${wholesOf(context, value).flatMap(({ parts }) => parts).join(', ')}]`, true),
  /** `zip(X | split_rows: dimensions)`: the rows of what one split was given, as tuples; `joined_rows`: those of its parts, one behind the other. */
  split_rows: (context, value, dimensions) => rowsOfAll(wholesOf(context, value).map(({ whole }) => whole), dimensions),
  joined_rows: (context, value, dimensions) =>
    rowsOfAll(wholesOf(context, value).map(({ parts }) => `[*${parts[0]}, *${parts[1]}]`), dimensions),
  /** The training part that was split off together with a held-out one: `X_train` of `X_test`. */
  training_part: (context, value) => {
    const name = Code.is(value) ? context.trainingPart(value.shown) : null;
    if (name === null) throw new Refusal('no visible split made it');
    return Code.trusted(name, true);
  },
  /** The notebook's own name for a class that was shown by its full name; built-ins need no import. */
  class: (context, dotted) => {
    const name = nameOfClass(context, String(dotted));
    if (name === null) throw new Refusal(`the notebook does not import ${String(dotted)}`);
    return Code.trusted(name);
  },
  /** `model.` + attribute: a name from a fixed list of ours. */
  attribute: (_context, name) => {
    if (!/^[a-z][a-z_]{2,30}_$/.test(String(name))) throw new Refusal('no attribute of an estimator');
    return Code.trusted(String(name));
  },
  /** Text that goes into a note without a code span; only letters, digits and dots. */
  bare: (_context, value) => bare(String(plain(value))),
  /** A number with the precision it was printed with, for the filters that make bounds. */
  printed_to: (_context, value, precision) => ({
    value: numbers.shownIn(value).value,
    precision: numbers.shownIn(precision).value,
  }),
  /** A share as a reader sees it: 0.837 → 84 %. */
  percent: (_context, value) => bare(`${Math.round(numbers.shownIn(value).value * 100)} %`),
  append_dot: (_context, value) => `${String(value)}.`,
};

/** @throws Refusal where no visible split made it, or not of all rows */
function wholesOf(context: FilterContext, value: unknown): readonly WholeAndParts[] {
  const wholes = Code.is(value) ? context.splitWholes(value.shown) : null;
  if (wholes === null) throw new Refusal('no visible split made it');
  return wholes;
}

/** Things of one length read row by row; each of them has one dimension or two. @throws Refusal for others */
function rowsOfAll(sources: readonly string[], dimensions: unknown): Code {
  const counts = elementsOf(dimensions).map((it) => Number(plain(it)));
  const rows = sources.map((source, at) => (counts[at] === 2 ? `map(tuple, ${source})` : source));
  if (counts.length !== sources.length || !counts.every((count) => count === 1 || count === 2)) throw new Refusal('no rows');
  return Code.trusted(rows.join(', '), true);
}

/** @throws Refusal where the score is not the same on every run */
function rangeOf(context: FilterContext, value: unknown, rows: unknown): numbers.ScoreRange {
  if (!context.stable) throw new Refusal('a copied float would not hold on the next run');
  const counted = typeof rows === 'number' ? rows : context.scoredRows();
  return numbers.scoreRange(numbers.shownIn(value), context.data === 'file', counted);
}

/** @throws Refusal where a kernel gave no finite numbers */
function boundsOf(context: FilterContext, value: unknown): ReturnType<typeof valueRanges>[number] {
  const given = (name: string): number[] => elementsOf(fieldOf(value, name) ?? []).map((it) => Number(plain(it)));
  const isWhole = fieldOf(value, 'whole') !== null && plain(fieldOf(value, 'whole')) === true;
  const [bounds] = valueRanges(given('least'), given('greatest'), context.data, { upper: given('upper'), whole: [isWhole], isDrawn: !context.stable });
  if (bounds === undefined) throw new Refusal('no values');
  return bounds;
}

/** How many rows a score is a share of, where luck or new data has a part in it. */
function rowsOfLuck(context: FilterContext): number | null {
  return context.stable && context.data !== 'open' ? null : context.scoredRows();
}

/** @throws Refusal for what is no share */
function shareOfErrors(value: unknown): numbers.Shown {
  const shown = numbers.shownIn(value);
  if (!(shown.value > 0 && shown.value < 1)) throw new Refusal('no share of errors');
  return shown;
}

/** Where a share of errors stays: what is missing to the range of the share of what is right. @throws Refusal for what is no such share */
function rateRangeOf(context: FilterContext, value: unknown): { readonly low: number | null; readonly high: number } {
  const shown = shareOfErrors(value);
  const { low, high } = rangeOf(context, { value: 1 - shown.value, precision: shown.precision }, null);
  const missing = (score: number): number => Number((1 - score).toPrecision(6));
  return { low: high === null ? null : missing(high), high: missing(low) };
}

function code(value: unknown): Code {
  if (!Code.is(value)) throw new Refusal('no source');
  return value;
}

/** A dict display from names to bounds; names that have none are left out. @throws Refusal when none has */
function bounds(metrics: readonly NamedNumber[], boundOf: (metric: NamedNumber) => number): Code {
  const entries = metrics.flatMap((metric) => {
    try {
      return [`${pythonString(metric.name)}: ${pythonNumber(boundOf(metric))}`];
    } catch (error) {
      if (error instanceof Refusal) return [];
      throw error;
    }
  });
  if (entries.length === 0 || entries.length > 12) throw new Refusal('no metrics, or too many');
  return Code.trusted(`{${entries.join(', ')}}`);
}

/** The notebook's own name for a class; null when it has none. */
export function nameOfClass(context: FilterContext, shown: string): string | null {
  if (BUILTIN_TYPES.has(shown)) return shown;
  const names = publicNames(shown).map((it) => context.spelling(it));
  return names.find((it) => it !== null) ?? null;
}

function scoreOf({ spelling }: FilterContext, given: readonly unknown[], name: string, how: string, field: string): Code {
  const of = given.map((it) => {
    if (!Code.is(it)) throw new Refusal('no code');
    return it.python;
  });
  const direct = spelling(`sklearn.metrics.${name}`);
  if (direct !== null) return Code.trusted(`${direct}(${of.join(', ')}${how})`, true);
  const report = spelling('sklearn.metrics.classification_report');
  if (report === null) throw new Refusal('the notebook imports no function that says it');
  return Code.trusted(`${report}(${of.join(', ')}, output_dict=True)${field}`, true);
}
