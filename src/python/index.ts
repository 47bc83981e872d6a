export * from './effects.ts';
export { lineNumbers } from './lines.ts';
export { VALUE_MAGICS } from './magics.ts';
export * from './names.ts';
export { parseCell, parseNotebookCode } from './parse.ts';
export * from './patterns.ts';
export { endOf, startOf } from './places.ts';
export type * from './types.ts';
export { usesOf } from './uses.ts';
