/** How much the asserts of a notebook catch: it is run with one fault after the other. */

import { dirname } from 'node:path';
import type { Notebook } from '../notebook/index.ts';
import { type AssertPlace, findAsserts } from './asserts.ts';
import { codeFaults, withCodeFault } from './faults/code.ts';
import { type CodeFault, type Fault, isCodeFault } from './faults/kinds.ts';
import { type FaultChoice, planFaults } from './faults/plan.ts';
import { kernelOf, runInSession } from './run.ts';
import { Session, type SessionPlace } from './session.ts';
import { changedCells } from './shown-text.ts';
import type { NotebookRun, RunOptions } from './types.ts';

/** An assert that is not in the notebook: one that was offered, or another strictness of one that is. */
export interface Candidate {
  /** The caller's own name for it; unique. */
  readonly key: string;
  /** Index of the cell behind which it would stand. */
  readonly cell: number;
  /** One or more statements. */
  readonly source: string;
}

/** What became of one fault. */
export interface FaultResult {
  readonly fault: Fault;
  /** "178 of 891 values of `Age` of `df` missing"; Markdown. */
  readonly what: string;
  /**
   * `caught`: an assert fails with it that holds without. `slipped`: none does. `stops`: the notebook does not run through
   * with it, asserts or no asserts, so that it does not count. `void`: it could not be put in; it does not count either.
   */
  readonly status: 'caught' | 'slipped' | 'stops' | 'void';
  /** Whether a cell of the author shows other text with it. */
  readonly changesOutput: boolean;
  /** In document order. */
  readonly caughtBy: readonly AssertPlace[];
  /** Keys of candidates that would have caught it. */
  readonly wouldCatch: readonly string[];
}

export interface Strength {
  /** Asserts that were judged, in document order. */
  readonly places: readonly AssertPlace[];
  /** Those that fail in a clean run, and count for nothing here. */
  readonly alarms: readonly AssertPlace[];
  /** Keys of candidates that hold in all clean runs. */
  readonly sound: readonly string[];
  readonly results: readonly FaultResult[];
  /** What ended a clean run; there are no results then. */
  readonly stopped: NotebookRun['stopped'];
}

export interface StrengthPlan {
  readonly choice: FaultChoice;
  readonly candidates: readonly Candidate[];
  /** Called when a run is done; the first two or three are the clean ones. */
  readonly onRun?: (done: number, of: number) => void;
  /** Called with each result as soon as it is known. */
  readonly onResult?: (result: FaultResult) => void;
}

/** How long one candidate may take. */
const JUDGE_SECONDS = 5;

/**
 * Runs the notebook twice or three times as it is, then once with each fault, its asserts judged one by one, so that no
 * assert hides what another would have caught. One kernel serves for all, emptied in between, since modules need not be
 * imported again; where the clean runs show that this does not give the same, each run gets a fresh one. Writes nothing.
 *
 * @param file absolute path of the notebook
 * @throws NbassertError `kernel` when no kernel can be had
 */
export async function measureStrength(
  file: string,
  notebook: Notebook,
  plan: StrengthPlan,
  options: RunOptions,
): Promise<Strength> {
  const bench = new Bench(file, notebook, plan.candidates, options);
  try {
    return await measureOn(bench, notebook, plan);
  } finally {
    await bench.close();
  }
}

async function measureOn(bench: Bench, notebook: Notebook, plan: StrengthPlan): Promise<Strength> {
  const places = findAsserts(notebook);
  const clean = await cleanRuns(bench, notebook);
  const [first] = clean.runs;
  const alarms = new Set(clean.runs.flatMap(({ run }) => [...failedAsserts(run)]));
  const sound = plan.candidates
    .map(({ key }) => key)
    .filter((key) => clean.runs.every(({ failed }) => !failed.has(key)));
  const known = { places, alarms: places.filter((place) => alarms.has(keyOf(place))), sound };
  const stopped = clean.runs.find(({ run }) => run.stopped !== null)?.run.stopped ?? null;
  if (stopped !== null) return { ...known, results: [], stopped };
  const faults = planFaults(first.run, await bench.effective(codeFaults(notebook, plan.choice.seed)), plan.choice);
  plan.onRun?.(clean.runs.length, faults.length + clean.runs.length);
  const results: FaultResult[] = [];
  for (const fault of faults) {
    const code = isCodeFault(fault) ? withCodeFault(notebook, fault) : notebook;
    const faulty = await bench.run(code, fault);
    const caughtBy = new Set([...failedAsserts(faulty.run)].filter((key) => !alarms.has(key)));
    const changed = changedCells(notebook, first.run, faulty.run);
    const result: FaultResult = {
      fault,
      what: whatOf(fault, faulty.run),
      status: statusOf(fault, faulty.run, caughtBy.size > 0),
      changesOutput: [...changed].some((cell) => !clean.unsteady.has(cell)),
      caughtBy: places.filter((place) => caughtBy.has(keyOf(place))),
      wouldCatch: sound.filter((key) => faulty.failed.has(key)),
    };
    results.push(result);
    plan.onResult?.(result);
    plan.onRun?.(results.length + clean.runs.length, faults.length + clean.runs.length);
    const end = faulty.run.stopped;
    if (end?.error.kind === 'interrupted') return { ...known, results, stopped: end };
  }
  return { ...known, results, stopped: null };
}

