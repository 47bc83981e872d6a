/** Where a template takes its evidence from when the statement itself shows no value, as a plot does. */
import type { Evidence } from '../evidence/index.ts';
import {
  type Capture,
  type Captures,
  type DataOrigin,
  type Expression,
  firstChange,
  lessSettled,
  matchPattern,
  originOfData,
  lessStable,
  type Stability,
  stabilityOf,
} from '../python/index.ts';
import type { Compiled, ElsewhereNode } from './compile.ts';
import type { Text } from './liquid.ts';
import { positionOf } from './match.ts';
import { codeSpan } from './note.ts';
import { Plain } from './questions.ts';
import type { AtHand } from './shortlist.ts';
import type { Part, Situation } from './types.ts';

/** Evidence for one match, and how a reader is told where it was seen. */
export interface Seen {
  readonly evidence: Evidence;
  readonly origin: 'output' | 'run' | 'elsewhere';
  /** "the output above", in Markdown. */
  readonly phrase: Plain;
  readonly stability: Stability;
  /** Where the data comes from that it is about, where that is not simply the subject. */
  readonly data?: DataOrigin;
  /** Doubts about the place where it was seen. */
  readonly doubts: readonly string[];
}

/**
 * All evidence that a template can use for a match, the best first: what the statement's own output says; what a kernel
 * said to the template's probe; what the notebook shows of the same, unchanged object in another place, the nearest first.
 */
export function* evidenceFor(compiled: Compiled, captures: Captures, situation: Situation): Generator<Seen> {
  const { evidence, stability, probed } = situation;
  if (evidence !== null && compiled.evidenceKinds.has(evidence.kind)) {
    yield { evidence, origin: 'output', phrase: new Plain('the output above', true), stability, doubts: [] };
    return;
  }
  const answer = probed?.get(compiled.template.id);
  if (answer !== undefined && compiled.evidenceKinds.has(answer.kind)) {
    const asked = capturesIn(compiled.probe, captures);
    yield {
      evidence: answer,
      origin: 'run',
      phrase: new Plain('a run of the notebook', true),
      stability: stabilityOfCaptures(asked, situation),
      data: originOfCaptures(asked, situation),
      doubts: [],
    };
  }
  if (!showsNothing(situation) || isSilent(situation)) return;
  for (const node of compiled.elsewhere) yield* seenElsewhere(node, captures, situation);
}

/** What a template could say something from, whether it fits the code or not. */
export function atHand(situation: Situation): AtHand {
  const { evidence } = situation;
  return { kind: evidence?.kind ?? null, elsewhere: showsNothing(situation) && !isSilent(situation) };
}

/** Whether the statement makes something and shows nothing: only a kernel can tell of it. */
function isSilent({ feedback }: Situation): boolean {
  return feedback.mechanism === 'silent';
}

/** Whether a statement's output holds no value that could speak for itself: there is none, or it is a picture. */
export function showsNothing({ evidence, feedback }: Situation): boolean {
  return evidence === null || evidence.kind === 'figure' || feedback.mechanism === 'plot';
}

function* seenElsewhere(node: ElsewhereNode, captures: Captures, situation: Situation): Generator<Seen> {
  for (const part of nearestFirst(situation, node.kinds)) {
    if (part.evidence === null) continue;
    for (const pattern of node.patterns) {
      const found = matchPattern(pattern, part.subject, situation.names);
      if (found === null || !isSame(captures, found, situation)) continue;
      yield {
        evidence: part.evidence,
        origin: 'elsewhere',
        phrase: phraseFor(part, situation),
        stability: stabilityOf(part.subject, situation.notebook, situation.names),
        doubts: part.doubt === undefined ? [] : [part.doubt],
      };
      break;
    }
  }
}

/** What is shown in front of the statement, backwards, then what is shown behind it; only evidence of these kinds. */
function* nearestFirst({ shownElsewhere, subject }: Situation, kinds: ReadonlySet<string>): Generator<Part> {
  const all = ofKinds(shownElsewhere?.() ?? [], kinds);
  for (let index = all.length - 1; index >= 0; index--) {
    const part = all[index];
    if (part !== undefined && isBefore(part.subject, subject)) yield part;
  }
  for (const part of all) if (isBefore(subject, part.subject)) yield part;
}

/** Most of what a notebook shows is no evidence for most templates, and each of them asks at each plot. */
const chosen = new WeakMap<readonly Part[], WeakMap<ReadonlySet<string>, readonly Part[]>>();

function ofKinds(all: readonly Part[], kinds: ReadonlySet<string>): readonly Part[] {
  let known = chosen.get(all);
  if (known === undefined) chosen.set(all, (known = new WeakMap()));
  let parts = known.get(kinds);
  if (parts === undefined) {
    parts = all.filter(({ evidence }) => evidence !== null && kinds.has(evidence.kind));
    known.set(kinds, parts);
  }
  return parts;
}

function isBefore(a: Expression, b: Expression): boolean {
  return a.cell.index < b.cell.index || (a.cell === b.cell && a.node.to <= b.node.from);
}

/**
 * Whether two matches speak of the same object: metavariables that both have say the same, at least one of them is an
 * expression, and nothing between the two places may have changed what they mean.
 */
function isSame(one: Captures, other: Captures, situation: Situation): boolean {
  let objects = 0;
  for (const [name, capture] of other) {
    const known = one.get(name);
    if (known === undefined) continue;
    if (keyOf(known) !== keyOf(capture)) return false;
    const [here] = known.nodes;
    const [there] = capture.nodes;
    if (here === undefined || there === undefined || here.node.name === 'String') continue;
    if (isChanged(here, there, situation)) return false;
    objects++;
  }
  return objects > 0;
}

function isChanged(one: Expression, other: Expression, { notebook, names }: Situation): boolean {
  const [first, second] = isBefore(one, other) ? [one, other] : [other, one];
  const between = { after: positionOf(first, true), before: positionOf(second) };
  return firstChange(first, between, notebook, names) !== null;
}

/** What a metavariable says, in one spelling: the column of `df['a']` and of `df.a` is the same. */
export function keyOf({ nodes, text }: Capture): string {
  if (nodes.length === 0) return `word ${text}`;
  const literal = /^(['"])([^'"\\\n]*)\1$/.exec(text);
  if (literal !== null) return `word ${literal[2]}`;
  return `code ${/\\|'.*"|".*'/.test(text) ? text : text.replaceAll('"', "'")}`;
}

function phraseFor(part: Part, { subject }: Situation): Plain {
  const place = isBefore(part.subject, subject) ? 'further up' : 'further down';
  return new Plain(`the output of ${codeSpan(part.subject.source)} ${place}`, true);
}

/** What a question speaks of: `X` of `model.score(X, y)` may be settled where the model is not. */
function capturesIn(probe: Text | null, captures: Captures): Captures {
  const named = new Set(probe?.names() ?? []);
  const asked = [...captures].filter(([name]) => named.has(name.replace(/^\.+/, '')));
  return asked.length > 0 ? new Map(asked) : captures;
}

function originOfCaptures(captures: Captures, { notebook, names }: Situation): DataOrigin {
  return [...captures.values()]
    .flatMap((capture) => capture.nodes)
    .map((node) => originOfData(node, notebook, names))
    .reduce(lessSettled, 'code');
}

/** The least stable of the objects that a match is about. */
export function stabilityOfCaptures(
  captures: Captures,
  { notebook, names, stability }: Situation,
): Stability {
  const all = [...captures.values()]
    .flatMap((capture) => capture.nodes)
    .map((node) => stabilityOf(node, notebook, names));
  return all.length === 0 ? stability : all.reduce(lessStable);
}
