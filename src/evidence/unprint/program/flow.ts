import type { SyntaxNode } from '@lezer/common';

/** Whether a statement may end the block it stands in: its own or an enclosing loop or function. */
export function mayLeave(node: SyntaxNode, code: string): boolean {
  if (!/\b(?:break|continue|return|raise)\b/.test(code.slice(node.from, node.to))) return false;
  let leaves = false;
  node.cursor().iterate((ref) => {
    if (/^(?:Break|Continue|Return|Raise)Statement$/.test(ref.name)) leaves = true;
    return !leaves && ref.name !== 'FunctionDefinition' && ref.name !== 'LambdaExpression';
  });
  return leaves;
}

/** Whether the right side of an operator may not be evaluated: `and`, `or`. */
export function isLogic(node: SyntaxNode, code: string): boolean {
  const operator = node.firstChild?.nextSibling;
  return (
    operator !== null && operator !== undefined && /^(?:and|or)$/.test(code.slice(operator.from, operator.to))
  );
}
