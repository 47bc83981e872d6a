/** Which faults a notebook is measured by. */

import type { NotebookRun } from '../types.ts';
import {
  type CodeFault,
  type CodeFaultId,
  type DataFaultId,
  type DataFaultInCell,
  FAULT_KINDS,
  type Fault,
} from './kinds.ts';
import { seeded, shuffled } from './random.ts';

/** How many of what kinds. */
export interface FaultChoice {
  /** At most so many; null for one of each kind that the notebook has a place for. */
  readonly count: number | null;
  readonly seed: number;
  /** Only these kinds; empty for all. */
  readonly kinds: readonly (DataFaultId | CodeFaultId)[];
}

/**
 * Draws faults: one of each kind, then a second of each where more are wanted, at places drawn among all that there are.
 * The same notebook, run and choice give the same faults, in the order of the kinds. Pure.
 *
 * @param run of the notebook, with `watch`
 */
export function planFaults(run: NotebookRun, code: readonly CodeFault[], choice: FaultChoice): Fault[] {
  const random = seeded(choice.seed);
  const queues = FAULT_KINDS.filter(({ id }) => choice.kinds.length === 0 || choice.kinds.includes(id)).map(
    ({ id }) => shuffled(placesOf(id, run, code), random),
  );
  const wanted = choice.count ?? queues.filter((queue) => queue.length > 0).length;
  const drawn: { order: number; fault: Fault }[] = [];
  for (let round = 0; drawn.length < wanted; round++) {
    const offered = queues.flatMap((queue, order) => {
      const fault = queue[round];
      return fault === undefined ? [] : [{ order, fault: seededFault(fault, random) }];
    });
    if (offered.length === 0) break;
    drawn.push(...shuffled(offered, random).slice(0, wanted - drawn.length));
  }
  return drawn.sort((a, b) => a.order - b.order).map(({ fault }) => fault);
}

function placesOf(kind: string, run: NotebookRun, code: readonly CodeFault[]): Fault[] {
  const data = run.cells.flatMap(({ cell, bindings }) =>
    bindings
      .filter(({ kinds }) => kinds.includes(kind))
      .map(
        ({ statement, line, names }): DataFaultInCell => ({
          kind: kind as DataFaultId,
          names,
          seed: 0,
          cell,
          statement,
          line,
        }),
      ),
  );
  return [...data, ...code.filter((fault) => fault.kind === kind)];
}

function seededFault(fault: Fault, random: () => number): Fault {
  return 'edits' in fault ? fault : { ...fault, seed: Math.floor(random() * 2 ** 31) };
}

