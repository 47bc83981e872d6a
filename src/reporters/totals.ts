import { IMPLICIT } from '../feedback/index.ts';
import type { AnalysedNotebook } from '../repository/index.ts';
import type { Totals } from './types.ts';

export function emptyTotals(): Totals {
  return { notebooks: 0, failed: 0, feedback: {}, proposals: {}, reasons: {} };
}

/** Adds one notebook to the running totals, in place. */
export function addToTotals(totals: Totals, { analysis }: AnalysedNotebook): void {
  totals.notebooks += 1;
  for (const { feedback, proposals, reason } of analysis.findings) {
    count(totals.feedback, feedback.mechanism);
    for (const proposal of proposals) count(totals.proposals, proposal.check);
    if (reason !== null && IMPLICIT.has(feedback.mechanism)) count(totals.reasons, reason);
  }
}

function count(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}

/** Entries by falling count, then by name. */
export function byCount(counts: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(counts).sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
}
