/** What a feedback statement is about. */
import type { SyntaxNode } from '@lezer/common';
import type { PythonCell } from '../python/index.ts';
import { type Argument, argumentsOf, unwrapped } from './calls.ts';
import { isLiteral, piecesOf } from './pieces.ts';
import type { Subject } from './types.ts';

/** One subject: the expression, in no parentheses. */
export function subject(
  cell: PythonCell,
  node: SyntaxNode,
  label = '',
  format: string | null = null,
): Subject {
  const inner = unwrapped(node);
  return { cell, node: inner, source: cell.source.slice(inner.from, inner.to), label, format };
}

/** Each expression that a `print` shows, with the text in front of it. Literals are labels, starred arguments nothing. */
export function printSubjects(cell: PythonCell, call: SyntaxNode): Subject[] {
  const args = argumentsOf(call, cell.code).filter((arg) => arg.keyword === null);
  const separator = separatorOf(cell, call);
  const found: Subject[] = [];
  let label: string[] = [];
  args.forEach((arg, index) => {
    if (index > 0) label.push(separator);
    if (arg.starred) {
      label = [];
      return;
    }
    for (const piece of piecesOf(arg.node, cell.code)) {
      if ('text' in piece) {
        label.push(piece.text);
        continue;
      }
      if (piece.node !== null) found.push(subject(cell, piece.node, label.join('').trim(), piece.format));
      label = [];
    }
  });
  return found;
}

/** The text of `sep=`, where it is a literal; a blank otherwise. */
function separatorOf(cell: PythonCell, call: SyntaxNode): string {
  const node = argumentsOf(call, cell.code).find((arg) => arg.keyword === 'sep')?.node;
  const pieces = node === undefined ? [] : piecesOf(node, cell.code);
  const [piece] = pieces;
  return pieces.length === 1 && piece !== undefined && 'text' in piece ? piece.text : ' ';
}

/** The positional arguments of a call that are no literals. */
export function argumentSubjects(cell: PythonCell, call: SyntaxNode): Subject[] {
  return argumentsOf(call, cell.code)
    .filter(isShown)
    .map((arg) => subject(cell, arg.node));
}

function isShown(arg: Argument): boolean {
  return arg.keyword === null && !arg.starred && !isLiteral(unwrapped(arg.node));
}
