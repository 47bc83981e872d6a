/** A lesson from a notebook: its exercises, and who judges the answers. */

import { NbassertError } from '../errors.ts';
import type { RunOptions } from '../kernel/index.ts';
import type { Notebook } from '../notebook/index.ts';
import type { ProposeOptions } from '../proposals/index.ts';
import { parseNotebookCode } from '../python/index.ts';
import type { TemplateLibrary } from '../templates/index.ts';
import { readAnswer } from './answer.ts';
import { type Calibration, calibrate } from './calibrate.ts';
import { candidatesOf, spread } from './choose.ts';
import { Examiner } from './examiner.ts';
import { exercisesOf } from './exercises.ts';
import { compareForms } from './forms.ts';
import { judgeAnswer, type Scratch } from './grade.ts';
import type { Lesson } from './teach.ts';
import type { Exercise, Level } from './types.ts';
import type { Verdict } from './verdict.ts';

export interface LessonPlan {
  readonly name: string;
  readonly level: Level;
  readonly count: number;
  /** How answers are run; null when they are only read. */
  readonly kernel: { readonly options: RunOptions; readonly openScratch: () => Scratch } | null;
}

/** @throws NbassertError `not-found` when no output can become an exercise */
export function openLesson(
  notebook: Notebook,
  library: TemplateLibrary,
  options: Partial<ProposeOptions>,
  plan: LessonPlan,
): Omit<Lesson, 'save'> & { close(): Promise<void> } {
  const chosen = spread(candidatesOf(notebook, library, options, plan.level), plan.count);
  const code = parseNotebookCode(notebook.cells);
  const exercises = exercisesOf(code, chosen, library, { notebook: 0, first: 1 });
  if (exercises.length === 0) {
    throw new NbassertError('not-found', 'no output of this notebook can become an exercise', {
      hint: 'Run the notebook and save it with its outputs, or allow more with --level advanced.',
    });
  }
  const judge = plan.kernel === null ? null : new LiveJudge(notebook, plan.name, plan.kernel);
  return {
    title: plan.name,
    exercises,
    compare: (exercise, answer) => compareForms(exercise, answer, code),
    judge: async (exercise, answer) => (await judge?.judge(exercise, answer)) ?? readingOf(exercise, answer, code),
    close: async () => judge?.close(),
  };
}

/** What can be told without running: an answer that says no more than what was seen would have held. */
function readingOf(exercise: Exercise, answer: string, code: ReturnType<typeof parseNotebookCode>): Verdict | null {
  const forms = compareForms(exercise, answer, code);
  const solution = forms.find(({ strictness }) => strictness === exercise.chosen);
  const says = (comparison: string | undefined) => comparison === 'same' || comparison === 'more';
  if (forms.some(({ comparison }) => comparison === 'same' || comparison === 'less') && says(solution?.comparison))
    return { kind: 'good', points: 1, text: 'It would have held on what was seen, and says what the solution says.', caught: null };
  if (forms.some(({ comparison }) => comparison === 'same' || comparison === 'less'))
    return { kind: 'weak', points: 0.5, text: 'It would have held on what was seen, and says less than the solution.', caught: null };
  return null;
}

/** Runs answers behind the cells of the notebook, in a copy of its data. */
class LiveJudge {
  readonly #examiner: Examiner;
  readonly #scratch: Scratch;
  readonly #calibrations = new Map<string, Calibration>();

  constructor(notebook: Notebook, name: string, kernel: NonNullable<LessonPlan['kernel']>) {
    this.#scratch = kernel.openScratch();
    this.#examiner = new Examiner(notebook, { folder: this.#scratch.folder, name }, kernel.options);
  }

  /** Null when the notebook does not run to the exercise, or the solution does not hold here any more. */
  async judge(exercise: Exercise, answer: string): Promise<Verdict | null> {
    const read = readAnswer(answer, exercise);
    if (read.kind !== 'assert') return null;
    try {
      const calibration = this.#calibrations.get(exercise.id) ?? (await calibrate(exercise, this.#examiner));
      this.#calibrations.set(exercise.id, calibration);
      return await judgeAnswer(exercise, read, calibration, this.#examiner);
    } catch (error) {
      if (error instanceof NbassertError) return null;
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#examiner.close();
    this.#scratch.remove();
  }
}
