/** From what templates suggest for one subject to proposals, or to the reason why there is none. */
import type { Reading } from '../evidence/index.ts';
import { isOfTime, stabilityOf } from '../python/index.ts';
import { type Check, CONFIDENCES, matchesCode, type Situation, STRICTNESSES, type Suggestion, suggest } from '../templates/index.ts';
import { isSaidOfBinding, placeSuggestion, suggestionBeforeBinding } from './accept.ts';
import { confidenceOf } from './confidence.ts';
import { chosenStrictness, isWanted, strictnessFor } from './filter.ts';
import { hidesBlanks } from './hidden-blanks.ts';
import { objectOf } from './object.ts';
import { privateLiteral } from './private.ts';
import { steadyVariants } from './steady.ts';
import type { Finding, Proposal, Reason } from './types.ts';
import type { Work } from './work.ts';

/** What became of one subject of a statement. */
export interface Outcome {
  readonly proposals: readonly Proposal[];
  readonly reason: Reason | null;
  readonly check: Finding['check'];
}

/** What can be proposed for one subject: the best suggestion of each fact that the rules let through. */
export function outcomeOf(
  shown: Omit<Situation, 'stability' | 'notebook' | 'names' | 'boundTo'>,
  reading: Reading | null,
  work: Work,
): Outcome {
  const { code, names, library } = work;
  const stability = stabilityOf(shown.subject, code, names);
  const { redact } = work.options;
  const around = { stability, notebook: code, names, boundTo: null, redact };
  const isSaid = (fact: string): boolean => work.coverage.isSaid(fact, shown);
  const situation: Situation = Object.assign(around, { isSaid }, shown);
  const suggestions = suggest(library, situation);
  if (suggestions.length === 0) return withoutSuggestion(situation, reading, work);
  const proposals: Proposal[] = [];
  const said: Check[] = [];
  let refused: { reason: Reason; suggestion: Suggestion } | null = null;
  for (const suggestion of suggestions) {
    const { check } = suggestion.template;
    const result = addsNothing(check, said) ? 'covered' : decide(suggestion, situation, reading, work);
    if (typeof result === 'object' || result === 'covered') said.push(check);
    if (typeof result === 'object') proposals.push(result);
    else refused ??= { reason: result, suggestion };
  }
  return { proposals, reason: refused?.reason ?? null, check: refused?.suggestion.template.check ?? null };
}

function withoutSuggestion(situation: Situation, reading: Reading | null, { library }: Work): Outcome {
  const template = matchesCode(library, situation);
  if (isTiming(situation)) return { proposals: [], reason: 'not-deterministic', check: template?.check ?? null };
  if (template === null) return { proposals: [], reason: reading?.reason === 'no-value-shown' ? 'no-value-shown' : 'no-template', check: null };
  const reason = situation.evidence === null ? (reading?.reason ?? 'no-output') : 'no-evidence-match';
  return { proposals: [], reason, check: template.check };
}

/** How long something took, or when it ran: no template is missing for that, as no assert would hold. */
function isTiming({ evidence, stability }: Situation): boolean {
  return evidence?.kind === 'scalar' && isOfTime(stability);
}

/**
 * Whether a check says nothing beside what is said about the same subject already, now or in an earlier run: a second
 * floor under the same score, or a mere look at a value that something better is known about.
 */
function addsNothing(check: Check, said: readonly Check[]): boolean {
  if (check === 'spot-check') return said.length > 0;
  return check === 'model-performance' && said.includes(check);
}

/** A proposal, or the reason why there is none. */
function decide(
  suggestion: Suggestion,
  situation: Situation,
  reading: Reading | null,
  work: Work,
): Proposal | Reason {
  if (!isWanted(suggestion.template, work.options)) return 'filtered';
  if (work.coverage.isInserted(suggestion, situation)) {
    for (const said of [suggestion, suggestionBeforeBinding(suggestion, situation, work)])
      if (said !== null) work.coverage.add(said, situation);
    work.inserted.push({ facts: suggestion.facts, subject: situation.subject });
    return 'covered';
  }
  if (work.coverage.isOfOwnName(situation) && !isSaidOfBinding(suggestion, situation, work)) return 'covered';
  if (work.coverage.covers(suggestion, situation)) return 'covered';
  if (privateLiteral(suggestion, situation) !== null) return 'private';
  if (suggestion.variants.some(({ assert }) => hidesBlanks(assert, situation.feedback.cell, work.code)))
    return 'no-evidence-match';
  const steady = steadyVariants(suggestion, situation, work);
  if (steady.size === 0) return 'not-deterministic';
  const placed = placeSuggestion(suggestion, situation, work);
  if ('reason' in placed) return placed.reason;
  const variants = placed.suggestion.variants.filter(({ strictness }) => steady.has(strictness));
  if (variants.length === 0) return 'not-deterministic';
  const wanted = strictnessFor(suggestion.template, work.options);
  const chosen = chosenStrictness(variants, wanted);
  const assert = variants.find(({ strictness }) => strictness === chosen)?.assert ?? '';
  const { confidence, doubts } = confidenceOf(placed.suggestion, assert, {
    reading: reading?.doubt ?? '',
    freshness: work.freshness.get(situation.feedback.cell),
    isRepeated: work.coverage.repeats(assert),
    isLoosened: chosen !== chosenStrictness(placed.suggestion.variants, wanted),
    isTightened: STRICTNESSES.indexOf(chosen) < STRICTNESSES.indexOf(wanted),
  });
  if (CONFIDENCES.indexOf(confidence) < CONFIDENCES.indexOf(work.options.minConfidence)) return 'filtered';
  if (work.options.apart !== true) {
    if (confidence !== 'low') work.coverage.offer(assert);
    work.coverage.add(placed.suggestion, situation);
    // Once the subject is bound, the fact has another name; it is stated about the expression as well.
    if (placed.suggestion !== suggestion) work.coverage.add(suggestion, situation);
  }
  work.stated.set(variants, { facts: suggestion.facts, subject: situation.subject });
  return {
    key: `${situation.feedback.cell}:${situation.feedback.line}:${suggestion.template.id}`,
    template: suggestion.template.id,
    check: suggestion.template.check,
    feedback: situation.feedback,
    object: objectOf(situation.subject, work.names),
    evidence: situation.evidence,
    shown: reading?.shown ?? '',
    assumption: placed.suggestion.assumption,
    variants,
    chosen,
    confidence,
    why: [suggestion.template.summary, ...doubts, ...staleness(situation, work), ...placed.why],
    placement: placed.placement,
  };
}

function staleness({ feedback }: Situation, { options }: Work): string[] {
  const isStale = options.answers?.get(feedback.cell)?.stale.has(feedback.line) === true;
  return isStale ? ['The saved output says otherwise: a run shows this.'] : [];
}
