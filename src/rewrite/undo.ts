/** Taking inline lines out of one cell. */

import {
  type Cell,
  type JsonObject,
  type JsonValue,
  type Notebook,
  type NotebookEdit,
  rawCell,
} from '../notebook/index.ts';
import { printableLine } from '../printable.ts';
import { usesOf } from '../python/index.ts';
import { removeAtOffsets, removeByText } from './find.ts';
import {
  exactHash,
  type InlineRecord,
  inlineProvenance,
  inlineRecords,
  insertedHash,
  isObject,
  MARK,
  type Piece,
  recordedFeedback,
} from './provenance.ts';

/** One step back in one cell. */
export interface Undo {
  readonly edit: NotebookEdit | null;
  /** Inline lines taken out. */
  readonly removed: number;
  /** Lines of ours that are not as they were written. */
  readonly left: readonly Piece[];
  /** Whether there is nothing more to try in this cell. */
  readonly done: boolean;
}

/**
 * Undoes what the last rewrite did to a cell, exactly where nobody touched the cell since. In a cell that was touched
 * all rewrites are undone at once, as far as their lines can be found, and provenance stays for those that cannot.
 */
export function undoInline(notebook: Notebook, cell: Cell): Undo {
  const records = inlineRecords(cell);
  const last = records.at(-1);
  if (last === undefined) return { edit: null, removed: 0, left: [], done: true };
  // Nobody hardens a cell so often; each step back reads the notebook anew.
  if (records.length > 20) return undoByText(cell, records, new Set());
  const earlier = records.slice(0, -1);
  const wanted = namesUsedElsewhere(notebook, cell, records);
  const source = wanted.size > 0 ? null : removeAtOffsets(cell.source, last.pieces);
  if (source !== null && (last.after === exactHash(cell.source) || !usesBoundName(source, last))) {
    const edit = restored(notebook, cell, source, earlier, last) ?? sourceEdit(cell, source, earlier);
    return { edit, removed: linesIn(last.pieces), left: [], done: earlier.length === 0 };
  }
  return undoByText(cell, records, wanted);
}

/** Bound names that cells of the author use by now: without them these cells would break. */
function namesUsedElsewhere(notebook: Notebook, cell: Cell, records: readonly InlineRecord[]): Set<string> {
  const names = new Set(records.flatMap((record) => boundNames(record)));
  const isUsed = (name: string) =>
    notebook.cells.some(
      (other) =>
        other !== cell &&
        other.type === 'code' &&
        insertedHash(other) === null &&
        usesOf(other.source, name).length > 0 &&
        !inlineRecords(other).some((record) => boundNames(record).includes(name)),
    );
  return new Set([...names].filter(isUsed));
}

function boundNames(record: InlineRecord): string[] {
  return record.pieces.flatMap(({ binds }) => binds ?? []);
}

function usesBoundName(source: string, record: InlineRecord): boolean {
  return boundNames(record).some((name) => usesOf(source, name).length > 0);
}

function undoByText(cell: Cell, records: readonly InlineRecord[], wanted: ReadonlySet<string>): Undo {
  let { source } = cell;
  const kept: InlineRecord[] = [];
  const left: Piece[] = [];
  for (const record of records.toReversed()) {
    const found = removeByText(source, record.pieces, wanted);
    source = found.source;
    left.unshift(...found.left);
    if (found.left.length > 0) kept.unshift({ ...record, pieces: found.left, after: '', original: null });
  }
  const written = records.flatMap((record) => record.pieces);
  const removed = linesIn(written) - linesIn(left);
  const edit = removed === 0 ? null : sourceEdit(cell, source, kept);
  return { edit, removed, left, done: true };
}

/** The use of a bound name is no line of its own. */
function linesIn(pieces: readonly Piece[]): number {
  return pieces.filter((piece) => piece.replaced === '').length;
}

function sourceEdit(cell: Cell, source: string, records: readonly InlineRecord[]): NotebookEdit {
  const edit = { kind: 'edit-source', cell: cell.index, source } as const;
  if (records.length === 0) return { ...edit, dropMetadata: [MARK] };
  return { ...edit, metadata: { [MARK]: inlineProvenance(recordedFeedback(cell) ?? cell.index, records) } };
}

/** The file's own spelling, if it was kept and says what the pieces say: provenance may have been tampered with. */
function restored(
  notebook: Notebook,
  cell: Cell,
  source: string,
  earlier: readonly InlineRecord[],
  { original }: InlineRecord,
): NotebookEdit | null {
  if (original === null || rawCell(notebook, cell.index).source === null) return null;
  const written = parsed(original.source);
  const joined = Array.isArray(written) ? written.join('') : written;
  if (joined !== source || (Array.isArray(written) && written.some((line) => typeof line !== 'string')))
    return null;
  const before = original.metadata === null ? {} : parsed(original.metadata);
  if (before === undefined || !sameMetadata(cell.metadata, isObject(before) ? before : {}, earlier.length))
    return null;
  return { kind: 'restore-cell', cell: cell.index, source: original.source, metadata: original.metadata };
}

function sameMetadata(now: JsonObject, before: JsonObject, earlier: number): boolean {
  const others = (metadata: JsonObject) =>
    Object.entries(metadata)
      .filter(([key]) => key !== MARK)
      .sort(([a], [b]) => (a < b ? -1 : 1));
  const mark = Object.hasOwn(before, MARK) ? before[MARK] : undefined;
  const records = isObject(mark) && Array.isArray(mark.inline) ? mark.inline.length : 0;
  try {
    return records === earlier && JSON.stringify(others(now)) === JSON.stringify(others(before));
  } catch {
    // Nested too deep to be written out, which nbassert never does.
    return false;
  }
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** What is said about lines that stay. */
export function leftMessage(piece: Piece): string {
  if (piece.binds !== null) {
    const name = printableLine(piece.binds, 40);
    return `\`${name}\` is used elsewhere or no longer as it was bound; it stays bound.`;
  }
  const line =
    piece.inserted.split(/[\r\n]+/).find((text) => text.trim() !== '' && !text.trim().startsWith('#')) ?? '';
  return `\`${printableLine(line, 80)}\` is not as it was written any more; what became of it stays.`;
}
