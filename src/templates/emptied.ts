/** Collections of which the code may leave nothing. */
import type { SyntaxNode } from '@lezer/common';
import { type Expression, startOf } from '../python/index.ts';
import { type Around, bindingOf } from './surroundings.ts';

/** Calls that keep only what fits, or bring what is somewhere else: files, rows that a query finds. */
const CHOOSING = new Set(
  (
    'dropna drop_duplicates merge join query intersection intersect difference filter where isin between nlargest nsmallest ' +
    'glob iglob rglob listdir iterdir scandir findall finditer find_all select read_sql read_sql_query execute fetchall'
  ).split(' '),
);

/** So many definitions are followed. */
const MOST_STEPS = 3;

/**
 * Whether a name holds what the code chose from something else, and nothing is a possible choice: rows that meet a condition, that found
 * a partner, that have no hole; files of a folder. False where nothing in the code says so.
 */
export function mayBeEmpty(name: string, { at, names }: Around): boolean {
  const made = bindingOf(name, { at, names });
  return made !== null && chooses(made, names, MOST_STEPS);
}

function chooses({ cell, node }: Expression, names: Around['names'], steps: number): boolean {
  const around: SyntaxNode[] = [];
  let found = false;
  node.cursor().iterate((ref) => {
    if (found) return false;
    const { name } = ref;
    if (name === 'PropertyName' || name === 'VariableName') {
      found = CHOOSING.has(cell.code.slice(ref.from, ref.to)) && isCalled(ref.node);
      if (name === 'VariableName') around.push(ref.node);
    } else if (isCondition(ref.node)) found = true;
    return !found;
  });
  if (found || steps === 0) return found;
  return around.slice(0, MOST_STEPS).some((part) => {
    const made = names.definition(cell.code.slice(part.from, part.to), startOf({ cell, node: part }));
    return made !== null && (made.node !== node || made.cell !== cell) && chooses(made, names, steps - 1);
  });
}

function isCalled(node: SyntaxNode): boolean {
  const callee = node.name === 'PropertyName' ? node.parent : node;
  return callee?.parent?.name === 'CallExpression' && callee.parent.firstChild?.from === callee.from;
}

/** `df[df.age > 3]`, `df[~mask]`, and `[x for x in xs if x]`. */
function isCondition(node: SyntaxNode): boolean {
  if (/Comprehension/.test(node.name)) return node.getChild('if') !== null;
  if (node.name !== 'CompareOp' && node.name !== 'BitOp') return false;
  let part: SyntaxNode | null = node;
  while (part !== null && /^(CompareOp|BitOp|BinaryExpression|UnaryExpression|ParenthesizedExpression)$/.test(part.name)) part = part.parent;
  return part?.name === 'MemberExpression';
}
