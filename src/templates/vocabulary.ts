/** The words that templates are described with, each list in its order. */

/** The kinds of assumption (taxonomy). */
export const CHECKS = [
  'shape',
  'missing-value',
  'data-distribution',
  'data-validation',
  'data-relationship',
  'existence',
  'model-performance',
  'model-training',
  'network-architecture',
  'type',
  'resource',
  'spot-check',
  'mathematical-property',
  'batch-size',
  'data-leakage',
  'execution-time',
] as const;
export type Check = (typeof CHECKS)[number];

/** From the most exact to the loosest. */
export const STRICTNESSES = ['strict', 'balanced', 'lenient'] as const;
export type Strictness = (typeof STRICTNESSES)[number];

/** From the least sure to the surest. */
export const CONFIDENCES = ['low', 'medium', 'high'] as const;
export type Confidence = (typeof CONFIDENCES)[number];
