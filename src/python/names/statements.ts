import type { SyntaxNode, SyntaxNodeRef } from '@lezer/common';
import { readImport } from './imports.ts';
import type { Place } from './scopes.ts';
import { readAssignment, targetNames } from './targets.ts';
import { type Meaning, OTHER, type Reader, type Walk } from './walk.ts';

/** By kind of node: what it binds and which regions it opens. */
export const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['AssignStatement', (walk, { node }) => assignment(walk, node)],
  ['UpdateStatement', (walk, { node }) => update(walk, node)],
  ['NamedExpression', (walk, { node }) => update(walk, node)],
  ['TypeDefinition', (walk, { node }) => update(walk, node)],
  ['ArgList', (walk, { node }) => argList(walk, node)],
  ['ImportStatement', (walk, { node }) => imports(walk, node)],
  ['FunctionDefinition', (walk, { node }) => callable(walk, node)],
  ['LambdaExpression', (walk, { node }) => callable(walk, node)],
  ['ClassDefinition', (walk, { node }) => classDefinition(walk, node)],
  ['ComprehensionExpression', comprehension],
  ['ArrayComprehensionExpression', comprehension],
  ['DictionaryComprehensionExpression', comprehension],
  ['SetComprehensionExpression', comprehension],
  ['ForStatement', (walk, { node }) => forStatement(walk, node)],
  ['WhileStatement', whileStatement],
  ['IfStatement', (walk, { node }) => branches(walk, node, null)],
  ['TryStatement', tryStatement],
  ['WithStatement', (walk, { node }) => boundAfterAs(walk, node)],
  ['MatchClause', (walk, { node }) => branches(walk, node, null)],
  ['CapturePattern', (walk, { node }) => walk.bindNames(targetNames(childrenOf(node)), node.to)],
  ['AsPattern', (walk, { node }) => boundAfterAs(walk, node)],
  ['DeleteStatement', (walk, { node }) => walk.bindNames(targetNames(childrenOf(node)), node.to)],
  ['ScopeStatement', (walk, { node }) => borrow(walk, node)],
]);

function whileStatement(walk: Walk, ref: SyntaxNodeRef): void {
  walk.open(ref, { scope: walk.region.scope, loop: true });
  branches(walk, ref.node, null);
}

function tryStatement(walk: Walk, { node }: SyntaxNodeRef): void {
  boundAfterAs(walk, node);
  branches(walk, node, walk.place(node.from));
}

function assignment(walk: Walk, node: SyntaxNode): void {
  for (const target of readAssignment(node)) {
    const { value, slots } = target;
    const masked =
      value !== null &&
      walk.current.masked.some(
        (each) => each.kind === 'assignment' && each.from < node.to && each.to > node.from,
      );
    const meaning: Meaning =
      value === null || masked ? OTHER : { kind: 'value', value: { cell: walk.current, node: value }, slots };
    walk.bind(walk.textOf(target.name), node.to, meaning);
  }
}

/** `x += 1`, `(x := 1)`, `type X = …`. */
function update(walk: Walk, node: SyntaxNode): void {
  const target = node.name === 'TypeDefinition' ? node.getChild('VariableName') : node.firstChild;
  if (target?.name !== 'VariableName') return;
  walk.bindNames([target], node.to, walk.outsideComprehensions());
}

function argList(walk: Walk, node: SyntaxNode): void {
  if (node.getChild('for') !== null) {
    comprehension(walk, node);
    return;
  }
  for (const operator of node.getChildren('AssignOp')) {
    const name = operator.prevSibling;
    if (name?.name === 'VariableName' && walk.textOf(operator) === ':=')
      walk.bindNames([name], node.to, walk.outsideComprehensions());
  }
}

function imports(walk: Walk, node: SyntaxNode): void {
  const read = readImport(node, walk.current.code);
  for (const { name, dotted } of read.names)
    walk.bind(name, node.to, dotted === null ? OTHER : { kind: 'import', dotted });
  for (const module of read.loaded) walk.noteLoaded(module, node.to);
  if (read.star !== null) walk.star(read.star, node.to, walk.region);
}

function callable(walk: Walk, node: SyntaxNode): void {
  const lambda = node.name === 'LambdaExpression';
  const name = lambda ? null : node.getChild('VariableName');
  if (name !== null) walk.bindNames([name], node.to);
  const body = lambda ? node.lastChild : node.getChild('Body');
  const list = node.getChild('ParamList');
  if (body === null || body === list) return;
  const names = list === null ? [] : parametersOf(walk, list);
  walk.plan(body.from, body.to, { scope: walk.scope('function'), names });
}

/** Names of parameters, without what stands in defaults. */
function parametersOf(walk: Walk, list: SyntaxNode): string[] {
  const names: string[] = [];
  for (let child = list.firstChild; child; child = child.nextSibling)
    if (child.name === 'VariableName' && child.prevSibling?.name !== 'AssignOp')
      names.push(walk.textOf(child));
  return names;
}

function classDefinition(walk: Walk, node: SyntaxNode): void {
  const name = node.getChild('VariableName');
  const body = node.getChild('Body');
  if (name !== null) walk.bindNames([name], node.to);
  if (body !== null) walk.plan(body.from, body.to, { scope: walk.scope('class') });
}

/** The first iterable is evaluated outside; all else in a scope of its own. */
function comprehension(walk: Walk, ref: SyntaxNodeRef): void {
  const targets: SyntaxNode[] = [];
  let iterable: SyntaxNode | null = null;
  let inTarget = false;
  for (let child = ref.node.firstChild; child; child = child.nextSibling) {
    if (child.name === 'for') inTarget = true;
    else if (child.name === 'in') {
      inTarget = false;
      iterable ??= child.nextSibling;
    } else if (inTarget) targets.push(child);
  }
  if (iterable !== null) walk.plan(iterable.from, iterable.to, { scope: walk.region.scope });
  const names = targetNames(targets).map((name) => walk.textOf(name));
  walk.open(ref, { scope: walk.scope('comprehension'), names });
}

function forStatement(walk: Walk, node: SyntaxNode): void {
  const targets: SyntaxNode[] = [];
  for (let child = node.firstChild; child && child.name !== 'in'; child = child.nextSibling)
    targets.push(child);
  const names = targetNames(targets).map((name) => walk.textOf(name));
  const [body, ...rest] = node.getChildren('Body');
  const { scope } = walk.region;
  if (body !== undefined) walk.plan(body.from, body.to, { scope, names, loop: true });
  for (const each of rest) walk.plan(each.from, each.to, { scope });
}

function branches(walk: Walk, node: SyntaxNode, attempt: Place | null): void {
  for (const body of node.getChildren('Body'))
    walk.plan(body.from, body.to, { scope: walk.region.scope, attempt });
}

/** `with … as name`, `except … as name`, `case … as name`. */
function boundAfterAs(walk: Walk, node: SyntaxNode): void {
  for (const word of node.getChildren('as'))
    if (word.nextSibling) walk.bindNames(targetNames([word.nextSibling]), word.nextSibling.to);
}

function borrow(walk: Walk, node: SyntaxNode): void {
  const { scope } = walk.region;
  if (scope.kind === 'module') return;
  const where = node.firstChild?.name === 'nonlocal' ? 'nonlocal' : 'global';
  for (const name of node.getChildren('VariableName')) scope.borrowed.set(walk.textOf(name), where);
}

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}
