/** Decisions → edits; provenance; removal. */

export { acceptAll } from './accept-all.ts';
export { countAsserts } from './count.ts';
export { type CellChange, changedCells, rewriteCells } from './plan.ts';
export { hashOf } from './provenance.ts';
export { type Removal, remove } from './remove.ts';
export type * from './types.ts';
export { rewrite } from './write.ts';
