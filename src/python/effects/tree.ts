import type { SyntaxNode } from '@lezer/common';
import type { Expression, PythonCell } from '../types.ts';

/** How deep recursive readers of a tree go; what nests deeper is read flat, or counts as unknown. */
export const MAX_DEPTH = 120;
/** How many levels a name's binder is searched upwards. */
const MAX_CLIMB = 400;

export function textOf(cell: PythonCell, node: { readonly from: number; readonly to: number }): string {
  return cell.code.slice(node.from, node.to);
}

export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}

/** Whether a node is an expression: the parser's own group leaves out comparisons, `not`, `if … else` and lambdas. */
export function isExpression(node: SyntaxNode): boolean {
  return node.type.is('Expression') || node.name.endsWith('Expression');
}

/** Line of an offset in a cell, from 1. */
export function lineOf(cell: PythonCell, offset: number): number {
  let line = 1;
  for (let at = cell.source.indexOf('\n'); at >= 0 && at < offset; at = cell.source.indexOf('\n', at + 1))
    line++;
  return line;
}

/** The expression inside any number of enclosing parentheses. */
export function withoutParentheses(node: SyntaxNode): SyntaxNode {
  let inner = node;
  while (inner.name === 'ParenthesizedExpression') {
    const next = childrenOf(inner).find((child) => child.name !== '(' && child.name !== ')');
    if (!next) return inner;
    inner = next;
  }
  return inner;
}

/** One argument of a call. `star` is `*` or `**` for unpacked ones. */
export interface Argument {
  readonly name: string | null;
  readonly star: '' | '*' | '**';
  readonly value: SyntaxNode;
}

const NO_ARGUMENTS = new Set(['(', ')', 'AssignOp', 'Comment', '⚠']);

/** The arguments of a call, in source order; a lone generator expression is one argument: its `ArgList`. */
export function argumentsOf(cell: PythonCell, call: SyntaxNode): Argument[] {
  const list = call.lastChild;
  if (list?.name !== 'ArgList') return [];
  const found: Argument[] = [];
  let star: Argument['star'] = '';
  let name: string | null = null;
  for (let child = list.firstChild; child; child = child.nextSibling) {
    if (child.name === 'for') return [{ name: null, star: '', value: list }];
    if (child.name === '*' || child.name === '**') star = child.name;
    else if (child.name === ',') {
      star = '';
      name = null;
    } else if (child.name === 'VariableName' && child.nextSibling?.name === 'AssignOp') {
      if (textOf(cell, child.nextSibling) === '=') name = textOf(cell, child);
    } else if (!NO_ARGUMENTS.has(child.name)) found.push({ name, star, value: child });
  }
  return found;
}

export function keyword(args: readonly Argument[], name: string): SyntaxNode | null {
  return args.find((argument) => argument.name === name)?.value ?? null;
}

/** The attribute of `x.attribute`; null for a subscript and everything else. */
export function attributeOf(cell: PythonCell, node: SyntaxNode): string | null {
  const last = node.name === 'MemberExpression' ? node.lastChild : null;
  return last?.name === 'PropertyName' ? textOf(cell, last) : null;
}

export interface Clause {
  readonly targets: readonly SyntaxNode[];
  readonly iterable: SyntaxNode;
}

/** The `for … in …` clauses of a comprehension; none for any other node. */
export function clausesOf(node: SyntaxNode): Clause[] {
  const clauses: Clause[] = [];
  let targets: SyntaxNode[] | null = null;
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name === 'for') targets = [];
    else if (targets && child.name === 'in') {
      const iterable = child.nextSibling;
      if (iterable) clauses.push({ targets, iterable });
      targets = null;
    } else targets?.push(child);
  }
  return clauses;
}

function hasFor(list: SyntaxNode): boolean {
  for (let child = list.firstChild; child; child = child.nextSibling) if (child.name === 'for') return true;
  return false;
}

export function isComprehension(node: SyntaxNode): boolean {
  return node.name.endsWith('ComprehensionExpression') || (node.name === 'ArgList' && hasFor(node));
}

/** The names that assignment to these targets binds (`a, (b, *c)`); members bind none. */
export function boundNames(targets: readonly SyntaxNode[]): SyntaxNode[] {
  const names: SyntaxNode[] = [];
  const work = [...targets].reverse();
  while (work.length > 0) {
    const node = work.pop();
    if (!node) break;
    if (node.name === 'VariableName') names.push(node);
    else if (['TupleExpression', 'ArrayExpression', 'ParenthesizedExpression'].includes(node.name))
      work.push(...childrenOf(node).reverse());
  }
  return names;
}

