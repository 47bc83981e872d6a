/** Tables of HTML outputs: pandas (plain and Styler), polars, Spark, and any other. */
import type { Label, Table } from '../types.ts';
import { POLARS_SHAPE, SPARK_CUT } from './boxed.ts';
import { type GridCell, type HtmlDocument, type HtmlTable, toGrid } from './html-grid.ts';
import { joinLevels } from './labels.ts';

const DIMENSIONS = /(\d{1,15}) rows [×x] (\d{1,15}) columns/;
/** Spans may claim this many times the cells that are there. */
const SPAN_FACTOR = 8;

/** Evidence of the one table of an output; null when there is none, several, or it was cut off. */
export function readHtmlTable(document: HtmlDocument): Table | null {
  const [table, ...others] = document.tables;
  // Dask shows dtypes where a frame has values.
  if (document.around.some((text) => text.startsWith('Dask '))) return null;
  if (table === undefined || others.length > 0 || !table.closed || table.rows.length === 0) return null;
  const cells = table.rows.reduce((sum, row) => sum + row.cells.length, 0);
  const grid = toGrid(table.rows, 1000 + cells * SPAN_FACTOR);
  if (grid === null || grid[0]!.length === 0) return null;
  const polars = document.around.map((text) => POLARS_SHAPE.exec(text)).find((found) => found !== null);
  if (polars != null) return polarsTable(table, grid, polars);
  const heads = headRows(table);
  if (table.rows.some((row) => row.cells.some((cell) => /\b(?:row_heading|col_heading)\b/.test(cell.class))))
    return styledTable(grid, heads);
  if (/\bdataframe\b/.test(table.class)) return frameTable(document, grid, heads);
  return otherTable(document, table, grid);
}

/** Rows of `<thead>`; without one, the leading rows that hold nothing but `<th>`. */
function headRows(table: HtmlTable): number {
  const marked = table.rows.findIndex((row) => !row.head);
  if (marked > 0) return marked;
  if (marked < 0) return table.rows.length;
  const first = table.rows.findIndex((row) => row.cells.some((cell) => !cell.header));
  return first < 0 ? table.rows.length : first;
}

/** pandas writes several blanks as blanks that do not break; a single such one is the data's own. */
const textOf = (cell: GridCell) =>
  cell.cell.text.replace(/\u00a0{2,}/g, (blanks) => ' '.repeat(blanks.length));

interface Parts {
  readonly library: Table['library'];
  readonly columns: readonly (readonly string[])[];
  readonly columnsName: string | null;
  readonly index: readonly (readonly string[])[] | null;
  readonly indexNames: readonly (string | null)[];
  readonly rows: readonly (readonly string[])[];
  /** What the output says about the whole; null when it says nothing. */
  readonly size: readonly [number | null, number | null] | null;
}

/** Takes out the row and the column of dots, and gives the whole its shape. */
function assemble(parts: Parts): Table | null {
  const { rows, size } = parts;
  const dotsRow = rows.findIndex(
    (row, at) =>
      row.length > 0 &&
      row.every((text) => text === '...') &&
      (parts.index ?? []).every((level) => level[at] === '...'),
  );
  const dotsColumn = parts.columns.every((level) => level.length > 0)
    ? parts.columns[0]!.findIndex(
        (_, at) =>
          parts.columns.every((level) => level[at] === '...') &&
          rows.length > 0 &&
          rows.every((row) => row[at] === '...'),
      )
    : -1;
  const keepColumn = (_: unknown, at: number) => at !== dotsColumn;
  const keepRow = (_: unknown, at: number) => at !== dotsRow;
  const columns = joinLevels(
    parts.columns.map((level) => level.filter(keepColumn)),
    'columns',
  );
  const index =
    parts.index === null
      ? null
      : joinLevels(
          parts.index.map((level) => level.filter(keepRow)),
          'index',
        );
  const shown: readonly [number, number] = [rows.filter(keepRow).length, columns.labels.length];
  const isCut = [dotsRow >= 0, dotsColumn >= 0] as const;
  if (size !== null && [0, 1].some((axis) => contradicts(size[axis]!, shown[axis]!, isCut[axis]!)))
    return null;
  const doubtful = [
    ...(columns.doubtful ? (['columns'] as const) : []),
    ...(index?.doubtful === true ? (['index'] as const) : []),
  ];
  return {
    kind: 'table',
    library: parts.library,
    columns: columns.labels,
    columnsName: parts.columnsName,
    index: index === null ? null : (index.labels as readonly Label[]),
    indexNames: parts.indexNames,
    rows: rows.filter(keepRow).map((row) => row.filter(keepColumn)),
    shape: size ?? [isCut[0] ? null : shown[0], isCut[1] ? null : shown[1]],
    truncatedRows: isCut[0],
    truncatedColumns: isCut[1],
    ...(doubtful.length > 0 ? { doubtfulLabels: doubtful } : {}),
  };
}

