/** Which outputs of a notebook become exercises. */

import type { Notebook } from '../notebook/index.ts';
import { type Proposal, type ProposeOptions, propose } from '../proposals/index.ts';
import { readNames } from '../python/index.ts';
import { type Check, CONFIDENCES, type TemplateLibrary } from '../templates/index.ts';
import { aboutOf } from './about.ts';
import type { Level } from './types.ts';

/** An output that could become an exercise. */
export interface Candidate {
  readonly proposal: Proposal;
}

/** What beginners can say with what they know of pandas and of scores. */
const BEGINNER: ReadonlySet<Check> = new Set<Check>([
  'shape',
  'missing-value',
  'existence',
  'data-validation',
  'data-distribution',
  'type',
  'model-performance',
  'data-leakage',
]);
/** Not an assumption about the notebook's own data: versions, files, times. */
const NEVER: ReadonlySet<Check> = new Set<Check>(['resource', 'execution-time']);

/**
 * Outputs that an assert behind their cell can speak about: one for each statement, its surest proposal, in the order of the
 * notebook. What the proposal for one output says makes the next one no less of a question.
 */
export function candidatesOf(
  notebook: Notebook,
  library: TemplateLibrary,
  options: Partial<ProposeOptions>,
  level: Level,
): Candidate[] {
  const { findings, code } = propose(notebook, library, { ...options, apart: true });
  const names = readNames(code);
  return findings.flatMap(({ feedback, proposals }) => {
    // What only a module shows (`plt.style.available`) is nothing that the notebook made.
    if (proposals.length === 0 || aboutOf(feedback, names).names.length === 0) return [];
    const possible = proposals.filter((proposal) => isExercise(proposal, level));
    const rank = ({ confidence }: Proposal) => CONFIDENCES.indexOf(confidence);
    const best = possible.toSorted((a, b) => rank(b) - rank(a))[0];
    return best === undefined ? [] : [{ proposal: best }];
  });
}

function isExercise({ placement, check, confidence, variants }: Proposal, level: Level): boolean {
  if (NEVER.has(check) || (level === 'beginner' && !BEGINNER.has(check))) return false;
  // An assert that must stand inside the cell would come too late in an answer cell behind it.
  return placement.kind === 'new-cell' && variants.length > 0 && (level === 'advanced' || confidence !== 'low');
}

/**
 * At most `count` of them, as many kinds of check as there are: the surest of each check first, then the next of each.
 * A template comes again only when all have had their turn. In the order in which they were given.
 */
export function spread(candidates: readonly Candidate[], count: number): Candidate[] {
  const rank = ({ proposal }: Candidate) => CONFIDENCES.indexOf(proposal.confidence);
  const left = [...candidates].sort((a, b) => rank(b) - rank(a));
  const uses = new Map<string, number>();
  const usesOf = (key: string) => uses.get(key) ?? 0;
  const chosen = new Set<Candidate>();
  while (chosen.size < count && left.length > 0) {
    const cost = ({ proposal }: Candidate) => 100 * usesOf(proposal.template) + usesOf(proposal.check);
    const next = left.reduce((best, candidate) => (cost(candidate) < cost(best) ? candidate : best));
    left.splice(left.indexOf(next), 1);
    chosen.add(next);
    for (const key of [next.proposal.template, next.proposal.check]) uses.set(key, usesOf(key) + 1);
  }
  return candidates.filter((candidate) => chosen.has(candidate));
}
