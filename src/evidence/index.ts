export { type CellExplanation, explainEvidence } from './explain.ts';
export { type Freshness, freshnessOf } from './freshness.ts';
export { readEvidence } from './read.ts';
export { EVIDENCE_REASONS, type EvidenceReason, type Reading, type Round } from './reading.ts';
export type * from './types.ts';
export { type ReadOptions, readBundle, readValue } from './value.ts';
