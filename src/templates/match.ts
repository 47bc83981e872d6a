import type { SyntaxNode } from '@lezer/common';
import type { Subject } from '../feedback/index.ts';
import {
  type Capture,
  type Captures,
  endOf,
  type Expression,
  firstChange,
  matchPattern,
  matchThroughDefinition,
  MOST_DEFINITIONS,
  type Names,
  type Position,
  startOf,
} from '../python/index.ts';
import type { Limit, MatchNode } from './compile.ts';
import type { Situation } from './types.ts';
import { holdsPhrase, type Spaced, spaced, wordsOfExpression, wordsOfSubject } from './words.ts';

export interface Match {
  readonly captures: Captures;
  /** Captures that may mean something else where the feedback stands: taken from an earlier definition, and changed since. */
  readonly outdated: ReadonlySet<string>;
  /** How much code the template named: more is more specific. */
  readonly named: number;
}

/** Matches the subject; where `through` is set, names in it also match as what they are visibly defined as. */
export function matchSubject(node: MatchNode, situation: Situation, through: boolean): Match | null {
  const words = wordsAround(situation, through);
  const match = matchExpression(node, { situation, words, steps: through ? MOST_DEFINITIONS : 0 });
  if (match === null) return null;
  const { captures, named } = match;
  return { captures, named, outdated: outdated(captures, situation) };
}

/** The words of a subject, and of what it is visibly defined as. */
interface Words {
  readonly plain: Spaced;
  readonly through: Spaced;
}

/** Every template asks for the words of the same subject. */
const known = new WeakMap<Subject, Words>();

function wordsAround({ subject, names }: Situation, through: boolean): Spaced {
  let words = known.get(subject);
  if (words === undefined) {
    const own = wordsOfSubject(subject);
    const definition = definitionOf(subject, names);
    const all = definition === null ? own : [...own, ...wordsOfExpression(definition)];
    words = { plain: spaced(own), through: spaced(all) };
    known.set(subject, words);
  }
  return through ? words.through : words.plain;
}

/** The expression a plain name was last bound to, or null. */
export function definitionOf(expression: Expression, names: Names): Expression | null {
  const { cell, node } = expression;
  if (node.name !== 'VariableName') return null;
  return names.definition(cell.code.slice(node.from, node.to), positionOf(expression));
}

export function positionOf(expression: Expression, end = false): Position {
  return end ? endOf(expression) : startOf(expression);
}

/** Captures that lie in an earlier definition, and may have another value by now. */
function outdated(captures: Captures, situation: Situation): Set<string> {
  const { subject, notebook, names } = situation;
  const before = positionOf(subject);
  const found = new Set<string>();
  for (const [name, capture] of captures) {
    const changed = capture.nodes.some(
      (node) =>
        !isInside(node, subject) &&
        firstChange(node, { after: positionOf(node, true), before }, notebook, names) !== null,
    );
    if (changed) found.add(name);
  }
  return found;
}

function isInside(inner: Expression, outer: Expression): boolean {
  return inner.cell === outer.cell && inner.node.from >= outer.node.from && inner.node.to <= outer.node.to;
}

type Found = { readonly captures: Captures; readonly named: number };

interface Search {
  readonly situation: Situation;
  readonly words: Spaced;
  readonly steps: number;
}

function matchExpression(node: MatchNode, search: Search): Found | null {
  const { situation, words } = search;
  if (node.mechanism !== null && !node.mechanism.has(situation.feedback.mechanism)) return null;
  if (node.words !== null && !holdsPhrase(words, node.words)) return null;
  if (holdsPhrase(words, node.notWords)) return null;
  const found: Found[] = [];
  if (node.pattern !== null) {
    const match = matchThroughDefinition(node.pattern, situation.subject, situation.names, search.steps);
    if (match === null) return null;
    found.push({ captures: match.captures, named: node.named });
  }
  if (node.any !== null) {
    const first = firstMatch(node.any, search);
    if (first === null) return null;
    found.push(first);
  }
  for (const branch of node.all) {
    const match = matchExpression(branch, search);
    if (match === null) return null;
    found.push(match);
  }
  if (firstMatch(node.not, search) !== null) return null;
  const merged = merge(found);
  if (merged === null) return null;
  const { names } = situation;
  return node.where.every(([name, limit]) => holdsLimit(merged.captures.get(name), limit, names))
    ? merged
    : null;
}

function firstMatch(branches: readonly MatchNode[], search: Search): Found | null {
  for (const branch of branches) {
    const found = matchExpression(branch, search);
    if (found !== null) return found;
  }
  return null;
}

