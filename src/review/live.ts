import type { Notebook } from '../notebook/index.ts';
import type { CellChange } from './preview.ts';

/** What became of an assert that is only offered. `stopped`: the notebook itself does not run that far. */
export type LiveVerdict =
  | { readonly kind: 'holds' }
  | { readonly kind: 'fails'; readonly name: string; readonly message: string }
  | { readonly kind: 'stopped'; readonly cell: number; readonly name: string; readonly message: string };

/** Runs a notebook up to a place and judges there, for the key `r`. `file` is absolute. @throws NbassertError `kernel` */
export interface LiveRuns {
  /** Statements that would stand behind a cell. */
  behind(file: string, notebook: Notebook, cell: number, statements: string): Promise<LiveVerdict>;
  /** A cell with asserts in it, in the place of the one that is there. */
  inside(file: string, notebook: Notebook, cell: number, source: string): Promise<LiveVerdict>;
  /** What is known by now of the faults that an assert catches; null when nothing is. */
  catches(file: string, key: string, assert: string): { readonly caught: number; readonly of: number } | null;
}

/** Judges what `changes` would put behind or into a cell. */
export function judgeChanges(
  live: LiveRuns,
  file: string,
  notebook: Notebook,
  cell: number,
  changes: readonly CellChange[],
): Promise<LiveVerdict> {
  const inside = changes.find((change) => change.kind === 'changed' && change.index === cell);
  if (inside?.kind === 'changed') return live.inside(file, notebook, cell, inside.after);
  const added = changes.flatMap((change) =>
    change.type !== 'code' ? [] : [change.kind === 'new' ? change.source : change.after],
  );
  return live.behind(file, notebook, cell, added.join('\n'));
}

/** The verdict as one sentence. */
export function verdictText(verdict: LiveVerdict): string {
  if (verdict.kind === 'holds') return 'Run up to here: it holds.';
  const { name, message } = verdict;
  const error = [name, message].filter((part) => part !== '').join(': ');
  if (verdict.kind === 'fails') return `Run up to here: it does NOT hold. ${error}`;
  return `The notebook does not run up to here: cell ${verdict.cell} ends with ${error}`;
}
