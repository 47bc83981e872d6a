/** What an exercise can be graded by: the faults that change its output, and what the solution makes of them. */

import { NbassertError } from '../errors.ts';
import { type AnswerJudgement, DATA_FAULTS, faultsAbout, HEALTHY_VARIATIONS } from '../kernel/index.ts';
import type { Check } from '../templates/index.ts';
import { textsIn } from './about.ts';
import type { Examiner } from './examiner.ts';
import { type Exercise, solutionOf } from './types.ts';

/** Seconds for one run of an answer. */
export const ANSWER_SECONDS = 5;
const SEEDS = 3;
/** So many faults an exercise are enough to tell answers apart. */
const MOST_FAULTS = 6;

/** One state of the data that answers are run on. */
export interface Trial {
  readonly id: string;
  readonly kind: string;
  /** What is different there, in the words of the fault. Markdown. */
  readonly what: string;
}

export interface Calibration {
  /** Faults that change what is shown, with whether the solution notices. */
  readonly faults: readonly (Trial & { readonly isCaught: boolean })[];
  /** Variations on which the solution holds; one on which it fails is not healthy for this exercise. */
  readonly healthy: readonly Trial[];
}

/** Runs the solution on everything that applies. @throws NbassertError `kernel` when the solution itself fails */
export async function calibrate(exercise: Exercise, examiner: Examiner): Promise<Calibration> {
  const about = kindsFor(exercise);
  const first = calibrationOf(await judged(exercise, examiner, about, SEEDS));
  if (first.faults.some(({ isCaught }) => isCaught)) return first;
  // Nothing of what is usual for the check shows here: whatever the solution notices is what it is about.
  const all = ALL_KINDS.filter((kind) => !about.includes(kind));
  const second = calibrationOf(await judged(exercise, examiner, all, 1));
  return { faults: [...first.faults, ...second.faults.filter((it) => it.isCaught)], healthy: first.healthy };
}

/** What is asked of the kernel about an answer to this exercise; `only`: null for all variations. */
export function requestFor(exercise: Exercise, answer: string, only: readonly string[] | null) {
  return {
    answer,
    subject: exercise.subject,
    names: exercise.names,
    columns: textsIn(exercise.source),
    kinds: only === null ? kindsFor(exercise) : ALL_KINDS,
    healthy: HEALTHY_VARIATIONS.map(({ id }) => id),
    seeds: SEEDS,
    most: MOST_FAULTS,
    only,
    seconds: ANSWER_SECONDS,
  };
}

/** Plain mistakes that a lesson needs beside the faults that asserts are measured by: what nobody may overlook. */
const PLAIN: Partial<Record<Check, readonly string[]>> = {
  shape: ['rows-gone'],
  existence: ['rows-gone'],
  'spot-check': ['rows-gone'],
  'data-validation': ['unknown-value', 'negative-value'],
  'data-distribution': ['negative-value', 'unknown-value'],
};
const ALL_KINDS: readonly string[] = [...new Set(Object.values(PLAIN).flat()), ...DATA_FAULTS.map(({ id }) => id)];

function kindsFor({ check }: Exercise): string[] {
  const data = new Set<string>(DATA_FAULTS.map(({ id }) => id));
  const about = faultsAbout([check]).map(({ id }) => id as string);
  return [...(PLAIN[check] ?? []), ...about.filter((id) => data.has(id))];
}

async function judged(
  exercise: Exercise,
  examiner: Examiner,
  kinds: readonly string[],
  seeds: number,
): Promise<AnswerJudgement> {
  const request = { ...requestFor(exercise, solutionOf(exercise).assert, null), kinds, seeds };
  const judgement = await examiner.judge(exercise.cell, request);
  if ('clean' in judgement && judgement.clean.kind === 'held') return judgement;
  const why = 'lost' in judgement ? judgement.lost : sayOutcome(judgement);
  throw new NbassertError('kernel', `The solution of exercise ${exercise.id} does not hold here (${why}).`, {
    hint: 'Build the workshop again from a notebook that was saved with the outputs of this data.',
  });
}

function sayOutcome({ clean }: AnswerJudgement): string {
  return 'message' in clean && clean.message !== '' ? clean.message : clean.kind;
}

function calibrationOf({ variations }: AnswerJudgement): Calibration {
  const trial = ({ id, kind, what }: Trial): Trial => ({ id, kind, what });
  return {
    faults: variations
      .filter((it) => !it.healthy && it.changes)
      .map((it) => ({ ...trial(it), isCaught: it.outcome !== null && it.outcome.kind !== 'held' })),
    healthy: variations.filter((it) => it.healthy && it.outcome?.kind === 'held').map(trial),
  };
}
