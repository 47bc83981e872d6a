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

/** IPython syntax that was masked. `inner` is the Python inside it, where there is any (`%time X`). */
export interface MaskedSyntax extends Span {
  readonly kind: 'line-magic' | 'cell-magic' | 'shell' | 'help' | 'assignment';
  /** Name of the magic, without `%`; empty for shell and help. */
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
