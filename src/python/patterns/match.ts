import type { Names } from '../names.ts';
import type { Expression } from '../types.ts';
import { sameTerms } from './equal.ts';
import { memberOf } from './members.ts';
import type { AttributeName, ListShape, Shape } from './shape.ts';
import { type Term, type TermKind, termOf } from './term.ts';

/** So many definitions are looked through in one match; a look goes as far, or it would leave out what matches. */
export const MOST_DEFINITIONS = 4;

/** What a metavariable is bound to while matching. */
export interface Bound {
  readonly terms: readonly Term[];
  /** The name of an attribute, for `$X.$NAME`. */
  readonly word: string | null;
}

/** One attempt at a match: what is bound so far, and which definitions were looked through. */
export interface Attempt {
  readonly names: Names;
  readonly bound: Map<string, Bound>;
  readonly through: Expression[];
  /** How many more definitions may be looked through. */
  readonly definitions: number;
}

/** Terms that are no expressions by themselves. */
const NO_EXPRESSIONS: ReadonlySet<TermKind> = new Set<TermKind>([
  'star',
  'double-star',
  'keyword',
  'pair',
  'absent',
  'token',
  'broken',
]);

/** Matches a term against a shape. Recursion goes as deep as the pattern; lists and chains are gone through once. */
export function matches(shape: Shape, term: Term, attempt: Attempt): boolean {
  if (shape.kind !== 'variable' && shape.kind !== 'any' && attempt.through.length < attempt.definitions) {
    const defined = matchesDefined(shape, term, attempt);
    if (defined !== null) return defined;
  }
  return matchesHere(shape, term, attempt);
}

/** Tries a plain name, then what it is defined as; null when the term is no name with a definition. */
function matchesDefined(shape: Shape, term: Term, attempt: Attempt): boolean | null {
  if (term.kind !== 'name' || term.origin.cell === null) return null;
  if (matchesHere(shape, term, attempt)) return true;
  const value = definitionOfTerm(term, attempt.names);
  if (value === null) return null;
  attempt.through.push(value);
  return matches(shape, termOf(value), attempt);
}

function matchesHere(shape: Shape, term: Term, attempt: Attempt): boolean {
  switch (shape.kind) {
    case 'any':
      return !NO_EXPRESSIONS.has(term.kind);
    case 'variable':
      return bindOne(shape.name, term, attempt);
    case 'member':
      return canonicalOf(term, attempt.names) === shape.dotted;
    case 'term':
      return matchesTerm(shape, term, attempt);
    case 'attribute':
      return term.kind === 'attribute' ? matchesAttribute(shape, term, attempt) : matchesImported(shape, term, attempt);
    case 'call':
      return (
        term.kind === 'call' &&
        matches(shape.callee, term.parts[0]!, attempt) &&
        matchesList(shape.list, term.parts.slice(1), attempt)
      );
    case 'list':
      return term.kind === shape.term && matchesList(shape.list, term.parts, attempt);
  }
}

function matchesTerm(shape: Shape & { kind: 'term' }, term: Term, attempt: Attempt): boolean {
  if (term.kind !== shape.term || term.label !== shape.label) return false;
  const { parts } = term;
  if (parts.length !== shape.parts.length) return false;
  return shape.parts.every((part, index) => matches(part, parts[index]!, attempt));
}

/** Slices and tuples inside brackets have no node of their own, so nothing can be bound to them. */
function bindOne(name: string, term: Term, attempt: Attempt): boolean {
  if (term.node === null || term.kind === 'slice' || NO_EXPRESSIONS.has(term.kind)) return false;
  return bind(name, { terms: [term], word: null }, attempt);
}

function bind(name: string, bound: Bound, attempt: Attempt): boolean {
  const before = attempt.bound.get(name);
  if (before === undefined) {
    attempt.bound.set(name, bound);
    return true;
  }
  return before.word === bound.word && sameTerms(before.terms, bound.terms);
}

/** What a plain name was last bound to, or null. */
export function definitionOfTerm({ kind, label, from, origin: { cell } }: Term, names: Names): Expression | null {
  return kind === 'name' && cell !== null ? names.definition(label, { cell: cell.index, offset: from }) : null;
}

