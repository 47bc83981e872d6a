/** Finds what CPython would refuse, in trees of a parser that never refuses. */
import type { Tree } from '@lezer/common';

export interface SyntaxProblem {
  readonly at: number;
  readonly message: string;
}

/** The first thing in the cell that is no Python 3, or null. */
export function findSyntaxError(tree: Tree, code: string): SyntaxProblem | null {
  const cursor = tree.cursor();
  do {
    if (cursor.type.isError) return { at: cursor.from, message: describe(code, cursor.from) };
  } while (cursor.next());
  return null;
}

function describe(code: string, at: number): string {
  return at >= code.trimEnd().length ? 'The cell ends in the middle of a statement.' : 'This is no Python 3.';
}
