/** Which templates can match at all, so that many cost little more than few. */
import { type Expression, PatternIndex } from '../python/index.ts';
import { type Compiled, patternsOf } from './compile.ts';
import { definitionOf } from './match.ts';
import { elementParts, MOST_PARTS } from './pairs.ts';
import type { Situation } from './types.ts';

export interface TemplateIndex {
  readonly byLook: PatternIndex<Compiled>;
  /** Templates that relate two values, by the look of either. */
  readonly pairs: PatternIndex<Compiled>;
}

export function indexTemplates(templates: readonly Compiled[]): TemplateIndex {
  const byLook = new PatternIndex<Compiled>();
  const pairs = new PatternIndex<Compiled>();
  for (const compiled of templates) {
    const index = compiled.match.pair === null ? byLook : pairs;
    for (const pattern of patternsOf(compiled.match)) index.add(pattern, compiled);
  }
  return { byLook, pairs };
}

/** So many definitions are looked through, as in matching. */
const MOST_STEPS = 4;

/** All templates that may match the subject or what it is defined as; pairs first. */
export function candidates(index: TemplateIndex, situation: Situation): ReadonlySet<Compiled> {
  const { subject, names } = situation;
  const found = new Set<Compiled>();
  // The second of two values is the subject itself or one of its elements; it may fit either pattern of a pair.
  for (const part of [
    subject,
    ...elementParts(subject, situation.evidence)
      .slice(0, MOST_PARTS)
      .map((it) => it.subject),
  ])
    for (const { value } of index.pairs.candidates(part, names)) found.add(value);
  let expression: Expression | null = subject;
  for (let step = 0; expression !== null && step <= MOST_STEPS; step++) {
    for (const { value } of index.byLook.candidates(expression, names)) found.add(value);
    expression = definitionOf(expression, names);
  }
  return found;
}
