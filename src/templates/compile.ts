import { NbassertError } from '../errors.ts';
import { compilePattern, type Pattern } from '../python/index.ts';
import type {
  LimitData,
  MatchData,
  MatchObject,
  TemplateData,
  ThatData,
  UnseenData,
  VariantData,
} from './data.ts';
import { type Condition, compileCondition, compileText, type Text } from './liquid.ts';
import type { Template, TemplateLooks } from './types.ts';
import { STRICTNESSES, type Strictness } from './vocabulary.ts';
import { phrases, type Spaced } from './words.ts';

/** A limit on what a metavariable is bound to, ready for use: of each list that is not null, one item has to fit. */
export interface Limit {
  readonly text: ReadonlySet<string> | null;
  readonly kind: ReadonlySet<string> | null;
  readonly value: ReadonlySet<string> | null;
  readonly from: ReadonlySet<string> | null;
  readonly words: readonly Spaced[] | null;
  readonly notWords: readonly Spaced[];
}

/** A `match` ready for use. */
export interface MatchNode {
  readonly pattern: Pattern | null;
  /** How much code the pattern names, or both of a pair: relations stand before what they relate. */
  readonly named: number;
  readonly any: readonly MatchNode[] | null;
  readonly all: readonly MatchNode[];
  readonly not: readonly MatchNode[];
  readonly pair: readonly [Pattern, Pattern] | null;
  readonly where: readonly (readonly [name: string, limit: Limit])[];
  readonly words: readonly Spaced[] | null;
  readonly notWords: readonly Spaced[];
  readonly mechanism: ReadonlySet<string> | null;
}

export interface That {
  readonly that: Text;
  readonly when: Condition | null;
  readonly actual: Text;
  readonly message: Text;
}

/** Another statement whose output says something about the same object. */
export interface ElsewhereNode {
  readonly patterns: readonly Pattern[];
  readonly kinds: ReadonlySet<string>;
}

/** What can be said without any output. */
export interface Unseen {
  readonly assume: Text;
  readonly that: That;
}

/** What takes a step of confidence: a condition, or what the subject is visibly made of. */
export interface Doubt {
  readonly when: Condition | null;
  readonly match: MatchNode | null;
  readonly because: string;
  /** How many steps it takes. */
  readonly steps: number;
}

/** A template ready for use: patterns compiled, texts parsed when they are first needed. */
export interface Compiled {
  readonly template: Template;
  readonly match: MatchNode;
  readonly through: boolean;
  readonly evidenceKinds: ReadonlySet<string>;
  readonly when: readonly Condition[];
  readonly elsewhere: readonly ElsewhereNode[];
  readonly unseen: Unseen | null;
  readonly probe: Text | null;
  readonly doubts: readonly Doubt[];
  readonly facts: readonly Text[];
  readonly assume: Text;
  readonly note: Text;
  readonly variants: ReadonlyMap<Strictness, readonly That[]>;
  /** The balanced variant for data that does not refresh by itself; null when it is the same. */
  readonly held: readonly That[] | null;
}

/** What patterns were compiled to, by their source, as far as that is known. */
export type KnownPatterns = TemplateLooks['patterns'];

/** @throws PatternError for a wrong pattern */
export function compileMatch(data: MatchData, known: KnownPatterns = {}): MatchNode {
  const given: MatchObject = typeof data === 'string' ? { pattern: data } : data;
  const inner = (it: MatchData) => compileMatch(it, known);
  return {
    pattern: given.pattern === undefined ? null : patternOf(given.pattern, known),
    named: [given.pattern ?? [], given.pair ?? []].flat().join('').replace(/\$(\.\.\.)?\w+/g, '').length,
    any: given.any?.map(inner) ?? null,
    all: given.all?.map(inner) ?? [],
    not: given.not?.map(inner) ?? [],
    pair: given.pair === undefined ? null : [patternOf(given.pair[0], known), patternOf(given.pair[1], known)],
    where: Object.entries(given.where ?? {}).map(([name, limit]) => [name, compileLimit(limit)]),
    words: given.words === undefined ? null : phrases(given.words),
    notWords: phrases(given['not-words'] ?? []),
    mechanism: given.mechanism === undefined ? null : new Set(given.mechanism),
  };
}

