/** Finding the answers in what a participant handed in. */

import type { Cell, Notebook } from '../notebook/index.ts';
import { marker } from './exercise-notebook.ts';
import type { Workshop } from './types.ts';

/** One answer cell; several that belong to one exercise are read as one. */
export interface FoundAnswer {
  readonly exercise: string;
  readonly source: string;
  /** Index of its last cell, in the submission. */
  readonly cell: number;
}

/**
 * Answers by exercise: by the metadata of the cell, by the comment that marks it, or by the question in front of it, in
 * this order. A file may have any name, and cells may have been added, moved or taken out.
 */
export function findAnswers({ cells }: Notebook, { exercises }: Workshop): Map<string, FoundAnswer> {
  const found = new Map<string, FoundAnswer>();
  for (const { id } of exercises) {
    const marked = cells.filter((cell) => cell.type === 'code' && markOf(cell) === id);
    const commented = cells.filter((cell) => cell.type === 'code' && hasMarker(cell, id));
    const own = marked.length > 0 ? marked : commented.length > 0 ? commented : behindQuestion(cells, id);
    const last = own.at(-1);
    if (last === undefined) continue;
    found.set(id, { exercise: id, source: own.map(({ source }) => source).join('\n'), cell: last.index });
  }
  return found;
}

/** Whether a cell was put in by a workshop, as far as its metadata tells. */
export function markOf({ metadata }: Cell): string | null {
  const mark = Object.hasOwn(metadata, 'nbassert') ? metadata.nbassert : null;
  if (typeof mark !== 'object' || mark === null || Array.isArray(mark)) return null;
  return Object.hasOwn(mark, 'exercise') && typeof mark.exercise === 'string' ? mark.exercise : null;
}

function hasMarker({ source }: Cell, id: string): boolean {
  return source.split('\n').some((line) => line.trimEnd() === marker(id));
}

function behindQuestion(cells: readonly Cell[], id: string): Cell[] {
  const question = cells.find(
    ({ type, source }) => type === 'markdown' && source.split('\n')[0]?.trim() === `### Exercise ${id}`,
  );
  const next = question === undefined ? undefined : cells[question.index + 1];
  return next?.type === 'code' ? [next] : [];
}
