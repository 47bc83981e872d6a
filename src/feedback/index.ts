export { isTraining } from './calls.ts';
export { findSilent, isPartByName } from './silent.ts';
export { findFeedback } from './find.ts';
export { cellsShowingAll } from './interactivity.ts';
export type * from './types.ts';
export { IMPLICIT, MECHANISMS } from './types.ts';
