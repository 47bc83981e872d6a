/**
 * The filters a template may use. Those that make code make *literals* only; those that answer a question return plain
 * data for conditions. `this.context.environments` is the RenderContext that the caller passed.
 */
import type { Evidence, Label, Scalar, Table } from '../evidence/index.ts';
import { Code, Refusal } from './code.ts';
import { collection, elementsOf, isEvidence, literal, pythonNumber } from './literals.ts';
import * as numbers from './numbers.ts';
import { wordsOfText } from './words.ts';

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
  throw new Refusal('no number');
}

function numeric(value: number): Code {
  return Code.trusted(pythonNumber(value));
}

const options = (context: FilterContext) => ({ floats: context.stable });

/** Value of scalar evidence, or the plain value itself. */
function plain(value: unknown): unknown {
  return isEvidence(value) && value.kind === 'scalar' ? value.value : value;
}

function scalars(value: unknown): Scalar[] {
  return elementsOf(value).filter((item): item is Scalar => isEvidence(item) && item.kind === 'scalar');
}

/** Words that say a column is about persons, or tells rows apart: nothing of its content goes into a source (rule 9). */
const PERSONAL = new Set(
  (
    'name names surname firstname lastname fullname email mail phone telephone mobile address street zip postcode ' +
    'ssn passport iban account password token secret key url link user username login ip id uuid guid comment text ' +
    'description title message review tweet body patient customer birthday dob ticket'
  ).split(' '),
);
const MOST_CATEGORIES = 20;
const LONGEST_CATEGORY = 30;

/**
 * Whether values are a small set of categories that may stand in a source: at most 20, short, no addresses or digits
 * strings, all of one plain type.
 */
function areCategories(values: readonly unknown[]): boolean {
  if (values.length === 0 || values.length > MOST_CATEGORIES) return false;
  return values.every((value) => {
    if (typeof value === 'boolean') return true;
    if (typeof value === 'number') return Number.isInteger(value);
    if (typeof value !== 'string' || value.length > LONGEST_CATEGORY) return false;
    return !/@|:\/\/|\d{5}|\n/.test(value) && value.split(' ').length <= 4;
  });
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
  /** A floor for a score whose best value is 1 or 100 %; see numbers.ts. */
  score_floor: (context, value) => numeric(numbers.scoreFloor(shown(value), context.stable)),
  /** A ceiling for an error whose best value is 0; see numbers.ts. */
  error_ceiling: (context, value) => numeric(numbers.errorCeiling(shown(value), context.stable)),
  /** The printed digits, at most six; only where the value is the same on every run. */
  rounded: (context, value) => {
    if (!context.stable) throw new Refusal('a copied float would not hold on the next run');
    return numeric(numbers.kept(shown(value)));
  },
  /** What `rounded` may be off by. */
  tolerance: (_context, value) => numeric(numbers.tolerance(shown(value))),
  /** `'numpy' | module`: the notebook's own name for it. Without one the variant is dropped (rule 6). */
  module: (context, dotted) => {
    const name = context.spelling(String(dotted));
    if (name === null) throw new Refusal(`the notebook does not import ${String(dotted)}`);
    return Code.trusted(name);
  },
  /** Last part of a dotted name, as code: for names of classes that the notebook can reach. */
  class: (context, dotted) => {
    const name = context.spelling(String(dotted));
    if (name === null) throw new Refusal(`the notebook does not import ${String(dotted)}`);
    return Code.trusted(name);
  },

  // Questions and plain data.
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
  present: (_context, value) =>
    elementsOf(value)
      .map(plain)
      .filter((item) => item !== null && !Number.isNaN(item) && item !== 'nan'),
  /** Whether values may stand in a source as a set of categories. */
  categorical: (_context, value) => Array.isArray(value) && areCategories(value),
  /** Whether words (of a subject, or text) speak of persons or row keys. */
  personal: (_context, value) =>
    wordsOfText(Array.isArray(value) ? value.join(' ') : Code.is(value) ? value.shown : String(value)).some(
      (word) => PERSONAL.has(word),
    ),
  total: (_context, value) => scalars(value).reduce((sum, item) => sum + Number(item.value), 0),
  least: (_context, value) => Math.min(...elementsOf(value).map((item) => Number(plain(item)))),
  greatest: (_context, value) => Math.max(...elementsOf(value).map((item) => Number(plain(item)))),
  /** The label and plain number in a table by row label and column: `evidence | at: 'min', 'age'`; null when not there. */
  at: (_context, value, row, column) =>
    isEvidence(value) && value.kind === 'table' ? cellAt(value, row, column) : null,
  /** First `count` elements. */
  take: (_context, value, count) => elementsOf(value).slice(0, Number(count)),
  /** `major.minor` of a version. */
  minor: (_context, value) => /^\d+\.\d+/.exec(String(plain(value)))?.[0] ?? null,
};

function cellAt(table: Table, row: unknown, column: unknown): number | null {
  const line = table.index?.findIndex((label) => sameLabel(label, row)) ?? -1;
  const place = table.columns.findIndex((label) => sameLabel(label, column));
  const text = table.rows[line]?.[place];
  if (text === undefined || text.trim() === '') return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}

function sameLabel(label: Label, other: unknown): boolean {
  return JSON.stringify(label) === JSON.stringify(other);
}
