import type { Cell } from '../notebook/index.ts';

const SETTING = /\bast_node_interactivity\s*=\s*['"]?(\w+)/g;

/**
 * Which cells show the value of every expression statement, and not only of the last one: those below a cell that sets
 * `ast_node_interactivity` to `all`, until one sets it back, and those with several results, whatever made them.
 *
 * @returns indexes of cells
 */
export function cellsShowingAll(cells: readonly Cell[]): ReadonlySet<number> {
  const found = new Set<number>();
  let all = false;
  for (const { index, type, source, outputs } of cells) {
    if (type !== 'code') continue;
    if (all || outputs.filter(({ kind }) => kind === 'result').length > 1) found.add(index);
    // A cell runs as it was set before.
    for (const [, mode] of source.matchAll(SETTING)) all = mode === 'all';
  }
  return found;
}
