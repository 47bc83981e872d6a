export { factsOfAssert } from './explicit.ts';
export { type Fact, implies } from './facts.ts';
export { HELD_BACK, publicReading } from './held-back.ts';
export { type AskedBefore, type ProbeQuestion, type Probing, probing, withAnswers } from './probes.ts';
export { DEFAULT_OPTIONS, type Proposing, propose, proposing } from './propose.ts';
export { ALL_REASONS, REASONS } from './reasons.ts';
export type * from './types.ts';
export { PROPOSAL_REASONS } from './types.ts';
