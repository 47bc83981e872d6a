/** A pandas DataFrame as text, wrapped or not. Null for anything whose columns do not line up as pandas prints them. */
import type { Table } from '../types.ts';
import { fillSparse, joinLevels } from './labels.ts';
import {
  cell,
  indexLevels,
  isBlankAt,
  isBlankBetween,
  isCompact,
  type Line,
  levelNames,
  type Piece,
  pieces,
  toLine,
} from './text-grid.ts';

const FOOTER = /^\[(\d{1,15}) rows x (\d{1,15}) columns\]$/;
const MOST_HEADER_LINES = 6;

/** Lines that hold a group of columns, all rows. */
interface Block {
  /** Texts by level, then by column. */
  readonly header: readonly (readonly string[])[];
  readonly rows: readonly (readonly string[])[];
  readonly index: readonly (readonly string[])[];
  readonly indexNames: readonly (string | null)[];
  readonly columnsName: string | null;
}

/** Evidence of the text of a DataFrame. */
export function readTextTable(text: string): Table | null {
  if (text.startsWith('Empty DataFrame\n')) return emptyTable(text);
  const lines = text.split('\n').map((line) => line.trimEnd());
  while (lines.at(-1) === '') lines.pop();
  const footer = FOOTER.exec(lines.at(-1) ?? '');
  if (footer !== null) lines.pop();
  while (lines.at(-1) === '') lines.pop();
  const groups = splitBlocks(lines);
  if (groups === null) return null;
  const blocks: Block[] = [];
  for (const group of groups) {
    const block = readBlock(group.map(toLine), footer !== null || groups.length > 1);
    if (block === null) return null;
    blocks.push(block);
  }
  return joinBlocks(blocks, footer === null ? null : [Number(footer[1]), Number(footer[2])]);
}

/** `Columns: [a, b]` is a list without quotes: no label in it is sure, but how many there are is when no label holds a comma. */
function emptyTable(text: string): Table | null {
  const lines = text.split('\n');
  const columns = /^Columns: \[(.*)\]$/.exec(lines[1] ?? '')?.[1];
  if (columns === undefined || lines[2]?.startsWith('Index: [') !== true || columns.includes('('))
    return null;
  const labels = columns === '' ? [] : columns.split(', ');
  const rows = lines[2] === 'Index: []' ? 0 : null;
  const cut = labels.includes('...');
  return {
    kind: 'table',
    library: 'pandas',
    columns: cut ? labels.slice(0, labels.indexOf('...')) : labels,
    columnsName: null,
    index: rows === 0 ? [] : null,
    indexNames: [null],
    rows: [],
    shape: [rows, cut ? null : labels.length],
    truncatedRows: rows === null,
    truncatedColumns: cut,
    ...(labels.length > 0 ? { doubtfulLabels: ['columns'] as const } : {}),
  };
}

/** pandas breaks a wide frame into groups of columns: all headers but the last end in `\`. */
function splitBlocks(lines: readonly string[]): string[][] | null {
  const groups: string[][] = [[]];
  for (const line of lines) {
    if (line !== '') groups.at(-1)!.push(line);
    else if (groups.at(-1)!.length > 0) groups.push([]);
  }
  const height = groups[0]!.length;
  for (const [position, group] of groups.entries()) {
    if (group.length !== height || height < 2) return null;
    const isLast = position === groups.length - 1;
    if (group[0]!.endsWith(' \\') === isLast) return null;
    if (!isLast) group[0] = group[0]!.slice(0, -1).trimEnd();
    for (let row = 1; row < group.length && group[row]!.endsWith(' \\') && !isLast; row += 1)
      group[row] = group[row]!.slice(0, -1).trimEnd();
  }
  return groups;
}

