/**
 * From saved outputs to typed values.
 *
 * - `read.ts` reads the evidence of a cell; `shown.ts` for rich outputs, `unprint/` for what was written to stdout;
 * - `value.ts` reads ONE value that was shown, with the readers in `repr/`, `tables/` and `reports/`;
 * - `unprint/program/` follows what a cell's code may write, `unprint/skeleton/` takes the text of one print apart,
 *   `unprint/alignment/` finds the values in the output.
 */
export { type CellExplanation, explainEvidence } from './explain.ts';
export { type Freshness, freshnessOf } from './freshness.ts';
export { readEvidence } from './read.ts';
export { EVIDENCE_REASONS, type EvidenceReason, type Reading, type Round } from './reading.ts';
export type * from './types.ts';
export { type ReadOptions, readBundle, readValue } from './value.ts';
