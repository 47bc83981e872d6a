import type { SyntaxNode } from '@lezer/common';
import type { Expression, Position } from './types.ts';

/** Where an expression is evaluated: where it begins. A name that an assignment binds is meant as it is behind that. */
export function startOf({ cell, node }: Expression): Position {
  return { cell: cell.index, offset: assignmentOf(node)?.to ?? node.from };
}

/** From where on something can change it: where it ends; behind the assignment that binds it. */
export function endOf({ cell, node }: Expression): Position {
  return { cell: cell.index, offset: assignmentOf(node)?.to ?? node.to };
}

/** The assignment that binds a name, alone or among others (`a, (b, c) = …`); null for any other expression. */
function assignmentOf(node: SyntaxNode): SyntaxNode | null {
  if (node.name !== 'VariableName') return null;
  let at = node;
  while (at.parent !== null && /^(Tuple|Array|Parenthesized)Expression$/.test(at.parent.name)) at = at.parent;
  const { parent } = at;
  if (parent?.name !== 'AssignStatement') return null;
  for (let next = at.nextSibling; next !== null; next = next.nextSibling) if (next.name === 'AssignOp') return parent;
  return null;
}
