export {
  type AnalyseContext,
  type AnalysedNotebook,
  analyseFile,
  type FailedNotebook,
  placedAt,
  tryAnalyseFile,
} from './analyse.ts';
export { type ApplyOptions, applyToNotebooks } from './apply.ts';
export {
  type Baseline,
  type BaselineEntry,
  baselinePath,
  type Comparison,
  compare,
  EMPTY_BASELINE,
  entriesFor,
  type Judged,
  readBaseline,
  vanished,
  writeBaseline,
} from './baseline.ts';
export type { BatchContext } from './batch.ts';
export { cacheFolder, tidyCache } from './cache.ts';
export {
  type Discovery,
  type DiscoveryOptions,
  findNotebooks,
  listedNotebooks,
  type PassedOver,
} from './discovery.ts';
export { ANSWERS, type EvidenceSource, openEvidence, withEvidence } from './evidence-copy.ts';
export { type Gap, gapsOf } from './gaps.ts';
export { changedSince, realPath, staged } from './git-changes.ts';
export {
  type FeedbackReport,
  type NotebookReport,
  type ProposalReport,
  type ReportWants,
  reportOf,
} from './report.ts';
export { reportNotebooks } from './reports.ts';
export {
  type GivenSettings,
  loadSettings,
  type NotebookSettings,
  type PreparedSettings,
  RunSettings,
} from './settings.ts';
export type { Applied } from './tasks.ts';
export { unifiedDiff } from './unified-diff.ts';
