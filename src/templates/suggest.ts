import type { SyntaxNode } from '@lezer/common';
import type { Evidence } from '../evidence/index.ts';
import type { Subject } from '../feedback/index.ts';
import { type Capture, type Captures, firstChange, type PythonNotebook } from '../python/index.ts';
import { Code, Refusal } from './code.ts';
import { type Compiled, compileTemplate, type That, templateDefect } from './compile.ts';
import { assertStatement, flat } from './layout.ts';
import type { RenderContext, Text } from './liquid.ts';
import { candidates, indexTemplates, type TemplateIndex } from './lookup.ts';
import { kindOf, type Match, matchPair, matchSubject, positionOf } from './match.ts';
import {
  CONFIDENCES,
  type Confidence,
  type Part,
  type Situation,
  STRICTNESSES,
  type Strictness,
  type Suggestion,
  type TemplateLibrary,
  type Variant,
} from './types.ts';
import { wordsOfSubject } from './words.ts';

const prepared = new WeakMap<TemplateLibrary, TemplateIndex>();

function prepare(library: TemplateLibrary): TemplateIndex {
  let index = prepared.get(library);
  if (index === undefined) {
    index = indexTemplates(library.templates.map(compileTemplate));
    prepared.set(library, index);
  }
  return index;
}

/**
 * Runs all templates over one situation; the best match first: by confidence, then by how much of the code the template
 * names. Pure. @throws NbassertError `template` when a template that was never checked cannot be used.
 */
export function suggest(library: TemplateLibrary, situation: Situation): Suggestion[] {
  const found: { suggestion: Suggestion; named: number }[] = [];
  for (const compiled of candidates(prepare(library), situation)) {
    try {
      for (const [match, context] of matchesOf(compiled, situation)) {
        const suggestion = render(compiled, match, context, situation);
        if (suggestion !== null) found.push({ suggestion, named: match.named });
      }
    } catch (error) {
      throw templateDefect(compiled.template, error);
    }
  }
  return found.sort((a, b) => rank(b) - rank(a)).map(({ suggestion }) => suggestion);
}

/** A template that names the code, whatever its evidence says; null when none does. For the reason why nothing is proposed. */
export function matchesCode(library: TemplateLibrary, situation: Situation): Compiled['template'] | null {
  for (const compiled of candidates(prepare(library), situation)) {
    if (compiled.match.pair !== null) continue;
    const match = matchSubject(compiled.match, situation, compiled.through);
    if (match !== null && match.named > 0) return compiled.template;
  }
  return null;
}

function rank({ suggestion, named }: { suggestion: Suggestion; named: number }): number {
  return CONFIDENCES.indexOf(suggestion.confidence) * 1000 + Math.min(named, 999);
}

function* matchesOf(compiled: Compiled, situation: Situation): Generator<[Match, RenderContext]> {
  if (compiled.match.pair !== null) {
    yield* pairsOf(compiled, situation);
    return;
  }
  const { evidence } = situation;
  if (evidence === null || !compiled.evidenceKinds.has(evidence.kind)) return;
  const match = matchSubject(compiled.match, situation, compiled.through);
  if (match === null) return;
  const context = contextOf(situation, match, { evidence });
  if (context !== null && compiled.when.every((condition) => condition.holds(context)))
    yield [match, context];
}

/** At most so many earlier values are tied to a later one. */
const MOST_PARTS = 12;

function* pairsOf(compiled: Compiled, situation: Situation): Generator<[Match, RenderContext]> {
  for (const [first, second] of partPairs(situation)) {
    if (first.evidence === null || second.evidence === null) continue;
    if (!compiled.evidenceKinds.has(first.evidence.kind) || !compiled.evidenceKinds.has(second.evidence.kind))
      continue;
    for (const [a, b] of [
      [first, second],
      [second, first],
    ] as const) {
      const found = matchPair(compiled.match, [a.subject, b.subject], situation.names);
      if (found === null) continue;
      const match = { ...found, outdated: new Set<string>() };
      const context = contextOf(situation, match, { evidence: b.evidence, a: a.evidence, b: b.evidence });
      if (context === null || !compiled.when.every((condition) => condition.holds(context))) continue;
      if (!changedBetween(first.subject, second.subject, situation)) yield [match, context];
      break;
    }
  }
}

/** Pairs of values: the elements of a tuple that is shown, or an earlier value of the cell with this one. */
function partPairs(situation: Situation): (readonly [Part, Part])[] {
  const parts = elementParts(situation.subject, situation.evidence).slice(0, MOST_PARTS);
  if (parts.length > 0)
    return parts.flatMap((second, index) => parts.slice(0, index).map((first) => [first, second] as const));
  const before = (situation.shownBefore ?? []).slice(-MOST_PARTS);
  const all = before.flatMap((part) => {
    const elements = elementParts(part.subject, part.evidence);
    return elements.length > 0 ? elements : [part];
  });
  return all.map((first) => [first, { subject: situation.subject, evidence: situation.evidence }] as const);
}

/** A tuple without parentheses is the whole statement. */
const COLLECTIONS = new Set(['TupleExpression', 'ArrayExpression', 'ExpressionStatement']);

/** The elements of a tuple or list display, each with its evidence. */
export function elementParts(subject: Subject, evidence: Evidence | null): Part[] {
  if (!COLLECTIONS.has(subject.node.name)) return [];
  if (evidence?.kind !== 'sequence' || evidence.truncated) return [];
  const nodes: SyntaxNode[] = [];
  for (let child = subject.node.firstChild; child !== null; child = child.nextSibling) {
    if (!/^[()[\],]$/.test(child.name) && child.name !== 'Comment') nodes.push(child);
  }
  if (nodes.length !== evidence.items.length) return [];
  return nodes.map((node, index) => ({
    subject: {
      cell: subject.cell,
      node,
      source: subject.cell.source.slice(node.from, node.to),
      label: '',
      format: null,
    },
    evidence: evidence.items[index] ?? null,
  }));
}

