import type { FailedNotebook, NotebookReport } from '../repository/index.ts';

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
  /** Paths of the notebooks that are not in Python, by language. */
  otherLanguages: Record<string, string[]>;
  /** Those with most proposals, the richest first; at most ten. */
  richest: { readonly path: string; readonly proposals: number; readonly implicit: number }[];
}

/**
 * Turns results into text, one notebook at a time, in the order they are finished.
 * Each method returns the text to print, newline included, or an empty string.
 */
export interface Reporter {
  notebook(report: NotebookReport): string;
  failure(failure: FailedNotebook): string;
  /** @param seconds wall time of the run */
  summary(totals: Totals, seconds: number): string;
}
