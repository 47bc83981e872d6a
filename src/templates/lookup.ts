/** Which templates can match at all, so that many cost little more than few. */
import { type Expression, PatternIndex } from '../python/index.ts';
import { type Compiled, patternsOf } from './compile.ts';
import { definitionOf } from './match.ts';
import type { Situation } from './types.ts';

export interface TemplateIndex {
  readonly byLook: PatternIndex<Compiled>;
  /** Templates that relate two values: they look at more than one expression. */
  readonly pairs: readonly Compiled[];
}

export function indexTemplates(templates: readonly Compiled[]): TemplateIndex {
  const byLook = new PatternIndex<Compiled>();
  const pairs: Compiled[] = [];
  for (const compiled of templates) {
    if (compiled.match.pair !== null) pairs.push(compiled);
    else for (const pattern of patternsOf(compiled.match)) byLook.add(pattern, compiled);
  }
  return { byLook, pairs };
}

/** So many definitions are looked through, as in matching. */
const MOST_STEPS = 4;

/** All templates that may match the subject or what it is defined as; pairs first. */
export function candidates(index: TemplateIndex, situation: Situation): ReadonlySet<Compiled> {
  const found = new Set(index.pairs);
  let expression: Expression | null = situation.subject;
  for (let step = 0; expression !== null && step <= MOST_STEPS; step++) {
    for (const { value } of index.byLook.candidates(expression, situation.names)) found.add(value);
    expression = definitionOf(expression, situation.names);
  }
  return found;
}
