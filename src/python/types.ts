import type { SyntaxNode, Tree } from '@lezer/common';

/** Offsets into the source of one cell, in UTF-16 units: `from` inclusive, `to` exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A place in a notebook's code. Positions are ordered by cell, then offset. */
export interface Position {
  /** Index among all cells, from 0. */
  readonly cell: number;
  readonly offset: number;
}

/**
 * IPython syntax that was masked. In `code` stands in its place: `pass` (`_` where there is no room for it) for a
 * statement, `_()` (or `_`) for the right-hand side of an assignment. `inner` is the Python inside it, where there is
 * any (`%time X`): it stands in `code` as it is, behind `pass;`, and its statements are siblings of those around it.
 */
export interface MaskedSyntax extends Span {
  /** `call`: `/f a`, `,f a b`, `;f a b`. `assignment`: only the right-hand side (`x = !ls`, `x = %pwd`) is masked. */
  readonly kind: 'line-magic' | 'cell-magic' | 'shell' | 'help' | 'call' | 'assignment';
  /** Name of the magic, without `%`; empty for shell, help and call. */
  readonly name: string;
  readonly inner: Span | null;
}

/** One code cell as text and tree. */
export interface PythonCell {
  readonly index: number;
  /** As the notebook has it. */
  readonly source: string;
  /** Of the same length as `source`, in plain Python; offsets in the tree are offsets in both. */
  readonly code: string;
  readonly tree: Tree;
  readonly masked: readonly MaskedSyntax[];
  /** Why the cell cannot be used, or null. `line` counts from 1. */
  readonly problem:
    | { readonly kind: 'syntax'; readonly line: number; readonly message: string }
    /** The cell is another language's (`%%bash`, `%%R`, `%%html`). */
    | { readonly kind: 'other-language'; readonly line: number; readonly message: string }
    | null;
}

/** All Python of a notebook, in document order. Cells that are not code are not in it. */
export interface PythonNotebook {
  readonly cells: readonly PythonCell[];
  /** By index among all cells of the notebook. */
  cell(index: number): PythonCell | undefined;
}

/** An expression at its place. */
export interface Expression {
  readonly cell: PythonCell;
  readonly node: SyntaxNode;
}
