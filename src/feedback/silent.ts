/** What a notebook makes and goes on with, whether or not it looks at it. */
import type { SyntaxNode } from '@lezer/common';
import { lineNumbers, type Position, type PythonCell, type PythonNotebook } from '../python/index.ts';
import { calleeOf, childExpressions, lastName, unwrapped } from './calls.ts';
import { drawingCall } from './drawing.ts';
import { subject } from './subjects.ts';
import type { Feedback } from './types.ts';

/**
 * The statements of a cell, on its own level, that make or use data and show nothing, as statements of the mechanism `silent`:
 * assignments of which a name is read further on in the notebook (a part that is put aside came from the same split) or says that it is a part, and those that hand data to a model or a split. Subjects of
 * an assignment are its names, meant as they are behind it (of several that bind one name, the last), and in either the call
 * that is handed data. Without literals, other names, drawings and what a model predicts: no data is made there.
 */
export function findSilent(cell: PythonCell, notebook: PythonNotebook): Feedback[] {
  if (cell.problem !== null) return [];
  const line = lineNumbers(cell.source);
  const bound = new Set<string>();
  const found: Feedback[] = [];
  const last = cell.tree.topNode.lastChild;
  for (const statement of statementsOf(cell)) {
    if (statement.name === 'ExpressionStatement' && statement.from === last?.from) continue;
    const nodes = [...madeBy(statement, bound, cell, notebook), ...handedBy(statement, cell)];
    const [first] = nodes;
    if (first === undefined) continue;
    const { from, to } = statement;
    found.push({
      cell: cell.index,
      from,
      to,
      line: line(from),
      endLine: line(Math.max(from, to - 1)),
      mechanism: 'silent',
      source: cell.source.slice(from, to),
      depth: 0,
      unconditional: true,
      subjects: nodes.map((node) => subject(cell, node)),
      expression: { cell, node: first },
    });
  }
  return found.reverse();
}

/** `df_train`, `X_val`, `ytest2`: parts that are split off by hand say so by their names. */
export function isPartByName(name: string): boolean {
  return /(?:^|_|^[Xxy])(?:train|training|test|testing|val|valid|validation|dev|holdout)(?=_|\d|$)/i.test(name);
}

/** The last first. */
function statementsOf({ tree }: PythonCell): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = tree.topNode.lastChild; child !== null; child = child.prevSibling)
    if (child.name === 'AssignStatement' || child.name === 'ExpressionStatement') found.push(child);
  return found;
}

/** The names that an assignment makes data of. `bound`: those that are bound behind it, to which its own are added. */
function madeBy(statement: SyntaxNode, bound: Set<string>, cell: PythonCell, notebook: PythonNotebook): SyntaxNode[] {
  if (statement.name !== 'AssignStatement') return [];
  const targets = targetsOf(statement);
  const nameOf = (node: SyntaxNode) => cell.code.slice(node.from, node.to);
  const isRead = targets.some((node) => isReadBehind(nameOf(node), { cell: cell.index, offset: statement.to }, notebook));
  const fresh = targets.filter((node) => {
    const name = nameOf(node);
    const isLast = !bound.has(name);
    bound.add(name);
    return isLast && !name.startsWith('_') && (isRead || isPartByName(name));
  });
  return isMaking(statement, cell) ? fresh : [];
}

/** What a model says of data; it is judged where it is scored. */
const PREDICTING = new Set(['predict', 'predict_proba', 'predict_log_proba', 'decision_function', 'score']);
/** Calls that are handed data, whose results are of no concern. */
const TAKING = new Set(['fit', 'train_test_split', 'cross_val_score']);

/** `name = CALL`, and what takes a part of something or calculates with it. */
function isMaking(statement: SyntaxNode, cell: PythonCell): boolean {
  if (statement.getChildren('AssignOp').length !== 1 || statement.lastChild === null) return false;
  const made = unwrapped(statement.lastChild);
  if (!/^(Call|Member|Binary|Await)Expression$/.test(made.name) && statement.getChild(',') === null) return false;
  return drawingCall(made, cell.code) === null && !PREDICTING.has(calledName(made, cell));
}

function handedBy(statement: SyntaxNode, cell: PythonCell): SyntaxNode[] {
  const value = statement.name === 'ExpressionStatement' ? statement.firstChild : statement.lastChild;
  if (value === null) return [];
  const call = unwrapped(value);
  return TAKING.has(calledName(call, cell)) ? [call] : [];
}

function calledName(node: SyntaxNode, cell: PythonCell): string {
  const callee = calleeOf(node);
  return (callee === null ? null : lastName(callee, cell.code)) ?? '';
}

/** The plain names in front of the `=`. */
function targetsOf(statement: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = statement.firstChild; child !== null && child.name !== 'AssignOp'; child = child.nextSibling) {
    if (child.name === 'VariableName') found.push(child);
    else if (/^(Tuple|Array|Parenthesized)Expression$/.test(child.name))
      found.push(...childExpressions(child).filter(({ name }) => name === 'VariableName'));
  }
  return found;
}

const lastReads = new WeakMap<PythonNotebook, ReadonlyMap<string, Position>>();

/** Whether a name is read anywhere further on, in functions as well. */
function isReadBehind(name: string, { cell, offset }: Position, notebook: PythonNotebook): boolean {
  let known = lastReads.get(notebook);
  if (known === undefined) {
    known = readLastReads(notebook);
    lastReads.set(notebook, known);
  }
  const last = known.get(name);
  return last !== undefined && (last.cell > cell || (last.cell === cell && last.offset >= offset));
}

function readLastReads(notebook: PythonNotebook): Map<string, Position> {
  const last = new Map<string, Position>();
  for (const { index, code, tree, problem } of notebook.cells) {
    if (problem !== null) continue;
    tree.iterate({
      enter: ({ name, from, to, node }) => {
        if (name === 'VariableName' && !isBoundThere(node)) last.set(code.slice(from, to), { cell: index, offset: from });
      },
    });
  }
  return last;
}

/** `name = …`, `a, name = …` and `f(name=…)` read nothing. */
function isBoundThere(node: SyntaxNode): boolean {
  if (node.nextSibling?.name === 'AssignOp') return true;
  if (node.parent?.name !== 'AssignStatement') return false;
  let next = node.nextSibling;
  while (next !== null && next.name !== 'AssignOp') next = next.nextSibling;
  return next !== null;
}
