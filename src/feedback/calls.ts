/** Calls, as the syntax shows them. */
import type { SyntaxNode } from '@lezer/common';

/** One argument of a call. */
export interface Argument {
  /** `key` in `key=value`, otherwise null. */
  readonly keyword: string | null;
  /** `*args`, `**kwargs` or a generator: stands for no single value. */
  readonly starred: boolean;
  readonly node: SyntaxNode;
}

/** The expression in as many parentheses as there are. */
export function unwrapped(node: SyntaxNode): SyntaxNode {
  let inner = node;
  while (inner.name === 'ParenthesizedExpression') {
    const next = childExpressions(inner)[0];
    if (next === undefined) break;
    inner = next;
  }
  return inner;
}

/** Children that are neither punctuation nor comments. */
export function childExpressions(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (isExpression(child)) found.push(child);
  }
  return found;
}

/** The function part of a call, in no parentheses; null for anything but a call. */
export function calleeOf(node: SyntaxNode): SyntaxNode | null {
  if (node.name !== 'CallExpression' || node.firstChild === null) return null;
  return unwrapped(node.firstChild);
}

/** The arguments of a call in written order. */
export function argumentsOf(call: SyntaxNode, code: string): Argument[] {
  const list = call.getChild('ArgList');
  if (list === null) return [];
  const generator = list.getChild('for') !== null;
  const found: Argument[] = [];
  let keyword: string | null = null;
  let starred = false;
  for (let child = list.firstChild; child !== null; child = child.nextSibling) {
    if (child.name === ',' || child.name === '(') {
      keyword = null;
      starred = false;
    } else if (child.name === '*' || child.name === '**' || child.name === 'ArithOp') {
      starred = true;
    } else if (child.nextSibling?.name === 'AssignOp' && code[child.nextSibling.from] === '=') {
      keyword = code.slice(child.from, child.to);
    } else if (isExpression(child)) {
      found.push({ keyword, starred: starred || generator, node: child });
      if (generator) break;
    }
  }
  return found;
}

function isExpression(node: SyntaxNode): boolean {
  return /^[A-Z]/.test(node.name) && node.name !== 'Comment' && !/Op$/.test(node.name);
}

/** `b` of `a.b`, `a` of `a`; null for anything else. */
export function lastName(node: SyntaxNode, code: string): string | null {
  if (node.name === 'VariableName') return code.slice(node.from, node.to);
  if (node.name !== 'MemberExpression') return null;
  const property = node.lastChild;
  return property?.name === 'PropertyName' ? code.slice(property.from, property.to) : null;
}

/** `a.b` of `a.b.c`; null for a plain name, a subscript, or anything else. */
export function receiverOf(node: SyntaxNode): SyntaxNode | null {
  if (node.name !== 'MemberExpression' || node.lastChild?.name !== 'PropertyName') return null;
  return node.firstChild;
}

/** The name a chain of members, subscripts and calls starts with (`ax` of `ax[0].plot(x).y`), or null. */
export function rootName(node: SyntaxNode, code: string): string | null {
  let at: SyntaxNode | null = node;
  while (at !== null && (at.name === 'MemberExpression' || at.name === 'CallExpression')) at = at.firstChild;
  return at?.name === 'VariableName' ? code.slice(at.from, at.to) : null;
}

const OF_TRAINING = new Set(['epochs', 'validation_data', 'validation_split']);

/** `model.fit(X, y, epochs=9)`: the training of a network, which prints its epochs. */
export function isTraining(expression: SyntaxNode, code: string): boolean {
  const callee = calleeOf(expression);
  if (callee === null || receiverOf(callee) === null || lastName(callee, code) !== 'fit') return false;
  return argumentsOf(expression, code).some(({ keyword }) => keyword !== null && OF_TRAINING.has(keyword));
}