function readBlock(lines: readonly Line[], sure: boolean): Block | null {
  if (!isCompact(lines)) return null;
  const body = firstBodyLine(lines);
  const columns = findColumns(lines, body.header);
  if (columns === null) return null;
  const { area, found } = columns;
  const isNamed = body.named !== null;
  if (!alignsRight(lines, found)) return null;
  // Two labels in one column: the columns stand too close to be told apart.
  const heads = lines.slice(0, body.header);
  if (heads.some((line) => found.some((piece) => cell(line, piece.start, piece.end).includes('  '))))
    return null;
  const rows = lines.slice(body.header + (isNamed ? 1 : 0));
  if (rows.length === 0) return null;
  const corner = cell(lines[0]!, area.start, area.end);
  if (corner !== '' && !sure && !isNamed && !hasCountedIndex(rows, area)) return null;
  if (corner !== '' && (body.header > 1 || isMixedHead(rows, found))) return null;
  if (
    rows.some(
      (line) => isBlankAt(line, area.start) && !isNamed && rows.every((row) => isBlankAt(row, area.start)),
    )
  )
    return null;
  const levels = indexLevels(rows, area, body.named);
  if (levels === null) return null;
  return {
    header: lines
      .slice(0, body.header)
      .map((line) => found.map((piece) => cell(line, piece.start, piece.end))),
    rows: rows.map((line) => found.map((piece) => cell(line, piece.start, piece.end))),
    index: levels.map((level) => rows.map((line) => cell(line, level.start, level.end))),
    indexNames: levelNames(body.named, levels),
    columnsName: corner === '' ? null : corner,
  };
}

/** How many lines are header, and the line of index names, which leaves all columns blank. */
function firstBodyLine(lines: readonly Line[]): { header: number; named: Line | null } {
  const limit = Math.min(lines.length - 1, MOST_HEADER_LINES);
  const dataStart = firstColumnStart(lines);
  for (let at = 1; at <= limit; at += 1) {
    const line = lines[at]!;
    if (!isBlankAt(line, 0) && isNamesRest(cell(line, dataStart, line.length), lines[0]!))
      return { header: at, named: line.slice(0, dataStart) };
  }
  let header = 1;
  while (header < limit && isBlankAt(lines[0]!, 0) && isBlankBetween(lines[header]!, 0, dataStart))
    header += 1;
  return { header, named: null };
}

/** Behind index names nothing stands, or the dots of columns cut out. */
function isNamesRest(rest: string, head: Line): boolean {
  return rest === '' || (rest === '...' && cell(head, 0, head.length).includes(' ... '));
}

/** Where the columns begin: behind the longest stretch that the first header leaves blank, or its first word. */
function firstColumnStart(lines: readonly Line[]): number {
  const head = lines[0]!;
  let at = 0;
  if (!isBlankAt(head, 0)) while (at < head.length && !isGap(head, at)) at += 1;
  while (at < head.length && isBlankAt(head, at)) at += 1;
  const label = at;
  // The first column may begin further left than its header: it ends there where no line has a character.
  let start = label;
  for (let column = label - 1; column > 0; column -= 1) {
    if (lines.every((line) => isBlankAt(line, column))) {
      start = column + 1;
      break;
    }
  }
  return start;
}

const isGap = (line: Line, at: number) => isBlankAt(line, at) && isBlankAt(line, at + 1);

/** The index area and the columns, from the stretches that all lines leave blank. */
function findColumns(lines: readonly Line[], header: number): { area: Piece; found: Piece[] } | null {
  const all = pieces(lines, 1);
  const heads = lines.slice(0, header);
  const rows = lines.slice(header);
  const separated: { start: number; end: number }[] = [];
  for (const piece of all) {
    const last = separated.at(-1);
    if (last !== undefined && piece.start - last.end === 1 && !startsColumn(rows, piece))
      last.end = piece.end;
    else separated.push({ ...piece });
  }
  let firstColumn = separated.findIndex((piece) =>
    heads.some((line) => !isBlankBetween(line, piece.start, piece.end)),
  );
  if (firstColumn === 0) firstColumn = 1;
  if (firstColumn < 1 || separated.length < 2) return null;
  const found = mergeHalves(separated.slice(firstColumn), heads, rows);
  const area = { start: separated[0]!.start, end: separated[firstColumn - 1]!.end };
  return found === null || found.length === 0 ? null : { area, found };
}

/** Behind a single blank a column begins only with its header, with minus signs, dates, or numbers that are none. */
function startsColumn(rows: readonly Line[], piece: Piece): boolean {
  return rows.every(
    (line) =>
      isBlankAt(line, piece.start) ||
      line[piece.start] === '-' ||
      NO_NUMBER.has(cell(line, piece.start, piece.start + 4)) ||
      DATE.test(cell(line, piece.start, piece.start + 10)),
  );
}

