/** Which outputs of a notebook become exercises. */

import type { Notebook } from '../notebook/index.ts';
import { type Proposal, type ProposeOptions, propose } from '../proposals/index.ts';
import { CHECKS, type Check, CONFIDENCES, type TemplateLibrary } from '../templates/index.ts';
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
 * notebook. Each kind of check is asked for by itself: what one output says about columns makes a question about the shape
 * of the next one no less of a question.
 *
 * @param options of the run; `checks` empty for all that the level has
 */
export function candidatesOf(
  notebook: Notebook,
  library: TemplateLibrary,
  options: Partial<ProposeOptions>,
  level: Level,
): Candidate[] {
  const wanted = options.checks?.length ? options.checks : CHECKS;
  const checks = wanted.filter((check) => !NEVER.has(check) && (level === 'advanced' || BEGINNER.has(check)));
  const found = new Map<string, Candidate>();
  for (const check of checks) {
    for (const { feedback, proposals } of propose(notebook, library, { ...options, checks: [check] }).findings) {
      const proposal = proposals.find((it) => isExercise(it, level));
      const place = `${feedback.cell}:${feedback.from}`;
      if (proposal !== undefined && isSurer(proposal, found.get(place)?.proposal)) found.set(place, { proposal });
    }
  }
  return [...found.values()].sort(
    ({ proposal: { feedback: a } }, { proposal: { feedback: b } }) => a.cell - b.cell || a.from - b.from,
  );
}

function isSurer({ confidence }: Proposal, other: Proposal | undefined): boolean {
  return other === undefined || CONFIDENCES.indexOf(confidence) > CONFIDENCES.indexOf(other.confidence);
}

function isExercise({ placement, confidence, variants }: Proposal, level: Level): boolean {
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
