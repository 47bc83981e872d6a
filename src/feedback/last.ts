/** The value that a cell shows because it ends with it. */
import type { SyntaxNode } from '@lezer/common';
import { type MaskedSyntax, type PythonCell, type Span, VALUE_MAGICS } from '../python/index.ts';
import { calleeOf, childExpressions, lastName, receiverOf, unwrapped } from './calls.ts';
import { isFigureKeeping } from './drawing.ts';
import { subject } from './subjects.ts';
import type { Subject } from './types.ts';

export interface LastStatement {
  readonly span: Span;
  readonly node: SyntaxNode;
  readonly subjects: Subject[];
}

/** Cell magics after which the value of the last expression is not shown. */
const VALUELESS_CELL_MAGICS = new Set([
  'capture',
  'timeit',
  'prun',
  'memit',
  'mprun',
  'lprun',
  'scalene',
  'snakeviz',
]);
/** Built-in functions without a value. */
const VALUELESS_FUNCTIONS = new Set([
  'help',
  'exec',
  'print',
  'display',
  'delattr',
  'setattr',
  'exit',
  'quit',
]);

/**
 * The expression at the end of the cell, when its value is shown: no `;` behind it (comments do not count), no bare
 * string, `...` or `None`, no call that is known to have no value. Of magics, those that have a value
 * (`%time expression`, `%pwd`, `!!command`); the span is then that of the magic.
 */
export function lastStatement(cell: PythonCell): LastStatement | null {
  const magics = cell.masked.filter((mask) => mask.kind === 'cell-magic');
  if (magics.some((mask) => VALUELESS_CELL_MAGICS.has(mask.name))) return null;
  const statement = lastChild(cell.tree.topNode);
  if (statement === null) return null;
  const mask = maskAt(cell, statement);
  return mask === null ? shownValue(cell, statement) : magicValue(cell, statement, mask);
}

/**
 * The expression statements of a cell that shows the value of each, in order: those on its own level, with the last
 * one as `lastStatement` has it. None where a `;` at the end silences the cell.
 */
export function shownStatements(cell: PythonCell): LastStatement[] {
  const last = lastStatement(cell);
  const end = lastChild(cell.tree.topNode);
  if (end === null || (end.name === 'StatementGroup' && shownStatement(end) === null)) return [];
  const found: LastStatement[] = [];
  for (let at = cell.tree.topNode.firstChild; at !== null && at.from < end.from; at = at.nextSibling) {
    if (maskAt(cell, at) !== null) continue;
    const parts = at.name === 'StatementGroup' ? childExpressions(at) : [at];
    found.push(...parts.flatMap((part) => shownValue(cell, part) ?? []));
  }
  return last === null ? found : [...found, last];
}

function lastChild(node: SyntaxNode): SyntaxNode | null {
  let child = node.lastChild;
  while (child?.name === 'Comment') child = child.prevSibling;
  return child;
}

/** The statement that counts in `a; b`; null in `a; b;`. */
function shownStatement(statement: SyntaxNode): SyntaxNode | null {
  if (statement.name !== 'StatementGroup') return statement;
  const last = lastChild(statement);
  return last?.name === ';' ? null : last;
}

function shownValue(cell: PythonCell, statement: SyntaxNode): LastStatement | null {
  const shown = shownStatement(statement);
  if (shown === null || shown.name !== 'ExpressionStatement' || !hasValue(cell, shown)) return null;
  const node = expressionOf(shown);
  return { span: { from: shown.from, to: shown.to }, node, subjects: [subject(cell, node)] };
}

/** The expression of a statement; the statement itself for a tuple without parentheses. */
function expressionOf(statement: SyntaxNode): SyntaxNode {
  const expressions = childExpressions(statement);
  const single =
    expressions.length === 1 && statement.getChild(',') === null && statement.getChild('*') === null;
  return single ? unwrapped(expressions[0]!) : statement;
}

function hasValue(cell: PythonCell, statement: SyntaxNode): boolean {
  const node = expressionOf(statement);
  if (node.name === 'String' || node.name === 'Ellipsis' || node.name === 'None') return false;
  if (node.name === 'ContinuedString') return node.getChild('FormatString') !== null;
  const callee = calleeOf(node);
  if (callee === null) return true;
  const name = lastName(callee, cell.code) ?? '';
  if (receiverOf(callee) === null && VALUELESS_FUNCTIONS.has(name)) return false;
  return !isFigureKeeping(node, cell.code);
}

function maskAt(cell: PythonCell, statement: SyntaxNode): MaskedSyntax | null {
  return cell.masked.findLast((mask) => mask.kind !== 'assignment' && mask.from === statement.from) ?? null;
}

function magicValue(cell: PythonCell, statement: SyntaxNode, mask: MaskedSyntax): LastStatement | null {
  const end = mask.from + cell.source.slice(mask.from, mask.to).trimEnd().length;
  const span = { from: mask.from, to: end };
  if (mask.name === 'time' && mask.inner !== null) {
    const value = shownValue(cell, statement);
    return value && { ...value, span };
  }
  const text = cell.source.slice(mask.from, end);
  const shown = mask.kind === 'line-magic' ? VALUE_MAGICS.has(mask.name) : text.startsWith('!!');
  return shown || (mask.kind === 'call' && text.length > 1) ? { span, node: statement, subjects: [] } : null;
}
