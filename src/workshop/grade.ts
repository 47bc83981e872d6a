/** Grading: the answers of many participants, each in a kernel of its own. */

import { NbassertError } from '../errors.ts';
import type { RunOptions } from '../kernel/index.ts';
import type { Notebook } from '../notebook/index.ts';
import { type ReadAnswer, readAnswer } from './answer.ts';
import { type Calibration, calibrate, requestFor } from './calibrate.ts';
import { Examiner } from './examiner.ts';
import { type FoundAnswer, findAnswers } from './submission.ts';
import type { Exercise, Workshop } from './types.ts';
import { type Verdict, verdictOnRun, verdictOnText } from './verdict.ts';

/** What one participant handed in: one notebook, or several of one workshop. */
export interface Submission {
  readonly name: string;
  readonly notebooks: readonly Notebook[];
  /** Why it cannot be read; then there are no notebooks. */
  readonly problem: string | null;
}

export interface Graded {
  readonly submission: Submission;
  readonly answers: ReadonlyMap<string, FoundAnswer>;
  /** One for each exercise. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** Mean of the points, from 0 to 1. */
  readonly share: number;
  /** Why nothing could be graded; null when something was. */
  readonly problem: string | null;
}

export interface GradedWorkshop {
  readonly workshop: Workshop;
  /** What each exercise was graded by. */
  readonly calibrations: ReadonlyMap<string, Calibration>;
  /** In the order of the submissions. */
  readonly participants: readonly Graded[];
}

/** A folder with the workshop's data for one kernel alone. */
export interface Scratch {
  readonly folder: string;
  remove(): void;
}

export interface GradePlan {
  /** By their place in `Workshop.notebooks`. */
  readonly notebooks: readonly Notebook[];
  readonly openScratch: () => Scratch;
  readonly options: RunOptions;
  /** Kernels at the same time. */
  readonly jobs: number;
  /** Called when one participant more is done. */
  readonly onDone: () => void;
}

/**
 * Runs the solutions once to see what can be graded, then each submission in a process of its own, with a copy of the
 * data. What one does harms no other.
 *
 * @throws NbassertError `kernel` when the workshop itself does not run
 */
export async function gradeWorkshop(
  workshop: Workshop,
  submissions: readonly Submission[],
  plan: GradePlan,
): Promise<GradedWorkshop> {
  const calibrations = await calibrateWorkshop(workshop, plan);
  const participants: Graded[] = [];
  const waiting = [...submissions.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, submission] = next;
      participants[index] = await gradeOne(workshop, submission, calibrations, plan);
      plan.onDone();
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, plan.jobs) }, work));
  return { workshop, calibrations, participants };
}

async function calibrateWorkshop(workshop: Workshop, plan: GradePlan): Promise<Map<string, Calibration>> {
  const found = new Map<string, Calibration>();
  await withExaminers(workshop, plan, async (exercise, examiner) => {
    found.set(exercise.id, await calibrate(exercise, examiner()));
  });
  return found;
}

async function gradeOne(
  workshop: Workshop,
  submission: Submission,
  calibrations: ReadonlyMap<string, Calibration>,
  plan: GradePlan,
): Promise<Graded> {
  const answers = answersOf(submission, workshop);
  const verdicts = new Map<string, Verdict>();
  const nothing = submission.problem ?? (answers.size === 0 ? 'it holds no exercise of this workshop' : null);
  const problem = nothing ?? (await problemOf(gradeAnswers(workshop, answers, calibrations, verdicts, plan)));
  const points = [...verdicts.values()].reduce((sum, verdict) => sum + verdict.points, 0);
  return { submission, answers, verdicts, share: points / workshop.exercises.length, problem };
}

/** One participant whose kernel cannot be had must not end the others. */
async function problemOf(work: Promise<void>): Promise<string | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof NbassertError) return error.message;
    throw error;
  }
}

/** Of several notebooks the last one that has an answer to an exercise counts. */
function answersOf({ notebooks }: Submission, workshop: Workshop): Map<string, FoundAnswer> {
  return new Map(notebooks.flatMap((notebook) => [...findAnswers(notebook, workshop)]));
}

async function gradeAnswers(
  workshop: Workshop,
  answers: ReadonlyMap<string, FoundAnswer>,
  calibrations: ReadonlyMap<string, Calibration>,
  verdicts: Map<string, Verdict>,
  plan: GradePlan,
): Promise<void> {
  const unanswered: ReadAnswer = { kind: 'unanswered' };
  await withExaminers(workshop, plan, async (exercise, examiner) => {
    const answer = answers.get(exercise.id);
    const read = answer === undefined ? unanswered : readAnswer(answer.source, exercise);
    const calibration = calibrations.get(exercise.id)!;
    verdicts.set(
      exercise.id,
      read.kind === 'assert'
        ? await judgeAnswer(exercise, read, calibration, examiner())
        : verdictOnText(read)!,
    );
  });
}

/** The verdict on an answer that has to be run. */
export async function judgeAnswer(
  exercise: Exercise,
  read: Extract<ReadAnswer, { kind: 'assert' }>,
  calibration: Calibration,
  examiner: Examiner,
): Promise<Verdict> {
  const only = [...calibration.healthy, ...calibration.faults].map(({ id }) => id);
  const judgement = await examiner.judge(exercise.cell, requestFor(exercise, read.source, only));
  return verdictOnRun(exercise, read, judgement, calibration);
}

/** Goes through the exercises; a kernel is started for a notebook when the first of its exercises asks for it. */
async function withExaminers(
  { notebooks, exercises }: Workshop,
  plan: GradePlan,
  work: (exercise: Exercise, examiner: () => Examiner) => Promise<void>,
): Promise<void> {
  for (const [index, { exercises: name }] of notebooks.entries()) {
    const notebook = plan.notebooks[index]!;
    let scratch: Scratch | null = null;
    let examiner: Examiner | null = null;
    const open = () => {
      scratch ??= plan.openScratch();
      examiner ??= new Examiner(notebook, { folder: scratch.folder, name }, plan.options);
      return examiner;
    };
    try {
      for (const exercise of exercises.filter((it) => it.notebook === index)) await work(exercise, open);
    } finally {
      await (examiner as Examiner | null)?.close();
      (scratch as Scratch | null)?.remove();
    }
  }
}
