/** Tables whose columns the code itself names. */
import type { SyntaxNode } from '@lezer/common';
import { callArguments, type Expression, type Names, startOf } from '../python/index.ts';
import { calledBy } from './match.ts';
import { partOfSplit } from './split.ts';
import type { Around } from './surroundings.ts';

/** Methods after which a table has the same columns, or only more of them than the code says. */
const KEEPS = new Set(
  'copy reset_index sort_values sort_index head tail sample round dropna drop_duplicates fillna reindex query nlargest nsmallest'.split(' '),
);

/** So many steps and definitions are followed. */
const MOST_STEPS = 8;

/**
 * Whether the columns of a table are those that the code picks or names where it makes the table: `df[wanted].copy()` with a list,
 * `groups.agg(n=('x', 'count'))`. Without one of them that line would have failed. False where the code leaves it open.
 */
export function areNamedByCode(name: string, around: Around): boolean {
  const { at, names } = around;
  let made = names.definition(name, at) ?? partOfSplit(name, at, names)?.data ?? null;
  for (let step = 0; made !== null && step < MOST_STEPS; step++) {
    const { node, cell } = made;
    if (node.name === 'ParenthesizedExpression') {
      const inner: SyntaxNode | null | undefined = node.firstChild?.nextSibling;
      made = inner ? { cell, node: inner } : null;
      continue;
    }
    if (node.name === 'VariableName') {
      const text = cell.code.slice(node.from, node.to);
      made = names.definition(text, startOf(made));
      continue;
    }
    if (node.name === 'MemberExpression') {
      const table = isOfRows(node) ? node.firstChild : null;
      if (table === null) return isPick(made, names);
      made = { cell, node: table };
      continue;
    }
    if (isTableOf(made, names)) return true;
    const callee = node.name === 'CallExpression' ? node.firstChild : null;
    const object = callee?.name === 'MemberExpression' ? callee.firstChild : null;
    const method = callee?.lastChild;
    if (!object || method?.name !== 'PropertyName') return false;
    const word = cell.code.slice(method.from, method.to);
    if (word === 'agg' || word === 'aggregate') return isNaming(made, names);
    if (!KEEPS.has(word)) return false;
    made = { cell, node: object };
  }
  return false;
}

/** Whether the code assigns the columns of a table, `df.columns = ['a', 'b']`, at the top of a cell in front of a place. */
export function areAssigned(name: string, { at, notebook, names }: Around): boolean {
  return notebook.cells.some((cell) => {
    if (cell.index > at.cell || !cell.code.includes(`${name}.columns`)) return false;
    return cell.tree.topNode.getChildren('AssignStatement').some(({ firstChild, lastChild, to }) => {
      if (firstChild === null || lastChild === null || (cell.index === at.cell && to > at.offset)) return false;
      const isColumns = cell.code.slice(firstChild.from, firstChild.to) === `${name}.columns`;
      return isColumns && isListed({ cell, node: lastChild }, names);
    });
  });
}

/** `pd.DataFrame(rows, columns=['a', 'b'])`, and a loader that is told the names: `load(path, header=['a', 'b'])`. */
function isTableOf(made: Expression, names: Names): boolean {
  if (made.node.name !== 'CallExpression') return false;
  const isTable = /^pandas\.DataFrame(\.from_(dict|records))?$/.test(calledBy(made, names) ?? '');
  const given = isTable ? /^columns$/ : /^(names|header|col_names|column_names)$/;
  const columns = callArguments(made.cell, made.node).find(({ name }) => name !== null && given.test(name))?.value;
  return columns !== undefined && isListed({ cell: made.cell, node: columns }, names);
}

/** `df[df.a > 0]`, `df[df.b.notna()]`: rows that a condition picks. */
function isOfRows(node: SyntaxNode): boolean {
  const index = node.getChild('[')?.nextSibling;
  if (!index || index.nextSibling?.name !== ']') return false;
  return /^(BinaryExpression|UnaryExpression|CallExpression)$/.test(index.name);
}

/** `df[['a', 'b']]`, or with a name for that list. */
function isPick({ cell, node }: Expression, names: Names): boolean {
  const open = node.getChild('[');
  const first = open?.nextSibling;
  // `df.loc[:, ['a', 'b']]`.
  const index = first?.name === 'Slice' || first?.name === ':' ? first.nextSibling?.nextSibling : first;
  if (!index || index.nextSibling?.name !== ']') return false;
  return isListed({ cell, node: index }, names);
}

/** Results that are given names: by keywords, or one for each function of a list. */
function isNaming({ cell, node }: Expression, names: Names): boolean {
  const given = callArguments(cell, node);
  if (given.length === 0 || given.some(({ star }) => star !== '')) return false;
  const [first] = given;
  if (given.every(({ name }) => name !== null && name !== 'func' && name !== 'axis')) return true;
  return first?.name === null && isListed({ cell, node: first.value }, names, 'DictionaryExpression');
}

function isListed({ cell, node }: Expression, names: Names, other = ''): boolean {
  const meant = node.name === 'VariableName' ? names.definition(cell.code.slice(node.from, node.to), startOf({ cell, node })) : { cell, node };
  if (meant === null) return false;
  return meant.node.name === other || (meant.node.name === 'ArrayExpression' && isOfTexts(meant.node));
}

function isOfTexts(list: SyntaxNode): boolean {
  const items: string[] = [];
  for (let node = list.firstChild; node !== null; node = node.nextSibling) items.push(node.name);
  return items.every((name) => /^(\[|\]|,|String|Number|Comment)$/.test(name)) && items.includes('String');
}
