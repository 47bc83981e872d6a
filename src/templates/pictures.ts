/** What templates for plots ask of evidence: of the numbers behind a picture, wherever the notebook shows them. */
import type { Evidence, Label, Table } from '../evidence/index.ts';
import { isEvidence } from './literals.ts';
import type { Shown } from './numbers.ts';
import { plain } from './questions.ts';

/** The value of a string literal, or the text itself: `'age'` and `age` → age. */
function nameIn(code: string): string {
  return /^(['"])(.*)\1$/s.exec(code)?.[2] ?? code;
}

/**
 * A statistic: a cell of a `describe()` table, an entry of a `describe()` column, or of a mapping. `key` names the column
 * of a table. Null when it is not there or no finite number.
 */
export function statistic(value: unknown, name: string, key: string | null): Shown | null {
  if (!isEvidence(value)) return null;
  if (value.kind === 'table') return key === null ? null : cellShown(value, name, nameIn(key));
  if (value.kind === 'series') return shownOf(value.values[value.index.indexOf(name)]);
  if (value.kind === 'mapping') return shownOf(value.entries.find(([label]) => plain(label) === name)?.[1]);
  return null;
}

function shownOf(value: Evidence | undefined): Shown | null {
  if (value?.kind !== 'scalar' || typeof value.value !== 'number' || !Number.isFinite(value.value))
    return null;
  return { value: value.value, precision: value.precision };
}

/** A number in a table, either way round, with the precision of its digits. */
export function cellShown(table: Table, row: string, column: string): Shown | null {
  const text = cellText(table, row, column) ?? cellText(table, column, row);
  if (text === null || !/^-?\d{1,300}(\.\d{1,300})?(e[+-]?\d{1,3})?$/i.test(text.trim())) return null;
  const [mantissa = '', exponent = '0'] = text.trim().toLowerCase().split('e');
  const places = mantissa.split('.')[1]?.length ?? 0;
  const value = Number(text);
  if (!Number.isFinite(value)) return null;
  return { value, precision: places === 0 && exponent === '0' ? 0 : 0.5 * 10 ** (Number(exponent) - places) };
}

function cellText({ index, columns, rows }: Table, row: string, column: string): string | null {
  const line = index?.indexOf(row) ?? -1;
  const place = columns.indexOf(column);
  return line < 0 || place < 0 ? null : (rows[line]?.[place] ?? null);
}

/** Labels and their counts, complete; null for anything else. */
export function countsOf(value: unknown): { labels: Label[]; counts: number[] } | null {
  if (!isEvidence(value)) return null;
  if (value.kind === 'series') {
    if (value.truncated || value.index.length !== value.values.length) return null;
    const counts = value.values.map(plain);
    return counts.every(isCount) ? { labels: [...value.index], counts } : null;
  }
  if (value.kind !== 'mapping' || value.truncated) return null;
  const labels = value.entries.map(([label]) => plain(label));
  const counts = value.entries.map(([, count]) => plain(count));
  const named = labels.every((it): it is string | number => typeof it === 'string' || typeof it === 'number');
  return named && counts.every(isCount) ? { labels, counts } : null;
}

/** Shares count too, as `value_counts(normalize=True)` gives them. */
function isCount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0;
}

/** The correlation of two columns: in a matrix of correlations, as a number of its own, or in a mapping under `r`. */
export function correlationOf(value: unknown, a: string | null, b: string | null): Shown | null {
  if (!isEvidence(value)) return null;
  if (value.kind === 'scalar') return shownOf(value);
  if (value.kind === 'mapping') return statistic(value, 'r', null);
  if (value.kind !== 'table' || a === null || b === null || nameIn(a) === nameIn(b)) return null;
  return cellShown(value, nameIn(a), nameIn(b));
}

/** Pairs of columns whose correlation is beyond `limit`, each once; null when the table is no whole correlation matrix. */
export function correlatedPairs(value: unknown, limit: number): [string, string, number][] | null {
  if (!isEvidence(value) || value.kind !== 'table' || value.truncatedColumns || value.truncatedRows)
    return null;
  const { columns, index } = value;
  if (index === null || JSON.stringify(columns) !== JSON.stringify(index)) return null;
  const names = columns.filter((it): it is string => typeof it === 'string');
  if (names.length !== columns.length || names.length < 2) return null;
  if (names.some((name) => cellShown(value, name, name)?.value !== 1)) return null;
  return names.flatMap((a, at) =>
    names.slice(at + 1).flatMap((b): [string, string, number][] => {
      const r = cellShown(value, a, b)?.value ?? 0;
      return Math.abs(r) > limit ? [[a, b, r]] : [];
    }),
  );
}
