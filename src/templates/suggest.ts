import type { Subject } from '../feedback/index.ts';
import { firstChange } from '../python/index.ts';
import { type Compiled, type MatchNode, templateDefect } from './compile.ts';
import { contextOf } from './context.ts';
import type { RenderContext } from './liquid.ts';
import { looksAround, shortlistOf } from './lookup.ts';
import { type Match, matchPair, matchSubject, positionOf } from './match.ts';
import { narrowed } from './narrow.ts';
import { elementParts, MOST_PARTS, partPairs } from './pairs.ts';
import { attempt, type Rendered, render, renderUnseen } from './render.ts';
import { atHand, evidenceFor, type Seen, showsNothing, stabilityOfCaptures } from './seen.ts';
import type { Narrowed } from './shortlist.ts';
import type { Part, Probe, Situation, Suggestion, Template, TemplateLibrary } from './types.ts';
import { type Check, CONFIDENCES, type Confidence } from './vocabulary.ts';

/**
 * Runs all templates over one situation; the best match first: by confidence, then by how much of the code the template
 * names. Pure. @throws NbassertError `template` when a template that was never checked cannot be used.
 */
export function suggest(library: TemplateLibrary, situation: Situation): Suggestion[] {
  for (const templates of shortlistOf(library, situation).whichMaySay(atHand(situation), situation.probed)) {
    const found = templates.flatMap((candidate) => suggestionsAt(candidate, situation));
    if (found.length > 0) return found.sort((a, b) => rank(b) - rank(a)).map(({ suggestion }) => suggestion);
  }
  return suggestForElements(library, situation);
}

/** What one of the templates suggests, as `suggest` would: for a situation that differs from another only in `boundTo`. */
export function suggestAgain(library: TemplateLibrary, template: Template, situation: Situation): Suggestion[] {
  const ranks = shortlistOf(library, situation).whichMaySay(atHand(situation), situation.probed);
  const candidates = ranks.flat().filter(({ compiled }) => compiled.template === template);
  return candidates.flatMap((candidate) => suggestionsAt(candidate, situation)).map(({ suggestion }) => suggestion);
}

function suggestionsAt(candidate: Narrowed, situation: Situation): Found[] {
  const { compiled } = candidate;
  try {
    if (compiled.match.pair !== null) return [...pairsOf(compiled, situation)];
    const match = matchOf(candidate, situation);
    return match === null ? [] : [...suggestionsOf(compiled, match, situation)];
  } catch (error) {
    throw templateDefect(compiled.template, error);
  }
}

/**
 * `len(train), type(train)` shows two values: each is looked at by itself. Not once the whole has been bound to a name,
 * since the elements would then be evaluated beside it.
 */
function suggestForElements(library: TemplateLibrary, situation: Situation): Suggestion[] {
  if (situation.boundTo !== null) return [];
  const parts = elementParts(situation.subject, situation.evidence).slice(0, MOST_PARTS);
  return parts.flatMap(({ subject, evidence }) => suggest(library, { ...situation, subject, evidence }));
}

/** How templates fit the code of a subject, whatever the evidence says; each is worked out once. */
const matched = new WeakMap<Subject, Map<Compiled, Match | null>>();

function matchOf({ compiled, match: left }: Narrowed, situation: Situation): Match | null {
  let known = matched.get(situation.subject);
  if (known === undefined) matched.set(situation.subject, (known = new Map()));
  let match = known.get(compiled);
  if (match === undefined) {
    match = matchSubject(left, situation, compiled.through);
    known.set(compiled, match);
  }
  return match;
}

/** A template that names the code, whatever its evidence says; null when none does. For the reason why nothing is proposed. */
export function matchesCode(library: TemplateLibrary, situation: Situation): Compiled['template'] | null {
  const named = shortlistOf(library, situation).naming().find((it) => (matchOf(it, situation)?.named ?? 0) > 0);
  return named?.compiled.template ?? null;
}

/**
 * What a kernel may be asked so that templates get evidence which no saved output holds: one expression a template that
 * matches the code and finds no evidence. To be evaluated directly behind the statement; the answer is the expression's
 * `repr`, read with `readValue(text, { exact: true })`, and goes into `Situation.probed` under the template's id.
 */
export function probesOf(library: TemplateLibrary, situation: Situation): Probe[] {
  const found: Probe[] = [];
  for (const candidate of shortlistOf(library, situation).withProbe()) {
    const { compiled } = candidate;
    const { probe } = compiled;
    const match = matchOf(candidate, situation);
    if (probe === null || match === null || !evidenceFor(compiled, match.captures, situation).next().done) continue;
    const context = contextOf(situation, match, situation.stability, {});
    const expression = context === null ? null : attempt(probe, context);
    if (expression !== null) {
      const { captures } = match;
      found.push({ template: compiled.template.id, expression: expression.trim(), captures });
    }
  }
  return found;
}

interface Found {
  readonly suggestion: Suggestion;
  readonly named: number;
}

function rank({ suggestion, named }: Found): number {
  return CONFIDENCES.indexOf(suggestion.confidence) * 1000 + Math.min(named, 999);
}

