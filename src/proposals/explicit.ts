import type { SyntaxNode } from '@lezer/common';
import {
  type Expression,
  firstChange,
  type Names,
  type Position,
  type PythonCell,
  type PythonNotebook,
  parseCell,
} from '../python/index.ts';
import { type Fact, factsOf, implies, operandsOf, type Source, settle, spelled } from './facts.ts';

/** Facts that a statement of the notebook states, and the expressions they are about. */
export interface Stated {
  /** Behind the statement. */
  readonly at: Position;
  readonly facts: readonly Fact[];
  readonly about: readonly Expression[];
}

/**
 * Rule 5: everything that the notebook asserts already, where it surely runs: `assert`, `assert_*` of NumPy, pandas
 * and torch, unittest's methods, `raise` under `if`, pandera and Great Expectations. What this tool inserted
 * before is code of the notebook, too.
 */
export function readStated(code: PythonNotebook, names: Names): Stated[] {
  const all: Stated[] = [];
  for (const cell of code.cells) {
    if (cell.problem) continue;
    for (const statement of statementsOf(cell)) {
      const found = statedBy(cell, statement, names);
      if (found.facts.length > 0)
        all.push({ at: { cell: cell.index, offset: statement.to }, facts: found.facts, about: found.about });
    }
  }
  return all;
}

/** Whether every fact of an assert (Python text, one or more statements) is stated, with no change on the way to `at`. */
export function isStated(
  assert: string,
  at: Position,
  stated: readonly Stated[],
  code: PythonNotebook,
  names: Names,
): boolean {
  const wanted = factsOfAssert(assert, at, code, names);
  if (wanted.length === 0) return false;
  return wanted.every((fact) =>
    stated.some((item) => item.facts.some((have) => implies(have, fact)) && unchanged(item, at, code, names)),
  );
}

/** The facts that the asserts of a text state, by the meaning of names at a place in the notebook. Empty when it is no Python. */
export function factsOfAssert(assert: string, at: Position, code: PythonNotebook, names: Names): Fact[] {
  const cell = parseCell(assert, at.cell);
  if (cell.problem) return [];
  const source: Source = { code: cell.code, meaning: aliases(code, names) };
  return statementsOf(cell).flatMap((node) => {
    const test = node.name === 'AssertStatement' ? operandsOf(node)[0] : undefined;
    return test ? factsOf(source, test) : [];
  });
}

const roots = new WeakMap<PythonNotebook, ReadonlyMap<string, string>>();

/** Names of modules and their members as dotted names. Text that is not in the notebook has no place of its own. */
function aliases(code: PythonNotebook, names: Names): (name: string) => string {
  let known = roots.get(code);
  if (!known) {
    const found = new Map<string, string>();
    for (const cell of code.cells) if (!cell.problem) collectAliases(cell, names, found);
    known = found;
    roots.set(code, known);
  }
  const map = known;
  return (name) => map.get(name) ?? name;
}

function collectAliases(cell: PythonCell, names: Names, found: Map<string, string>) {
  cell.tree.iterate({
    enter(ref) {
      if (ref.name === 'ImportStatement') readImport(cell.code.slice(ref.from, ref.to), found);
      if (ref.name !== 'VariableName' || ref.node.parent?.name === 'ImportStatement') return;
      const name = cell.code.slice(ref.from, ref.to);
      if (found.has(name)) return;
      const canonical = names.canonical({ cell, node: ref.node });
      if (canonical !== null) found.set(name, canonical);
    },
  });
}

