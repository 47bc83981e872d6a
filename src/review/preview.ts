import { type Cell, type Notebook, readNotebook } from '../notebook/index.ts';
import { type Accepted, type RewriteOptions, rewrite } from '../rewrite/index.ts';

/** What would happen to one cell. `index` counts from 0, in the notebook before for `changed`. */
export type CellChange =
  | { readonly kind: 'new'; readonly type: Cell['type']; readonly source: string }
  | {
      readonly kind: 'changed';
      readonly index: number;
      readonly type: Cell['type'];
      readonly before: string;
      readonly after: string;
    };

/**
 * What accepting `next` changes on top of `accepted`, as `rewrite` itself would do it: what is shown is what will be
 * written. Works on a small stand-in, so that it costs little in a large notebook too.
 */
export function previewOf(
  notebook: Notebook,
  accepted: readonly Accepted[],
  next: Accepted,
  options: RewriteOptions,
): CellChange[] {
  const cell = next.proposal.feedback.cell;
  const standIn = standInFor(notebook, cell);
  const earlier = accepted.filter(({ proposal }) => proposal.feedback.cell === cell);
  const before = readNotebook(rewrite(standIn, earlier, options)).cells;
  const after = readNotebook(rewrite(standIn, [...earlier, next], options)).cells;
  return changesBetween(before, after);
}

/** Cells behind the feedback cell that may hold what an earlier run inserted. */
const NEIGHBOURS = 3;

/** The same notebook with nothing in it but the cells around one, without outputs; every cell keeps its number. */
function standInFor(notebook: Notebook, around: number): Notebook {
  const cells = notebook.cells.slice(0, around + NEIGHBOURS + 1).map((cell) => {
    if (cell.index < around) return { cell_type: 'raw', metadata: {}, source: '' };
    const { type, source, metadata } = cell;
    const shared = { cell_type: type, metadata, source };
    return type === 'code' ? { ...shared, execution_count: null, outputs: [] } : shared;
  });
  return readNotebook(JSON.stringify({ cells, metadata: notebook.metadata, nbformat: 4, nbformat_minor: 4 }));
}

/** Cells that are the same at both ends are no change; between them, cells of one kind at the same place are changed ones. */
function changesBetween(before: readonly Cell[], after: readonly Cell[]): CellChange[] {
  let start = 0;
  while (start < before.length && start < after.length && isSame(before[start]!, after[start]!)) start += 1;
  let end = 0;
  const longestEnd = Math.min(before.length, after.length) - start;
  while (end < longestEnd && isSame(before.at(-1 - end)!, after.at(-1 - end)!)) end += 1;
  const olds = before.slice(start, before.length - end);
  const changes: CellChange[] = [];
  for (const cell of after.slice(start, after.length - end)) {
    if (olds[0]?.type === cell.type) changes.push(...changeOf(olds.shift()!, cell));
    else changes.push({ kind: 'new', type: cell.type, source: cell.source });
  }
  return changes;
}

function changeOf(before: Cell, after: Cell): CellChange[] {
  if (before.source === after.source) return [];
  const { index, type } = before;
  return [{ kind: 'changed', index, type, before: before.source, after: after.source }];
}

function isSame(one: Cell, other: Cell): boolean {
  return one.type === other.type && one.source === other.source;
}
