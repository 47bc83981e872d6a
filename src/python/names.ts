import type { SyntaxNode } from '@lezer/common';
import type { Expression, Position, PythonCell, PythonNotebook } from './types.ts';

/** What names mean in a notebook: through imports, aliases, and definitions that are visible and unique. */
export interface Names {
  /**
   * Dotted name that a reference means through the imports in force where it stands: `np.unique` and, after
   * `from numpy import unique as u`, `u` → `numpy.unique`. Built-ins that nobody rebinds → `len`, `print`.
   * Null for anything that is not rooted in an import or a built-in.
   */
  canonical(reference: Expression): string | null;
  /** The expression last bound to a plain name in front of `at`, when it is the only one that can be in force; otherwise null. */
  definition(name: string, at: Position): Expression | null;
  /** The name under which the notebook itself can reach a module or member at `at` (`numpy` → `np`), or null. */
  spelling(dotted: string, at: Position): string | null;
}

export function readNames(_notebook: PythonNotebook): Names {
  throw new Error('not built yet');
}

/** The expression a node of a cell stands for. */
export function expressionAt(cell: PythonCell, node: SyntaxNode): Expression {
  return { cell, node };
}
