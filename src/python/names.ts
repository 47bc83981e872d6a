import type { SyntaxNode } from '@lezer/common';
import { collect } from './names/collect.ts';
import { Resolver } from './names/resolve.ts';
import type { Slot } from './names/scopes.ts';
import { spellingOf } from './names/spelling.ts';
import type { Expression, Position, PythonCell, PythonNotebook } from './types.ts';

export { BUILTINS } from './names/builtins.ts';
export type { Slot } from './names/scopes.ts';

/** Where a name comes from: an expression, and the way into it when a tuple was unpacked. */
export interface UnpackedDefinition {
  readonly value: Expression;
  /** Empty when the name is the whole value; `[{ index: 0, of: 4 }]` for the first of four targets; longer for nested tuples. */
  readonly slots: readonly Slot[];
}

/**
 * What names mean in a notebook: through imports, aliases, and definitions that are visible and unique.
 *
 * Cells count as run from top to bottom. What is said holds for that order; where branches, loops, functions
 * or `global` leave several possibilities that disagree, the answer is null.
 */
export interface Names {
  /**
   * Dotted name that a reference means through the imports in force where it stands: `np.unique` and, after
   * `from numpy import unique as u`, `u` → `numpy.unique`. Built-ins that nobody rebinds → `len`, `print`;
   * `display` and `get_ipython` count as built-ins.
   * Null for anything that is not rooted in an import or a built-in, and for relative imports.
   *
   * Alternatives of one `try` (`except ImportError`) count as the first of them. A star import of an unknown
   * module takes no meaning away; after one, names like `np` that are bound nowhere mean what they usually do.
   */
  canonical(reference: Expression): string | null;
  /**
   * The expression last bound to a plain name in front of `at`, when it is the only one that can be in force;
   * otherwise null. Of `a, b = x, y` the matching part. Null too for a tuple without parentheses, which is no
   * single node, and for what IPython syntax assigns.
   */
  definition(name: string, at: Position): Expression | null;
  /** As `definition`, but also for a part of an unpacked value: `a, b = f()` → `f()`, slot 0 of 2. */
  unpackedDefinition(name: string, at: Position): UnpackedDefinition | null;
  /**
   * The name under which the notebook itself can reach a module or member at `at` (`numpy` → `np`,
   * `numpy.unique` → `np.unique`), or null. A submodule that no import loads is out of reach.
   */
  spelling(dotted: string, at: Position): string | null;
}

/** Reads all names of a notebook: one walk over the trees; each question then costs a binary search. Never throws. */
export function readNames(notebook: PythonNotebook): Names {
  const collected = collect(notebook);
  const resolver = new Resolver(collected);
  const unpackedDefinition = (name: string, at: Position): UnpackedDefinition | null => {
    const meaning = resolver.onlyBinding(name, at)?.meaning;
    return meaning?.kind === 'value' ? { value: meaning.value, slots: meaning.slots } : null;
  };
  return {
    canonical: (reference) => resolver.canonical(reference),
    definition: (name, at) => {
      const found = unpackedDefinition(name, at);
      return found !== null && found.slots.length === 0 ? found.value : null;
    },
    unpackedDefinition,
    spelling: (dotted, at) => spellingOf(dotted, at, collected, resolver),
  };
}

/** The expression a node of a cell stands for. */
export function expressionAt(cell: PythonCell, node: SyntaxNode): Expression {
  return { cell, node };
}
