/** What stands between the brackets of an expression. */
import type { SyntaxNode } from '@lezer/common';

export function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child);
  return found;
}

/** One argument of a call. */
export interface Argument {
  readonly keyword: string | null;
  readonly star: '' | '*' | '**';
  readonly node: SyntaxNode;
}

/** The arguments of an ArgList, in order. */
export function argumentsOf(list: SyntaxNode | null, source: string): Argument[] {
  const found: Argument[] = [];
  let keyword: string | null = null;
  let star: Argument['star'] = '';
  for (let child = list?.firstChild ?? null; child; child = child.nextSibling) {
    if (child.name === '(' || child.name === ')' || child.name === ',' || child.name === 'Comment') {
      keyword = null;
      star = '';
    } else if (child.name === '*' || child.name === '**') star = child.name;
    else if (child.name === 'VariableName' && child.nextSibling?.name === 'AssignOp') {
      keyword = source.slice(child.from, child.to);
    } else if (child.name !== 'AssignOp') found.push({ keyword, star, node: child });
  }
  return found;
}

/** Keys and values of a dict display; null when it holds `**` or is a comprehension. */
export function dictionaryEntries(node: SyntaxNode): [SyntaxNode, SyntaxNode][] | null {
  const parts = children(node).filter((child) => !['{', '}', ',', ':', 'Comment'].includes(child.name));
  if (node.name !== 'DictionaryExpression' || parts.length % 2 === 1) return null;
  if (parts.some((part) => part.name === '**' || part.name === 'for')) return null;
  const entries: [SyntaxNode, SyntaxNode][] = [];
  for (let i = 0; i < parts.length; i += 2) entries.push([parts[i]!, parts[i + 1]!]);
  return entries;
}

const DEEPEST = 40;

/** An expression, and what stands inside its parentheses. */
export function unwrapped(node: SyntaxNode): SyntaxNode[] {
  const found = [node];
  for (let at = node; at.name === 'ParenthesizedExpression' && found.length < DEEPEST; found.push(at)) {
    const inner = inParentheses(at);
    if (inner === null) break;
    at = inner;
  }
  return found;
}

/** The expression inside parentheses; null for `()`. */
export function inParentheses(node: SyntaxNode): SyntaxNode | null {
  const inner = node.firstChild?.nextSibling ?? null;
  return inner === null || inner.name === ')' ? null : inner;
}
