import type { SyntaxNode } from '@lezer/common';
import type { PythonCell } from '../types.ts';
import type { How, Knowledge, Source } from './deeds.ts';
import {
  argumentsOf,
  attributeOf,
  binderOf,
  childrenOf,
  freeNames,
  isExpression,
  MAX_DEPTH,
  textOf,
  withoutParentheses,
} from './tree.ts';
import { PURE_METHODS, SHALLOW_COPIES, VIEW_FUNCTIONS, VIEW_METHODS } from './words.ts';

const MAX_SOURCES = 200;

/** The variables that the value of an expression may share state with. Everything it mentions, when it nests too deep. */
export function sourcesOf(cell: PythonCell, node: SyntaxNode, know: Knowledge): Source[] {
  const found: Source[] = [];
  add(cell, node, 'same', know, found, 0);
  return found;
}

function inside(outer: How, inner: How): How {
  return outer === 'same' ? inner : outer;
}

function add(cell: PythonCell, given: SyntaxNode, how: How, know: Knowledge, out: Source[], depth: number) {
  const node = withoutParentheses(given);
  if (out.length > MAX_SOURCES || depth > MAX_DEPTH) {
    for (const name of freeNames({ cell, node })) out.push({ name, how: 'part' });
    return;
  }
  const down = (child: SyntaxNode | null | undefined, inner: How) => {
    if (child) add(cell, child, inside(how, inner), know, out, depth + 1);
  };
  switch (node.name) {
    case 'VariableName':
      return addName(cell, node, how, know, out, depth);
    case 'MemberExpression':
      return down(node.firstChild, isCopyingSubscript(node) ? 'holds' : 'part');
    case 'NamedExpression':
    case 'AwaitExpression':
      return down(node.lastChild, 'same');
    case 'ConditionalExpression':
      down(node.firstChild, 'same');
      return down(node.lastChild, 'same');
    case 'BinaryExpression':
      return addOperands(node, down);
    case 'CallExpression':
      return addCall(cell, node, know, down);
  }
  if (node.name === 'ArgList' || /^(Array|Tuple|Set|Dictionary|Comprehension)/.test(node.name))
    for (const child of childrenOf(node)) if (isExpression(child)) down(child, 'holds');
}

function addName(
  cell: PythonCell,
  node: SyntaxNode,
  how: How,
  know: Knowledge,
  out: Source[],
  depth: number,
) {
  const binder = binderOf(cell, node);
  if (!binder) {
    out.push({ name: textOf(cell, node), how });
    return;
  }
  for (const iterable of binder.iterables)
    add(cell, iterable, inside(how, 'part'), know, out, depth + MAX_DEPTH / 8);
}

function addOperands(node: SyntaxNode, down: (child: SyntaxNode | null, how: How) => void) {
  const operator = childrenOf(node).find((child) => !isExpression(child) && child.name !== 'Comment');
  if (operator?.name === 'and' || operator?.name === 'or') {
    down(node.firstChild, 'same');
    down(node.lastChild, 'same');
  } else if (operator?.name === 'ArithOp') {
    // `a + b` of two lists holds the elements of both.
    down(node.firstChild, 'holds');
    down(node.lastChild, 'holds');
  }
}

/** `df[['a', 'b']]` copies in every version of pandas and NumPy. */
function isCopyingSubscript(node: SyntaxNode): boolean {
  const open = node.getChild('[');
  return open?.nextSibling?.name === 'ArrayExpression' && open.nextSibling.nextSibling?.name === ']';
}

function addCall(
  cell: PythonCell,
  call: SyntaxNode,
  know: Knowledge,
  down: (child: SyntaxNode | null, how: How) => void,
) {
  const callee = call.firstChild;
  if (!callee) return;
  const args = argumentsOf(cell, call).map((argument) => argument.value);
  const all = (how: How) => {
    for (const argument of args) down(argument, how);
  };
  const canonical = know.names.canonical({ cell, node: callee });
  const method = attributeOf(cell, callee);
  if (know.own.called(cell, callee).length > 0) {
    all('part');
    if (method !== null) down(callee.firstChild, 'part');
  } else if (canonical !== null) {
    if (VIEW_FUNCTIONS.has(canonical)) all('part');
    else if (SHALLOW_COPIES.has(canonical)) all('holds');
    else if (!isPureLibrary(canonical)) all('holds');
  } else if (method !== null) {
    if (VIEW_METHODS.has(method)) down(callee.firstChild, 'part');
    else if (!PURE_METHODS.has(method)) {
      down(callee.firstChild, 'same');
      all('holds');
    } else if (method === 'copy') down(callee.firstChild, 'holds');
    else if (method === 'pipe' || method === 'apply') all('part');
  } else {
    down(callee, 'holds');
    all('holds');
  }
}

/** Functions of NumPy and pandas give new objects unless listed as views; classes of other libraries keep what they are given. */
function isPureLibrary(canonical: string): boolean {
  return /^(numpy|pandas|math|sklearn\.metrics|str|len|int|float|bool|type|repr|range|abs|round)\b/.test(
    canonical,
  );
}