/** Aliases in the text of one import, used or not. */
function readImport(text: string, found: Map<string, string>) {
  const [, from, list] = /^(?:from\s+([\w.]+)\s+)?import\s([^#]*)$/.exec(text) ?? [];
  for (const part of (list ?? '').split(/[,()]/)) {
    const [dotted, as, alias] = part.trim().split(/\s+/);
    if (!dotted || !/^[\w.]+$/.test(dotted)) continue;
    const name = as === 'as' ? alias : dotted.split('.')[0];
    const meaning = from ? `${from}.${dotted}` : as === 'as' ? dotted : name;
    if (name && meaning && !found.has(name)) found.set(name, meaning);
  }
}

/** Statements outside of functions, branches and loops. */
function statementsOf(cell: PythonCell): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const work: SyntaxNode[] = [cell.tree.topNode];
  for (let node = work.pop(); node; node = work.pop()) {
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (child.name === 'StatementGroup') work.push(child);
      else if (child.name === 'WithStatement') work.push(child.getChild('Body') ?? child);
      else if (child.name.endsWith('Statement')) found.push(child);
    }
  }
  return found;
}

interface Found {
  readonly facts: readonly Fact[];
  readonly about: readonly Expression[];
}
const NOTHING: Found = { facts: [], about: [] };

function statedBy(cell: PythonCell, node: SyntaxNode, names: Names): Found {
  const source: Source = { code: cell.code, meaning: (name) => name };
  const meant: Source = { ...source, meaning: (name) => meaningIn(cell, names)(name) };
  if (node.name === 'AssertStatement') {
    const test = operandsOf(node)[0];
    return test ? { facts: factsOf(meant, test), about: [{ cell, node: test }] } : NOTHING;
  }
  if (node.name === 'IfStatement') return statedByRaise(cell, node, meant);
  const call =
    node.name === 'ExpressionStatement'
      ? node.firstChild
      : node.name === 'AssignStatement'
        ? node.lastChild
        : null;
  return call?.name === 'CallExpression' ? statedByCall(cell, call, meant, names) : NOTHING;
}

const meanings = new WeakMap<PythonCell, Map<string, string>>();

function meaningIn(cell: PythonCell, names: Names): (name: string) => string {
  let map = meanings.get(cell);
  if (!map) {
    map = new Map();
    collectAliases(cell, names, map);
    meanings.set(cell, map);
  }
  const known = map;
  return (name) => known.get(name) ?? name;
}

/** `if not a == b: raise …` without `else`. */
function statedByRaise(cell: PythonCell, node: SyntaxNode, source: Source): Found {
  const test = operandsOf(node)[0];
  const bodies = node.getChildren('Body');
  const only = bodies.length === 1 ? bodies[0]?.lastChild : null;
  if (!test || only?.name !== 'RaiseStatement') return NOTHING;
  return { facts: factsOf(source, test, true), about: [{ cell, node: test }] };
}

const EQUAL =
  /^(assert_(array_|frame_|series_|index_|extension_array_)?equal|assert(Count|List|Dict|Set|Tuple|Sequence)?Equals?|assertIs)$/;
const CLOSE = /^(assert_(allclose|almost_equal|array_almost_equal|approx_equal|close)|assertAlmostEquals?)$/;
const COMPARED: Readonly<Record<string, Fact['op']>> = {
  assertGreater: '>',
  assertGreaterEqual: '>=',
  assertLess: '<',
  assertLessEqual: '<=',
  assertIn: 'in',
  assertNotIn: 'not in',
  assertNotEqual: '!=',
  assert_array_less: '<',
};

function statedByCall(cell: PythonCell, call: SyntaxNode, source: Source, names: Names): Found {
  const callee = call.firstChild;
  const list = call.getChild('ArgList');
  if (!callee || !list) return NOTHING;
  const args = operandsOf(list);
  const canonical = names.canonical({ cell, node: callee });
  const name = (canonical ?? cell.code.slice(callee.from, callee.to)).split('.').at(-1) ?? '';
  const [a, b] = args;
  const about = args.slice(0, 2).map((node) => ({ cell, node }));
  if (a && b && (EQUAL.test(name) || CLOSE.test(name) || Object.hasOwn(COMPARED, name))) {
    const op = EQUAL.test(name) ? '==' : CLOSE.test(name) ? '≈' : (COMPARED[name] ?? '==');
    return { facts: bothWays({ left: spelled(source, a), op, right: spelled(source, b) }), about };
  }
  if (a && /^assert(True|_)$/.test(name)) return { facts: factsOf(source, a), about };
  if (a && name === 'assertFalse') return { facts: factsOf(source, a, true), about };
  if (a && b && name === 'assertIsInstance')
    return {
      facts: settle(
        { left: `isinstance(${spelled(source, a)},${spelled(source, b)})`, op: 'is', right: '' },
        false,
      ),
      about,
    };
  if (a && name === 'assertIsNone')
    return { facts: settle({ left: spelled(source, a), op: '==', right: 'None' }, false), about };
  const receiver = callee.name === 'MemberExpression' ? callee.firstChild : null;
  if (receiver && name.startsWith('expect_'))
    return {
      facts: expected(
        name,
        spelled(source, receiver),
        args.map((arg) => spelled(source, arg)),
      ),
      about: [{ cell, node: receiver }],
    };
  if (receiver && name === 'validate' && a) return validated(cell, receiver, a, source, names);
  return NOTHING;
}

