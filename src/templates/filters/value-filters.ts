/** Filters that answer what single values and collections say, and what they have in common. */
import type { Evidence, Scalar } from '../../evidence/index.ts';
import { Refusal } from '../code.ts';
import { elementsOf, isEvidence } from '../literals.ts';
import { areCategories, lastName, plain, presentValues, versionOf } from '../questions.ts';
import { leadOf, meanOf, numbersOf, occurring, signsOf, spreadOf } from './models.ts';
import {
  areDistinct,
  areIncreasing,
  areWithin,
  finiteNumbers,
  isSymmetric,
  leadingLabel,
  rowsSumToOne,
  timestampText,
} from './regularities.ts';
import { type Filter, isRecord } from './types.ts';

function allNumbers(value: unknown): number[] {
  const found = numbersOf(value);
  if (found === null) throw new Refusal('not only numbers');
  return found;
}

function scalars(value: unknown): Scalar[] {
  return elementsOf(value).filter((item): item is Scalar => isEvidence(item) && item.kind === 'scalar');
}

export const VALUE_FILTERS: Readonly<Record<string, Filter>> = {
  /** Mean, spread, sum of a collection of numbers; place of the largest; how many times the second it is. */
  mean: (_context, value) => meanOf(allNumbers(value)),
  spread: (_context, value) => spreadOf(allNumbers(value)),
  sum: (_context, value) => allNumbers(value).reduce((sum, it) => sum + it, 0),
  place_of_greatest: (_context, value) => {
    const all = allNumbers(value);
    return all.indexOf(Math.max(...all));
  },
  /** How many different things were counted. */
  occurring: (_context, value) => occurring(value),
  signs: (_context, value) => signsOf(allNumbers(value)),
  /** Whether a number, or each of a collection, is below 0. */
  all_negative: (_context, value) =>
    isEvidence(value) && value.kind === 'scalar'
      ? Number(value.value) < 0
      : allNumbers(value).every((it) => it < 0),
  lead: (_context, value) => leadOf(allNumbers(value)),
  /** `pandas.core.series.Series` → Series. */
  last_name: (_context, dotted) => lastName(String(dotted)),
  /** Whether all labels are texts: names that somebody gave. */
  are_names: (_context, value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((it) => typeof it === 'string' && it.trim() !== '' && it.length <= 80),
  /** Whether two shapes agree from the second dimension on. */
  same_tail: (_context, value, other) =>
    JSON.stringify(elementsOf(value).slice(1).map(plain)) ===
    JSON.stringify(elementsOf(other).slice(1).map(plain)),
  /** The first of a list whose property has the given value; null when there is none. */
  find_where: (_context, value, property, wanted) =>
    Array.isArray(value)
      ? (value.find(
          (it: unknown) =>
            isRecord(it) && Object.hasOwn(it, String(property)) && it[String(property)] === wanted,
        ) ?? null)
      : null,
  /** Whether all values were shown and are finite numbers; whether they lie within two bounds. */
  all_finite: (_context, value) => finiteNumbers(value) !== null,
  within: (_context, value, least, greatest) => areWithin(value, Number(least), Number(greatest)),
  rows_sum_to_one: (_context, value) => rowsSumToOne(value),
  symmetric: (_context, value) => isSymmetric(value),
  increasing: (_context, value) => areIncreasing(value),
  distinct: (_context, value) => areDistinct(elementsOf(value)),
  /** Label of a series' clear leader, or null. */
  leader: (_context, value) => leadingLabel(value),
  /** A point in time as text that pandas reads, or null. */
  timestamp: (_context, value) => timestampText(value),
  /** Keys of a mapping, or of a list of keys, plain. */
  field_names: (_context, value) =>
    isEvidence(value) && value.kind === 'mapping'
      ? value.entries.map(([key]) => plain(key))
      : elementsOf(value).map(plain),
  /** Whether two collections of labels have nothing in common. */
  apart_from: (_context, value, other) =>
    areDistinct([...new Set(elementsOf(value)), ...new Set(elementsOf(other))]),
  /** Elements of the first collection where the second (same order) is smaller than its greatest. */
  below_greatest: (_context, labels, values) => {
    const counts = elementsOf(values).map((item) => Number(plain(item)));
    const greatest = Math.max(...counts);
    return elementsOf(labels).filter((_, index) => (counts[index] ?? greatest) < greatest);
  },
  /** Whether a collection holds anything but missing values. */
  some_present: (_context, value) => presentValues(value).length > 0,
  /** The share of labels that are a word and a number: pixel0, pixel1 … */
  numbered_share: (_context, value) => {
    const labels = elementsOf(value);
    const numbered = labels.filter((it) => /^[\p{L}_.: -]+\d+$/u.test(String(it)));
    return labels.length < 4 ? 0 : numbered.length / labels.length;
  },
  /** Names of columns that somebody gave; pandas gives `Unnamed: 0` to a column without one, most often an old index. */
  given_names: (_context, value) => elementsOf(value).filter((it) => !/^Unnamed: \d+(_level_\d+)?$/.test(String(it))),
  /** Whether labels are the positions 0, 1, 2 …: numbers that pandas gave. */
  are_positions: (_context, value) => elementsOf(value).every((it, place) => String(it) === String(place)),
  /** The elements behind the first. */
  tail: (_context, value) => elementsOf(value).slice(1),
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
  where_zero: (_context, labels, values) => {
    const list = elementsOf(values).map(plain);
    return elementsOf(labels).filter((_, index) => list[index] === false || Number(list[index]) === 0);
  },
  /** Elements that are no missing values. */
  present: (_context, value) => presentValues(value),
  /** Whether values may stand in a source as a set of categories. */
  categorical: (_context, value) => Array.isArray(value) && areCategories(value),
  total: (_context, value) => scalars(value).reduce((sum, item) => sum + Number(item.value), 0),
  least: (_context, value) => Math.min(...elementsOf(value).map((item) => Number(plain(item)))),
  greatest: (_context, value) => Math.max(...elementsOf(value).map((item) => Number(plain(item)))),
  /** First `count` elements. */
  take: (_context, value, count) => elementsOf(value).slice(0, Number(count)),
  /** `major.minor` of a version. */
  minor: (_context, value) => versionOf(value)?.join('.') ?? null,
};
