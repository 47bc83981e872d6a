/** Tables in drawn boxes: polars, Spark's `show()`, PrettyTable and its like. */
import type { Table } from '../types.ts';
import { toLabels } from './labels.ts';

/** The line that polars puts above a table: its rows and columns. */
export const POLARS_SHAPE = /^shape: \(([\d_,]{1,20}), ?([\d_,]{1,20})\)$/;
const SPARK_RULE = /^\+(?:-+\+)+$/;
/** The line that Spark puts below a table of which it shows a part. */
export const SPARK_CUT = /^only showing top \d+ rows?$/;

/** Evidence of a boxed table; null for any other text, or when a line of the box is broken. */
export function readBoxedTable(text: string): Table | null {
  if (text.startsWith('shape: (')) return polarsTable(text.split('\n'));
  return text.startsWith('+-') ? plusTable(text.split('\n').map((line) => line.trimEnd())) : null;
}

function table(
  library: Table['library'],
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): Table {
  return {
    kind: 'table',
    library,
    columns,
    columnsName: null,
    index: null,
    indexNames: [],
    rows,
    shape: [rows.length, columns.length],
    truncatedRows: false,
    truncatedColumns: false,
    ...(toLabels(columns, 'columns').doubtful && library === 'text'
      ? { doubtfulLabels: ['columns'] as const }
      : {}),
  };
}

const cells = (line: string) =>
  line
    .slice(1, -1)
    .split('┆')
    .map((text) => text.trim());

/** `│ a ┆ b │` rows; names, `---`, dtypes in the header. `…` stands for what was cut. */
function polarsTable(lines: readonly string[]): Table | null {
  const size = POLARS_SHAPE.exec(lines[0]!.trimEnd().slice(0, 60));
  const rule = lines.findIndex((line) => line.startsWith('╞'));
  if (size === null || rule < 0 || !lines[1]?.startsWith('┌') || !lines.at(-1)!.startsWith('└')) return null;
  const head = lines.slice(2, rule);
  const body = lines.slice(rule + 1, -1);
  if (![...head, ...body].every((line) => line.startsWith('│') && line.trimEnd().endsWith('│'))) return null;
  const dashes = head.findIndex((line) =>
    cells(line.trimEnd()).every((text) => text === '---' || text === ''),
  );
  const names = joinLines(head.slice(0, dashes < 0 ? 1 : dashes).map((line) => cells(line.trimEnd())));
  const rows = body.map((line) => cells(line.trimEnd()));
  if (names.length === 0 || rows.some((row) => row.length !== names.length)) return null;
  const cutColumn = names.indexOf('…');
  const keep = (_: string, at: number) => at !== cutColumn;
  const shown = rows
    .filter((row) => !row.every((text) => text === '…'))
    .map((row) => row.filter(keep).map((text) => text.replace(/…$/, '...')));
  const [height, width] = [size[1]!, size[2]!].map((text) => Number(text.replace(/[_,]/g, ''))) as [
    number,
    number,
  ];
  const columns = names.filter(keep);
  if (cutColumn < 0 && columns.length !== width) return null;
  // A long value goes over several lines, so that lines are not rows.
  const isWhole = shown.length === height || shown.length < rows.length;
  return {
    ...table('polars', columns, isWhole ? shown : []),
    shape: [height, width],
    truncatedRows: shown.length < height || !isWhole,
    truncatedColumns: cutColumn >= 0,
  };
}

function joinLines(lines: readonly (readonly string[])[]): string[] {
  return (lines[0] ?? []).map((_, column) => lines.map((line) => line[column] ?? '').join(''));
}

/** `+---+` rules and `|a|b|` rows, cut at the corners of the rule: a cell may hold a bar. */
function plusTable(lines: readonly string[]): Table | null {
  const rule = lines[0]!;
  if (!SPARK_RULE.test(rule) || lines[2] !== rule) return null;
  const end = lines.indexOf(rule, 3);
  if (end < 0) return null;
  const corners: number[] = [];
  for (let at = 0; at < rule.length; at += 1) if (rule[at] === '+') corners.push(at);
  const grid: string[][] = [];
  for (const line of [lines[1]!, ...lines.slice(3, end)]) {
    const row = cutAt(line, corners);
    if (row === null) return null;
    grid.push(row);
  }
  const rest = lines.slice(end + 1).filter((line) => line !== '');
  const cut = rest.length === 1 && SPARK_CUT.test(rest[0]!);
  if (rest.length > 0 && !cut) return null;
  const padded = grid.every((row) => row.every((text) => text.startsWith(' ') && text.endsWith(' ')));
  const [head, ...rows] = grid.map((row) => row.map((text) => text.trim()));
  const read = table(padded ? 'text' : 'spark', head!, rows);
  return cut ? { ...read, shape: [null, read.shape[1]], truncatedRows: true } : read;
}

function cutAt(line: string, corners: readonly number[]): string[] | null {
  const characters = Array.from(line);
  if (characters.length !== corners.at(-1)! + 1 || corners.some((at) => characters[at] !== '|')) return null;
  return corners.slice(1).map((end, at) => characters.slice(corners[at]! + 1, end).join(''));
}