function bothWays(fact: Fact): Fact[] {
  const back =
    fact.op === '==' || fact.op === '≈'
      ? settle({ left: fact.right, op: fact.op, right: fact.left }, false)
      : [];
  return [...settle(fact, false), ...back];
}

/** What an expectation of Great Expectations says about its table. */
function expected(name: string, table: string, args: readonly string[]): Fact[] {
  const [first = '', low, high] = args;
  const column = `${table}[${first}]`;
  const say = (left: string, op: Fact['op'], right: string) => settle({ left, op, right }, false);
  switch (name) {
    case 'expect_column_to_exist':
      return say(first, 'in', `${table}.columns`);
    case 'expect_column_values_to_not_be_null':
      return say(`no-null(${column})`, 'is', '');
    case 'expect_column_values_to_be_unique':
      return say(`${column}.is_unique`, 'is', '');
    case 'expect_table_row_count_to_equal':
      return say(`len(${table})`, '==', first);
    case 'expect_table_column_count_to_equal':
      return say(`${table}.shape[1]`, '==', first);
    case 'expect_column_values_to_be_between':
      return [
        ...(low ? say(`${column}.min()`, '>=', low) : []),
        ...(high ? say(`${column}.max()`, '<=', high) : []),
        ...(low && high ? say(`all(${column}.between(${low},${high}))`, 'is', '') : []),
      ];
    case 'expect_column_values_to_be_in_set':
      return low ? say(`all(${column}.isin(${low}))`, 'is', '') : [];
    default:
      return [];
  }
}

/** `schema.validate(df)`, where the schema is a `DataFrameSchema({...})` of the notebook: its columns exist. */
function validated(
  cell: PythonCell,
  schema: SyntaxNode,
  table: SyntaxNode,
  source: Source,
  names: Names,
): Found {
  const at = { cell: cell.index, offset: schema.from };
  const made =
    schema.name === 'VariableName'
      ? names.definition(cell.code.slice(schema.from, schema.to), at)
      : { cell, node: schema };
  const list = made?.node.name === 'CallExpression' ? made.node.getChild('ArgList') : null;
  const callee = made?.node.firstChild;
  if (!made || !list || !callee || !/DataFrameSchema$/.test(made.cell.code.slice(callee.from, callee.to)))
    return NOTHING;
  const columns = list.getChild('DictionaryExpression');
  const facts: Fact[] = [];
  for (let child = columns?.firstChild; child; child = child.nextSibling) {
    if (child.name !== 'String' || child.nextSibling?.name !== ':') continue;
    const right = `${spelled(source, table)}.columns`;
    facts.push({ left: spelled({ code: made.cell.code, meaning: (name) => name }, child), op: 'in', right });
  }
  return { facts, about: [{ cell, node: table }] };
}

/** Whether what is stated still (or already) holds at a place. */
function unchanged(item: Stated, at: Position, code: PythonNotebook, names: Names): boolean {
  const first = item.at.cell < at.cell || (item.at.cell === at.cell && item.at.offset <= at.offset);
  const between = first ? { after: item.at, before: at } : { after: at, before: item.at };
  return item.about.every((expression) => firstChange(expression, between, code, names) === null);
}
