/** Asserts that one cell would hold twice. */
import type { SyntaxNode } from '@lezer/common';
import { parseCell } from '../python/index.ts';
import type { Accepted } from './types.ts';

/**
 * Without asserts whose condition one above them in the same cell has, whatever its message and layout. What is no assert stays, and
 * so does all of an item that does not parse.
 */
export function withoutRepeats(items: readonly Accepted[]): Accepted[] {
  const seen = new Set<string>();
  return items.flatMap((item) => {
    const statements = statementsOf(item.assert);
    const fresh = statements.filter(({ condition }) => {
      const known = condition !== null && seen.has(condition);
      if (condition !== null) seen.add(condition);
      return !known;
    });
    if (fresh.length === statements.length) return [item];
    return fresh.length === 0 ? [] : [{ ...item, assert: fresh.map(({ text }) => text).join('\n') }];
  });
}

interface Statement {
  /** With the comments behind it. */
  readonly text: string;
  /** What an assert tests; null for anything else. */
  readonly condition: string | null;
}

function statementsOf(source: string): Statement[] {
  const { tree, code, problem } = parseCell(source, 0);
  if (problem !== null) return [{ text: source, condition: null }];
  const nodes: SyntaxNode[] = [];
  for (let node = tree.topNode.firstChild; node !== null; node = node.nextSibling) if (node.name !== 'Comment') nodes.push(node);
  return nodes.map((node, index) => ({
    text: source.slice(index === 0 ? 0 : node.from, nodes[index + 1]?.from).trim(),
    condition: node.name === 'AssertStatement' ? wordsOf(withoutParentheses(node.firstChild?.nextSibling), code) : null,
  }));
}

function withoutParentheses(node: SyntaxNode | null | undefined): SyntaxNode | null {
  return node?.name === 'ParenthesizedExpression' ? withoutParentheses(node.firstChild?.nextSibling) : (node ?? null);
}

/** Its words and signs, with a blank between them; strings as they are. */
function wordsOf(node: SyntaxNode | null, code: string): string {
  const words: string[] = [];
  node?.cursor().iterate((ref) => {
    if (ref.name === 'Comment') return false;
    const isWhole = /String$/.test(ref.name) || ref.node.firstChild === null;
    if (isWhole) words.push(code.slice(ref.from, ref.to));
    return !isWhole;
  });
  return words.join(' ');
}