/** A stretch without header or without cells is the left part of the column to its right: columns are right-aligned. */
function mergeHalves(
  separated: readonly Piece[],
  heads: readonly Line[],
  rows: readonly Line[],
): Piece[] | null {
  const found: Piece[] = [];
  let start: number | null = null;
  for (const piece of separated) {
    const from: number = start ?? piece.start;
    const hasHead = heads.some((line) => !isBlankBetween(line, from, piece.end));
    const hasCells = rows.some((line) => !isBlankBetween(line, from, piece.end));
    if (hasHead && hasCells) {
      found.push({ start: from, end: piece.end });
      start = null;
    } else start = from;
  }
  return start === null ? found : null;
}

/** Every header and cell ends where its column ends, but for text that pandas cut. */
function alignsRight(lines: readonly Line[], columns: readonly Piece[]): boolean {
  // In a frame with columns cut out pandas sets the header one place to the left.
  const hasCut = columns.some((piece) => cell(lines[0]!, piece.start, piece.end) === '...');
  return lines.every((line, at) =>
    columns.every(
      (piece) =>
        !isBlankAt(line, piece.end - 1) ||
        (at === 0 && hasCut && !isBlankAt(line, piece.end - 2)) ||
        isBlankBetween(line, piece.start, piece.end) ||
        cell(line, piece.start, piece.end).endsWith('..'),
    ),
  );
}

function hasCountedIndex(rows: readonly Line[], area: Piece): boolean {
  return rows.every((line, row) => cell(line, area.start, area.end) === String(row));
}

const DATE = /^\d{4}-\d\d-\d\d$/;
const NO_NUMBER = new Set(['NaN', 'inf']);
const NUMBER = /^[-+]?[\d.,]+(?:e[-+]?\d+)?%?$|^NaN$/;

/** A first row of words above rows of numbers: the second level of a header, which cannot be told from a row. */
function isMixedHead(rows: readonly Line[], columns: readonly Piece[]): boolean {
  const isNumeric = (line: Line) =>
    columns.every((piece) => NUMBER.test(cell(line, piece.start, piece.end).slice(0, 100)));
  const hasWords = columns.every(
    (piece) => !NUMBER.test(cell(rows[0]!, piece.start, piece.end).slice(0, 100)),
  );
  return rows.length > 1 && hasWords && rows.slice(1).every(isNumeric);
}

const isDots = (text: string) => text === '..' || text === '...';

/** A sparse level stays blank. */
const isDotsLabel = (labels: readonly string[]) =>
  labels.length > 0 && isDots(labels[0]!) && labels.every((label) => label === '' || isDots(label));

function joinBlocks(blocks: readonly Block[], size: readonly [number, number] | null): Table | null {
  const first = blocks[0]!;
  if (blocks.some((block) => JSON.stringify(block.index) !== JSON.stringify(first.index))) return null;
  const header = first.header.map((_, level) => blocks.flatMap((block) => block.header[level] ?? []));
  const rows = first.rows.map((_, row) => blocks.flatMap((block) => block.rows[row]!));
  const dotsRow = rows.findIndex(
    (row, at) => row.every(isDots) && isDotsLabel(first.index.map((level) => level[at]!)),
  );
  const dotsColumn = header
    .at(-1)!
    .findIndex((label, at) => label === '...' && rows.every((row) => isDots(row[at]!)));
  const keptRows = dotsRow < 0 ? rows : rows.filter((_, row) => row !== dotsRow);
  const isKept = (_: unknown, at: number) => at !== dotsColumn;
  const index = first.index.map((level) => level.filter((_, row) => row !== dotsRow));
  const columns = joinLevels(
    fillSparse(header).map((level) => level.filter(isKept)),
    'columns',
  );
  const labels = joinLevels(fillSparse(index), 'index');
  const shape: [number, number] = [keptRows.length, header.at(-1)!.filter(isKept).length];
  const isCut = dotsRow >= 0 || dotsColumn >= 0;
  if (size !== null && !isCut && (size[0] !== shape[0] || size[1] !== shape[1])) return null;
  const doubtful = [
    ...(columns.doubtful ? (['columns'] as const) : []),
    ...(labels.doubtful ? (['index'] as const) : []),
  ];
  return {
    kind: 'table',
    library: 'pandas',
    columns: columns.labels,
    columnsName: first.columnsName,
    index: labels.labels,
    indexNames: first.indexNames,
    rows: keptRows.map((row) => row.filter(isKept)),
    shape: size ?? [dotsRow >= 0 ? null : shape[0], dotsColumn >= 0 ? null : shape[1]],
    truncatedRows: dotsRow >= 0,
    truncatedColumns: dotsColumn >= 0,
    ...(doubtful.length > 0 ? { doubtfulLabels: doubtful } : {}),
  };
}
