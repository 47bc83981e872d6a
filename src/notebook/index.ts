import type { JsonObject, Notebook } from './types.ts';

export type * from './types.ts';

/** A cell to be written; the file's own style decides on indentation, ids and the form of `source`. */
export interface NewCell {
  type: 'code' | 'markdown';
  source: string;
  metadata: JsonObject;
}

/** What may be done to a notebook. Cell numbers are those of the notebook that was read. */
export type NotebookEdit =
  /** Puts `cells`, in this order, directly behind cell `after`. */
  | { readonly kind: 'insert-cells'; readonly after: number; readonly cells: readonly NewCell[] }
  /** Gives cell `cell` a new source and merges `metadata` into its metadata. */
  | {
      readonly kind: 'edit-source';
      readonly cell: number;
      readonly source: string;
      readonly metadata?: JsonObject;
    }
  | { readonly kind: 'remove-cell'; readonly cell: number };

/** Reads the text of an `.ipynb` file. @throws NbassertError `unreadable`: empty, not JSON, no notebook, unknown format. */
export function readNotebook(_text: string): Notebook {
  throw new Error('not built yet');
}

/** Applies edits to the text a notebook was read from; touches no byte that no edit asks for. */
export function editNotebook(_notebook: Notebook, _edits: readonly NotebookEdit[]): string {
  throw new Error('not built yet');
}
