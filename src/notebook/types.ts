/** What the other floors see of an `.ipynb` file. */

export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };

/** Mime type → content; text that the file holds as a list of lines is joined. */
export type MimeBundle = { readonly [mime: string]: JsonValue };

export type Output =
  | { readonly kind: 'stream'; readonly name: 'stdout' | 'stderr'; readonly text: string }
  /** `execute_result` (v3: `pyout`): the value of an expression. */
  | { readonly kind: 'result'; readonly data: MimeBundle; readonly executionCount: number | null }
  /** `display_data`, `update_display_data`. */
  | { readonly kind: 'display'; readonly data: MimeBundle }
  | {
      readonly kind: 'error';
      readonly name: string;
      readonly message: string;
      readonly traceback: readonly string[];
    };

export interface Cell {
  /** Position among all cells of the notebook, from 0. In v3 all worksheets are counted through. */
  readonly index: number;
  readonly id: string | null;
  /** v3 `heading` cells and unknown types count as `raw`. */
  readonly type: 'code' | 'markdown' | 'raw';
  /** The source as one string; line ends as the file has them. */
  readonly source: string;
  /** v3: `prompt_number`. */
  readonly executionCount: number | null;
  /** Empty for cells that are not code. */
  readonly outputs: readonly Output[];
  readonly metadata: JsonObject;
  /** `metadata.tags`, where it is a list of strings. */
  readonly tags: readonly string[];
}

export interface Notebook {
  /** The text of the file as it was read, BOM included. Every edit is an edit of this text. */
  readonly text: string;
  readonly nbformat: { readonly major: number; readonly minor: number };
  /** From kernelspec or language_info; lower case; `python` when the file does not say. */
  readonly language: string;
  readonly metadata: JsonObject;
  readonly cells: readonly Cell[];
}
