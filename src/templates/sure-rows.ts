/** Tables and arrays of which the code itself says that they have rows. */
import { callArguments, type Expression, type Names, startOf } from '../python/index.ts';
import { calledBy } from './match.ts';
import { partOfSplit } from './split.ts';
import { type Around, isPlainName } from './surroundings.ts';

/** So many steps are followed, from a name to what it is made of and from there to what that is made of. */
const MOST_STEPS = 8;

/** Functions whose result has as many rows as the code says, or that fail where there are none. */
const MAKING =
  /^(?:sklearn\.datasets\.(?:\w+\.)?(?:make|load)_\w+|numpy\.random\.\w+|(?:numpy|torch|tensorflow|jax\.numpy)\.(?:zeros|ones|full|empty|eye|identity|arange|linspace|logspace|rand|randn|randint|stack|vstack|hstack|dstack|column_stack)|pandas\.date_range)$/;

/** Functions that give a row for each of their first argument. */
const KEEPING =
  /^(?:pandas\.(?:DataFrame|get_dummies)|numpy\.(?:array|asarray|matrix|exp|log|log1p|sqrt|abs)|torch\.(?:tensor|from_numpy)|(?:\w+\.)*(?:to_categorical|pad_sequences))$/;

/** Methods that a table or a model without rows refuses, or that say how many they take. */
const TAKING = new Set(
  'fit_transform transform inverse_transform fit_predict predict predict_proba predict_classes decision_function get_feature_names_out'.split(' '),
);

/** Methods, attributes and indexers that give a row for each row. */
const ROW_BY_ROW = new Set(
  'copy astype values to_numpy reset_index set_index fillna rename assign round clip abs sort_values sort_index apply applymap map replace numpy toarray todense data target images frame'.split(' '),
);

/**
 * Whether the code itself says that what a name holds has rows, as that of a literal, of a part of a split, of `df.sample(100)`, of what a
 * transformer made: that there are some is then no claim about the data. False where rows could be missing, or nothing says it.
 */
export function hasSureRows(name: string, { at, names }: Around): boolean {
  return isPlainName(name) && isSureName(name, at, names, MOST_STEPS);
}

function isSureName(name: string, at: Around['at'], names: Names, steps: number): boolean {
  if (partOfSplit(name, at, names) !== null) return true;
  const made = names.unpackedDefinition(name, at);
  if (made === null) return false;
  // `X, y = make_blobs()`.
  if (made.slots.length > 0) return MAKING.test(calledBy(made.value, names) ?? '');
  return isSure(made.value, names, steps);
}

function isSure(expression: Expression, names: Names, steps: number): boolean {
  if (steps === 0) return false;
  const { cell, node } = expression;
  const then = (part: Expression['node'] | null | undefined) => part != null && isSure({ cell, node: part }, names, steps - 1);
  switch (node.name) {
    case 'VariableName':
      return isSureName(cell.code.slice(node.from, node.to), startOf(expression), names, steps - 1);
    case 'ParenthesizedExpression':
      return then(node.firstChild?.nextSibling);
    case 'ArrayExpression':
      return hasEntry(node);
    case 'DictionaryExpression':
      return then(node.getChild(':')?.nextSibling);
    case 'MemberExpression':
      return isOfEachRow(expression) && then(node.firstChild);
    case 'CallExpression':
      return isSureCall(expression, names, then);
    default:
      return false;
  }
}

function hasEntry(node: Expression['node']): boolean {
  return node.firstChild?.nextSibling !== null && node.firstChild?.nextSibling?.name !== ']';
}

/** `df.values`, `df[['a', 'b']]`, `X[:, 1:]`, `df.loc[:, 'a']`, `df.iloc[:, :3]`. */
function isOfEachRow({ cell, node }: Expression): boolean {
  const property = node.getChild('PropertyName');
  if (property !== null) return /^(?:i?loc)$/.test(cell.code.slice(property.from, property.to)) || ROW_BY_ROW.has(cell.code.slice(property.from, property.to));
  const open = node.getChild('[');
  const index = open === null ? '' : cell.code.slice(open.to, node.to - 1).trim();
  return /^(?::\s*,|\[?\s*['"])/.test(index) && !/[<>]|==/.test(index);
}

function isSureCall({ cell, node }: Expression, names: Names, then: (part: Expression['node'] | null | undefined) => boolean): boolean {
  const called = calledBy({ cell, node }, names);
  const given = callArguments(cell, node);
  const first = given.find(({ name, star }) => star === '' && (name === null || name === 'data'))?.value;
  if (called !== null && MAKING.test(called)) return true;
  if (called !== null && KEEPING.test(called)) return then(first);
  const callee = node.firstChild;
  const property = callee?.name === 'MemberExpression' ? callee.getChild('PropertyName') : null;
  if (!callee || property === null) return false;
  const method = cell.code.slice(property.from, property.to);
  // An empty table has no sample of a number of rows, but one of a share.
  if (method === 'sample' && given.every(({ name }) => name !== 'frac')) return true;
  if (method === 'sample' || method === 'head' || method === 'tail') return then(callee.firstChild);
  if (method === 'drop') return given.some(({ name }) => name === 'columns' || name === 'axis') && then(callee.firstChild);
  return TAKING.has(method) || (ROW_BY_ROW.has(method) && then(callee.firstChild));
}
