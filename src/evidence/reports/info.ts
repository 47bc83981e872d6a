/** `df.info()`, in the spelling with a numbered table (pandas 1.0 on), the older one, and the short one of wide frames. */
import { cell, toLine } from '../tables/text-grid.ts';
import type { Report } from '../types.ts';

/** One column; `nonNull` is null where the counts were left out. */
export interface InfoColumn {
  readonly name: string;
  readonly nonNull: number | null;
  readonly dtype: string;
}

/** `fields` of a report `info`. */
export interface InfoFields {
  /** `RangeIndex`, `Index`, `DatetimeIndex`, … */
  readonly index: string;
  readonly rows: number;
  readonly columnCount: number;
  /** Null for the short form, which names no columns. */
  readonly columns: readonly InfoColumn[] | null;
  /** How many columns have which dtype. */
  readonly dtypes: Readonly<Record<string, number>>;
  /** As shown: `83.7+ KB`. */
  readonly memory: string | null;
}

const HEAD = /^<class '(?:[\w.]+\.)?(?:DataFrame|GeoDataFrame)'>$/;
const INDEX = /^(\w+): (\d{1,15}) entries(?:, .*)?$/;
const COUNT = /^(?:Data columns|Columns) \(total (\d{1,9}) columns?\):$/;
const SHORT = /^Columns: (\d{1,9}) entries, /;
const NUMBERED_HEAD = /^ *# +Column +(?:Non-Null Count +)?Dtype *$/;
const OLD_COLUMN = /^(\d{1,15}) non-null +(\S.*)$/;
const DTYPE_COUNT = /^(.+)\((\d{1,9})\)$/;

/** Evidence of the text that `DataFrame.info` prints; null for any other text, or when a line of it is missing. */
export function readInfo(text: string): Report | null {
  if (!text.startsWith('<class ')) return null;
  const lines = text.split('\n');
  const index = INDEX.exec(lines[1]?.slice(0, 500) ?? '');
  if (!HEAD.test(lines[0]!.trimEnd().slice(0, 200)) || index === null) return null;
  const end = lines.findIndex((line) => line.startsWith('dtypes: '));
  if (end < 0) return null;
  const short = SHORT.exec(lines[2]!.slice(0, 200));
  const count = short ?? COUNT.exec(lines[2]!.trimEnd().slice(0, 200));
  const dtypes = readDtypes(lines[end]!.slice('dtypes: '.length));
  if (count === null || dtypes === null) return null;
  const columns = short === null ? readColumns(lines.slice(3, end)) : null;
  if (short === null && columns?.length !== Number(count[1])) return null;
  const memory = lines.slice(end).find((line) => line.startsWith('memory usage: '));
  const fields: InfoFields = {
    index: index[1]!,
    rows: Number(index[2]),
    columnCount: Number(count[1]),
    columns,
    dtypes,
    memory: memory?.slice('memory usage: '.length).trim() ?? null,
  };
  return { kind: 'report', report: 'info', fields: { ...fields } };
}

function readDtypes(text: string): Record<string, number> | null {
  const counts: Record<string, number> = Object.create(null);
  for (const part of text
    .trimEnd()
    .slice(0, 5000)
    .split(/, (?=[^,()]+\(\d+\))/)) {
    const found = DTYPE_COUNT.exec(part);
    if (found === null) return null;
    counts[found[1]!] = Number(found[2]);
  }
  return counts;
}

function readColumns(lines: readonly string[]): InfoColumn[] | null {
  return NUMBERED_HEAD.test(lines[0]?.slice(0, 5000) ?? '') ? numberedColumns(lines) : oldColumns(lines);
}

/** The rule below the header shows where each field begins: a name may hold anything. */
function numberedColumns(lines: readonly string[]): InfoColumn[] | null {
  const head = lines[0]!;
  const name = head.indexOf('Column');
  const dtype = head.lastIndexOf('Dtype');
  const nonNull = head.indexOf('Non-Null Count', name);
  const columns: InfoColumn[] = [];
  for (const [position, line] of lines.slice(2).entries()) {
    const cells = toLine(line);
    const count = nonNull < 0 ? null : Number.parseInt(cell(cells, nonNull, dtype), 10);
    if (Number(cell(cells, 0, name)) !== position || Number.isNaN(count)) return null;
    columns.push({
      name: cell(cells, name, nonNull < 0 ? dtype : nonNull),
      nonNull: count,
      dtype: cell(cells, dtype, cells.length),
    });
  }
  return columns;
}

/** `PassengerId    891 non-null int64`: the name is padded to the longest. */
function oldColumns(lines: readonly string[]): InfoColumn[] | null {
  const columns: InfoColumn[] = [];
  for (const line of lines) {
    const mark = line.lastIndexOf(' non-null ');
    if (mark < 0) return null;
    let start = mark;
    while (start > 0 && line[start - 1] !== ' ') start -= 1;
    const found = OLD_COLUMN.exec(line.slice(start).trimEnd());
    if (found === null) return null;
    columns.push({ name: line.slice(0, start).trim(), nonNull: Number(found[1]), dtype: found[2]! });
  }
  return columns;
}
