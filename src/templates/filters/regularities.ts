/** What the values of shown arrays, series and tables have in common. Nothing is claimed about values that were cut. */
import type { ArrayRepr, Label, Table } from '../../evidence/index.ts';
import { isEvidence } from '../literals.ts';
import { cellAt, plain } from '../questions.ts';

/** A number read from an output; what `NaN` and other things give is no number. */
function numberOf(value: unknown): number {
  const seen = plain(value);
  if (typeof seen === 'boolean') return seen ? 1 : 0;
  return typeof seen === 'number' ? seen : Number.NaN;
}

/** All values as finite numbers; null when some are not, were cut, or there are none. */
export function finiteNumbers(value: unknown): number[] | null {
  let items: readonly unknown[];
  if (Array.isArray(value)) items = value;
  else if (!isEvidence(value)) return null;
  else if (value.kind === 'array' && value.values !== null && !value.truncated) items = value.values;
  else if (value.kind === 'series' && !value.truncated) items = value.values;
  else if (value.kind === 'sequence' && !value.truncated) items = value.items;
  else return null;
  const numbers = items.map(numberOf);
  return numbers.length > 0 && numbers.every(Number.isFinite) ? numbers : null;
}

/** Whether all values are finite numbers that lie between two bounds, inclusive. */
export function areWithin(value: unknown, least: number, greatest: number): boolean {
  return finiteNumbers(value)?.every((it) => it >= least && it <= greatest) ?? false;
}

/** The rows of a matrix that was shown whole; null for anything else. */
function rowsOf(value: unknown): number[][] | null {
  if (!isEvidence(value) || value.kind !== 'array' || value.shape?.length !== 2) return null;
  const numbers = finiteNumbers(value);
  const [count = 0, width = 0] = value.shape as ArrayRepr['shape'] & number[];
  if (numbers === null || count * width !== numbers.length) return null;
  return Array.from({ length: count }, (_, row) => numbers.slice(row * width, (row + 1) * width));
}

/** Whether each row of a matrix of shares sums to one, as far as the printed digits tell. At least two rows and columns. */
export function rowsSumToOne(value: unknown): boolean {
  const rows = rowsOf(value);
  if (rows === null || rows.length < 2 || (rows[0]?.length ?? 0) < 2) return false;
  const precision = isEvidence(value) && value.kind === 'array' ? value.precision : 0;
  // Few digits may be all there are: the author may have rounded, and rounded rows need not sum to one.
  const room = precision > 0.0003 ? 0 : precision;
  return rows.every((row) => {
    const sum = row.reduce((total, it) => total + it, 0);
    return row.every((it) => it >= 0 && it <= 1) && Math.abs(sum - 1) <= room * row.length + 1e-6;
  });
}

/** Whether a matrix equals its transpose, digit by digit as printed, and is not diagonal. */
export function isSymmetric(value: unknown): boolean {
  const rows = rowsOf(value);
  if (rows === null || rows.length < 2 || rows.length !== rows[0]?.length) return false;
  const off = rows.flatMap((row, at) => row.filter((_, place) => place !== at));
  return (
    off.some((it) => it !== 0) &&
    rows.every((row, at) =>
      row.every((it, place) => it === rows[place]?.[at]),
    )
  );
}

/** Whether each value is larger than the one in front of it; at least three. */
export function areIncreasing(value: unknown): boolean {
  const numbers = finiteNumbers(value);
  return (
    numbers !== null &&
    numbers.length >= 3 &&
    numbers.every((it, at) => at === 0 || it > (numbers[at - 1] ?? it))
  );
}

/** Whether no two plain values are equal. */
export function areDistinct(values: readonly unknown[]): boolean {
  return new Set(values.map((it) => JSON.stringify(plain(it)))).size === values.length;
}

/** Label of the largest value of a series that leads the next one by at least a fifth of the range; null when none does. */
export function leadingLabel(value: unknown): Label | null {
  if (!isEvidence(value) || value.kind !== 'series') return null;
  const numbers = finiteNumbers(value);
  if (numbers === null || numbers.length < 2 || numbers.length !== value.index.length) return null;
  const [first = 0, second = 0] = [...numbers].sort((a, b) => b - a);
  const range = first - Math.min(...numbers);
  if (range === 0 || first - second < range / 5) return null;
  return value.index[numbers.indexOf(first)] ?? null;
}

/** The two columns of a correlation matrix that vary most together, the diagonal and perfect pairs aside. */
export function strongestPair(value: unknown): { a: string; b: string; value: number } | null {
  if (!isEvidence(value) || value.kind !== 'table' || value.index === null) return null;
  const { columns, index, truncatedColumns, truncatedRows } = value as Table;
  if (truncatedColumns || truncatedRows || JSON.stringify(columns) !== JSON.stringify(index)) return null;
  const names = columns.filter((it): it is string => typeof it === 'string');
  if (names.length !== columns.length || names.length < 2 || new Set(names).size !== names.length)
    return null;
  let best: { a: string; b: string; value: number } | null = null;
  for (const [at, a] of names.entries()) {
    for (const b of names.slice(at + 1)) {
      const found = cellAt(value, a, b);
      if (found === null || Math.abs(found) >= 0.9995) continue;
      if (best === null || Math.abs(found) > Math.abs(best.value)) best = { a, b, value: found };
    }
  }
  return best;
}

/** A date or point in time in the form that pandas reads back; null for anything else. */
export function timestampText(value: unknown): string | null {
  const text = String(plain(value));
  return /^\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?$/.test(text) ? text.replace(/[ T]00:00(:00)?$/, '') : null;
}
