/** What two runs of a notebook show differently. */

import type { Notebook } from '../notebook/index.ts';
import type { NotebookRun, RawOutput } from './types.ts';

/** Indices of the author's cells whose text differs between two runs: what they print and what values they show. */
export function changedCells(notebook: Notebook, one: NotebookRun, other: NotebookRun): Set<number> {
  const [before, after] = [textsOf(one), textsOf(other)];
  const own = notebook.cells.filter(({ type, tags }) => type === 'code' && !tags.includes('nbassert'));
  return new Set(own.map(({ index }) => index).filter((index) => before.get(index) !== after.get(index)));
}

function textsOf(run: NotebookRun): Map<number, string> {
  return new Map(run.cells.map(({ cell, rawOutputs }) => [cell, rawOutputs.map(textOf).join('\n')]));
}

/** Addresses differ every time and tell nothing; warnings are no feedback. */
function textOf(output: RawOutput): string {
  if (output.output_type === 'stream') return output.name === 'stdout' ? masked(output.text) : '';
  const data = output.data as Readonly<Record<string, unknown>> | undefined;
  return data === undefined ? '' : masked(data['text/html'] ?? data['text/plain']);
}

function masked(text: unknown): string {
  return typeof text === 'string' ? text.replace(/\b0x[0-9a-f]+\b|id="[^"]*"|sk-[\w-]*\d+/g, '') : '';
}