/** The parameters of a function or lambda, in order. */
export function parametersOf(cell: PythonCell, owner: SyntaxNode): string[] {
  const list = owner.getChild('ParamList');
  if (!list) return [];
  return childrenOf(list)
    .filter((child) => isParameter(child))
    .map((child) => textOf(cell, child));
}

function isParameter(node: SyntaxNode): boolean {
  return node.name === 'VariableName' && node.prevSibling?.name !== 'AssignOp';
}

/** Whether a `VariableName` reads a variable here: no keyword of a call, no parameter, no part of an import. */
export function isReference(cell: PythonCell, node: SyntaxNode): boolean {
  if (node.name !== 'VariableName') return false;
  const parent = node.parent;
  if (!parent) return true;
  if (parent.name === 'ArgList' && node.nextSibling?.name === 'AssignOp')
    return textOf(cell, node.nextSibling) !== '=';
  if (parent.name === 'ParamList') return !isParameter(node);
  return !['ImportStatement', 'ScopeStatement', 'KeywordPattern'].includes(parent.name);
}

/** The comprehension or lambda that binds a name inside an expression, with what its values come from. */
export interface Binder {
  readonly node: SyntaxNode;
  readonly iterables: readonly SyntaxNode[];
}

export function binderOf(cell: PythonCell, name: SyntaxNode): Binder | null {
  const text = textOf(cell, name);
  let climbed = 0;
  for (let node = name.parent; node && climbed < MAX_CLIMB; node = node.parent, climbed++) {
    if (node.name.endsWith('Statement') || node.name.endsWith('Definition') || node.name === 'Script')
      return null;
    const binder = binderAt(cell, node, name, text);
    if (binder) return binder;
  }
  return null;
}

function binderAt(cell: PythonCell, node: SyntaxNode, name: SyntaxNode, text: string): Binder | null {
  if (node.name === 'LambdaExpression') {
    // A named lambda is a function of the notebook, and its parameters are that function's.
    if (node.parent?.name === 'AssignStatement') return null;
    const list = node.getChild('ParamList');
    const inDefault = list !== null && name.from >= list.from && name.to <= list.to;
    return !inDefault && parametersOf(cell, node).includes(text)
      ? { node, iterables: callAround(node) }
      : null;
  }
  if (!isComprehension(node)) return null;
  const clauses = clausesOf(node);
  const first = clauses[0];
  // The first iterable is evaluated outside of the comprehension.
  if (!first || (name.from >= first.iterable.from && name.to <= first.iterable.to)) return null;
  const own = clauses.filter((clause) =>
    boundNames(clause.targets).some((target) => textOf(cell, target) === text),
  );
  return own.length > 0 ? { node, iterables: own.map((clause) => clause.iterable) } : null;
}

/** What a lambda's parameters can hold: whatever else the call around it is given. */
function callAround(lambda: SyntaxNode): SyntaxNode[] {
  const list = lambda.parent;
  const call = list?.parent;
  if (list?.name !== 'ArgList' || call?.name !== 'CallExpression') return [];
  const others = childrenOf(list).filter((child) => child.from !== lambda.from && isExpression(child));
  const callee = call.firstChild;
  const receiver = callee?.name === 'MemberExpression' ? callee.firstChild : null;
  return receiver ? [receiver, ...others] : others;
}

/** Every name that an expression reads from outside of itself, once. */
export function freeNames(expression: Expression): Set<string> {
  const { cell, node } = expression;
  const names = new Set<string>();
  const work: SyntaxNode[] = [node];
  const seen = new Set<number>();
  for (let part = work.pop(); part; part = work.pop()) {
    if (seen.has(part.from)) continue;
    seen.add(part.from);
    part.cursor().iterate((cursor) => {
      if (cursor.name !== 'VariableName') return;
      const name = cursor.node;
      if (!isReference(cell, name)) return;
      const binder = binderOf(cell, name);
      if (!binder) names.add(textOf(cell, name));
      else if (binder.node.from < node.from || binder.node.to > node.to) work.push(...binder.iterables);
    });
  }
  return names;
}

/** Whether a part of an expression is IPython syntax, of which Python trees know nothing. */
export function holdsMaskedSyntax({ cell, node }: Expression): boolean {
  return cell.masked.some((span) => {
    if (span.to <= node.from || span.from >= node.to) return false;
    return !(span.inner && span.inner.from <= node.from && node.to <= span.inner.to);
  });
}
