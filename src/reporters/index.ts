export { feedbackRecord, ndjson, placementName, proposalRecord } from './ndjson.ts';
export { type TextOptions, text } from './text.ts';
export { addToTotals, byCount, emptyTotals } from './totals.ts';
export type * from './types.ts';
export { unifiedDiff } from './unified-diff.ts';
