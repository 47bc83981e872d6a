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
