export { loadTemplatesAt } from './at.ts';
export type * from './data.ts';
export { type ExampleOutcome, type ExampleResult, runExamples } from './examples.ts';
export {
  bundleTemplates,
  checkTemplate,
  type LoadResult,
  loadBuiltin,
  loadTemplates,
  mergeLibraries,
} from './load.ts';
export { checkPage, checksTable, templatePage } from './page.ts';
export { isWorkedWith } from './handed.ts';
export { elementParts } from './pairs.ts';
export { templateSkeleton } from './skeleton.ts';
export { matchesCode, probesOf, suggest, suggestAgain } from './suggest.ts';
export { targetOf } from './surroundings.ts';
export type * from './types.ts';
export * from './vocabulary.ts';