/** A stated size must be the size shown, or larger where dots stand for the rest. */
function contradicts(stated: number | null, shown: number, isCut: boolean): boolean {
  return stated !== null && (isCut ? stated <= shown : stated !== shown);
}

/** `<table class="dataframe">`: header rows with the names of column levels in the last index column, then index names. */
function frameTable(document: HtmlDocument, grid: readonly GridCell[][], heads: number): Table | null {
  const body = grid.slice(heads);
  const width = grid[0]!.length;
  if (heads === 0) return null;
  const marked = body.length > 0 ? indexDepth(body) : 0;
  const depth = marked === 0 ? headDepth(grid, heads) : marked;
  if (depth === null) return null;
  let levels = grid.slice(0, heads);
  let indexNames: (string | null)[] = Array(depth).fill(null);
  const last = levels.at(-1)!;
  const isNames =
    levels.length > 1 &&
    depth > 0 &&
    last.slice(depth).every((cell) => textOf(cell) === '') &&
    last.slice(0, depth).some((cell) => textOf(cell) !== '');
  if (isNames) {
    indexNames = last.slice(0, depth).map((cell) => textOf(cell) || null);
    levels = levels.slice(0, -1);
  }
  const names = depth === 0 ? [] : levels.map((level) => textOf(level[depth - 1]!));
  const size = document.around.map((text) => DIMENSIONS.exec(text)).find((found) => found !== null);
  return assemble({
    library: 'pandas',
    columns: levels.map((level) => level.slice(depth, width).map(textOf)),
    columnsName: names.length === 1 && names[0] !== '' ? names[0]! : null,
    index:
      depth === 0
        ? null
        : Array.from({ length: depth }, (_, level) => body.map((row) => textOf(row[level]!))),
    indexNames,
    rows: body.map((row) => row.slice(depth).map(textOf)),
    size: size == null ? null : [Number(size[1]), Number(size[2])],
  });
}

/** Leading `<th>` of the body rows; null when the rows disagree. */
function indexDepth(body: readonly GridCell[][]): number | null {
  const depths = body.map((row) => {
    const at = row.findIndex((cell) => !cell.cell.header);
    return at < 0 ? row.length : at;
  });
  return depths.every((depth) => depth === depths[0]) ? depths[0]! : null;
}

/**
 * Without rows, or where the index stands in `<td>` as some versions of pandas write it, the header alone tells:
 * its first cells are the index's when they are blank. Null when it does not tell.
 */
function headDepth(grid: readonly GridCell[][], heads: number): number | null {
  const first = grid[0]!;
  if (heads === 1) {
    const labelled = first.findIndex((cell) => textOf(cell) !== '');
    return labelled === 0 ? null : Math.max(1, labelled);
  }
  const blanks = grid[heads - 1]!.map(textOf);
  const named = blanks.indexOf('');
  return named > 0 && blanks.slice(named).every((text) => text === '') ? named : null;
}

