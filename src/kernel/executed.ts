/** A notebook with the outputs of a run. */

import type { Cell, JsonObject, Notebook } from '../notebook/index.ts';
import { readNotebook } from '../notebook/index.ts';
import type { NotebookRun } from './types.ts';

/**
 * The same notebook as if it had been saved after the run: cells that were run have its outputs and counts; cells that were
 * not reached have none. Its `text` stays that of the file, so that edits are edits of the file.
 */
export function withOutputs(notebook: Notebook, run: Pick<NotebookRun, 'cells'>): Notebook {
  const byCell = new Map(run.cells.map((cell) => [cell.cell, cell]));
  const shown = readNotebook(
    JSON.stringify({
      nbformat: 4,
      nbformat_minor: 4,
      metadata: {},
      cells: notebook.cells.map(({ index, type }) =>
        type === 'code'
          ? { cell_type: 'code', source: '', metadata: {}, outputs: byCell.get(index)?.rawOutputs ?? [] }
          : { cell_type: type, source: '', metadata: {} },
      ),
    }),
  );
  const cells = notebook.cells.map((cell, at): Cell => {
    if (cell.type !== 'code') return cell;
    const executionCount = byCell.get(cell.index)?.executionCount ?? null;
    return { ...cell, executionCount, outputs: shown.cells[at]?.outputs ?? [] };
  });
  return { ...notebook, cells };
}

/** The file's text with the outputs and counts of a run; for nbformat 4 only, others are returned as they are. */
export function textWithOutputs(notebook: Notebook, run: NotebookRun): string {
  if (notebook.nbformat.major !== 4) return notebook.text;
  const byCell = new Map(run.cells.map((cell) => [cell.cell, cell]));
  const bare = notebook.text.replace(/^\ufeff/, '');
  const json = JSON.parse(bare) as JsonObject & { cells: JsonObject[] };
  for (const [index, cell] of json.cells.entries()) {
    if (cell.cell_type !== 'code') continue;
    const found = byCell.get(index);
    cell.outputs = (found?.rawOutputs ?? []) as unknown as JsonObject[];
    cell.execution_count = found?.executionCount ?? null;
  }
  const indent = /^\{\r?\n([ \t]+)"/.exec(bare)?.[1] ?? '';
  const end = /\r?\n$/.exec(bare)?.[0] ?? '';
  return `${JSON.stringify(json, null, indent)}${end}`;
}
