/** Taking out again what was written in. */

import {
  type Cell,
  editNotebook,
  type Notebook,
  type NotebookEdit,
  readNotebook,
} from '../notebook/index.ts';
import { parseCell } from '../python/index.ts';
import { countAsserts } from './count.ts';
import { hashOf, inlineRecords, insertedHash } from './provenance.ts';
import { leftMessage, undoInline } from './undo.ts';

export interface Removal {
  readonly text: string;
  /** Inserted cells and inline lines taken out. */
  readonly removed: number;
  /** Assert statements among them. */
  readonly asserts: number;
  /** What was changed by hand and is left: cell index in the notebook given, and what was found. */
  readonly left: readonly { readonly cell: number; readonly message: string }[];
}

/**
 * Takes out everything that provenance marks as nbassert's. Byte for byte the file before `rewrite`, if nobody touched it
 * since; also when Jupyter saved it in between, up to what Jupyter changed.
 *
 * An inserted cell that somebody wrote something else into stays, and so do inline lines that cannot be told any more.
 */
export function remove(notebook: Notebook): Removal {
  const left: { cell: number; message: string }[] = [];
  const inline = removeInline(notebook, left);
  const gone: Extract<NotebookEdit, { kind: 'remove-cell' }>[] = [];
  for (const cell of inline.notebook.cells) {
    if (insertedHash(cell) === null) continue;
    if (isOurs(cell)) gone.push({ kind: 'remove-cell', cell: cell.index });
    else
      left.push({ cell: cell.index, message: 'This inserted cell holds more than was inserted; it stays.' });
  }
  left.sort((a, b) => a.cell - b.cell);
  const kept = inline.notebook.cells.filter((cell) => !gone.some((edit) => edit.cell === cell.index));
  return {
    text: editNotebook(inline.notebook, gone),
    removed: inline.removed + gone.length,
    asserts: assertsIn(notebook.cells) - assertsIn(kept),
    left,
  };
}

function assertsIn(cells: readonly Cell[]): number {
  return cells.reduce((sum, { type, source }) => sum + (type === 'code' ? countAsserts(source) : 0), 0);
}

/** Unchanged but for its layout; or changed, and still nothing but asserts. */
function isOurs(cell: Cell): boolean {
  if (insertedHash(cell) === hashOf(cell.source)) return true;
  if (cell.type !== 'code') return false;
  const { tree, problem } = parseCell(cell.source, cell.index);
  if (problem !== null) return false;
  for (let node = tree.topNode.firstChild; node !== null; node = node.nextSibling) {
    if (node.name !== 'AssertStatement' && node.name !== 'Comment') return false;
  }
  return true;
}

/** Goes back one rewrite a round, so that each finds the cell as it left it. */
function removeInline(
  notebook: Notebook,
  left: { cell: number; message: string }[],
): { notebook: Notebook; removed: number } {
  const open = new Set(
    notebook.cells.filter((cell) => inlineRecords(cell).length > 0).map((cell) => cell.index),
  );
  let current = notebook;
  let removed = 0;
  while (open.size > 0) {
    const edits: NotebookEdit[] = [];
    for (const index of [...open]) {
      const undo = undoInline(current, current.cells[index]!);
      removed += undo.removed;
      left.push(
        ...undo.left
          .filter(({ replaced }) => replaced === '')
          .map((piece) => ({ cell: index, message: leftMessage(piece) })),
      );
      if (undo.edit !== null) edits.push(undo.edit);
      if (undo.done) open.delete(index);
    }
    if (edits.length > 0) current = readNotebook(editNotebook(current, edits));
  }
  return { notebook: current, removed };
}
