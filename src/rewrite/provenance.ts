/** What nbassert writes into metadata to find its own again. Read back it is as untrusted as the rest of a file. */

import { createHash } from 'node:crypto';
import type { Cell, JsonObject, JsonValue, Notebook } from '../notebook/index.ts';
import { VERSION } from '../package.ts';

/** The metadata key and the tag. */
export const MARK = 'nbassert';

/** One place in a cell where text was put in. */
export interface Piece {
  /** Offset in the source after the rewrite, in UTF-16 units. */
  readonly at: number;
  readonly inserted: string;
  /** What stood there before; empty for a mere insertion. */
  readonly replaced: string;
  /** Set on the line that binds a name and on its use in the statement; neither goes without the other. */
  readonly binds: string | null;
}

/** What one rewrite put into one cell. */
export interface InlineRecord {
  readonly templates: readonly string[];
  readonly pieces: readonly Piece[];
  /** `exactHash` of the cell's source as it was left; empty when pieces of it are gone. */
  readonly after: string;
  /** JSON text of the cell's values before, where the pieces alone do not give the bytes back. */
  readonly original: { readonly source: string; readonly metadata: string | null } | null;
}

/** For an inserted cell; `hash` tells whether somebody changed it since. */
export function cellProvenance(
  feedback: string | number,
  templates: readonly string[],
  source: string,
): JsonObject {
  return { feedback, hash: hashOf(source), templates: [...templates], version: VERSION };
}

/** The hash that an inserted cell carries, null for all other cells. */
export function insertedHash(cell: Cell): string | null {
  const mark = ownObject(cell.metadata, MARK);
  return typeof mark?.hash === 'string' && cell.tags.includes(MARK) ? mark.hash : null;
}

/** Tells whether a text is the very same. */
export function exactHash(source: string): string {
  return createHash('sha256').update(source).digest('hex').slice(0, 12);
}

/** Short, and blind to what a formatter changes. */
export function hashOf(source: string): string {
  return createHash('sha256').update(normalForm(source)).digest('hex').slice(0, 12);
}

/**
 * Python text without what black changes: white space, quotes, commas, parentheses, backslashes at line ends.
 * Two texts of one normal form are the same statement, written differently.
 */
export function normalForm(source: string): string {
  return source
    .replace(/[\s,()\\]+/g, '')
    .replace(/"/g, "'")
    .toLowerCase();
}

/** How feedback cells are named: by id, or by position among the cells that are not nbassert's, from 0. */
export function feedbackNames(notebook: Notebook): (cell: number) => string | number {
  const positions: number[] = [];
  let position = 0;
  for (const cell of notebook.cells) {
    positions.push(position);
    if (insertedHash(cell) === null) position++;
  }
  return (cell) => notebook.cells[cell]?.id || (positions[cell] ?? cell);
}

/** The records of inline lines in a cell, the oldest first; what does not read as a record is passed over. */
export function inlineRecords(cell: Cell): InlineRecord[] {
  const records = ownObject(cell.metadata, MARK)?.inline;
  if (!Array.isArray(records)) return [];
  return records.map(readRecord).filter((record) => record !== null);
}

function readRecord(value: JsonValue): InlineRecord | null {
  if (!isObject(value) || !Array.isArray(value.pieces)) return null;
  const pieces = value.pieces.map(readPiece).filter((piece) => piece !== null);
  if (pieces.length === 0 || pieces.length !== value.pieces.length) return null;
  const original = ownObject(value, 'original');
  const templates = Array.isArray(value.templates) ? value.templates : [];
  return {
    templates: templates.filter((template) => typeof template === 'string'),
    pieces,
    after: typeof value.after === 'string' ? value.after : '',
    original:
      typeof original?.source === 'string'
        ? {
            source: original.source,
            metadata: typeof original.metadata === 'string' ? original.metadata : null,
          }
        : null,
  };
}

function readPiece(value: JsonValue): Piece | null {
  if (!isObject(value)) return null;
  const { at, inserted, replaced, binds } = value;
  if (typeof at !== 'number' || !Number.isSafeInteger(at) || at < 0 || typeof inserted !== 'string')
    return null;
  return {
    at,
    inserted,
    replaced: typeof replaced === 'string' ? replaced : '',
    binds: typeof binds === 'string' ? binds : null,
  };
}

/** The value of `metadata.nbassert` for a cell with inline lines. */
export function inlineProvenance(feedback: JsonValue, records: readonly InlineRecord[]): JsonObject {
  return { feedback, inline: records.map(writeRecord) };
}

function writeRecord(record: InlineRecord): JsonObject {
  return {
    ...(record.after === '' ? {} : { after: record.after }),
    pieces: record.pieces.map(({ at, inserted, replaced, binds }) => ({
      at,
      inserted,
      ...(replaced === '' ? {} : { replaced }),
      ...(binds === null ? {} : { binds }),
    })),
    templates: [...record.templates],
    version: VERSION,
    ...(record.original === null ? {} : { original: { ...record.original } }),
  };
}

/** The feedback name that a cell's provenance holds already. */
export function recordedFeedback(cell: Cell): JsonValue | undefined {
  return ownObject(cell.metadata, MARK)?.feedback;
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function ownObject(object: JsonObject, key: string): JsonObject | undefined {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return isObject(value) ? value : undefined;
}
