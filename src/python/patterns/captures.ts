import type { SyntaxNode } from '@lezer/common';
import type { Expression } from '../types.ts';
import type { Bound } from './match.ts';
import type { Term } from './term.ts';

/** One argument that an ellipsis took. */
export interface CapturedArgument {
  /** Of a keyword argument its name; null for all others. */
  readonly keyword: string | null;
  /** `*` or `**` in front of it, or nothing. */
  readonly star: '' | '*' | '**';
  readonly value: Expression;
}

/** What a metavariable was bound to. One expression for `$X`; any number of arguments for `$...ARGS`. */
export interface Capture {
  /** Values of the arguments, without names of keywords and stars; none for the name of an attribute (`$X.$NAME`). */
  readonly nodes: readonly Expression[];
  /** Source text of what was bound: parentheses as written, arguments separated by `, `, comments between them left out. */
  readonly text: string;
  /** The arguments one by one, for `$...ARGS`; empty for `$X`. */
  readonly arguments: readonly CapturedArgument[];
}
export type Captures = ReadonlyMap<string, Capture>;

export function capturesOf(bound: ReadonlyMap<string, Bound>): Captures {
  const captures = new Map<string, Capture>();
  for (const [name, each] of bound)
    captures.set(name, name.startsWith('...') ? several(each.terms) : single(each));
  return captures;
}

function single(bound: Bound): Capture {
  const [term] = bound.terms;
  if (term === undefined) return { nodes: [], text: bound.word ?? '', arguments: [] };
  return { nodes: [expressionOf(term)], text: textOf(term), arguments: [] };
}

function several(terms: readonly Term[]): Capture {
  const taken = terms.filter((term) => valueIn(term).node !== null);
  const list = taken.map((term): CapturedArgument => {
    const star = term.kind === 'star' ? '*' : term.kind === 'double-star' ? '**' : '';
    return {
      keyword: term.kind === 'keyword' ? term.label : null,
      star,
      value: expressionOf(valueIn(term)),
    };
  });
  return { nodes: list.map((each) => each.value), text: taken.map(textOf).join(', '), arguments: list };
}

function valueIn(term: Term): Term {
  return term.kind === 'keyword' || term.kind === 'star' || term.kind === 'double-star'
    ? term.parts[0]!
    : term;
}

function expressionOf(term: Term): Expression {
  return { cell: term.origin.cell!, node: term.node as SyntaxNode };
}

/** As the notebook has it: with the node's own parentheses. */
function textOf(term: Term): string {
  const { source } = term.origin.cell!;
  return source.slice(term.node?.from ?? term.from, term.node?.to ?? term.to);
}
