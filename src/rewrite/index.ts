import type { Notebook } from '../notebook/index.ts';
import type { Proposal } from '../proposals/index.ts';

/** A proposal that a person or a batch rule accepted, with the text to write: a variant's, or an edited one. */
export interface Accepted {
  readonly proposal: Proposal;
  readonly assert: string;
  readonly note: string;
}

export interface RewriteOptions {
  readonly notes: 'none' | 'short' | 'full';
  /** Further tags for inserted cells (`hide-input`, `remove-cell`), beside `nbassert`. */
  readonly cellTags: readonly string[];
}

/** The text of the notebook with the accepted proposals written in. Equal to `notebook.text` when there are none. */
export function rewrite(
  _notebook: Notebook,
  _accepted: readonly Accepted[],
  _options: RewriteOptions,
): string {
  throw new Error('not built yet');
}

export interface Removal {
  readonly text: string;
  /** Inserted cells and inline lines taken out. */
  readonly removed: number;
  /** Inline lines that were changed by hand and are left: cell index and what was found. */
  readonly left: readonly { readonly cell: number; readonly message: string }[];
}

/** Takes out everything that provenance marks as nbassert's. Byte for byte the file before `rewrite`, if nobody touched it since. */
export function remove(_notebook: Notebook): Removal {
  throw new Error('not built yet');
}