function compileLimit(limit: LimitData): Limit {
  const set = (list: string | readonly string[] | undefined) =>
    list === undefined ? null : new Set(asList<string>(list));
  return {
    text: set(limit.text),
    kind: set(limit.kind),
    value: set(limit.value),
    from: set(limit.from),
    words: limit.words === undefined ? null : phrases(limit.words),
    notWords: phrases(limit['not-words'] ?? []),
  };
}

function patternOf(source: string, known: KnownPatterns): Pattern {
  return compilePattern(source, { allowAny: true, known: known[source] });
}

/** @throws PatternError for a wrong pattern; texts are not looked at before they are used */
export function compileTemplate(template: Template): Compiled {
  const { data } = template;
  const known = template.looks?.patterns ?? {};
  const variants = new Map<Strictness, readonly That[]>();
  for (const strictness of STRICTNESSES) {
    const variant = data.assert[strictness];
    if (variant !== undefined) variants.set(strictness, compileVariant(variant, data));
  }
  return {
    template,
    match: compileMatch(data.match, known),
    through: data.through ?? true,
    evidenceKinds: new Set(asList(data.evidence.kind)),
    when: asList(data.evidence.when).map(compileCondition),
    elsewhere: (data.evidence.elsewhere ?? []).map(({ pattern, kind }) => ({
      patterns: asList(pattern).map((it) => patternOf(it, known)),
      kinds: new Set(asList(kind)),
    })),
    unseen: data.unseen === undefined ? null : compileUnseen(data.unseen),
    probe: data.probe === undefined ? null : compileText(data.probe, 'python'),
    doubts: (data.doubt ?? []).map((it) => ({
      when: it.when === undefined ? null : compileCondition(it.when),
      match: it.match === undefined ? null : compileMatch(it.match, known),
      because: it.because,
      steps: it.steps ?? 1,
    })),
    facts: data.facts.map((fact) => compileText(fact, 'fact')),
    assume: compileText(data.assume, 'note'),
    note: compileText(data.note, 'note'),
    variants,
    held: data.assert.held === undefined ? null : compileVariant(data.assert.held, data),
  };
}

function compileVariant(variant: VariantData, data: TemplateData): That[] {
  return (typeof variant === 'string' ? [variant] : variant).map((item) => {
    const given: ThatData = typeof item === 'string' ? { that: item } : item;
    return {
      that: compileText(given.that, 'python'),
      when: given.when === undefined ? null : compileCondition(given.when),
      actual: compileText(given.actual ?? data.actual ?? '{{ subject }}', 'python'),
      message: compileText(
        given.message ?? data.message ?? `${data.assume.trim()}: found {actual}`,
        'message',
      ),
    };
  });
}

function compileUnseen({ assume, that, actual, message }: UnseenData): Unseen {
  return {
    assume: compileText(assume, 'note'),
    that: {
      that: compileText(that, 'python'),
      when: null,
      actual: compileText(actual, 'python'),
      message: compileText(message, 'message'),
    },
  };
}

export function asList<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

/** A template from checked data. */
export function toTemplate(data: TemplateData, file: string): Template {
  return {
    id: data.id,
    check: data.check as Template['check'],
    summary: data.summary,
    why: data.why,
    confidence: data.confidence,
    file,
    probe: data.probe ?? null,
    data,
  };
}

/** All patterns that may match, the nested ones included. */
export function patternsOf(node: MatchNode): Pattern[] {
  return [
    ...(node.pattern === null ? [] : [node.pattern]),
    ...(node.pair ?? []),
    ...[...(node.any ?? []), ...node.all].flatMap(patternsOf),
  ];
}

/** Those that must not match as well. */
export function everyPatternOf(node: MatchNode): Pattern[] {
  const inner = [...(node.any ?? []), ...node.all, ...node.not].flatMap(everyPatternOf);
  return [...(node.pattern === null ? [] : [node.pattern]), ...(node.pair ?? []), ...inner];
}

/** For code that must never be reached with a template that was checked. */
export function templateDefect(template: Template, error: unknown): NbassertError {
  const message = error instanceof Error ? error.message : String(error);
  return new NbassertError('template', `template ${template.id}: ${message}`, {
    place: { file: template.file },
    hint: 'Run `nbassert templates test` on it.',
    cause: error,
  });
}
