import type { AnalysedNotebook, FailedNotebook } from '../repository/index.ts';

/** Counts over all notebooks of a run. */
export interface Totals {
  /** Notebooks read, and those that could not be. */
  notebooks: number;
  failed: number;
  /** Feedback statements by mechanism. */
  feedback: Record<string, number>;
  /** Proposals by check. */
  proposals: Record<string, number>;
  /** Implicit feedback without a proposal, by reason. */
  reasons: Record<string, number>;
}

/**
 * Turns results into text, one notebook at a time, in the order they are finished.
 * Each method returns the text to print, newline included, or an empty string.
 */
export interface Reporter {
  notebook(result: AnalysedNotebook): string;
  failure(failure: FailedNotebook): string;
  /** @param seconds wall time of the run */
  summary(totals: Totals, seconds: number): string;
}
