import type { SyntaxNode } from '@lezer/common';
import { childrenOf, type Origin, readTerm, Term } from './term.ts';

/** One operand of `and` and `or`. */
interface Operand {
  /** Where each `not` stands, outermost first. */
  readonly negations: readonly number[];
  readonly node: SyntaxNode;
}

/**
 * Reads `and`, `or` and `not` with Python's precedence. The parser lets `not` reach over everything behind it
 * (`not a and b` as `not (a and b)`), so the operands are laid out in a row and grouped anew.
 */
export function readBoolean(node: SyntaxNode, outer: SyntaxNode, origin: Origin): Term {
  const row = layOut(node);
  if (row === null) return new Term('broken', '', { origin, from: outer.from, to: outer.to });
  const { alternatives, nodes } = row;
  const own = (from: number, to: number): SyntaxNode | null =>
    from === node.from && to === node.to ? outer : (nodes.get(`${from}:${to}`) ?? null);
  const group = (label: string, parts: readonly Term[]): Term => {
    const [first] = parts;
    if (parts.length === 1 && first !== undefined) return first;
    const from = first!.node?.from ?? first!.from;
    const to = parts.at(-1)!.node?.to ?? parts.at(-1)!.to;
    return new Term('boolean', label, { origin, from, to, node: own(from, to) }, parts);
  };
  const negated = (operand: Operand): Term =>
    operand.negations.reduceRight(
      (inner, from) => {
        const to = operand.node.to;
        return new Term('unary', 'not', { origin, from, to, node: own(from, to) }, [inner]);
      },
      readTerm(operand.node, origin),
    );
  return group(
    'or',
    alternatives.map((operands) => group('and', operands.map(negated))),
  );
}

/** All operands in order, grouped by `or`, and the nodes met on the way by their span. */
function layOut(
  root: SyntaxNode,
): { alternatives: readonly (readonly Operand[])[]; nodes: ReadonlyMap<string, SyntaxNode> } | null {
  const alternatives: Operand[][] = [[]];
  const nodes = new Map<string, SyntaxNode>();
  let negations: number[] = [];
  const work: SyntaxNode[] = [root];
  for (let node = work.pop(); node !== undefined; node = work.pop()) {
    if (node.name === 'or') alternatives.push([]);
    else if (node.name === 'not') negations.push(node.from);
    else if (node.name !== 'and') {
      const children = /^(Binary|Unary)Expression$/.test(node.name) ? childrenOf(node) : [];
      if (children === null) return null;
      const negation = children[0]?.name === 'not';
      const operator = children[1]?.name;
      if (negation || (operator !== undefined && /^(and|or)$/.test(operator))) {
        nodes.set(`${node.from}:${node.to}`, node);
        for (let index = children.length - 1; index >= 0; index--) work.push(children[index]!);
      } else {
        alternatives.at(-1)!.push({ negations, node });
        negations = [];
      }
    }
  }
  return alternatives.some((operands) => operands.length === 0) ? null : { alternatives, nodes };
}
