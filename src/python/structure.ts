/** Statements and expressions that CPython refuses. Each function answers with a message, or null. */
import type { SyntaxNode, SyntaxNodeRef } from '@lezer/common';

export function structureProblem(ref: SyntaxNodeRef, code: string): string | null {
  const check = CHECKS.get(ref.name);
  return check === undefined ? null : check(ref.node, code);
}

type Check = (node: SyntaxNode, code: string) => string | null;

const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['AssignStatement', assignProblem],
  ['UpdateStatement', (node) => (isSingleTarget(node.firstChild) ? null : NO_TARGET)],
  [
    'DeleteStatement',
    (node) => (children(node).every((child) => isTarget(child, false)) ? null : 'This cannot be deleted.'),
  ],
  ['ForStatement', forProblem],
  ['NamedExpression', (node) => (node.firstChild?.name === 'VariableName' ? null : NO_TARGET)],
  ['ArgList', argumentProblem],
  ['ParamList', parameterProblem],
  ['AssertStatement', (node) => (children(node).length > 2 ? 'An assert has two parts at most.' : null)],
  ['BinaryExpression', notProblem],
  ['CompareOp', (node, code) => (code.slice(node.from, node.to) === '<>' ? '`<>` is Python 2.' : null)],
  ['RaiseStatement', (node) => (node.getChild(',') === null ? null : '`raise E, message` is Python 2.')],
  ['TryStatement', tryProblem],
  ['IfStatement', (node) => (hasPair(node, 'elif', 'Body') ? 'An `elif` has no condition.' : null)],
  ['ImportStatement', importProblem],
  ['StatementGroup', (node) => (hasPair(node, ';', ';') ? 'A statement is missing between two `;`.' : null)],
  [
    'ParenthesizedExpression',
    (node) => (node.getChild('*') === null ? null : 'A starred expression cannot stand here.'),
  ],
  [
    'ArrayComprehensionExpression',
    (node) => (hasPair(node, '[', '*') ? 'A comprehension cannot unpack.' : null),
  ],
]);

const NO_TARGET = 'This cannot be assigned to.';

/** Children that are expressions. */
function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (/^[A-Z]/.test(child.name) && child.name !== 'Comment' && !/Op$|^TypeDef$/.test(child.name))
      found.push(child);
  }
  return found;
}

/** Whether two children of these names follow one another. */
function hasPair(node: SyntaxNode, first: string, second: string): boolean {
  return node.getChildren(first).some((child) => child.nextSibling?.name === second);
}

/** A name, a member or a subscript, in any parentheses. */
function isSingleTarget(node: SyntaxNode | null): boolean {
  let at = node;
  while (at?.name === 'ParenthesizedExpression') at = children(at)[0] ?? null;
  return (at?.name === 'VariableName' || at?.name === 'MemberExpression') && node?.nextSibling?.name !== ',';
}

const GROUPS = new Set(['TupleExpression', 'ArrayExpression', 'ParenthesizedExpression']);

/** Whether a node can stand left of `=`; groups are followed without recursion. */
function isTarget(node: SyntaxNode, starred: boolean): boolean {
  const open = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.name === 'VariableName' || next.name === 'MemberExpression') continue;
    if (!GROUPS.has(next.name) || (!starred && next.getChild('*') !== null)) return false;
    open.push(...children(next));
  }
  return true;
}

function assignProblem(node: SyntaxNode): string | null {
  const annotation = node.getChild('TypeDef');
  if (annotation !== null) return isSingleTarget(node.firstChild) ? null : 'This cannot be annotated.';
  const last = node.getChildren('AssignOp').at(-1);
  if (last === undefined) return null;
  for (let child = node.firstChild; child !== null && child.from < last.from; child = child.nextSibling) {
    if (child.name === 'YieldExpression') return NO_TARGET;
    if (/^[A-Z]/.test(child.name) && !/Op$|^Comment$/.test(child.name) && !isTarget(child, true))
      return NO_TARGET;
  }
  return null;
}

