import type { SyntaxNode } from '@lezer/common';
import { childrenOf, type Origin, readTerm, Term } from './term.ts';

/** What stands between `[` and `]`: an expression, a slice, or a tuple of them. */
export function readIndex(nodes: readonly SyntaxNode[], origin: Origin): Term {
  const items = splitAt(nodes, ',');
  const from = nodes[0]!.from;
  const to = nodes.at(-1)!.to;
  if (items.length === 1) return readIndexItem(items[0]!, origin, from);
  if (items.at(-1)!.length === 0) items.pop();
  return new Term('tuple', '', { origin, from, to }, () =>
    items.map((item) => readIndexItem(item, origin, from)),
  );
}

function readIndexItem(nodes: readonly SyntaxNode[], origin: Origin, at: number): Term {
  if (!nodes.some((node) => node.name === ':')) return readItem(nodes, origin, at);
  const sides = splitAt(nodes, ':');
  const absent = new Term('absent', '', { origin, from: at, to: at });
  const parts = [0, 1, 2].map((index) => {
    const side = sides[index] ?? [];
    return side.length === 0 ? absent : readItem(side, origin, at);
  });
  return new Term('slice', '', { origin, from: nodes[0]!.from, to: nodes.at(-1)!.to }, parts);
}

/** Arguments of a call, in written order. */
export function readArguments(list: SyntaxNode, origin: Origin): Term[] {
  const children = childrenOf(list);
  if (children === null) return [new Term('broken', '', { origin, from: list.from, to: list.to })];
  // `f(x for x in y)`: the list itself is the generator
  if (children.some((child) => child.name === 'for'))
    return [
      new Term('form', 'ComprehensionExpression', { origin, from: list.from, to: list.to, node: list }, () =>
        tokens(children, origin),
      ),
    ];
  return readItems(children.slice(1, -1), origin);
}

/** Items separated by commas: expressions, `*x`, `**x`, `k=v`, `k: v`. */
export function readItems(nodes: readonly SyntaxNode[], origin: Origin): Term[] {
  const items = splitAt(nodes, ',');
  if (items.at(-1)!.length === 0) items.pop();
  return items.map((item) => readItem(item, origin, item[0]?.from ?? 0));
}

function readItem(nodes: readonly SyntaxNode[], origin: Origin, at: number): Term {
  const [first, second, third] = nodes;
  const here = { origin, from: first?.from ?? at, to: nodes.at(-1)?.to ?? at };
  if (first !== undefined && nodes.length === 1) return readTerm(first, origin);
  if (first !== undefined && second !== undefined && nodes.length === 2) {
    if (first.name === '*') return new Term('star', '', here, () => [readTerm(second, origin)]);
    if (first.name === '**') return new Term('double-star', '', here, () => [readTerm(second, origin)]);
  }
  if (first === undefined || second === undefined || third === undefined || nodes.length !== 3)
    return new Term('broken', '', here);
  const text = (node: SyntaxNode) => origin.text.slice(node.from, node.to);
  if (second.name === ':')
    return new Term('pair', '', here, () => [readTerm(first, origin), readTerm(third, origin)]);
  if (text(second) === '=' && first.name === 'VariableName')
    return new Term('keyword', text(first), here, () => [readTerm(third, origin)]);
  return text(second) === ':='
    ? new Term('form', 'NamedExpression', here, () => tokens(nodes, origin))
    : new Term('broken', '', here);
}

/** Expressions as terms, keywords and punctuation as tokens. */
export function tokens(nodes: readonly SyntaxNode[], origin: Origin): Term[] {
  return nodes.map((node) =>
    /^[A-Z]/.test(node.name)
      ? readTerm(node, origin)
      : new Term('token', origin.text.slice(node.from, node.to), { origin, from: node.from, to: node.to }),
  );
}

function splitAt(nodes: readonly SyntaxNode[], separator: string): SyntaxNode[][] {
  const groups: SyntaxNode[][] = [[]];
  for (const node of nodes) {
    if (node.name === separator) groups.push([]);
    else groups.at(-1)!.push(node);
  }
  return groups;
}