function* suggestionsOf(compiled: Compiled, match: Match, situation: Situation): Generator<Found> {
  for (const seen of evidenceFor(compiled, match.captures, situation)) {
    const extra = { evidence: seen.evidence, seen: seen.phrase, origin: seen.origin, isOfAnyDraw: compiled.template.data['any-draw'] === true };
    const context = contextOf(situation, match, seen.stability, extra, seen.data);
    if (context === null || !compiled.when.every((condition) => condition.holds(context))) continue;
    const rendered = render(compiled, context, situation.notebook);
    if (rendered === null) continue;
    yield {
      suggestion: finished(compiled, match, rendered, doubtsOf(compiled, [situation], context, seen)),
      named: match.named,
    };
    return;
  }
  const isAnswered = situation.probed?.has(compiled.template.id) === true;
  if (compiled.unseen !== null && showsNothing(situation) && !isAnswered) yield* unseenOf(compiled, match, situation);
}

function* unseenOf(compiled: Compiled, match: Match, situation: Situation): Generator<Found> {
  const stability = stabilityOfCaptures(match.captures, situation);
  const context = contextOf(situation, match, stability, {});
  const rendered = context === null ? null : renderUnseen(compiled, context, situation.notebook);
  if (rendered === null) return;
  const suggestion = finished(compiled, match, rendered, [{ because: 'no saved output confirms it', steps: 1 }]);
  yield { suggestion: { ...suggestion, confidence: 'low' }, named: match.named };
}

interface Doubt {
  readonly because: string;
  readonly steps: number;
}

/** What speaks against a suggestion; of a pair, what does so for both of its parts. */
function doubtsOf(
  compiled: Compiled,
  parts: readonly Situation[],
  context: RenderContext,
  { stability, doubts }: Pick<Seen, 'stability' | 'doubts'>,
): Doubt[] {
  const around = [...(stability.kind === 'volatile' ? [stability.why] : []), ...doubts];
  const isOfMade = context.made === true && isAboutData(compiled);
  return [
    ...compiled.doubts.filter(({ when, match }) =>
      match === null ? when?.holds(context) === true : parts.every((part) => isMadeOf(match, part)),
    ),
    ...around.map((because) => ({ because, steps: 1 })),
    ...(isOfMade ? [{ because: 'the code itself makes the data', steps: 2 }] : []),
  ];
}

/** Checks of what data is like, and of how well a model does on it. */
const ABOUT_DATA: ReadonlySet<Check> = new Set([
  'shape',
  'missing-value',
  'data-distribution',
  'data-validation',
  'data-relationship',
  'existence',
  'model-performance',
  'type',
]);

/** Whether what a template says is worth little of data that stands in the code, or is drawn there. */
function isAboutData({ template, match }: Compiled): boolean {
  return ABOUT_DATA.has(template.check) && match.pair === null && template.data['made-data'] !== true;
}

function isMadeOf(match: MatchNode, situation: Situation): boolean {
  const left = narrowed(match, looksAround(situation));
  return left !== null && matchSubject(left, situation, true) !== null;
}

function finished(
  compiled: Compiled,
  match: Match,
  rendered: Rendered,
  doubts: readonly Doubt[],
): Suggestion {
  const { template } = compiled;
  const steps = doubts.reduce((sum, doubt) => sum + doubt.steps, 0);
  const confidence = lowered(template.confidence, steps);
  return { template, captures: match.captures, ...rendered, confidence, doubts: doubts.map(({ because }) => because) };
}

function lowered(confidence: Confidence, steps: number): Confidence {
  return CONFIDENCES[Math.max(0, CONFIDENCES.indexOf(confidence) - steps)] ?? 'low';
}

function* pairsOf(compiled: Compiled, situation: Situation): Generator<Found> {
  for (const [first, second] of partPairs(situation)) {
    if (first.evidence === null || second.evidence === null) continue;
    if (!compiled.evidenceKinds.has(first.evidence.kind) || !compiled.evidenceKinds.has(second.evidence.kind))
      continue;
    const found =
      pairOf(compiled, [first, second], situation) ?? pairOf(compiled, [second, first], situation);
    if (found !== null && !changedBetween(first, second, situation)) yield found;
  }
}

/** Two values in this order. */
function pairOf(compiled: Compiled, [a, b]: readonly [Part, Part], situation: Situation): Found | null {
  const found = matchPair(compiled.match, [a.subject, b.subject], situation.names);
  if (found === null || a.evidence === null || b.evidence === null) return null;
  const match = { ...found, outdated: new Set<string>() };
  const { stability } = situation;
  const extra = { evidence: b.evidence, a: a.evidence, b: b.evidence };
  const context = contextOf(situation, match, stability, extra);
  if (context === null || !compiled.when.every((condition) => condition.holds(context))) return null;
  const rendered = render(compiled, context, situation.notebook);
  if (rendered === null) return null;
  const parts = [a, b].map(({ subject }) => ({ ...situation, subject }));
  const doubts = doubtsOf(compiled, parts, context, { stability, doubts: [] });
  return { suggestion: finished(compiled, match, rendered, doubts), named: match.named };
}

function changedBetween(first: Part, second: Part, { notebook, names }: Situation): boolean {
  const between = { after: positionOf(first.subject, true), before: positionOf(second.subject) };
  return firstChange(first.subject, between, notebook, names) !== null;
}
