export {
  type AnalyseContext,
  type AnalysedNotebook,
  analyseFile,
  type FailedNotebook,
  placedAt,
  tryAnalyseFile,
} from './analyse.ts';
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
export { type Discovery, type DiscoveryOptions, findNotebooks, type PassedOver } from './discovery.ts';
export { type EvidenceSource, openEvidence } from './evidence-copy.ts';
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
export { type GivenSettings, loadSettings, type NotebookSettings, type RunSettings } from './settings.ts';