/** One metavariable means one text everywhere. */
function merge(found: readonly Found[]): Found | null {
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const captures = new Map<string, Capture>();
  for (const match of found) {
    for (const [name, capture] of match.captures) {
      const known = captures.get(name);
      if (known !== undefined && known.text !== capture.text) return null;
      captures.set(name, capture);
    }
  }
  return { captures, named: Math.max(0, ...found.map((match) => match.named)) };
}

/** A pair of values shown in one cell, in this order. */
export function matchPair(node: MatchNode, parts: readonly [Subject, Subject], names: Names): Found | null {
  if (node.pair === null) return null;
  const first = matchPattern(node.pair[0], parts[0], names);
  if (first === null) return null;
  const second = matchPattern(node.pair[1], parts[1], names);
  if (second === null) return null;
  const merged = merge([first, second].map((captures) => ({ captures, named: node.named })));
  if (merged === null) return null;
  // A metavariable that is a whole value has the words of the label beside it, too.
  const labelOf = (name: string) => {
    const node = merged.captures.get(name)?.nodes[0]?.node;
    return parts.find((part) => part.node.from === node?.from && part.node.to === node.to) ?? null;
  };
  return node.where.every(([name, limit]) =>
    holdsLimit(merged.captures.get(name), limit, names, labelOf(name)),
  )
    ? merged
    : null;
}

function holdsLimit(
  capture: Capture | undefined,
  limit: Limit,
  names: Names,
  whole: Subject | null = null,
): boolean {
  if (capture === undefined) return true;
  if (limit.text !== null && !limit.text.has(capture.text)) return false;
  const [expression] = capture.nodes;
  if (expression === undefined)
    return [limit.kind, limit.value, limit.words, limit.from].every((it) => it === null);
  if (limit.kind !== null && (isIndexer(expression) || !limit.kind.has(kindOf(withoutParentheses(expression.node))))) return false;
  if (limit.value !== null && !limit.value.has(valueKind(expression, names))) return false;
  if (limit.words !== null || limit.notWords.length > 0) {
    const words = spaced(whole === null ? wordsOfExpression(expression) : wordsOfSubject(whole));
    if (limit.words !== null && !holdsPhrase(words, limit.words)) return false;
    if (holdsPhrase(words, limit.notWords)) return false;
  }
  return limit.from === null || limit.from.has(originOf(expression, names) ?? '');
}

/** `df.loc` without its brackets is no object to ask anything of. */
function isIndexer({ cell, node }: Expression): boolean {
  const name = node.name === 'MemberExpression' ? node.lastChild : null;
  return name?.name === 'PropertyName' && /^(loc|iloc|at|iat|ix)$/.test(cell.code.slice(name.from, name.to));
}

/** The kind of what an expression says, or of what a name is visibly defined as. */
function valueKind(expression: Expression, names: Names): string {
  return kindOf(withoutParentheses((definitionOf(expression, names) ?? expression).node));
}

/** Canonical name of the function whose result an expression is, whole or as one of several targets; or null. */
function originOf(expression: Expression, names: Names): string | null {
  const { cell, node } = expression;
  if (node.name !== 'VariableName') return calledBy(expression, names);
  const definition = names.unpackedDefinition(cell.code.slice(node.from, node.to), positionOf(expression));
  return definition === null ? null : calledBy(definition.value, names);
}

/** Canonical name of the function that a call calls; null for anything else. */
export function calledBy(expression: Expression, names: Names): string | null {
  const callee = expression.node.name === 'CallExpression' ? expression.node.firstChild : null;
  return callee === null ? null : names.canonical({ cell: expression.cell, node: callee });
}

function withoutParentheses(node: SyntaxNode): SyntaxNode {
  let inner = node;
  while (inner.name === 'ParenthesizedExpression') {
    const next = inner.firstChild?.nextSibling;
    if (!next) return inner;
    inner = next;
  }
  return inner;
}

/** The word for a kind of expression, as `where` knows them. */
export function kindOf(node: SyntaxNode): string {
  switch (node.name) {
    case 'VariableName':
      return 'name';
    case 'MemberExpression':
      return node.lastChild?.name === 'PropertyName' ? 'attribute' : 'subscript';
    case 'CallExpression':
      return 'call';
    case 'String':
    case 'FormatString':
    case 'ContinuedString':
      return 'string';
    case 'Number':
      return 'number';
    case 'BinaryExpression':
      return isComparison(node) ? 'comparison' : 'operation';
    case 'UnaryExpression':
      return 'operation';
    case 'DictionaryExpression':
      return 'dictionary';
    default:
      return 'other';
  }
}

function isComparison(node: SyntaxNode): boolean {
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name === 'CompareOp' || child.name === 'in' || child.name === 'is') return true;
  }
  return false;
}
