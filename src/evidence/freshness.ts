import type { Cell } from '../notebook/index.ts';

/** Whether the saved output of a cell can belong to the notebook as it stands, run from top to bottom. */
export interface Freshness {
  readonly fresh: boolean;
  /** A sentence for a person; empty when it is fresh. */
  readonly why: string;
}

const FRESH: Freshness = { fresh: true, why: '' };

/**
 * Judges the saved outputs of all cells by their execution counts: each has to be higher than those above it, and no two alike.
 * Gaps are normal (a cell was run twice). Only code cells are in the answer, by cell index; an empty cell is fresh. Counts that
 * are missing from most cells with an output were stripped, as some editors do, and say nothing.
 */
export function freshnessOf(cells: readonly Cell[]): ReadonlyMap<number, Freshness> {
  const code = cells.filter(({ type, source }) => type === 'code' && source.trim() !== '');
  const shown = code.filter(({ outputs }) => outputs.length > 0);
  const kept = code.filter(({ executionCount }) => executionCount !== null).length;
  const counted = kept > 0 && !areStripped(shown);
  const uses = new Map<number, number>();
  for (const { executionCount } of code) {
    if (executionCount !== null) uses.set(executionCount, (uses.get(executionCount) ?? 0) + 1);
  }
  const lowestBelow = lowestCountsBelow(code);
  const found = new Map<number, Freshness>();
  let highest: Cell | null = null;
  for (const cell of cells) if (cell.type === 'code') found.set(cell.index, FRESH);
  for (const [i, cell] of code.entries()) {
    found.set(cell.index, judge(cell, { counted, uses, highest, below: lowestBelow[i] ?? null }));
    if ((cell.executionCount ?? -1) > (highest?.executionCount ?? -1)) highest = cell;
  }
  return found;
}

/** Whether hardly one of several cells with an output kept its count. */
function areStripped(shown: readonly Cell[]): boolean {
  const kept = shown.filter(({ executionCount }) => executionCount !== null).length;
  return shown.length >= 5 && kept * 5 <= shown.length;
}

interface Neighbours {
  readonly counted: boolean;
  readonly uses: ReadonlyMap<number, number>;
  /** The cell above with the highest count. */
  readonly highest: Cell | null;
  /** The cell below with the lowest count. */
  readonly below: Cell | null;
}

function judge(cell: Cell, { counted, uses, highest, below }: Neighbours): Freshness {
  const count = cell.executionCount;
  const stale = (why: string): Freshness => ({ fresh: false, why });
  if (cell.outputs.some(({ kind }) => kind === 'error'))
    return stale('The cell failed when it was run last.');
  if (count === null) {
    if (!counted || cell.outputs.length === 0) return FRESH;
    return stale('The cell has an output but no execution count, so it was changed or never ran to its end.');
  }
  const result = cell.outputs.find((output) => output.kind === 'result' && output.executionCount !== null);
  if (result?.kind === 'result' && result.executionCount !== count) {
    return stale(`The output is from run ${result.executionCount}, the cell says ${count}.`);
  }
  if ((uses.get(count) ?? 0) > 1) return stale(`Another cell has the same execution count, ${count}.`);
  if (highest !== null && highest.executionCount! > count) {
    return stale(`Cell ${highest.index} above ran after it (${highest.executionCount} after ${count}).`);
  }
  if (below !== null && below.executionCount! < count) {
    return stale(`Cell ${below.index} below ran before it (${below.executionCount} before ${count}).`);
  }
  return FRESH;
}

function lowestCountsBelow(code: readonly Cell[]): (Cell | null)[] {
  const below: (Cell | null)[] = [];
  let lowest: Cell | null = null;
  for (const cell of [...code].reverse()) {
    below.push(lowest);
    const count = cell.executionCount;
    if (count !== null && (lowest === null || count < lowest.executionCount!)) lowest = cell;
  }
  return below.reverse();
}
