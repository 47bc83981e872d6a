import type { PythonCell } from '../python/index.ts';
import type { Feedback } from './types.ts';

export type * from './types.ts';
export { IMPLICIT, MECHANISMS } from './types.ts';

/** Finds the feedback statements of one cell, in source order. A cell with a problem has none. */
export function findFeedback(_cell: PythonCell): Feedback[] {
  throw new Error('not built yet');
}
