/** The `.ipynb` file: read, edit in place, save. */

export { editNotebook, type NewCell, type NotebookEdit, type RawCell, rawCell } from './edit.ts';
export { type CellLine, fileLinesOf } from './file-lines.ts';
export { isPython, readNotebook } from './read.ts';
export * from './save.ts';
export type * from './types.ts';