/** A Styler says by classes what each cell is; gaps in its numbering are hidden rows and columns. */
function styledTable(grid: readonly GridCell[][], heads: number): Table | null {
  const has = (cell: GridCell, name: string) => cell.cell.class.split(' ').includes(name);
  const body = grid.slice(heads);
  const depth = body.length > 0 ? indexDepth(body) : 0;
  if (depth === null) return null;
  const levels = grid.slice(0, heads).filter((row) => row.some((cell) => has(cell, 'col_heading')));
  const named = grid.slice(0, heads).find((row) => !row.some((cell) => has(cell, 'col_heading')));
  const names = named?.slice(0, depth).map((cell) => (has(cell, 'index_name') ? textOf(cell) || null : null));
  const corner = levels[0]?.[depth - 1];
  const columnsName =
    levels.length === 1 && corner !== undefined && has(corner, 'index_name') ? textOf(corner) : '';
  const table = assemble({
    library: 'pandas',
    columns: levels.map((level) => level.slice(depth).map(textOf)),
    columnsName: columnsName === '' ? null : columnsName,
    index:
      depth === 0
        ? null
        : Array.from({ length: depth }, (_, level) => body.map((row) => textOf(row[level]!))),
    indexNames: names ?? Array(depth).fill(null),
    rows: body.map((row) => row.slice(depth).map(textOf)),
    size: null,
  });
  // Rows and columns may be hidden at the end, where no gap shows it.
  return table === null ? null : { ...table, shape: [null, null] };
}

/** polars puts strings in quotes, without the last one where they are cut. What says `null` in quotes keeps them. */
function polarsCell(text: string): string {
  if (text === '…') return '...';
  if (!text.startsWith('"') || text === '"null"') return text;
  return text.endsWith('…') ? `${text.slice(1, -1)}...` : text.slice(1, text.length > 1 && text.endsWith('"') ? -1 : undefined);
}

/** polars: names, dtypes, rows. */
function polarsTable(table: HtmlTable, grid: readonly GridCell[][], size: RegExpExecArray): Table | null {
  const heads = headRows(table);
  if (heads < 1) return null;
  const number = (text: string) => Number(text.replace(/[_,]/g, ''));
  const shown = assemble({
    library: 'polars',
    columns: [grid[0]!.map(textOf)],
    columnsName: null,
    index: null,
    indexNames: [],
    rows: grid.slice(heads).map((row) => row.map((cell) => polarsCell(textOf(cell)))),
    size: null,
  });
  if (shown === null) return null;
  // polars columns are always named by text.
  const { doubtfulLabels: _, ...rest } = shown;
  const dots = grid[0]!.findIndex((cell) => textOf(cell) === '…');
  if (dots >= 0) return null;
  return {
    ...rest,
    columns: grid[0]!.map(textOf),
    shape: [number(size[1]!), number(size[2]!)],
    truncatedRows: shown.truncatedRows || number(size[1]!) > shown.rows.length,
  };
}

/** Spark's eager evaluation, and tables that somebody wrote: a header row if there is one, no index. */
function otherTable(document: HtmlDocument, table: HtmlTable, grid: readonly GridCell[][]): Table | null {
  const heads = headRows(table);
  if (heads !== 1 || table.nested) return null;
  const cut = document.around.some((text) => SPARK_CUT.test(text));
  const depth = grid.length > 1 ? indexDepth(grid.slice(1)) : 0;
  if (depth === null || depth > 1) return null;
  const body = grid.slice(1);
  const shown = assemble({
    library: cut ? 'spark' : 'html',
    columns: [grid[0]!.slice(depth).map(textOf)],
    columnsName: null,
    index: depth === 0 ? null : [body.map((row) => textOf(row[0]!))],
    indexNames: depth === 0 ? [] : [null],
    rows: body.map((row) => row.slice(depth).map(textOf)),
    size: null,
  });
  if (shown === null || !cut) return shown;
  return { ...shown, shape: [null, shown.shape[1]], truncatedRows: true };
}
