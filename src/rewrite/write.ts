/** Decisions into the text of the notebook. */

import { editNotebook, type Notebook, type NotebookEdit, rawCell, readNotebook } from '../notebook/index.ts';
import { type CellEdit, type Plan, planRewrite } from './plan.ts';
import {
  exactHash,
  feedbackNames,
  type InlineRecord,
  inlineProvenance,
  inlineRecords,
  MARK,
  recordedFeedback,
} from './provenance.ts';
import { remove } from './remove.ts';
import type { Accepted, RewriteOptions } from './types.ts';

/**
 * The text of the notebook with the accepted proposals written in. Equal to `notebook.text` when there are none.
 * The same on every run for the same notebook and decisions.
 *
 * @throws NbassertError `unwritable`, with cell and line, when an inline assert cannot share the line it belongs on.
 */
export function rewrite(notebook: Notebook, accepted: readonly Accepted[], options: RewriteOptions): string {
  const plan = planRewrite(notebook, accepted, options);
  const text = writePlan(notebook, plan, false);
  if (plan.edits.length === 0) return text;
  // Replaced text is spelled anew when it is put back. Where the file spelled it in another way, keep its own spelling too.
  const isExact = remove(readNotebook(text)).text === remove(notebook).text;
  return isExact ? text : writePlan(notebook, plan, true);
}

function writePlan(notebook: Notebook, plan: Plan, keepOriginal: boolean): string {
  const nameOf = feedbackNames(notebook);
  return editNotebook(notebook, [
    ...plan.edits.map((edit) => sourceEdit(notebook, edit, nameOf, keepOriginal)),
    ...plan.pairs.map(({ after, cells }): NotebookEdit => ({ kind: 'insert-cells', after, cells })),
  ]);
}

function sourceEdit(
  notebook: Notebook,
  edit: CellEdit,
  nameOf: (cell: number) => string | number,
  keepOriginal: boolean,
): NotebookEdit {
  const cell = notebook.cells[edit.cell]!;
  const raw = keepOriginal ? rawCell(notebook, edit.cell) : null;
  const record: InlineRecord = {
    templates: edit.templates,
    pieces: edit.pieces,
    after: exactHash(edit.source),
    original: raw?.source ? { source: raw.source, metadata: raw.metadata } : null,
  };
  const feedback = recordedFeedback(cell) ?? nameOf(edit.cell);
  const metadata = { [MARK]: inlineProvenance(feedback, [...inlineRecords(cell), record]) };
  return { kind: 'edit-source', cell: edit.cell, source: edit.source, metadata };
}
