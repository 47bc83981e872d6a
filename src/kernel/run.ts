/** Running a whole notebook. */

import { dirname } from 'node:path';
import type { Cell, Notebook } from '../notebook/index.ts';
import { isExpectedToRaise, isSoft } from './asserts.ts';
import type { DataFaultInCell } from './faults/kinds.ts';
import { Session } from './session.ts';
import type { CellError, CellRun, NotebookRun, RunOptions } from './types.ts';

export interface RunPlan {
  /** Judge asserts one by one; otherwise the first that fails ends the run, as in Jupyter. */
  readonly soft: boolean;
  readonly hashSeed: number | null;
  /** Report the data that cells bind. */
  readonly watch?: boolean;
  /** A fault that is put into the data on the way. */
  readonly fault?: DataFaultInCell | null;
  /** Called while a cell runs: for work that the kernel is not needed for. */
  readonly whileRunning?: (cell: Cell) => void;
  /** Called behind each cell that went through, in the kernel as the cell left it. */
  readonly afterCell?: (run: CellRun, session: Session) => Promise<void>;
}

/**
 * Runs all code cells in a fresh kernel, in the folder of the notebook, until one fails that is not tagged
 * `raises-exception`. Writes nothing; the kernel is gone when this resolves or rejects.
 *
 * @param file absolute
 * @throws NbassertError `kernel` when no kernel can be had
 */
export async function runNotebook(
  file: string,
  notebook: Notebook,
  plan: RunPlan,
  options: RunOptions,
): Promise<NotebookRun> {
  const started = performance.now();
  const place = { folder: dirname(file), kernel: kernelOf(notebook), hashSeed: plan.hashSeed };
  const session = await Session.open(place, options);
  try {
    const run = await runInSession(session, notebook, plan, options);
    return { ...run, seconds: (performance.now() - started) / 1000 };
  } finally {
    await session.close();
  }
}

/** The same in a kernel that is there already, and stays. */
export async function runInSession(
  session: Session,
  notebook: Notebook,
  plan: Omit<RunPlan, 'hashSeed'>,
  options: RunOptions,
): Promise<NotebookRun> {
  const started = performance.now();
  const end = options.timeout === null ? null : started + options.timeout * 1000;
  const cells: CellRun[] = [];
  let stopped: NotebookRun['stopped'] = null;
  for (const cell of notebook.cells.filter(hasCode)) {
    const running = runCell(cell, session, plan, options, end);
    const [run] = await Promise.all([running, Promise.resolve(cell).then(plan.whileRunning)]);
    cells.push(run);
    const error = errorThatStops(cell, run);
    if (error !== null) {
      stopped = { cell: cell.index, error };
      break;
    }
    await plan.afterCell?.(run, session);
  }
  return { cells, stopped, seconds: (performance.now() - started) / 1000 };
}

/** Jupyter does not run blank cells either. */
function hasCode(cell: Cell): boolean {
  return cell.type === 'code' && cell.source.trim() !== '';
}

async function runCell(
  cell: Cell,
  session: Session,
  { soft, watch, fault }: Omit<RunPlan, 'hashSeed'>,
  { cellTimeout }: RunOptions,
  end: number | null,
): Promise<CellRun> {
  const left = end === null ? null : Math.max(0.001, (end - performance.now()) / 1000);
  const limits = [cellTimeout, left].filter((limit) => limit !== null);
  const run = await session.run(cell.index, cell.source, {
    soft: soft && isSoft(cell),
    timeout: limits.length === 0 ? null : Math.min(...limits),
    watch: watch ?? false,
    fault: fault?.cell === cell.index ? fault : null,
  });
  if (run.error?.kind !== 'timeout' || end === null || performance.now() < end) return run;
  return { ...run, error: { ...run.error, message: 'the time for the whole notebook was used up' } };
}

/** A cell that is expected to raise may; a kernel that is gone stops everything. */
function errorThatStops(cell: Cell, { error }: CellRun): CellError | null {
  if (error === null || (error.kind === 'raised' && isExpectedToRaise(cell))) return null;
  return error;
}

/** The name of the kernel that the notebook names; null when it names none. */
export function kernelOf({ metadata }: Notebook): string | null {
  const spec = Object.hasOwn(metadata, 'kernelspec') ? metadata.kernelspec : null;
  if (typeof spec !== 'object' || spec === null || Array.isArray(spec)) return null;
  return Object.hasOwn(spec, 'name') && typeof spec.name === 'string' && spec.name !== '' ? spec.name : null;
}
