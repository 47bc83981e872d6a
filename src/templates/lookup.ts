/** Which templates can match at all, so that many cost little more than few. */
import { type Expression, LookIndex, looksOf } from '../python/index.ts';
import { type Compiled, compileTemplate, patternsOf } from './compile.ts';
import { definitionOf } from './match.ts';
import { elementParts, MOST_PARTS } from './pairs.ts';
import type { Situation, Template, TemplateLooks } from './types.ts';

/** Templates by the look of the code they are about, each compiled when it is first needed. */
export interface TemplateIndex {
  readonly single: LookIndex<() => Compiled>;
  /** Templates that relate two values, by the look of either. */
  readonly pairs: LookIndex<() => Compiled>;
}

export function indexTemplates(templates: readonly Template[]): TemplateIndex {
  const index: TemplateIndex = { single: new LookIndex(), pairs: new LookIndex() };
  for (const template of templates) {
    let compiled: Compiled | null = null;
    const compile = () => (compiled ??= compileTemplate(template));
    const { looks, isPair } = template.looks ?? looksOfTemplate(compile());
    for (const look of looks) (isPair ? index.pairs : index.single).add(look, compile);
  }
  return index;
}

/** What `Template.looks` is for a template. */
export function looksOfTemplate({ match }: Compiled): TemplateLooks {
  return { looks: [...new Set(patternsOf(match).map(({ look }) => look))], isPair: match.pair !== null };
}

/** So many definitions are looked through, as in matching. */
const MOST_STEPS = 4;

/** Templates that may match a subject. */
export interface Candidates {
  readonly pairs: readonly Compiled[];
  readonly single: readonly Compiled[];
  /** The looks of the subject and of what it is defined as: patterns of any other look need not be tried. */
  readonly looks: ReadonlySet<string>;
}

/** The looks of a subject and of what it is defined as, step by step. */
export function looksAround({ subject, names }: Pick<Situation, 'subject' | 'names'>): Set<string> {
  const looks = new Set<string>();
  let expression: Expression | null = subject;
  for (let step = 0; expression !== null && step <= MOST_STEPS; step++) {
    for (const look of looksOf(expression, names)) looks.add(look);
    expression = definitionOf(expression, names);
  }
  return looks;
}

export function candidates(index: TemplateIndex, situation: Situation): Candidates {
  const { subject, evidence, names } = situation;
  const looks = looksAround(situation);
  // The second of two values is the subject itself or one of its elements; it may fit either pattern of a pair.
  const elements = elementParts(subject, evidence).slice(0, MOST_PARTS);
  const parts = [subject, ...elements.map((element) => element.subject)];
  return {
    pairs: compiled(index.pairs.find(new Set(parts.flatMap((part) => looksOf(part, names))))),
    single: compiled(index.single.find(looks)),
    looks,
  };
}

function compiled(found: readonly (() => Compiled)[]): Compiled[] {
  return found.map((compile) => compile());
}