interface CleanRuns {
  /** The first one with the data that its statements bind. */
  readonly runs: readonly [Judged, ...Judged[]];
  /** Cells that show something else in each run. */
  readonly unsteady: ReadonlySet<number>;
}

/**
 * Two runs in one kernel. Where they differ, a third in a fresh kernel tells whether that is the notebook's own luck, or
 * something that the first run left behind: then no kernel serves twice.
 */
async function cleanRuns(bench: Bench, notebook: Notebook): Promise<CleanRuns> {
  const [first, second] = [await bench.run(notebook, null), await bench.run(notebook, null)];
  const unsteady = changedCells(notebook, first.run, second.run);
  const failing = [...failedAsserts(second.run)];
  const isStopped = first.run.stopped !== null || second.run.stopped !== null;
  if (isStopped || (unsteady.size === 0 && isSame(failedAsserts(first.run), new Set(failing))))
    return { runs: [first, second], unsteady };
  await bench.close();
  const third = await bench.run(notebook, null);
  const luck = changedCells(notebook, first.run, third.run);
  const failsElsewhere = new Set([...failedAsserts(first.run), ...failedAsserts(third.run)]);
  const isLuck = [...unsteady].every((cell) => luck.has(cell)) && failing.every((key) => failsElsewhere.has(key));
  if (!isLuck) await bench.renewEachTime();
  return { runs: [first, second, third], unsteady: new Set([...unsteady, ...luck]) };
}

/** The faults that count, and how many of them were caught. */
export function caughtOf(results: readonly FaultResult[]): { caught: number; of: number } {
  const counted = results.filter(({ status }) => status === 'caught' || status === 'slipped');
  return { caught: counted.filter(({ status }) => status === 'caught').length, of: counted.length };
}

interface Judged {
  readonly run: NotebookRun;
  /** Keys of candidates that failed. */
  readonly failed: ReadonlySet<string>;
}

/** Where the runs take place: one kernel that is emptied between them, as long as that does no harm. */
class Bench {
  readonly #place: SessionPlace;
  readonly #candidates: readonly Candidate[];
  readonly #options: RunOptions;
  #session: Session | null = null;
  #isReused = true;

  constructor(file: string, notebook: Notebook, candidates: readonly Candidate[], options: RunOptions) {
    this.#place = { folder: dirname(file), kernel: kernelOf(notebook), hashSeed: 0 };
    this.#candidates = candidates;
    this.#options = options;
  }

  /** From now on every run gets a fresh kernel. */
  async renewEachTime(): Promise<void> {
    this.#isReused = false;
    await this.close();
  }

  async run(notebook: Notebook, fault: Fault | null): Promise<Judged> {
    const session = await this.#ready();
    const failed = new Set<string>();
    const run = await runInSession(
      session,
      notebook,
      {
        soft: true,
        watch: fault === null,
        fault: fault === null || isCodeFault(fault) ? null : fault,
        afterCell: ({ cell }) => this.#judge(cell, session, failed),
      },
      this.#options,
    );
    const kind = run.stopped?.error.kind;
    if (!this.#isReused || (kind !== undefined && kind !== 'raised')) await this.close();
    return { run, failed };
  }

  /** Without the faults of code that change nothing. */
  async effective(faults: readonly CodeFault[]): Promise<readonly CodeFault[]> {
    const doubtful = faults.filter(({ idleIf }) => idleIf !== null);
    if (doubtful.length === 0) return faults;
    const session = await this.#ready();
    const judged = await session.judge(doubtful.map(({ idleIf }) => `assert ${idleIf}`), null, JUDGE_SECONDS);
    const idle = new Set(doubtful.filter((_, at) => judged?.verdicts[at]?.error === null));
    return faults.filter((fault) => !idle.has(fault));
  }

  async close(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    await session?.close();
  }

  async #ready(): Promise<Session> {
    if (this.#session !== null && (await this.#session.reset())) return this.#session;
    await this.close();
    this.#session = await Session.open(this.#place, this.#options);
    return this.#session;
  }

  async #judge(cell: number, session: Session, failed: Set<string>): Promise<void> {
    const here = this.#candidates.filter((candidate) => candidate.cell === cell);
    if (here.length === 0) return;
    const sources = here.map(({ source }) => source);
    const judged = await session.judge(sources, null, JUDGE_SECONDS);
    for (const [index, { key }] of here.entries())
      if (judged?.verdicts[index]?.error != null) failed.add(key);
  }
}

function isSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((key) => other.has(key));
}

function keyOf({ cell, index }: Pick<AssertPlace, 'cell' | 'index'>): string {
  return `${cell}:${index}`;
}

function failedAsserts(run: NotebookRun): Set<string> {
  const failed = run.cells.flatMap(({ cell, asserts }) =>
    asserts.filter(({ failed }) => failed > 0).map(({ index }) => keyOf({ cell, index })),
  );
  return new Set(failed);
}

function whatOf(fault: Fault, run: NotebookRun): string {
  if (isCodeFault(fault)) return fault.what;
  const outcome = run.cells.find(({ cell }) => cell === fault.cell)?.fault;
  return outcome?.what ?? 'the statement was not reached';
}

function statusOf(fault: Fault, run: NotebookRun, isCaught: boolean): FaultResult['status'] {
  const applied =
    isCodeFault(fault) || run.cells.find(({ cell }) => cell === fault.cell)?.fault?.applied === true;
  if (run.stopped !== null) return 'stops';
  if (!applied) return 'void';
  return isCaught ? 'caught' : 'slipped';
}
