import type { PythonCell, PythonNotebook } from './types.ts';

export type * from './types.ts';

/** Masks IPython syntax and parses one code cell. Never throws: a cell that is no Python carries `problem`. */
export function parseCell(_source: string, _index: number): PythonCell {
  throw new Error('not built yet');
}

/** Parses the code cells of a Python notebook. */
export function parseNotebookCode(
  _cells: readonly { readonly index: number; readonly type: string; readonly source: string }[],
): PythonNotebook {
  throw new Error('not built yet');
}

export * from './effects.ts';
export * from './names.ts';
export * from './patterns.ts';
