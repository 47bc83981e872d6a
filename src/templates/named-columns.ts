/** Tables whose columns the code itself names. */
import type { SyntaxNode } from '@lezer/common';
import { callArguments, type Expression, type Names, startOf } from '../python/index.ts';
import { calledBy, definitionOf } from './match.ts';
import { partOfSplit } from './split.ts';
import { type Around, bindingOf } from './surroundings.ts';

/** Methods after which a table has the same columns, or only more of them than the code says. */
const KEEPS = new Set(
  (
    'copy reset_index sort_values sort_index head tail sample round dropna drop_duplicates fillna reindex query nlargest nsmallest ' +
    'limit filter where orderBy sort distinct dropDuplicates cache persist with_columns'
  ).split(' '),
);

/** So many steps and definitions are followed. */
const MOST_STEPS = 8;

/**
 * Whether the columns of a table, a name or `df[wanted]`, are those that the code picks or names where it makes the table:
 * `df[wanted].copy()` with a list, `groups.agg(n=('x', 'count'))`, `rows.select('a', 'b')`. Without one of them that line would have
 * failed. False where the code leaves it open.
 */
export function areNamedByCode(name: string, around: Around): boolean {
  const { at, names } = around;
  const index = /^[\p{L}_][\p{L}\d_.]*\[(.+)\]$/u.exec(name)?.[1];
  if (index !== undefined) return isListOfColumns(index, around);
  let made = names.definition(name, at) ?? partOfSplit(name, at, names)?.data ?? splitBySpark(name, around);
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
      if (isPick(made, names)) return true;
      const table = isOfRows(node) ? node.firstChild : null;
      if (table === null) return false;
      made = { cell, node: table };
      continue;
    }
    if (isTableOf(made, names) || (step > 0 && isOfDictionary(made, names))) return true;
    const callee = node.name === 'CallExpression' ? node.firstChild : null;
    const object = callee?.name === 'MemberExpression' ? callee.firstChild : null;
    const method = callee?.lastChild;
    if (!object || method?.name !== 'PropertyName') return false;
    const word = cell.code.slice(method.from, method.to);
    if (word === 'agg' || word === 'aggregate') return isNaming(made, names) || /\.(group_by|groupBy)\(/.test(cell.code.slice(callee?.from, callee?.to));
    if (word === 'select' || word === 'toDF') return isSelection(made, names);
    if (word === 'load' && /\.format\((['"])libsvm\1\)/.test(cell.code.slice(node.from, node.to))) return true;
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

/**
 * `pd.DataFrame(rows, columns=['a', 'b'])`, `pd.DataFrame([row])` of dictionaries, a polars table of what the notebook has put
 * together, and a loader that is told the names: `load(path, header=['a', 'b'])`, `pd.read_csv(path, usecols=['a', 'b'])`.
 */
function isTableOf(made: Expression, names: Names): boolean {
  if (made.node.name !== 'CallExpression') return false;
  if (calledBy(made, names) === 'polars.DataFrame' || isOfDictionaries(made, names)) return true;
  const isTable = /^pandas\.DataFrame(\.from_(dict|records))?$/.test(calledBy(made, names) ?? '');
  if (isTable && isOfLibrary(made)) return true;
  const given = isTable ? /^columns$/ : /^(names|usecols|header|col_names|column_names)$/;
  const columns = callArguments(made.cell, made.node).find(({ name }) => name !== null && given.test(name))?.value;
  return columns !== undefined && isListed({ cell: made.cell, node: columns }, names);
}

/** `pd.DataFrame(search.cv_results_)`, `pd.DataFrame(history.history)`: a library gives the names. */
function isOfLibrary({ cell, node }: Expression): boolean {
  const rows = callArguments(cell, node).find(({ name }) => name === null || name === 'data')?.value;
  return rows !== undefined && /\.(cv_results_|history)$/.test(cell.code.slice(rows.from, rows.to));
}

/** `pd.DataFrame([{'a': 1}])`, `pd.DataFrame(dict(a=x))`; a dictionary itself is another template's. */
function isOfDictionaries(made: Expression, names: Names): boolean {
  const rows = calledBy(made, names) === 'pandas.DataFrame' ? callArguments(made.cell, made.node)[0]?.value : undefined;
  if (rows === undefined) return false;
  const { cell, node } = meaningOf({ cell: made.cell, node: rows }, names);
  if (node.name === 'CallExpression' && /^(dict|(collections\.)?OrderedDict)$/.test(cell.code.slice(node.from, node.firstChild?.to))) return true;
  const first = node.name === 'ArrayExpression' ? node.firstChild?.nextSibling : null;
  return first !== null && first !== undefined && meaningOf({ cell, node: first }, names).node.name === 'DictionaryExpression';
}

/** `pd.DataFrame({'a': x})`, of which a later step or name shows the same columns. */
function isOfDictionary(made: Expression, names: Names): boolean {
  if (calledBy(made, names) !== 'pandas.DataFrame') return false;
  const [first] = callArguments(made.cell, made.node).filter(({ name }) => name === null || name === 'data');
  return first !== undefined && meaningOf({ cell: made.cell, node: first.value }, names).node.name === 'DictionaryExpression';
}

/** `df[df.a > 0]`, `df[df.b.notna()]`: rows that a condition picks. */
function isOfRows(node: SyntaxNode): boolean {
  const index = node.getChild('[')?.nextSibling;
  if (!index || index.nextSibling?.name !== ']') return false;
  return /^(BinaryExpression|UnaryExpression|CallExpression)$/.test(index.name);
}

/** The data that Spark split into parts of which one has that name: `train, test = data.randomSplit([0.7, 0.3])`. */
function splitBySpark(name: string, { at, names }: Around): Expression | null {
  const made = names.unpackedDefinition(name, at)?.value;
  const callee = made?.node.name === 'CallExpression' ? made.node.firstChild : null;
  const data = callee?.name === 'MemberExpression' ? callee.firstChild : null;
  if (!made || !data || made.cell.code.slice(callee?.lastChild?.from, callee?.to) !== 'randomSplit') return null;
  return { cell: made.cell, node: data };
}

/** Columns of Spark and polars that are named one by one: `select('a', 'b')`, not `select('*')`. */
function isSelection({ cell, node }: Expression, names: Names): boolean {
  const given = callArguments(cell, node);
  return given.length > 0 && given.every(({ name, star, value }) => {
    if (name !== null || star !== '') return false;
    const text = cell.code.slice(value.from, value.to);
    if (value.name === 'String') return !text.includes('*');
    if (value.name === 'CallExpression') return /(\bcol|\.alias)\(\s*(['"])[^'"*^]+\2\s*\)/.test(text);
    return isListed({ cell, node: value }, names);
  });
}

/** `df[['a', 'b']]`, or with a name for that list; also of rows that a condition picks, `df.loc[df.a > 0, wanted]`. */
function isPick({ cell, node }: Expression, names: Names): boolean {
  const first = node.getChild('[')?.nextSibling;
  const second = first?.nextSibling?.name === ',' ? first.nextSibling.nextSibling : null;
  const index = second ?? first;
  if (!index || index.nextSibling?.name !== ']') return false;
  return isListed({ cell, node: index }, names);
}

/** Whether an expression, as it is written, lists columns that the code names: `features`, `features + ['price']`. */
export function isListOfColumns(source: string, { at, names }: Around): boolean {
  return source.split(' + ').every((part) => {
    if (/^\[\s*(['"])[^'"[\]]*\1(\s*,\s*(['"])[^'"[\]]*\3)*\s*,?\s*\]$/.test(part)) return true;
    const made = bindingOf(part, { at, names });
    return made !== null && made.node.name !== 'String' && isListed(made, names);
  });
}

/** Results that are given names: by keywords, or one for each function of a list. */
function isNaming({ cell, node }: Expression, names: Names): boolean {
  const given = callArguments(cell, node);
  if (given.length === 0 || given.some(({ star }) => star !== '')) return false;
  const [first] = given;
  if (given.every(({ name }) => name !== null && name !== 'func' && name !== 'axis')) return true;
  return first?.name === null && isListed({ cell, node: first.value }, names, 'DictionaryExpression');
}

/** How deep lists of lists are followed, and names for them. */
export const MOST_LISTS = 8;

function isListed(value: Expression, names: Names, other = '', depth = 0): boolean {
  if (depth > MOST_LISTS) return false;
  const { cell, node } = meaningOf(value, names);
  const isPart = (part: SyntaxNode | null | undefined) => part !== null && part !== undefined && isListed({ cell, node: part }, names, '', depth + 1);
  if (node.name === other) return true;
  if (node.name === 'ArrayExpression') return areTexts({ cell, node }, names);
  if (node.name === 'BinaryExpression') return node.getChild('ArithOp') !== null && isPart(node.firstChild) && isPart(node.lastChild);
  // `[name + '_share' for name in wanted]`.
  return node.name === 'ArrayComprehensionExpression' && isPart(node.getChild('in')?.nextSibling);
}

/** What a name is visibly bound to; anything else as it is. */
export function meaningOf(value: Expression, names: Names): Expression {
  return definitionOf(value, names) ?? value;
}

/** A list of texts, or of names for texts. */
function areTexts({ cell, node: list }: Expression, names: Names): boolean {
  const items: string[] = [];
  for (let node = list.firstChild; node !== null; node = node.nextSibling) items.push(meaningOf({ cell, node }, names).node.name);
  return items.every((name) => /^(\[|\]|,|String|Number|Comment)$/.test(name)) && items.includes('String');
}
