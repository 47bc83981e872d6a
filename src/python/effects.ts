/** What code does: to the values of expressions, to the world, and from run to run. */
export { argumentsOf as callArguments } from './effects/tree.ts';
export { type Change, firstChange } from './effects/changes.ts';
export { type Evaluation, evaluationOf } from './effects/evaluation.ts';
export { isOfTime, isStable, lessStable, type Stability } from './effects/kinds.ts';
export { type DataOrigin, lessSettled, originOf } from './effects/origins.ts';
export { originOfData, sizeStabilityOf, stabilityOf, variesBetweenRuns } from './effects/stability.ts';