function changedBetween(first: Subject, second: Subject, situation: Situation): boolean {
  const between = { after: positionOf(first, true), before: positionOf(second) };
  return firstChange(first, between, situation.notebook, situation.names) !== null;
}

/** What texts and conditions can see; null when the source cannot be written into an assert. */
function contextOf(situation: Situation, match: Match, extra: Record<string, unknown>): RenderContext | null {
  const { subject, stability, names, boundTo } = situation;
  const context: Record<string, unknown> = Object.assign(Object.create(null), {
    ...extra,
    label: subject.label,
    words: wordsOfSubject(subject),
    format: subject.format,
    mechanism: situation.feedback.mechanism,
    stability: stability.kind,
    stable: stability.kind === 'deterministic' || stability.kind === 'seeded',
    spelling: (dotted: string) => names.spelling(dotted, positionOf(subject)),
  });
  try {
    context.subject =
      boundTo === null
        ? Code.authored(...authoredNode(subject.source, subject.node, true))
        : Code.authored(boundTo, { loose: false, current: true });
    for (const [name, capture] of match.captures) {
      context[name.replace(/^\.+/, '')] = codeOf(capture, !match.outdated.has(name));
    }
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
  return context as RenderContext;
}

function codeOf(capture: Capture, current: boolean): Code {
  const [only] = capture.nodes;
  if (only === undefined || capture.nodes.length !== 1)
    return Code.authored(capture.text, { loose: false, current });
  return Code.authored(...authoredNode(capture.text, only.node, current));
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
  if (kind !== 'other') return kind === 'operation' || kind === 'comparison' || kind === 'number';
  return !/^(Parenthesized|Array|Tuple|Dictionary|Set|ArrayComprehension|DictionaryComprehension|SetComprehension|Comprehension)Expression$|^(Boolean|None)$/.test(
    node.name,
  );
}

function render(
  compiled: Compiled,
  match: Match,
  context: RenderContext,
  situation: Situation,
): Suggestion | null {
  const facts = compiled.facts
    .map((fact) => attempt(fact, context)?.trim())
    .filter((fact) => fact !== undefined);
  const assumption = attempt(compiled.assume, context);
  if (assumption === null || facts.length === 0) return null;
  const variants = variantsOf(compiled, context, usesPython2(situation.notebook));
  if (variants.length === 0) return null;
  const doubts = compiled.doubts.filter((doubt) => doubt.when.holds(context)).map((doubt) => doubt.because);
  if (situation.stability.kind === 'volatile') doubts.push(situation.stability.why);
  return {
    template: compiled.template,
    captures: match.captures as Captures,
    assumption: oneLine(assumption),
    variants,
    confidence: lowered(compiled.template.confidence, doubts.length),
    doubts,
    facts,
  };
}

function lowered(confidence: Confidence, steps: number): Confidence {
  return CONFIDENCES[Math.max(0, CONFIDENCES.indexOf(confidence) - steps)] ?? 'low';
}

function variantsOf(compiled: Compiled, context: RenderContext, python2: boolean): Variant[] {
  const asserts = new Map<Strictness, string>();
  for (const [strictness, thats] of compiled.variants) {
    const lines = thats.map((that) => statement(that, context, python2)).filter((line) => line !== '');
    if (lines.length > 0 && !lines.includes(null)) asserts.set(strictness, [...new Set(lines)].join('\n'));
  }
  // Two that say the same are one, under the looser name: it holds as much.
  const kept = STRICTNESSES.filter((it, index) => {
    const text = asserts.get(it);
    return (
      text !== undefined && !STRICTNESSES.slice(index + 1).some((looser) => asserts.get(looser) === text)
    );
  });
  return kept.flatMap((strictness) => {
    const note = attempt(compiled.note, { ...context, strictness } as RenderContext);
    return note === null ? [] : [{ strictness, assert: asserts.get(strictness) ?? '', note: tidyNote(note) }];
  });
}

/** The statement, '' when its `when` does not hold, null when it cannot be written. */
function statement(that: That, context: RenderContext, python2: boolean): string | null {
  if (that.when !== null && !that.when.holds(context)) return '';
  const condition = attempt(that.that, context);
  const message = attempt(that.message, context);
  const actual = attempt(that.actual, context);
  if (condition === null || message === null || actual === null || flat(condition) === '') return null;
  return assertStatement(condition.trim(), oneLine(message), actual, { fstrings: !python2 });
}

function attempt(text: Text, context: RenderContext): string | null {
  try {
    return text.render(context);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function tidyNote(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line, index, all) => line !== '' || (index > 0 && all[index - 1] !== ''))
    .join('\n')
    .trim();
}

const python2 = new WeakMap<PythonNotebook, boolean>();

/** Whether a notebook holds print statements: there, f-strings would not run. */
function usesPython2(notebook: PythonNotebook): boolean {
  let known = python2.get(notebook);
  if (known === undefined) {
    known = notebook.cells.some(
      (cell) => /^[ \t]*print[ \t]+["'\w%]/m.test(cell.code) && hasPrintStatement(cell.tree.cursor()),
    );
    python2.set(notebook, known);
  }
  return known;
}

function hasPrintStatement(cursor: { name: string; next(): boolean }): boolean {
  do {
    if (cursor.name === 'PrintStatement') return true;
  } while (cursor.next());
  return false;
}
