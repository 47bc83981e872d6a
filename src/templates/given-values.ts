/** Columns whose values the code itself says. */
import type { SyntaxNode } from '@lezer/common';
import { callArguments, compilePattern, type Expression, matchThroughDefinition, type Names, startOf } from '../python/index.ts';
import { calledBy } from './match.ts';
import type { Around } from './surroundings.ts';
import { wordsOfText } from './words.ts';

/** What gives values that stand in the code, or as many as the code asks for. */
const GIVING = [
  'pandas.cut($X, $...A, labels=$L)',
  'pandas.qcut($X, $...A, labels=$L)',
  'numpy.where($C, $A, $B)',
  'numpy.select($C, [...])',
  'numpy.select($C, [...], $D)',
  'numpy.select($C, [...], default=$D)',
  'numpy.digitize($...A)',
  '$X.map($D)',
  '$M.labels_',
  '$M.fit_predict($...A)',
].map((source) => compilePattern(source));

/** Those of them that give values of the code only where these are literals. */
const LITERALS = [
  { start: 'numpy.where', of: ['A', 'B'] },
  { start: '$X.map', of: ['D'] },
];

function isLiteral(value: Expression | undefined, names: Names): boolean {
  if (value === undefined) return false;
  const { cell, node } = value;
  const meant = node.name === 'VariableName' ? names.definition(cell.code.slice(node.from, node.to), startOf(value)) : value;
  return meant !== null && /^(String|Number|Boolean|UnaryExpression|DictionaryExpression)$/.test(meant.node.name);
}

/**
 * Whether the values of a column, `df['group']`, are those that the code gives it: bins with labels, the choices of a
 * condition, the numbers of clusters. That there are no others is then no claim about the data. False where nothing says it.
 */
export function areGiven(source: string, around: Around): boolean {
  const column = columnOf(source);
  if (column === null) {
    const made = around.names.definition(source, around.at);
    return isGiving(made, around) || areGroupsGiven(made, around);
  }
  if (wordsOfText(column.name).some((word) => /^clusters?$/.test(word))) return true;
  const value = lastAssigned(column, around) ?? inTable(column, around) ?? inStep(column, around);
  return isGiving(value, around);
}

/** Whether groups are those that the code gives: `df.groupby('cluster').size()`, and `value_counts()` of such a column. */
function areGroupsGiven(made: Expression | null, around: Around): boolean {
  for (let node = made?.node; made !== null && node?.name === 'CallExpression'; ) {
    const callee: SyntaxNode | null = node.firstChild;
    const object = callee?.name === 'MemberExpression' ? callee.firstChild : null;
    if (!object) return false;
    const textOf = (part: SyntaxNode) => made.cell.code.slice(part.from, part.to);
    const by = textOf(callee?.lastChild ?? object) === 'groupby' ? callArguments(made.cell, node)[0]?.value : undefined;
    if (by !== undefined) return areGiven(`${textOf(object)}[${textOf(by)}]`, around);
    // `groups['price'].mean()`.
    node = object.name === 'MemberExpression' ? (object.firstChild ?? object) : object;
  }
  return false;
}

function isGiving(value: Expression | null, around: Around): boolean {
  if (value === null) return false;
  return GIVING.some((pattern) => {
    const found = matchThroughDefinition(pattern, withoutCast(value), around.names, 2);
    if (found === null) return false;
    const wanted = LITERALS.find(({ start }) => pattern.source.startsWith(start));
    return (wanted?.of ?? []).every((name) => isLiteral(found.captures.get(name)?.nodes[0], around.names));
  });
}

/** Whether the code itself makes a column, in front of a place: `df['tokens'] = …`. */
export function isAssigned(source: string, around: Around): boolean {
  const column = columnOf(source);
  return column !== null && lastAssigned(column, around) !== null;
}

interface Column {
  readonly table: string;
  readonly name: string;
}

function columnOf(source: string): Column | null {
  const found = /^([\p{L}_][\p{L}\d_]*)(?:\[(['"])([^'"\\\n]+)\2\]|\.([\p{L}_][\p{L}\d_]*))$/u.exec(source);
  const name = found?.[3] ?? found?.[4];
  return found?.[1] === undefined || name === undefined ? null : { table: found[1], name };
}

/** What was last assigned to a column in front of a place, at the top of a cell. */
function lastAssigned({ table, name }: Column, { at, notebook }: Around): Expression | null {
  let last: Expression | null = null;
  for (const cell of notebook.cells) {
    if (cell.index > at.cell || !cell.code.includes(name)) continue;
    for (const statement of cell.tree.topNode.getChildren('AssignStatement')) {
      if (cell.index === at.cell && statement.to > at.offset) break;
      const target = statement.firstChild;
      const value = statement.lastChild;
      if (target === null || value === null || target.nextSibling?.nextSibling?.from !== value.from) continue;
      const made = columnOf(cell.code.slice(target.from, target.to));
      if (made?.table === table && made.name === name) last = { cell, node: value };
    }
  }
  return last;
}

/** The value that a table was made with: `pd.DataFrame({'group': labels})`. */
function inTable({ table, name }: Column, { at, names }: Around): Expression | null {
  const made = names.definition(table, at);
  if (made === null || calledBy(made, names) !== 'pandas.DataFrame') return null;
  const { cell } = made;
  const given = made.node.getChild('ArgList')?.getChild('DictionaryExpression') ?? null;
  for (let node: SyntaxNode | null = given?.firstChild ?? null; node !== null; node = node.nextSibling) {
    if (node.name !== 'String' || cell.code.slice(node.from + 1, node.to - 1) !== name) continue;
    const value = node.nextSibling?.nextSibling;
    if (value) return { cell, node: value };
  }
  return null;
}

/** The value that a step of the table's definition adds: `df.assign(group=lambda x: pd.cut(x.a, 3, labels=names))`. */
function inStep({ table, name }: Column, { at, names }: Around): Expression | null {
  const made = names.definition(table, at);
  let found: Expression | null = null;
  made?.node.cursor().iterate(({ node }) => {
    if (found !== null) return false;
    const callee = node.name === 'CallExpression' ? node.firstChild : null;
    if (callee?.name !== 'MemberExpression' || made.cell.code.slice(callee.lastChild?.from, callee.to) !== 'assign') return true;
    const given = callArguments(made.cell, node).find((argument) => argument.name === name)?.value;
    const value = given?.name === 'LambdaExpression' ? given.lastChild : given;
    if (value) found = { cell: made.cell, node: value };
    return found === null;
  });
  return found;
}

/** `x` of `x.astype(int)`, `x.tolist()`. */
function withoutCast({ cell, node }: Expression): Expression {
  const callee = node.name === 'CallExpression' ? node.firstChild : null;
  const object = callee?.name === 'MemberExpression' ? callee.firstChild : null;
  if (!object || !/^(astype|tolist)$/.test(cell.code.slice(callee?.lastChild?.from, callee?.to))) return { cell, node };
  return { cell, node: object };
}
