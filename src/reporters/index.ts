export { renderExplanation } from './explain.ts';
export { escaped, escapedLine, prose } from './html-escape.ts';
export { addToSide, comparisonPage, emptySide, type Side } from './compare.ts';
export { page } from './page.ts';
export { FORMATS, type FormatName } from './formats.ts';
export { gapText } from './gaps.ts';
export { type TextOptions, text } from './text.ts';
export { addToTotals, byCount, counted, emptyTotals } from './totals.ts';
export type * from './types.ts';
export { type MeasuredNotebook, strengthNdjson, strengthText } from './strength.ts';
export {
  junit,
  type UnverifiedNotebook,
  unverifiedNdjson,
  type VerifiedNotebook,
  verifiedNdjson,
  verifiedText,
} from './verified.ts';
