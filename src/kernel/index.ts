/** Running a notebook: probe, verify. The only folder that starts a process. */

export type * from './answers.ts';
export { type AssertPlace, findAsserts } from './asserts.ts';
export { type Contradiction, contradictions } from './contradictions.ts';
export { copyText, type LiveEvidence, liveEvidence } from './evidence-run.ts';
export { textWithOutputs, withOutputs } from './executed.ts';
export { type Offer, offersFor, offersIn } from './candidates.ts';
export { codeFaults, withCodeFault } from './faults/code.ts';
export {
  CODE_FAULTS,
  type CodeFault,
  type CodeFaultId,
  DATA_FAULTS,
  type DataFault,
  type DataFaultId,
  type DataFaultInCell,
  FAULT_KINDS,
  type Fault,
  type FaultKind,
  faultsAbout,
  HEALTHY_VARIATIONS,
  isCodeFault,
  type VariationId,
} from './faults/kinds.ts';
export { type FaultChoice, planFaults } from './faults/plan.ts';
export { applyFixes, type Fix, planFixes } from './fix.ts';
export { candidates, examine, findPython, installLine, isAble, type PythonFound } from './python.ts';
export { LiveJudge } from './live-judge.ts';
export { kernelOf, type RunPlan, runNotebook } from './run.ts';
export { openScratch, type ScratchFolder } from './scratch.ts';
export { DEFAULT_RUN_OPTIONS, type HowToRun, Session, type SessionPlace } from './session.ts';
export {
  type Candidate,
  caughtOf,
  type FaultResult,
  measureStrength,
  type Strength,
  type StrengthPlan,
} from './strength.ts';
export { CERTAINTY, COVERAGE, FEWEST_RUNS } from './tolerance.ts';
export type * from './types.ts';
export { stoppedAt, type Verdict, type Verification, verifyNotebook } from './verify.ts';
