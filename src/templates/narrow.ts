/** What is left of a `match` once it is known what the code looks like: most branches ask for code of another look. */
import type { MatchNode } from './compile.ts';

/** Null when nothing that looks so can match. A pair stays as it is: its patterns are about two values. */
export function narrowed(node: MatchNode, looks: ReadonlySet<string>): MatchNode | null {
  if (node.pair !== null) return node;
  if (node.pattern !== null && !looks.has(node.pattern.look)) return null;
  const any = node.any === null ? null : left(node.any, looks);
  const all = left(node.all, looks);
  if (any?.length === 0 || all.length < node.all.length) return null;
  return { ...node, any, all, not: left(node.not, looks) };
}

function left(nodes: readonly MatchNode[], looks: ReadonlySet<string>): readonly MatchNode[] {
  return nodes.length === 0 ? nodes : nodes.flatMap((node) => narrowed(node, looks) ?? []);
}
