/** What a list of accepted proposals does to the cells of a notebook, before anything is written. */

import { NbassertError } from '../errors.ts';
import type { NewCell, Notebook } from '../notebook/index.ts';
import { type InlineResult, insertInline } from './inline.ts';
import { type Pair, pairs, unique } from './pair.ts';
import type { Accepted, RewriteOptions } from './types.ts';

/** A cell that gets lines of its own. */
export interface CellEdit extends InlineResult {
  readonly cell: number;
  readonly templates: readonly string[];
}

export interface Plan {
  readonly pairs: readonly Pair[];
  readonly edits: readonly CellEdit[];
}

export function planRewrite(
  notebook: Notebook,
  accepted: readonly Accepted[],
  options: RewriteOptions,
): Plan {
  const byCell = new Map<number, Accepted[]>();
  for (const item of accepted) {
    const { placement } = item.proposal;
    if (placement.kind === 'inline')
      byCell.set(placement.cell, [...(byCell.get(placement.cell) ?? []), item]);
  }
  const edits = [...byCell]
    .sort(([a], [b]) => a - b)
    .map(([cell, items]) => editOf(notebook, cell, items, options))
    .filter((edit) => edit.pieces.length > 0);
  return { pairs: pairs(notebook, accepted, options), edits };
}

function editOf(
  notebook: Notebook,
  cell: number,
  items: readonly Accepted[],
  options: RewriteOptions,
): CellEdit {
  const templates = unique(items.map((item) => item.proposal.template));
  try {
    return { cell, templates, ...insertInline(notebook.cells[cell]?.source ?? '', items, options) };
  } catch (error) {
    if (!(error instanceof NbassertError) || error.hint === undefined) throw error;
    throw new NbassertError(error.kind, error.message, { place: { ...error.place, cell }, hint: error.hint });
  }
}

/** One cell as a person sees it change. */
export interface CellChange {
  /** Index of the cell; for a new one, of the cell that it goes behind. */
  readonly cell: number;
  readonly type: NewCell['type'];
  /** Its source before; null for a cell that was not there. */
  readonly before: string | null;
  readonly after: string;
}

/**
 * What `next` changes on top of `accepted`, as cells: new cells whole, those that grow with their text before and after,
 * in the order of the notebook. Empty when `next` adds nothing. Metadata and ids do not show. Pure.
 */
export function changedCells(
  notebook: Notebook,
  accepted: readonly Accepted[],
  next: readonly Accepted[],
  options: RewriteOptions,
): CellChange[] {
  const before = cellsOf(notebook, planRewrite(notebook, accepted, options));
  const after = cellsOf(notebook, planRewrite(notebook, [...accepted, ...next], options));
  return [...after.values()]
    .map((cell) => ({ ...cell, before: before.get(cell.key)?.after ?? cell.before }))
    .filter((cell) => cell.before !== cell.after)
    .sort((a, b) => a.cell - b.cell || a.rank - b.rank)
    .map(({ cell, type, before, after }) => ({ cell, type, before, after }));
}

/** All cells of the notebook as `rewrite` would leave them, as plain data. `cell` is null for new ones. Pure. */
export function rewriteCells(
  notebook: Notebook,
  accepted: readonly Accepted[],
  options: RewriteOptions,
): { readonly cell: number | null; readonly type: 'code' | 'markdown' | 'raw'; readonly source: string }[] {
  const plan = planRewrite(notebook, accepted, options);
  const sources = new Map(plan.edits.map((edit) => [edit.cell, edit.source]));
  const behind = new Map<number, NewCell[]>();
  for (const pair of plan.pairs) behind.set(pair.after, [...(behind.get(pair.after) ?? []), ...pair.cells]);
  return notebook.cells.flatMap((cell) => [
    { cell: cell.index, type: cell.type, source: sources.get(cell.index) ?? cell.source },
    ...(behind.get(cell.index) ?? []).map(({ type, source }) => ({ cell: null, type, source })),
  ]);
}

interface KeyedCell extends CellChange {
  readonly key: string;
  readonly rank: number;
}

function cellsOf(notebook: Notebook, plan: Plan): Map<string, KeyedCell> {
  const edited = plan.edits.map(({ cell, source }): KeyedCell => {
    return {
      key: `${cell}`,
      cell,
      type: 'code',
      before: notebook.cells[cell]?.source ?? '',
      after: source,
      rank: 0,
    };
  });
  const added = plan.pairs.flatMap(({ after, feedbackCell, cells }) =>
    cells.map(({ type, source }): KeyedCell => {
      const key = `${after}:${feedbackCell}:${type}`;
      return { key, cell: after, type, before: null, after: source, rank: type === 'markdown' ? 1 : 2 };
    }),
  );
  return new Map([...edited, ...added].map((cell) => [cell.key, cell]));
}
