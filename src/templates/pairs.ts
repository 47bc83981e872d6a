/** Values that are shown together, two at a time. */
import type { SyntaxNode } from '@lezer/common';
import type { Evidence } from '../evidence/index.ts';
import type { Subject } from '../feedback/index.ts';
import type { Part, Situation } from './types.ts';

/** At most so many earlier values are tied to a later one. */
export const MOST_PARTS = 12;

/** Pairs of values: the elements of a tuple that is shown, or an earlier value of the cell with this one. */
export function partPairs(situation: Situation): (readonly [Part, Part])[] {
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
