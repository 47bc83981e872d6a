export { findFeedback } from './find.ts';
export type * from './types.ts';
export { IMPLICIT, MECHANISMS } from './types.ts';
