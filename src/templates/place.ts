/** Where in a YAML file a value stands. */
import { type Document, isMap, isScalar, type Node } from 'yaml';

/** Keys and indexes from the top of a file to a value. */
export type Path = readonly (string | number)[];

/** Something wrong, at a path in the data of a template. */
export interface Problem {
  readonly path: Path;
  readonly message: string;
  readonly hint?: string;
  /** From the beginning of the value at `path`. */
  readonly offset?: number;
  /** The place is the key, not the value. */
  readonly key?: boolean;
}

/** The offset of the value at a path, or of the nearest thing above it that exists. */
export function offsetOf(problem: Problem, document: Document): number {
  for (let length = problem.path.length; length > 0; length--) {
    const path = problem.path.slice(0, length);
    const node = document.getIn(path, true) as Node | undefined;
    if (problem.key === true || node === undefined || node === null) {
      const key = keyNode(document, path);
      if (key !== null) return key.range?.[0] ?? 0;
      continue;
    }
    if (!node.range) continue;
    const exact = length === problem.path.length ? (problem.offset ?? 0) : 0;
    return node.range[0] + (exact > 0 ? exact + quoteWidth(node) : 0);
  }
  return 0;
}

/** Offsets into block scalars and escaped strings cannot be told from the value; the beginning is named then. */
function quoteWidth(node: Node): number {
  return isScalar(node) && (node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE') ? 1 : 0;
}

function keyNode(document: Document, path: Path): Node | null {
  const parent =
    path.length === 1 ? document.contents : (document.getIn(path.slice(0, -1), true) as Node | undefined);
  if (!isMap(parent)) return null;
  const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === path.at(-1));
  return (pair?.key as Node | undefined) ?? null;
}
