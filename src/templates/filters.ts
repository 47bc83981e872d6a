/**
 * The filters a template may use. Those that make code make *literals* only; those that answer a question return plain
 * data for conditions. `this.context.environments` is the RenderContext that the caller passed.
 */
import type { Evidence, Scalar } from '../evidence/index.ts';
import { Code, Refusal } from './code.ts';
import { collection, elementsOf, isEvidence, literal, pythonNumber, pythonString } from './literals.ts';
import {
  clearEffects,
  coefficientOf,
  explainedShare,
  fittedAttribute,
  leadOf,
  lossesFall,
  meanOf,
  moduleClasses,
  moduleParameters,
  type NamedNumber,
  namedMetrics,
  numbersOf,
  occurring,
  pValue,
  signsOf,
  spreadOf,
  weakestClass,
} from './models.ts';
import * as numbers from './numbers.ts';
import { PICTURE_FILTERS } from './picture-filters.ts';
import {
  areCategories,
  BUILTIN_TYPES,
  bare,
  cellAt,
  describedColumns,
  diagonalShare,
  emptyColumns,
  dtypeKind,
  infoColumns,
  infoHoles,
  isPersonal,
  KIND_WORDS,
  lastName,
  numericColumns,
  partOf,
  plain,
  presentValues,
  publicNames,
  versionOf,
} from './questions.ts';
import { SHOWN_FILTERS } from './shown-filters.ts';
import { fewest, most } from './shown-numbers.ts';
import {
  areDistinct,
  areIncreasing,
  areWithin,
  finiteNumbers,
  isSymmetric,
  leadingLabel,
  rowsSumToOne,
  strongestPair,
  timestampText,
} from './regularities.ts';

/** What filters may look at beside their arguments. */
export interface FilterContext {
  /** False when the subject differs from run to run (rule 4). */
  readonly stable: boolean;
  /** The spelling of a dotted name in the notebook, or null. */
  readonly spelling: (dotted: string) => string | null;
}

export type Filter = (context: FilterContext, value: unknown, ...rest: unknown[]) => unknown;

