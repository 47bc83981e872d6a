import type { SyntaxNode } from '@lezer/common';
import type { Names } from '../names.ts';
import type { Expression, Position, PythonNotebook } from '../types.ts';
import type { OwnFunction } from './own.ts';
import { type Numbered, type State, stateOf } from './state.ts';
import { attributeOf, freeNames, holdsMaskedSyntax, lineOf, textOf } from './tree.ts';
import { READS_WORLD } from './words.ts';

/** The first statement between two positions that may change the value of an expression. */
export interface Change {
  readonly at: Position;
  /** A sentence for a person: "`df` is assigned again in cell 7, line 2". Cells count from 0, lines from 1. */
  readonly why: string;
}

/**
 * Design, rule 2. The first thing at or behind `after` and in front of `before`, in document order, that may
 * change the value of an expression that stands in front of `after`; null when nothing does. Looks through
 * aliases, containers, loops and the notebook's own functions. Unknown means changed.
 */
export function firstChange(
  expression: Expression,
  between: { readonly after: Position; readonly before: Position },
  notebook: PythonNotebook,
  names: Names,
): Change | null {
  const { after, before } = between;
  if (!isBefore(after, before)) return null;
  const inFunction = [after, before].find((position) => isInFunction(notebook, position));
  if (inFunction)
    return change(notebook, inFunction, 'it stands in a function, which may run at another time,');
  if (holdsMaskedSyntax(expression)) return change(notebook, after, 'IPython syntax is part of it');
  const state = stateOf(notebook, names);
  const from = state.orderAt(rewound(notebook, after, before));
  const to = state.orderAt(before);
  const subject = subjectOf(expression, state, state.orderAt(after));
  for (let order = from; order < to; order++) {
    const item = state.events[order];
    if (item && touches(item, subject, state)) {
      const { event } = item;
      return change(notebook, { cell: event.cell.index, offset: event.at }, event.what);
    }
  }
  return null;
}

function isBefore(a: Position, b: Position): boolean {
  return a.cell < b.cell || (a.cell === b.cell && a.offset < b.offset);
}

function change(notebook: PythonNotebook, at: Position, what: string): Change {
  const cell = notebook.cell(at.cell);
  const line = cell ? lineOf(cell, at.offset) : 1;
  return { at, why: `${what} in cell ${at.cell}, line ${line}` };
}

function statementsAround(notebook: PythonNotebook, { cell, offset }: Position): SyntaxNode[] {
  const tree = notebook.cell(cell)?.tree;
  const around: SyntaxNode[] = [];
  if (!tree) return around;
  for (let node: SyntaxNode | null = tree.resolveInner(offset, -1); node; node = node.parent)
    around.push(node);
  return around;
}

function isInFunction(notebook: PythonNotebook, position: Position): boolean {
  return statementsAround(notebook, position).some(
    (node) => node.name === 'FunctionDefinition' && position.offset > node.from && position.offset < node.to,
  );
}

/** Behind a place in a loop comes the loop's beginning again, unless both places are in the loop. */
function rewound(notebook: PythonNotebook, after: Position, before: Position): Position {
  let start = after;
  for (const node of statementsAround(notebook, after)) {
    if (node.name !== 'ForStatement' && node.name !== 'WhileStatement') continue;
    const inside = after.offset > node.from && after.offset < node.to;
    const both = before.cell === after.cell && before.offset <= node.to;
    if (inside && !both) start = { cell: after.cell, offset: node.from };
  }
  return start;
}

interface Subject {
  /** Names whose binding the value depends on. */
  readonly names: ReadonlySet<string>;
  /** What the value may share state with; null for anything. */
  readonly things: ReadonlySet<string> | null;
  readonly readsWorld: boolean;
}

function subjectOf(expression: Expression, state: State, order: number): Subject {
  const { names, holding, readsWorld } = mentionedBy(expression, state);
  const things = new Set<string>();
  let everything = false;
  for (const name of holding) {
    const sharing = state.sharing(name, order, true);
    if (sharing) for (const thing of sharing) things.add(thing);
    else everything = true;
  }
  return { names, things: everything ? null : things, readsWorld };
}

/** What an expression mentions, wherever it stands. */
interface Mentioned extends Pick<Subject, 'names' | 'readsWorld'> {
  /** Those of the names that hold something, and are neither functions of the notebook nor modules. */
  readonly holding: readonly string[];
}

/** One expression is asked for at many places. */
const mentioned = new WeakMap<Expression, Mentioned>();

function mentionedBy(expression: Expression, state: State): Mentioned {
  let known = mentioned.get(expression);
  if (known === undefined) {
    const names = namesOf(expression, state);
    const isHolding = (name: string) => !state.know.own.functions.has(name) && !isModule(name, expression, state);
    known = { names, holding: [...names].filter(isHolding), readsWorld: readsWorld(expression) };
    mentioned.set(expression, known);
  }
  return known;
}

/** The names in an expression, and those that the notebook's own functions in it read, however deep. */
export function namesOf(expression: Expression, state: State): Set<string> {
  const { own, summaryOf } = state.know;
  const names = new Set<string>();
  const work = [...freeNames(expression)];
  const read = (functions: readonly OwnFunction[] | undefined) => {
    for (const fn of functions ?? []) work.push(...summaryOf(fn).reads);
  };
  for (const method of methodsIn(expression)) read(own.methods.get(method));
  for (let name = work.pop(); name !== undefined; name = work.pop()) {
    if (names.has(name)) continue;
    names.add(name);
    read(own.functions.get(name));
    read(own.classes.get(name));
  }
  return names;
}

function methodsIn({ cell, node }: Expression): Set<string> {
  const methods = new Set<string>();
  node.cursor().iterate((ref) => {
    if (ref.name === 'MemberExpression') {
      const method = attributeOf(cell, ref.node);
      if (method) methods.add(method);
    }
  });
  return methods;
}

/** A module's name: its members do not change by calling functions of it. `sys.path` alone is no function. */
function isModule(name: string, expression: Expression, state: State): boolean {
  const { cell, node } = expression;
  let module = false;
  let member = false;
  node.cursor().iterate((ref) => {
    if (ref.name !== 'VariableName' || textOf(cell, ref) !== name) return;
    const canonical = state.know.names.canonical({ cell, node: ref.node });
    module ||= canonical !== null;
    let path = ref.node;
    while (path.parent?.name === 'MemberExpression' && path.parent.firstChild?.from === path.from)
      path = path.parent;
    member ||= (path.from !== ref.from || path.to !== ref.to) && path.parent?.name !== 'CallExpression';
  });
  return module && !member;
}

function readsWorld({ cell, node }: Expression): boolean {
  let reads = false;
  node.cursor().iterate((ref) => {
    if (ref.name === 'VariableName' || ref.name === 'PropertyName')
      if (READS_WORLD.has(textOf(cell, ref)) || /^(read_|load)/.test(textOf(cell, ref))) reads = true;
  });
  return reads;
}

function touches({ order, until, event }: Numbered, subject: Subject, state: State): boolean {
  if (event.kind === 'barrier') return true;
  if (event.kind === 'world') return subject.readsWorld;
  if (event.kind === 'bind') return subject.names.has(event.name);
  if (event.kind === 'seed') return false;
  if (subject.things === null) return true;
  if (event.kind === 'consume' && !state.isIterator(event.name, event.loop === null ? order : until))
    return false;
  const deep = event.kind === 'mutate' ? event.deep : true;
  const sharing = state.sharing(event.name, event.loop === null ? order : until, deep);
  if (sharing === null) return true;
  for (const thing of sharing) if (subject.things.has(thing)) return true;
  return false;
}
