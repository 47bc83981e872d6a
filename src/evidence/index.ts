import type { Feedback } from '../feedback/index.ts';
import type { Cell } from '../notebook/index.ts';
import type { PythonCell } from '../python/index.ts';
import type { Evidence } from './types.ts';

export type * from './types.ts';

/** Why there is no evidence, or less than there seems to be. The words a reader sees stand in `REASONS` of `proposals/`. */
export const EVIDENCE_REASONS = [
  'no-output',
  'no-value-shown',
  'ambiguous-output',
  'unreadable-output',
  'stale-output',
  'error-output',
] as const;
export type EvidenceReason = (typeof EVIDENCE_REASONS)[number];

/** The evidence of one feedback statement. */
export interface Reading {
  /** One for each subject of the feedback, in the same order; null where nothing can be said. */
  readonly values: readonly (Evidence | null)[];
  /** Why `values` holds a null; null when all are read. */
  readonly reason: EvidenceReason | null;
  /** What was shown, as text for a person; empty when nothing was. */
  readonly shown: string;
}

/** Reads the evidence of all feedback statements of one cell from its saved outputs. Pure; linear in the size of the outputs. */
export function readEvidence(
  _cell: Cell,
  _code: PythonCell,
  _feedback: readonly Feedback[],
): ReadonlyMap<Feedback, Reading> {
  throw new Error('not built yet');
}