/** A number, or scalar evidence of one. @throws Refusal */
function shown(value: unknown): numbers.Shown {
  if (typeof value === 'number') return { value, precision: 0 };
  if (
    isEvidence(value) &&
    value.kind === 'scalar' &&
    typeof value.value === 'number' &&
    Number.isFinite(value.value)
  ) {
    return { value: value.value, precision: value.precision };
  }
  if (isRecord(value) && typeof value.value === 'number' && typeof value.precision === 'number') {
    return { value: value.value, precision: value.precision };
  }
  throw new Refusal('no number');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function numeric(value: number): Code {
  return Code.trusted(pythonNumber(value));
}

function allNumbers(value: unknown): number[] {
  const numbers = numbersOf(value);
  if (numbers === null) throw new Refusal('not only numbers');
  return numbers;
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

function nameOfClass(context: FilterContext, shown: string): string | null {
  if (BUILTIN_TYPES.has(shown)) return shown;
  const names = publicNames(shown).map((it) => context.spelling(it));
  return names.find((it) => it !== null) ?? null;
}

const options = (context: FilterContext) => ({ floats: context.stable });

function scalars(value: unknown): Scalar[] {
  return elementsOf(value).filter((item): item is Scalar => isEvidence(item) && item.kind === 'scalar');
}

export const FILTERS: Readonly<Record<string, Filter>> = {
  /** The value as a Python literal. */
  literal: (context, value) => literal(value, options(context)),
  /** A collection as a tuple, list or set literal. */
  tuple: (context, value) => collection(value, 'tuple', options(context)),
  list: (context, value) => collection(value, 'list', options(context)),
  set: (context, value) => collection(value, 'set', options(context)),
  /** `value | below: 0.05`: a readable number that much under it; the unprinted digits and randomness leave more room. */
  below: (context, value, margin) =>
    numeric(numbers.below(shown(value), shown(margin).value, context.stable)),
  above: (context, value, margin) =>
    numeric(numbers.above(shown(value), shown(margin).value, context.stable)),
  /** Margin as a share of the value: `value | below_part: 0.1`. */
  below_part: (context, value, part) => {
    const seen = shown(value);
    return numeric(numbers.below(seen, Math.abs(seen.value) * shown(part).value, context.stable));
  },
  above_part: (context, value, part) => {
    const seen = shown(value);
    return numeric(numbers.above(seen, Math.abs(seen.value) * shown(part).value, context.stable));
  },
  /** A floor for a score whose best value is 1 or 100 %, a share of so many rows where that is known; see numbers.ts. */
  score_floor: (context, value, rows) =>
    numeric(numbers.scoreFloor(shown(value), context.stable, typeof rows === 'number' ? rows : null)),
  /** `{'accuracy': 0.8, 'f1': 0.7}`: floors for the scores, ceilings for the errors of a mapping, by its keys. */
  score_floors: (context, value) =>
    bounds(namedMetrics(value, 'scores'), (it) => numbers.scoreFloor(it, context.stable)),
  error_ceilings: (context, value) =>
    bounds(namedMetrics(value, 'errors'), (it) => numbers.errorCeiling(it, context.stable)),
  /** A ceiling for an error whose best value is 0; see numbers.ts. */
  error_ceiling: (context, value) => numeric(numbers.errorCeiling(shown(value), context.stable)),
  /** The printed digits, at most six; only where the value is the same on every run. */
  rounded: (context, value) => {
    if (!context.stable) throw new Refusal('a copied float would not hold on the next run');
    return numeric(numbers.kept(shown(value)));
  },
  /** What `rounded` may be off by. */
  tolerance: (_context, value) => numeric(numbers.tolerance(shown(value))),
  /** `abs(x - {{ it | about }}) <= {{ it | near }}`: as good as the same again; only where the value is the same on every run. */
  about: (context, value) => {
    if (!context.stable) throw new Refusal('a copied float would not hold on the next run');
    return numeric(numbers.about(shown(value)));
  },
  near: (_context, value) => numeric(numbers.near(shown(value))),
  /** Least and greatest number of rows that a file of so many rows may have when it comes again: a tenth to either side. */
  fewest: (_context, value) => fewest(shown(value).value),
  most: (_context, value) => most(shown(value).value),
  /** `'numpy' | module`: the notebook's own name for it. Without one the variant is dropped (rule 6). */
  module: (context, dotted) => {
    const name = context.spelling(String(dotted));
    if (name === null) throw new Refusal(`the notebook does not import ${String(dotted)}`);
    return Code.trusted(name, true);
  },
  /** The notebook's own name for a class that was shown by its full name; built-ins need no import. */
  class: (context, dotted) => {
    const name = nameOfClass(context, String(dotted));
    if (name === null) throw new Refusal(`the notebook does not import ${String(dotted)}`);
    return Code.trusted(name);
  },
  /** Whether the notebook has a name for it. */
  is_reachable: (context, dotted) => nameOfClass(context, String(dotted)) !== null,

  ...PICTURE_FILTERS,
  ...SHOWN_FILTERS,

  // Questions about models and plain data.
  scores_in: (_context, value) => namedMetrics(value, 'scores').map((it) => it.name),
  /** The first of the scores, of the errors: `name`, `value`; null when there is none. */
  first_score: (_context, value) => namedMetrics(value, 'scores')[0] ?? null,
  first_error: (_context, value) => namedMetrics(value, 'errors')[0] ?? null,
  errors_in: (_context, value) => namedMetrics(value, 'errors').map((it) => it.name),
  /** Mean, spread, sum of a collection of numbers; place of the largest; how many times the second it is. */
  mean: (_context, value) => meanOf(allNumbers(value)),
  spread: (_context, value) => spreadOf(allNumbers(value)),
  sum: (_context, value) => allNumbers(value).reduce((sum, it) => sum + it, 0),
  place_of_greatest: (_context, value) => {
    const all = allNumbers(value);
    return all.indexOf(Math.max(...all));
  },
  /** The class of a classification report that is found least often; see models.ts. */
  weakest_class: (_context, value) => weakestClass(value),
  /** What components explain together; whether a history's loss falls; which numbers are above 0. See models.ts. */
  explained: (_context, value) => explainedShare(value),
  losses_fall: (_context, value) => lossesFall(value),
  /** `evidence | clear_effects: 'positive'`: coefficients of a regression that are surely not zero. */
  clear_effects: (_context, value, direction) => clearEffects(value, direction),
  /** p-value and coefficient of a test's result; null when it has none. */
  p_value: (_context, value) => pValue(value),
  coefficient: (_context, value) => coefficientOf(value),
  /** How many different things were counted. */
  occurring: (_context, value) => occurring(value),
  signs: (_context, value) => signsOf(allNumbers(value)),
  /** Whether a number, or each of a collection, is below 0. */
  all_negative: (_context, value) =>
    isEvidence(value) && value.kind === 'scalar'
      ? Number(value.value) < 0
      : allNumbers(value).every((it) => it < 0),
  lead: (_context, value) => leadOf(allNumbers(value)),
  /** An attribute that an estimator of this class has once it is fitted; null when not known. */
  fitted_attribute: (_context, name) => fittedAttribute(String(name)),
  /** Classes of the layers in a PyTorch module, and its number of parameters; null when it cannot be told. */
  module_classes: (_context, value) => moduleClasses(value),
  module_parameters: (_context, value) => moduleParameters(value),
  /** `model.` + attribute: a name from a fixed list of ours. */
  attribute: (_context, name) => {
    if (!/^[a-z][a-z_]{2,30}_$/.test(String(name))) throw new Refusal('no attribute of an estimator');
    return Code.trusted(String(name));
  },

  // Questions and plain data.
  /** `pandas.core.series.Series` → Series. */
  last_name: (_context, dotted) => lastName(String(dotted)),
  /** Text that goes into a note without a code span; only letters, digits and dots. */
  bare: (_context, value) => bare(String(plain(value))),
  /** Whether all labels are texts: names that somebody gave. */
  are_names: (_context, value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((it) => typeof it === 'string' && it.trim() !== '' && it.length <= 80),
  /** Whether two shapes agree from the second dimension on. */
  same_tail: (_context, value, other) =>
    JSON.stringify(elementsOf(value).slice(1).map(plain)) ===
    JSON.stringify(elementsOf(other).slice(1).map(plain)),
  /** Whether two names speak of the same part of a split: `X_train` and `y_train`. */
  same_part: (_context, value, other) => partOf(value) === partOf(other),
  /** Kind letters of a NumPy dtype that later arithmetic depends on; null for `object` and unknown ones. */
  dtype_kind: (_context, name) => dtypeKind(String(name)),
  /** Whole and floating-point numbers stand in for one another: one missing value turns the first into the second. */
  numeric_kinds: (_context, kind) => (kind === 'iu' || kind === 'f' ? 'iuf' : String(kind)),
  kind_in_words: (_context, kind) => bare(KIND_WORDS.get(String(kind)) ?? 'values'),
  /** Columns whose dtype, as `df.dtypes` shows it, is a number's. */
  numeric_columns: (_context, value) => numericColumns(value),
  /** Columns of a `describe()` table, either way round, of which no value is negative / all lie between 0 and 1 and reach both. */
  nonnegative_columns: (_context, value) => describedColumns(value, (least) => least >= 0),
  described_columns: (_context, value) => describedColumns(value, () => true),
  unit_columns: (_context, value) =>
    describedColumns(value, (least, greatest) => least === 0 && greatest === 1),
  /** Whether an expression ends in a call of one of the named functions or methods. */
  calls: (_context, value, ...names) =>
    Code.is(value) && names.some((name) => endsInCall(value.shown, String(name))),
  /** Whether a condition compares with a constant only, as exercises do. */
  is_trial: (_context, value) =>
    Code.is(value) && /(==|!=|<|>|<=|>=)\s*(-?[\d.]+|'[^']*'|"[^"]*"|True|False|None)$/.test(value.shown),
  /** Share of a square matrix of counts that lies on its diagonal; null when it is none. */
  diagonal_share: (_context, value) => diagonalShare(value),
  /** How many columns of a matrix hold nothing but zeros: classes that were never predicted. */
  empty_columns: (_context, value) => emptyColumns(value),
  /** Columns of a `df.info()` report: all, those with missing values, those of numbers. Null when they are not known. */
  info_columns: (_context, value) => infoColumns(value, () => true),
  info_holes: (_context, value) => infoHoles(value),
  info_numbers: (_context, value) => infoColumns(value, (column) => /^(u?int|float)\d*$/i.test(column.dtype)),
  /** A number with the precision it was printed with, for the filters that make bounds. */
  printed_to: (_context, value, precision) => ({
    value: shown(value).value,
    precision: shown(precision).value,
  }),
  /** The first of a list whose property has the given value; null when there is none. */
  find_where: (_context, value, property, wanted) =>
    Array.isArray(value)
      ? (value.find(
          (it: unknown) =>
            isRecord(it) && Object.hasOwn(it, String(property)) && it[String(property)] === wanted,
        ) ?? null)
      : null,
  // What shown values have in common.
  /** Whether all values were shown and are finite numbers; whether they lie within two bounds. */
  all_finite: (_context, value) => finiteNumbers(value) !== null,
  within: (_context, value, least, greatest) => areWithin(value, Number(least), Number(greatest)),
  rows_sum_to_one: (_context, value) => rowsSumToOne(value),
  symmetric: (_context, value) => isSymmetric(value),
  increasing: (_context, value) => areIncreasing(value),
  distinct: (_context, value) => areDistinct(elementsOf(value)),
  /** Label of a series' clear leader, or null. */
  leader: (_context, value) => leadingLabel(value),
  /** The most correlated columns of a correlation matrix: `a`, `b`, `value`. */
  strongest_pair: (_context, value) => strongestPair(value),
  /** How far from zero the correlation of a pair is. */
  strength: (_context, pair) => (isRecord(pair) && typeof pair.value === 'number' ? Math.abs(pair.value) : 0),
  /** A point in time as text that pandas reads, or null. */
  timestamp: (_context, value) => timestampText(value),
  /** Whether an expression is a name or an attribute: something the author gave a name. */
  is_named: (_context, value) => Code.is(value) && /^[\p{L}_][\p{L}\d_.]*$/u.test(value.shown),
  /** Keys of a mapping, or of a list of keys, plain. */
  field_names: (_context, value) =>
    isEvidence(value) && value.kind === 'mapping'
      ? value.entries.map(([key]) => plain(key))
      : elementsOf(value).map(plain),
  /** Whether two collections of labels have nothing in common. */
  apart_from: (_context, value, other) =>
    areDistinct([...new Set(elementsOf(value)), ...new Set(elementsOf(other))]),
  /** The plain entry of a series by its label, or null. */
  entry: (_context, value, label) =>
    isEvidence(value) && value.kind === 'series'
      ? (plain(value.values[value.index.indexOf(String(label))]) ?? null)
      : null,
  /** Elements of the first collection where the second (same order) is smaller than its greatest. */
  below_greatest: (_context, labels, values) => {
    const counts = elementsOf(values).map((item) => Number(plain(item)));
    const greatest = Math.max(...counts);
    return elementsOf(labels).filter((_, index) => (counts[index] ?? greatest) < greatest);
  },
  /** Whether an expression asks for a literal in a plain name, as exercises do. */
  is_literal_test: (_context, value) =>
    Code.is(value) && /^(?:-?[\d.]+|'[^']*'|"[^"]*") (?:not )?in [\p{L}_][\p{L}\d_]*$/u.test(value.shown),
  /** Whether an expression is a name, an attribute, or a column picked from one by its name. */
  is_column: (_context, value) =>
    Code.is(value) &&
    /^[\p{L}_][\p{L}\d_.]*(?:\[(?:'[^']*'|"[^"]*")\])?(?:\.(?:head|tail)\(\d*\))?$/u.test(value.shown),
  /** Whether a collection holds anything but missing values. */
  some_present: (_context, value) => presentValues(value).length > 0,
  /** The text of a plain string literal in the code; null for anything else. */
  quoted_text: (_context, value) =>
    Code.is(value) ? (/^(['"])([^'"\\]*)\1$/.exec(value.shown)?.[2] ?? null) : null,
  /** The share of labels that are a word and a number: pixel0, pixel1 … */
  numbered_share: (_context, value) => {
    const labels = elementsOf(value);
    const numbered = labels.filter((it) => /^[\p{L}_.: -]+\d+$/u.test(String(it)));
    return labels.length < 4 ? 0 : numbered.length / labels.length;
  },
  /** Whether labels are the positions 0, 1, 2 …: numbers that pandas gave. */
  are_positions: (_context, value) => elementsOf(value).every((it, place) => String(it) === String(place)),
  /** The elements behind the first. */
  tail: (_context, value) => elementsOf(value).slice(1),
  /** A share as a reader sees it: 0.837 → 84 %. */
  percent: (_context, value) => bare(`${Math.round(shown(value).value * 100)} %`),
  append_dot: (_context, value) => `${String(value)}.`,
  /** Major and minor number of a version. */
  version: (_context, value) => versionOf(value)?.map(Number) ?? null,
  /** Plain value of scalar evidence. */
  plain: (_context, value) => plain(value) ?? null,
  /** Plain values of a collection of scalars; labels stay. */
  values: (_context, value) => elementsOf(value).map(plain),
  /** Keys of mapping evidence, plain. */
  keys: (_context, value) => {
    if (!isEvidence(value) || value.kind !== 'mapping' || value.truncated)
      throw new Refusal('no whole mapping');
    return value.entries.map(([key]) => plain(key));
  },
  /** Whether all are scalars of one of the named types: `evidence.items | all_are: 'int', 'float'`. */
  all_are: (_context, value, ...types) => {
    const items = Array.isArray(value) ? (value as Evidence[]) : [];
    return items.every((item) => isEvidence(item) && item.kind === 'scalar' && types.includes(item.type));
  },
  /** Whether all plain values equal the argument: `evidence.values | all_equal: 0`. */
  all_equal: (_context, value, expected) =>
    elementsOf(value).every((item) => plain(item) === plain(expected)),
  /** Elements of the first collection where the second (same order, evidence or plain) is a number above 0 or True. */
  where_positive: (_context, labels, values) => {
    const list = elementsOf(values).map(plain);
    return elementsOf(labels).filter((_, index) => list[index] === true || Number(list[index]) > 0);
  },
  /** Elements that are no missing values. */
  present: (_context, value) => presentValues(value),
  /** Whether values may stand in a source as a set of categories. */
  categorical: (_context, value) => Array.isArray(value) && areCategories(value),
  /** Whether words (of a subject, or text) speak of persons or row keys. */
  personal: (_context, value) => isPersonal(Code.is(value) ? value.shown : String(value)),
  total: (_context, value) => scalars(value).reduce((sum, item) => sum + Number(item.value), 0),
  least: (_context, value) => Math.min(...elementsOf(value).map((item) => Number(plain(item)))),
  greatest: (_context, value) => Math.max(...elementsOf(value).map((item) => Number(plain(item)))),
  /** The label and plain number in a table by row label and column: `evidence | at: 'min', 'age'`; null when not there. */
  at: (_context, value, row, column) =>
    isEvidence(value) && value.kind === 'table' ? cellAt(value, row, column) : null,
  /** First `count` elements. */
  take: (_context, value, count) => elementsOf(value).slice(0, Number(count)),
  /** `major.minor` of a version. */
  minor: (_context, value) => versionOf(value)?.join('.') ?? null,
};

function endsInCall(source: string, name: string): boolean {
  return source.startsWith(`${name}(`) || source.includes(`.${name}(`);
}
