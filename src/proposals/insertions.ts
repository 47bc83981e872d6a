import type { Cell, JsonValue, Notebook } from '../notebook/index.ts';

/** What an earlier run put into a notebook for one feedback cell. */
export interface Insertion {
  /** Index of the feedback cell, as the notebook stands now. */
  readonly cell: number;
  readonly templates: readonly string[];
  /** The asserts as they stand now, perhaps edited. */
  readonly source: string;
  /** Names that it bound in the cell. */
  readonly binds: readonly string[];
}

/**
 * Reads the provenance that a rewrite leaves in cell metadata (`nbassert`: `feedback`, `templates`; `inline` for lines
 * inside a cell). Like everything in a file it is untrusted: what does not have the right form is passed over.
 */
export function readInsertions(notebook: Notebook): Insertion[] {
  const own = (cell: Cell) => cell.tags.includes('nbassert') && cell.metadata.nbassert !== undefined;
  const feedbackCells = notebook.cells.filter((cell) => !own(cell));
  const named = new Map<JsonValue, number>();
  for (const [position, cell] of feedbackCells.entries()) named.set(cell.id ?? position, cell.index);
  return notebook.cells.flatMap((cell) => {
    const mark = objectOf(cell.metadata.nbassert);
    if (mark === null || cell.type !== 'code') return [];
    const inline = Array.isArray(mark.inline) ? mark.inline : [];
    const templates = [mark, ...inline].flatMap((record) => textsOf(objectOf(record)?.templates));
    const binds = inline.flatMap((record) => bindsOf(objectOf(record)?.pieces));
    const at = own(cell) ? named.get(mark.feedback ?? null) : cell.index;
    return at === undefined || templates.length === 0 ? [] : [{ cell: at, templates, source: cell.source, binds }];
  });
}

function objectOf(value: JsonValue | undefined): { [key: string]: JsonValue } | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
}

function textsOf(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function bindsOf(pieces: JsonValue | undefined): string[] {
  return Array.isArray(pieces) ? pieces.flatMap((piece) => textsOf([objectOf(piece)?.binds ?? null])) : [];
}
