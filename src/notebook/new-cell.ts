/** A new cell as JSON text, in the style of the cells around it. */

import { createHash } from 'node:crypto';
import { type Layout, sourceValue, writeMember, writeValue } from './layout.ts';
import type { Member } from './spans.ts';
import type { JsonValue, Notebook } from './types.ts';

/** A cell to be written; the file's own style decides on indentation, ids and the form of `source`. */
export interface CellContent {
  readonly type: 'code' | 'markdown';
  readonly source: string;
  readonly metadata: { [key: string]: JsonValue };
}

/** What a new cell takes from its surroundings. */
export interface Surroundings {
  readonly layout: Layout;
  /** The members of a cell whose key order is followed. */
  readonly order: readonly Member[];
  /** nbformat 3: the language of the code cells. */
  readonly language: string;
  /** Null where the format knows no ids. */
  readonly id: string | null;
  readonly major: number;
}

/** The text from behind `{` to behind the last value. */
export function writeCellBody(cell: CellContent, around: Surroundings): string {
  const { layout } = around;
  const values = cellValues(cell, around);
  const members = orderKeys([...values.keys()], around.order).map((key) =>
    writeMember(key, writeValue(values.get(key)!, layout.between, layout), layout),
  );
  return `${layout.open}${members.join(`,${layout.between}`)}`;
}

/** What nbformat's schemas require of a cell, and nothing that they do not know. */
function cellValues(cell: CellContent, around: Surroundings): Map<string, JsonValue> {
  const source = sourceValue(cell.source, around.layout.sourceAsList);
  const values = new Map<string, JsonValue>([
    ['cell_type', cell.type],
    ['metadata', cell.metadata],
  ]);
  if (around.id !== null) values.set('id', around.id);
  if (cell.type === 'markdown') return values.set('source', source);
  values.set('outputs', []);
  if (around.major === 3)
    return values.set('input', source).set('collapsed', false).set('language', around.language);
  return values.set('source', source).set('execution_count', null);
}

/** The neighbour's order; keys that it lacks go where the alphabet puts them, if it follows the alphabet, else to the end. */
function orderKeys(keys: string[], like: readonly Member[]): string[] {
  const order = [...new Set(like.map((member) => member.key))];
  const isSorted = order.every((key, index) => index === 0 || order[index - 1]! < key);
  const sorted = keys.toSorted();
  if (isSorted) return sorted;
  return [...order.filter((key) => keys.includes(key)), ...sorted.filter((key) => !order.includes(key))];
}

/** Gives ids that are free in the notebook and, for the same notebook and cells, the same on every run. */
export function idMaker(notebook: Notebook): (after: number, cell: CellContent) => string {
  const taken = new Set(notebook.cells.map((cell) => cell.id));
  return (after, cell) => {
    const neighbour = notebook.cells[after]?.id ?? String(after);
    for (let round = 0; ; round++) {
      const seed = JSON.stringify([neighbour, cell.type, cell.source, round]);
      const id = createHash('sha256').update(seed).digest('hex').slice(0, 8);
      if (!taken.has(id)) {
        taken.add(id);
        return id;
      }
    }
  };
}
