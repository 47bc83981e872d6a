/** Whether the asserts of a notebook hold. */

import type { Notebook } from '../notebook/index.ts';
import { type AssertPlace, findAsserts } from './asserts.ts';
import { runNotebook } from './run.ts';
import type { AssertRecord, Failure, NotebookRun, RunOptions } from './types.ts';

/** How one assert fared in all runs. */
export interface Verdict {
  readonly place: AssertPlace;
  /** `flaky`: it held in some runs and failed in others. `not-reached`: in none was it evaluated. */
  readonly status: 'holds' | 'fails' | 'flaky' | 'not-reached';
  /** Runs in which it was reached, and in which it failed. */
  readonly reached: number;
  readonly failed: number;
  /** Of the first run in which it failed. */
  readonly failure: Failure | null;
  /** Both sides of its comparison, one pair for each run in which they were numbers. */
  readonly numbers: readonly (readonly [number, number])[];
}

export interface Verification {
  /** In document order. */
  readonly verdicts: readonly Verdict[];
  readonly runs: readonly NotebookRun[];
}

/**
 * Runs the notebook `repeat` times, each in a fresh kernel and, from two on, each with another hash seed, and tells of each
 * assert how it fared. Random generators that the notebook does not seed start anew in each. Writes nothing.
 *
 * @param file absolute path of the notebook
 * @throws NbassertError `kernel` when no kernel can be had
 */
export async function verifyNotebook(
  file: string,
  notebook: Notebook,
  repeat: number,
  options: RunOptions,
): Promise<Verification> {
  const places = findAsserts(notebook);
  const runs: NotebookRun[] = [];
  for (let number = 0; number < repeat; number++) {
    const hashSeed = repeat > 1 ? number + 1 : null;
    const run = await runNotebook(file, notebook, { soft: true, hashSeed }, options);
    runs.push(run);
    if (run.stopped?.error.kind === 'interrupted') break;
  }
  return { verdicts: places.map((place) => verdictOf(place, runs)), runs };
}

function verdictOf(place: AssertPlace, runs: readonly NotebookRun[]): Verdict {
  const records = runs.map((run) => recordOf(place, run)).filter((record) => record !== undefined);
  const failures = records.filter(({ failed }) => failed > 0);
  return {
    place,
    status: statusOf(records.length, failures.length),
    reached: records.length,
    failed: failures.length,
    failure: failures[0]?.failure ?? null,
    numbers: records.flatMap(({ numbers }) => (numbers === null ? [] : [numbers])),
  };
}

function recordOf({ cell, index }: AssertPlace, run: NotebookRun): AssertRecord | undefined {
  const found = run.cells.find((it) => it.cell === cell);
  return found?.asserts.find((record) => record.index === index);
}

function statusOf(reached: number, failed: number): Verdict['status'] {
  if (reached === 0) return 'not-reached';
  if (failed === 0) return 'holds';
  return failed === reached ? 'fails' : 'flaky';
}

/** The cell in which a run ended early, with how many of the runs did so there; of several, the first. */
export function stoppedAt({
  runs,
}: Verification): { run: NonNullable<NotebookRun['stopped']>; times: number } | null {
  const stopped = runs.flatMap(({ stopped }) => (stopped === null ? [] : [stopped]));
  const first = stopped[0];
  return first === undefined ? null : { run: first, times: stopped.length };
}
