import { IMPLICIT } from '../feedback/index.ts';
import { isPython } from '../notebook/index.ts';
import type { NotebookReport } from '../repository/index.ts';
import type { Totals } from './types.ts';

const MOST_RICH = 10;

export function emptyTotals(): Totals {
  return { notebooks: 0, failed: 0, feedback: {}, proposals: {}, reasons: {}, otherLanguages: {}, richest: [] };
}

/** Adds one notebook to the running totals, in place. */
export function addToTotals(totals: Totals, { path, language, feedback }: NotebookReport): void {
  totals.notebooks += 1;
  if (!isPython(language)) (totals.otherLanguages[language] ??= []).push(path);
  let proposed = 0;
  let implicit = 0;
  for (const { mechanism, proposals, reason } of feedback) {
    count(totals.feedback, mechanism);
    proposed += proposals.length;
    for (const proposal of proposals) count(totals.proposals, proposal.check);
    if (!IMPLICIT.has(mechanism)) continue;
    implicit += 1;
    if (reason !== null) count(totals.reasons, reason);
  }
  if (proposed === 0) return;
  totals.richest.push({ path, proposals: proposed, implicit });
  totals.richest.sort((a, b) => b.proposals - a.proposals || (a.path < b.path ? -1 : 1));
  totals.richest.length = Math.min(totals.richest.length, MOST_RICH);
}

function count(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}

/** Entries by falling count, then by name. */
export function byCount(counts: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(counts).sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
}

export function implicitCount(totals: Totals): number {
  return [...IMPLICIT].reduce((total, mechanism) => total + (totals.feedback[mechanism] ?? 0), 0);
}

export function explicitCount(totals: Totals): number {
  return (totals.feedback.assert ?? 0) + (totals.feedback['assert-call'] ?? 0);
}

export function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, n) => total + n, 0);
}

/** `1 look`, `2 looks`. */
export function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