function forProblem(node: SyntaxNode): string | null {
  const end = node.getChild('in')?.from ?? node.from;
  return children(node).every((child) => child.from > end || isTarget(child, true)) ? null : NO_TARGET;
}

/** Positional behind keyword arguments, and a bare generator beside others. */
function argumentProblem(node: SyntaxNode, code: string): string | null {
  if (code.slice(node.from, node.to).includes('for') && node.getChild('for') !== null) {
    const crowded = node.getChild(',') !== null && !isGeneratorAlone(node);
    return crowded || node.getChild('AssignOp') !== null
      ? 'A generator beside other arguments needs parentheses.'
      : null;
  }
  let keyword = false;
  let unpacked = false;
  let before: string | undefined;
  for (let child = node.firstChild, next = child; child !== null; before = child.name, child = next) {
    next = child.nextSibling;
    if (before !== '(' && before !== ',') continue;
    const named = next?.name === 'AssignOp' && code[next.from] === '=';
    if (child.name === '**') unpacked = true;
    else if (child.name === '*') {
      if (unpacked) return 'A starred argument follows `**`.';
    } else if (named) keyword = true;
    else if ((keyword || unpacked) && /^[A-Z]/.test(child.name) && child.name !== 'Comment') {
      return 'A positional argument follows a keyword argument.';
    }
  }
  return null;
}

/** `f(x for x, y in z)`, `f(x for x in y,)`: the comma belongs to the generator, or closes the list. */
function isGeneratorAlone(node: SyntaxNode): boolean {
  const first = node.getChild('for')!;
  let inside = false;
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name === 'for') inside = true;
    else if (child.name === 'in') inside = false;
    else if (child.name === ',' && child.from < first.from) return false;
    else if (child.name === ',' && !inside && child.nextSibling?.name !== ')') return false;
  }
  return true;
}

function parameterProblem(node: SyntaxNode): string | null {
  let optional = false;
  let starred = false;
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name === '*') {
      if (starred) return 'A parameter list has two `*`.';
      starred = true;
      const bare = child.nextSibling?.name === ',';
      const next = bare ? child.nextSibling?.nextSibling : child.nextSibling;
      if (next?.name !== 'VariableName' && next?.name !== 'Comment')
        return 'A `*` needs a parameter behind it.';
    } else if (child.name === '**') {
      return afterKeywords(child) ? 'Nothing can follow `**`.' : null;
    } else if (child.name === 'VariableName' && !starred && isParameter(child)) {
      const hasDefault = defaultOf(child);
      if (optional && !hasDefault) return 'A parameter without a default follows one with a default.';
      optional ||= hasDefault;
    }
  }
  return null;
}

function isParameter(node: SyntaxNode): boolean {
  const before = node.prevSibling?.name;
  return before === undefined || before === '(' || before === ',' || before === 'Comment';
}

function defaultOf(node: SyntaxNode): boolean {
  const next = node.nextSibling?.name === 'TypeDef' ? node.nextSibling.nextSibling : node.nextSibling;
  return next?.name === 'AssignOp';
}

function afterKeywords(stars: SyntaxNode): boolean {
  for (let child = stars.nextSibling; child !== null; child = child.nextSibling) {
    if (child.name === ',' && child.nextSibling?.name === 'VariableName') return true;
  }
  return false;
}

function notProblem(node: SyntaxNode): string | null {
  const last = node.lastChild;
  const compares = last?.prevSibling?.name === 'CompareOp';
  return compares && last?.name === 'UnaryExpression' && last.firstChild?.name === 'not'
    ? 'A `not` behind a comparison needs parentheses.'
    : null;
}

function tryProblem(node: SyntaxNode): string | null {
  if (node.getChild(',') !== null) return '`except E, name` is Python 2.';
  return node.getChild('except') === null && node.getChild('finally') === null
    ? 'A `try` has neither `except` nor `finally`.'
    : null;
}

function importProblem(node: SyntaxNode): string | null {
  return node.lastChild?.name === ',' ? 'A trailing comma needs parentheses.' : null;
}
