import type { Evidence } from './types.ts';

/** Why there is no evidence, or less than there seems to be. The words a reader sees stand in `REASONS` of `proposals/`. */
export const EVIDENCE_REASONS = [
  'no-output',
  'no-value-shown',
  'several-values',
  'ambiguous-output',
  'unreadable-output',
  'stale-output',
  'error-output',
] as const;
export type EvidenceReason = (typeof EVIDENCE_REASONS)[number];

/** One round of a statement that ran several times. */
export interface Round {
  /** One for each subject, as in `Reading.values`. */
  readonly values: readonly (Evidence | null)[];
  /** Names of the loops around it whose value in this round the code says, with what `str` gives for it. */
  readonly bindings: readonly (readonly [name: string, text: string])[];
}

/** The evidence of one feedback statement. */
export interface Reading {
  /** One for each subject of the feedback, in the same order; null where nothing can be said. */
  readonly values: readonly (Evidence | null)[];
  /** Why `values` holds a null; null when all are read. */
  readonly reason: EvidenceReason | null;
  /** What was shown, as text for a person; empty when nothing was. */
  readonly shown: string;
  /** A sentence on why the values may not be those of this code; null when nothing speaks against them. */
  readonly doubt: string | null;
  /**
   * What a statement in a loop (or in a function called more than once) showed, round by round; null when it ran once or
   * the rounds cannot be told. `values` then holds nulls, and `reason` is `several-values`.
   */
  readonly rounds: readonly Round[] | null;
}
