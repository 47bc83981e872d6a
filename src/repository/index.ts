export {
  type AnalyseContext,
  type AnalysedNotebook,
  analyseFile,
  type FailedNotebook,
  placedAt,
  tryAnalyseFile,
} from './analyse.ts';
export { type Discovery, type DiscoveryOptions, findNotebooks, type PassedOver } from './discovery.ts';