/** The member that a name or attribute means, or null. */
export function canonicalOf(term: Term, names: Names): string | null {
  const { cell } = term.origin;
  if (cell === null || term.node === null || (term.kind !== 'name' && term.kind !== 'attribute')) return null;
  const dotted = names.canonical({ cell, node: term.node });
  return dotted === null ? null : memberOf(dotted);
}

function matchesAttribute(shape: Shape & { kind: 'attribute' }, term: Term, attempt: Attempt): boolean {
  if (!matchesWord(shape.name, term, attempt)) return false;
  const object = term.parts[0]!;
  return shape.gap ? matchesChain(shape.object, object, attempt) : matches(shape.object, object, attempt);
}

/** `np.random.$F` also means what `from numpy.random import randn` brings. */
function matchesImported({ object, name, gap }: Shape & { kind: 'attribute' }, term: Term, attempt: Attempt): boolean {
  if (term.kind !== 'name' || object.kind !== 'member' || name.kind === 'text' || gap) return false;
  const dotted = canonicalOf(term, attempt.names);
  if (dotted === null || !dotted.startsWith(`${object.dotted}.`)) return false;
  const word = dotted.slice(object.dotted.length + 1);
  return !word.includes('.') && (name.kind === 'any' || bind(name.name, { terms: [], word }, attempt));
}

function matchesWord(name: AttributeName, term: Term, attempt: Attempt): boolean {
  if (name.kind === 'any') return true;
  if (name.kind === 'text') return name.text === term.label;
  return bind(name.name, { terms: [], word: term.label }, attempt);
}

/** Matches what stands in front of a gap: a metavariable takes the beginning of the chain, code the nearest place that fits. */
function matchesChain(shape: Shape, object: Term, attempt: Attempt): boolean {
  const chain: Term[] = [object];
  for (let at = object; at.kind === 'attribute' || at.kind === 'call' || at.kind === 'subscript'; ) {
    at = at.parts[0]!;
    chain.push(at);
  }
  if (shape.kind === 'variable' || shape.kind === 'any') {
    const beginning = beginningOf(chain, attempt.names);
    return beginning !== null && matches(shape, beginning, attempt);
  }
  const bound = new Map(attempt.bound);
  const through = attempt.through.length;
  return chain.some((term) => {
    if (matches(shape, term, attempt)) return true;
    attempt.bound.clear();
    for (const [name, value] of bound) attempt.bound.set(name, value);
    attempt.through.length = through;
    return false;
  });
}

/** The first object of a chain that is not just a module or function on the way to one: of `pd.read_csv(p).x` the call. */
function beginningOf(chain: readonly Term[], names: Names): Term | null {
  let index = chain.length - 1;
  const base = chain[index]!;
  if (canonicalOf(base, names) === null) return base;
  do index--;
  while (chain[index]?.kind === 'attribute');
  return chain[index] ?? null;
}

/** Arguments or items: positions from both ends, keywords by name; an ellipsis takes what is left. */
function matchesList(shape: ListShape, terms: readonly Term[], attempt: Attempt): boolean {
  const items = terms.filter((term) => term.kind !== 'keyword' && term.kind !== 'double-star');
  const keywords = terms.filter((term) => term.kind === 'keyword');
  const stars = terms.filter((term) => term.kind === 'double-star');
  if (items.length < shape.items.length || stars.length < shape.doubleStars.length) return false;
  const { rest } = shape;
  if (rest === null) {
    if (items.length > shape.items.length || stars.length > shape.doubleStars.length) return false;
    if (keywords.length > shape.keywords.length) return false;
  }
  const taken = new Set<Term>();
  const take = (part: Shape, term: Term | undefined, value = term): boolean => {
    if (term === undefined || value === undefined || taken.has(term)) return false;
    taken.add(term);
    return matches(part, value, attempt);
  };
  const end = items.length - shape.items.length;
  const fits =
    shape.items.every((part, index) =>
      take(part, items[rest !== null && index >= rest.at ? index + end : index]),
    ) &&
    shape.doubleStars.every((part, index) => take(part, stars[index], stars[index]?.parts[0])) &&
    shape.keywords.every(([name, part]) => {
      const keyword = keywords.find((term) => term.label === name);
      return take(part, keyword, keyword?.parts[0]);
    });
  if (!fits || rest === null || rest.name === null) return fits;
  return bind(`...${rest.name}`, { terms: terms.filter((term) => !taken.has(term)), word: null }, attempt);
}
