/** An answer as text: what can be said of it before it is run. */

import type { SyntaxNode } from '@lezer/common';
import { BUILTINS, type PythonCell, parseCell } from '../python/index.ts';
import { marker, placeholder } from './exercise-notebook.ts';
import type { Exercise } from './types.ts';

/** What the text of an answer shows. */
export type ReadAnswer =
  | { readonly kind: 'unanswered' }
  | { readonly kind: 'syntax'; readonly line: number; readonly message: string }
  /** Nothing in it would ever stop the notebook. */
  | { readonly kind: 'no-assert' }
  /** `example`: the first of its asserts; `why` it is always true. */
  | { readonly kind: 'vacuous'; readonly example: string; readonly why: string }
  | { readonly kind: 'assert'; readonly source: string; readonly isAbout: boolean };

/** @param source of the answer cell, with or without what the workshop had put there */
export function readAnswer(source: string, exercise: Exercise): ReadAnswer {
  const bare = withoutPlaceholder(source, exercise.id);
  const cell = parseCell(bare, 0);
  if (isEmpty(bare, cell)) return { kind: 'unanswered' };
  if (cell.problem !== null) return { kind: 'syntax', line: cell.problem.line, message: cell.problem.message };
  const asserts = nodesOf(cell, isAssert);
  if (asserts.length === 0) return { kind: 'no-assert' };
  const whys = asserts.map((node) => alwaysTrue(node, cell));
  const first = whys[0];
  if (first != null && whys.every((why) => why !== null)) {
    return { kind: 'vacuous', example: textOf(asserts[0]!, cell), why: first };
  }
  return { kind: 'assert', source: bare, isAbout: isAbout(cell, exercise) };
}

/** The answer without marker and placeholder. Lines keep their numbers. */
export function withoutPlaceholder(source: string, id: string): string {
  const print = placeholder(id).replace(/\s*#.*$/, '');
  return source
    .split('\n')
    .map((line) => (line.trimEnd() === marker(id) || line.startsWith(print) ? '' : line))
    .join('\n');
}

function isEmpty(source: string, { tree, problem }: PythonCell): boolean {
  if (source.trim() === '') return true;
  if (problem !== null) return false;
  for (let node = tree.topNode.firstChild; node !== null; node = node.nextSibling) {
    const isNothing = node.name === 'PassStatement' || node.firstChild?.name === 'Ellipsis';
    if (node.name !== 'Comment' && !isNothing) return false;
  }
  return true;
}

/** Statements that stop the notebook when something is not so: `assert`, `assert_*(…)`, `raise`. */
function isAssert(node: SyntaxNode, { code }: PythonCell): boolean {
  if (node.name === 'AssertStatement' || node.name === 'RaiseStatement') return true;
  const call = node.name === 'ExpressionStatement' ? node.firstChild : null;
  const called = call?.name === 'CallExpression' ? call.firstChild : null;
  const name = called?.name === 'MemberExpression' ? called.lastChild : called;
  return name != null && /^assert(_|[A-Z])/.test(code.slice(name.from, name.to));
}

function nodesOf(cell: PythonCell, wanted: (node: SyntaxNode, cell: PythonCell) => boolean): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  cell.tree.iterate({
    enter(ref) {
      if (wanted(ref.node, cell)) found.push(ref.node);
    },
  });
  return found;
}

/** Why an assert can never fail; null when it can. */
function alwaysTrue(assert: SyntaxNode, cell: PythonCell): string | null {
  if (assert.name !== 'AssertStatement') return null;
  const test = assert.firstChild?.nextSibling ?? null;
  return test === null ? null : whyTrue(test, cell);
}

function whyTrue(node: SyntaxNode, cell: PythonCell): string | null {
  const text = textOf(node, cell).replace(/\s+/g, ' ');
  switch (node.name) {
    case 'ParenthesizedExpression':
      return node.firstChild?.nextSibling ? whyTrue(node.firstChild.nextSibling, cell) : null;
    case 'TupleExpression':
      return node.firstChild?.nextSibling?.name === ')' ? null : 'a tuple is always true; the parentheses have to go';
    case 'Boolean':
      return text === 'True' ? 'a constant is always true' : null;
    case 'Number':
      return Number(text) !== 0 ? 'a constant is always true' : null;
    case 'String':
      return text.length > 2 ? 'a text is always true' : null;
    case 'BinaryExpression':
      return whyComparisonTrue(node, text, cell);
    default:
      return null;
  }
}

function whyComparisonTrue(node: SyntaxNode, text: string, cell: PythonCell): string | null {
  if (/ is not None$/.test(text)) return 'what was computed is never `None`';
  if (/^(len\(.*\)|.*\.(size|ndim)|.*\.shape\[0\]) ?>= ?0$/.test(text) || /^(len\(.*\)|.*\.size) ?> ?-1$/.test(text))
    return 'a number of things is never negative';
  const [left, right] = [node.firstChild, node.lastChild];
  const operator = node.firstChild?.nextSibling;
  if (left === null || right === null || operator == null) return null;
  const same = textOf(left, cell) === textOf(right, cell);
  if (same && ['==', '>=', '<='].includes(textOf(operator, cell))) return 'both sides are the same';
  if (textOf(operator, cell) === 'or') return whyTrue(left, cell) ?? whyTrue(right, cell);
  if (textOf(operator, cell) === 'and' && whyTrue(left, cell) !== null) return whyTrue(right, cell);
  return null;
}

function isAbout(cell: PythonCell, { names, origins }: Exercise): boolean {
  const used = usedNames(cell);
  return names.length === 0 || [...names, ...origins].some((name) => used.has(name));
}

/** Names that the answer reads, without built-ins. */
export function usedNames(cell: PythonCell): Set<string> {
  const nodes = nodesOf(cell, (node) => node.name === 'VariableName');
  return new Set(nodes.map((node) => textOf(node, cell)).filter((name) => !BUILTINS.has(name)));
}

function textOf({ from, to }: SyntaxNode, { code }: PythonCell): string {
  return code.slice(from, to);
}
