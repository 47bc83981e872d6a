import type { SyntaxNode } from '@lezer/common';

/** `a.b.c`: the root name and what follows it. */
export interface Chain {
  readonly root: SyntaxNode;
  readonly rest: readonly string[];
}

/** Reads a plain dotted reference, in parentheses or not; null when anything else is in it. */
export function chainOf(node: SyntaxNode, code: string): Chain | null {
  const rest: string[] = [];
  let at: SyntaxNode | null = node;
  while (at !== null) {
    if (at.name === 'VariableName') return { root: at, rest: rest.reverse() };
    if (at.name === 'ParenthesizedExpression') at = insideOf(at);
    else if (at.name === 'MemberExpression') {
      const last: SyntaxNode | null = at.lastChild;
      if (last?.name !== 'PropertyName') return null;
      rest.push(code.slice(last.from, last.to));
      at = at.firstChild;
    } else return null;
  }
  return null;
}

function insideOf(node: SyntaxNode): SyntaxNode | null {
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (child.name !== '(' && child.name !== 'Comment') return child;
  return null;
}
