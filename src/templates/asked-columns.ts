/** Columns of a table that the code has used already. */
import type { Expression, Names } from '../python/index.ts';
import { meaningOf, MOST_LISTS } from './named-columns.ts';
import { type Around, bindingOf } from './surroundings.ts';

/**
 * Whether the code in front of a place, at the top of cells, has asked a table for each of some columns since the name was bound:
 * `df['a']`, `df[['a', 'b']]`. If one of them were missing, it would have failed there. False without one visible definition.
 */
export function areAskedFor(name: string, columns: readonly string[], around: Around): boolean {
  const { at, notebook, names } = around;
  const made = bindingOf(name, { at, names });
  if (made === null || columns.length === 0) return false;
  const asked = new Set<string>();
  for (const cell of notebook.cells) {
    if (cell.index > at.cell || cell.index < made.cell.index || !cell.code.includes(`${name}[`)) continue;
    cell.tree.cursor().iterate(({ node, from, to }) => {
      if (/^(FunctionDefinition|ClassDefinition|LambdaExpression)$/.test(node.name)) return false;
      if (cell.index === at.cell && from >= at.offset) return false;
      if (cell === made.cell && to <= made.node.to) return false;
      const index = node.name === 'MemberExpression' ? node.getChild('[')?.nextSibling : null;
      const table = node.firstChild;
      if (index && table && cell.code.slice(table.from, table.to) === name)
        for (const column of textsIn({ cell, node: index }, names)) asked.add(column);
      return true;
    });
  }
  return columns.every((column) => asked.has(column));
}

/** The texts that an index names: one, those of a list, of a name for it, or of several lists. */
function textsIn(value: Expression, names: Names, depth = 0): string[] {
  const { cell, node } = meaningOf(value, names);
  if (node.name === 'String') return [cell.code.slice(node.from + 1, node.to - 1)];
  if (depth > MOST_LISTS || !/^(ArrayExpression|BinaryExpression)$/.test(node.name)) return [];
  const found: string[] = [];
  for (let part = node.firstChild; part !== null; part = part.nextSibling) found.push(...textsIn({ cell, node: part }, names, depth + 1));
  return found;
}
