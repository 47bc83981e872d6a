/** What the texts and conditions of a template can see. */
import type { SyntaxNode } from '@lezer/common';
import type { Evidence } from '../evidence/index.ts';
import { type Capture, type Captures, type DataOrigin, isStable, originOfData, sizeStabilityOf, type Stability } from '../python/index.ts';
import { areAskedFor } from './asked-columns.ts';
import { Code, Refusal } from './code.ts';
import { firstMetric } from './compiled-metrics.ts';
import { areCutFromOne } from './cuts.ts';
import { mayBeEmpty } from './emptied.ts';
import { areGiven, isAssigned } from './given-values.ts';
import type { RenderContext } from './liquid.ts';
import { kindOf, positionOf } from './match.ts';
import { areAssigned, areNamedByCode, isListOfColumns } from './named-columns.ts';
import type { Plain } from './questions.ts';
import { assignedName, definitionOf, hasThirdSize, isShownAsTable, wordsAddedTo } from './surroundings.ts';
import { scoredRows } from './scored-rows.ts';
import { hasSureRows } from './sure-rows.ts';
import { splitParts, splitWholes, trainingPart } from './split.ts';
import type { Situation } from './types.ts';
import { wordsOfSubject } from './words.ts';

/** What a match has bound; captures named in `outdated` may mean something else where the assert will stand. */
export interface Bindings {
  readonly captures: Captures;
  readonly outdated: ReadonlySet<string>;
}

/** What was seen, as texts and conditions know it. */
export interface Shown {
  readonly evidence?: Evidence;
  readonly seen?: Plain;
  readonly origin?: string;
  /** The two values of a pair. */
  readonly a?: Evidence;
  readonly b?: Evidence;
  /** Whether the template says what holds of any draw. */
  readonly isOfAnyDraw?: boolean;
}

/** Null when the source cannot be written into an assert. `data`: where that comes from which the evidence is about. */
export function contextOf(
  situation: Situation,
  match: Bindings,
  stability: Stability,
  extra: Shown,
  data: DataOrigin = dataOf(situation),
): RenderContext | null {
  const common = commonOf(situation);
  if (common === null) return null;
  const shown = {
    evidence: extra.evidence,
    seen: extra.seen,
    origin: extra.origin,
    a: extra.a,
    b: extra.b,
    stability: stability.kind,
    stable: isStable(stability),
    sized: isStable(stability) || isSized(situation),
    floats: isStable(stability) || extra.isOfAnyDraw === true,
    data: data === 'drawn' ? 'fixed' : data,
    made: data === 'code' || data === 'drawn',
    held: isStable(stability) && data !== 'open',
  };
  const captured: Record<string, unknown> = {};
  return orRefused(() => {
    for (const [name, capture] of match.captures) {
      captured[name.replace(/^\.+/, '')] = codeOf(capture, !match.outdated.has(name));
    }
    // Not a spread: V8 takes a microsecond or more for each field that is added behind one, and a context is made for each match.
    const context: object = Object.assign(captured, common, shown);
    return context as RenderContext;
  });
}

/** What is the same for all templates that are tried on a situation. */
const commons = new WeakMap<Situation, object | null>();

function commonOf(situation: Situation): object | null {
  let known = commons.get(situation);
  if (known === undefined) {
    known = orRefused(() => readCommon(situation));
    commons.set(situation, known);
  }
  return known;
}

function readCommon(situation: Situation): object {
  const { subject, notebook, names, boundTo } = situation;
  const around = { at: positionOf(subject), notebook, names };
  return {
    subject:
      boundTo === null
        ? Code.authored(...authoredNode(subject.source, subject.node, true))
        : Code.authored(boundTo, { loose: false, current: true }),
    label: subject.label,
    words: wordsOfSubject(subject),
    format: subject.format,
    mechanism: situation.feedback.mechanism,
    redact: situation.redact ?? false,
    spelling: (dotted: string) => names.spelling(dotted, positionOf(subject)),
    isShownAsTable: (source: string) => isShownAsTable(source, situation),
    areCutFromOne: (one: string, other: string) => areCutFromOne(one, other, around),
    areGiven: (source: string) => areGiven(source, around),
    definitionOf: (name: string) => definitionOf(name, around),
    mayBeEmpty: (name: string) => mayBeEmpty(name, around),
    hasSureRows: (name: string) => hasSureRows(name, around),
    isAssigned: (source: string) => isAssigned(source, around),
    firstMetric: (model: string) => firstMetric(model, positionOf(subject), situation.notebook),
    areAssigned: (name: string) => areAssigned(name, around),
    areNamedByCode: (name: string) => areNamedByCode(name, around),
    areAskedFor: (name: string, columns: readonly string[]) => areAskedFor(name, columns, around),
    isListOfColumns: (source: string) => isListOfColumns(source, around),
    hasThirdSize: (source: string) => hasThirdSize(source, situation),
    wordsAddedTo: (name: string) => wordsAddedTo(name, situation),
    isSaid: (fact: string) => situation.isSaid?.(fact) === true,
    assignedName: () => assignedName(situation),
    scoredRows: () => scoredRows(situation),
    splitParts: (name: string) => splitParts(name, positionOf(subject), situation.notebook, names),
    splitWholes: (name: string) => splitWholes(name, positionOf(subject), notebook, names),
    // Set where a note is written: there in front, so that a copy of the context only overwrites it.
    strictness: null,
    trainingPart: (name: string) => trainingPart(name, positionOf(subject), names),
  };
}

function orRefused<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** Every template asks it of the same subject. */
const known = new WeakMap<Situation['subject'], DataOrigin>();

function dataOf({ subject, notebook, names }: Situation): DataOrigin {
  const origin = known.get(subject) ?? originOfData(subject, notebook, names);
  known.set(subject, origin);
  return origin;
}

/** Whether a name that is looked at has the same shape on every run, whatever is in it: that of a part of it says nothing of the whole. */
const sizes = new WeakMap<Situation['subject'], boolean>();

function isSized({ subject, notebook, names }: Situation): boolean {
  const isKnown = sizes.get(subject) ?? (subject.node.name === 'VariableName' && isStable(sizeStabilityOf(subject, notebook, names)));
  sizes.set(subject, isKnown);
  return isKnown;
}

function codeOf(capture: Capture, current: boolean): Code {
  const [only] = capture.nodes;
  if (only !== undefined && capture.nodes.length === 1)
    return Code.authored(...authoredNode(capture.text, only.node, current));
  const word = capture.nodes.length === 0 && /^[\p{L}_][\p{L}\p{N}_]*$/u.test(capture.text);
  return Code.authored(capture.text, { loose: false, current, word });
}

function authoredNode(
  source: string,
  node: SyntaxNode,
  current: boolean,
): [string, { loose: boolean; current: boolean }] {
  if (
    (node.name === 'TupleExpression' || node.name === 'ExpressionStatement') &&
    !source.trimStart().startsWith('(')
  )
    return [`(${source})`, { loose: false, current }];
  return [source, { loose: isLoose(node), current }];
}

function isLoose(node: SyntaxNode): boolean {
  const kind = kindOf(node);
  if (kind === 'dictionary') return false;
  if (kind !== 'other') return kind === 'operation' || kind === 'comparison' || kind === 'number';
  return !/^(Parenthesized|Array|Tuple|Dictionary|Set|ArrayComprehension|DictionaryComprehension|SetComprehension|Comprehension)Expression$|^(Boolean|None)$/.test(
    node.name,
  );
}
