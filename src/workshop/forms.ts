/** How an answer compares with the forms of the template: by what both state, not by how they are written. */

import { type Fact, factsOfAssert, implies } from '../proposals/index.ts';
import { type PythonNotebook, readNames } from '../python/index.ts';
import type { Strictness } from '../templates/index.ts';
import type { Exercise } from './types.ts';

/** `same`: states the same; `more`: that and more; `less`: a part of it; `other`: cannot be told. */
export type Comparison = 'same' | 'more' | 'less' | 'other';

export interface ComparedForm {
  readonly strictness: Strictness;
  readonly assert: string;
  /** What the answer is, compared with this form. */
  readonly comparison: Comparison;
}

/** Every form of an exercise beside an answer that parses. Runs nothing. */
export function compareForms(exercise: Exercise, answer: string, code: PythonNotebook): ComparedForm[] {
  const names = readNames(code);
  const at = { cell: exercise.cell + 1, offset: 0 };
  const own = factsOfAssert(answer, at, code, names);
  return exercise.variants.map(({ strictness, assert }) => {
    const theirs = factsOfAssert(assert, at, code, names);
    const covers = allImplied(theirs, own);
    const isCovered = allImplied(own, theirs);
    const comparison = covers && isCovered ? 'same' : covers ? 'more' : isCovered ? 'less' : 'other';
    return { strictness, assert, comparison };
  });
}

/** Whether each of some facts follows from the others; of nothing, nothing is known. */
function allImplied(asked: readonly Fact[], stated: readonly Fact[]): boolean {
  return asked.length > 0 && asked.every((fact) => stated.some((have) => implies(have, fact)));
}
