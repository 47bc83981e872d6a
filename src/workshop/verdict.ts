/** What an answer is worth, and what is wrong with it, in a sentence. */

import type { AnswerJudgement, AnswerOutcome, CellError } from '../kernel/index.ts';
import { parseCell } from '../python/index.ts';
import { columnsIn } from './about.ts';
import { type ReadAnswer, usedNames } from './answer.ts';
import { ANSWER_SECONDS, type Calibration } from './calibrate.ts';
import { codeSpan } from './markdown.ts';
import type { Exercise } from './types.ts';

/** From the best to the emptiest. Each but `good` is a misconception of its own. */
export const VERDICT_KINDS = {
  good: 'holds, notices what it should, raises no false alarm',
  weak: 'notices less than the solution',
  'too-strict': 'fails on healthy data, too',
  'changes-data': 'changes the data it is to check',
  'catches-nothing': 'holds, and notices no fault',
  'wrong-subject': 'is about something else than the output',
  'wrong-direction': 'compares the wrong way round',
  fails: 'fails on the data that was seen',
  vacuous: 'is always true',
  'no-assert': 'shows or computes something and asserts nothing',
  raises: 'stops with another error than its own',
  syntax: 'is no Python',
  touches: 'touches files or processes',
  endless: 'does not end',
  dies: 'takes the kernel along',
  unanswered: 'not answered',
} as const;
export type VerdictKind = keyof typeof VERDICT_KINDS;

export interface Verdict {
  readonly kind: VerdictKind;
  /** From 0 to 1. */
  readonly points: number;
  /** What is right or wrong with it: one or two sentences. Markdown. */
  readonly text: string;
  /** Faults noticed, of how many, and how many the solution notices; null where it did not come to that. */
  readonly caught: { readonly own: number; readonly of: number; readonly solution: number } | null;
}

/** Half of what it is for. */
const HALF = 0.5;

/** The verdict on an answer that need not be run; null when it has to be. */
export function verdictOnText(read: ReadAnswer): Verdict | null {
  switch (read.kind) {
    case 'unanswered':
      return verdict('unanswered', 'Not answered yet.');
    case 'syntax':
      return verdict('syntax', `Line ${read.line} is no Python: ${read.message}`);
    case 'no-assert':
      return verdict('no-assert', 'It shows or computes something; without an `assert` nothing stops the notebook.');
    case 'vacuous':
      return verdict('vacuous', `It can never fail: in ${codeSpan(read.example, 80)} ${read.why}.`);
    default:
      return null;
  }
}

/** The verdict on an answer that was run on all states of the calibration. */
export function verdictOnRun(
  exercise: Exercise,
  read: Extract<ReadAnswer, { kind: 'assert' }>,
  judgement: AnswerJudgement | { readonly lost: CellError['kind'] },
  calibration: Calibration,
): Verdict {
  if ('lost' in judgement) return verdictOnLoss(judgement.lost);
  const { clean, changes } = judgement;
  const states = [clean, ...judgement.variations.map(({ outcome }) => outcome)];
  const stopped = states.map((outcome) => outcome && verdictOnStop(outcome)).find((it) => it != null);
  if (stopped !== undefined) return stopped;
  if (clean.kind === 'failed') return verdictOnFailure(clean.message, judgement.reversed, exercise, read);
  if (clean.kind === 'raised') return verdictOnError(clean.name, clean.message);
  return verdictOnCatch(exercise, read, judgement, calibration, changes);
}

function verdictOnLoss(lost: CellError['kind']): Verdict {
  return lost === 'timeout'
    ? verdict('endless', `It was not done after ${ANSWER_SECONDS} seconds, and it cannot be interrupted.`)
    : verdict('dies', 'The kernel died with it.');
}

/** Outcomes that say all there is to say, on whatever state of the data. */
function verdictOnStop(outcome: AnswerOutcome): Verdict | null {
  switch (outcome.kind) {
    case 'endless':
      return verdict('endless', `It was not done after ${ANSWER_SECONDS} seconds: an assert looks, and is done.`);
    case 'memory':
      return verdict('dies', 'It takes more memory than there is.');
    case 'touched':
      return verdict('touches', `It ${outcome.message}, and was stopped: an assert looks, and changes nothing.`);
    case 'syntax':
      return verdict('syntax', `Line ${outcome.line ?? 1} is no Python: ${outcome.message}.`);
    default:
      return null;
  }
}

function verdictOnError(name: string, message: string): Verdict {
  const hint =
    name === 'NameError' ? ' Only what the notebook has up to there is known; imports go into the answer.' : '';
  return verdict('raises', `It stops with ${codeSpan(`${name}: ${message}`, 160)}.${hint}`);
}

function verdictOnFailure(
  message: string,
  reversed: AnswerOutcome | null,
  exercise: Exercise,
  read: Extract<ReadAnswer, { kind: 'assert' }>,
): Verdict {
  const said = message === '' ? '' : ` (${codeSpan(message, 120)})`;
  if (!read.isAbout) return verdictOnSubject(exercise, read.source);
  if (reversed?.kind === 'held') {
    return verdict(
      'wrong-direction',
      `It fails on the data that was seen${said}, and would hold the other way round: turn the comparison.`,
    );
  }
  return verdict('fails', `It fails on the data that was seen${said}.`);
}

function verdictOnSubject({ names, source: shown }: Exercise, answer: string): Verdict {
  const used = [...usedNames(parseCell(answer, 0))].slice(0, 3).map((name) => codeSpan(name));
  const instead = used.length === 0 ? 'of nothing in the notebook' : `of ${used.join(', ')}`;
  return verdict(
    'wrong-subject',
    `It speaks ${instead}, and the output of ${codeSpan(shown, 80)} is about ${names.map((name) => codeSpan(name)).join(', ')}.`,
  );
}

function verdictOnCatch(
  exercise: Exercise,
  read: Extract<ReadAnswer, { kind: 'assert' }>,
  { variations }: AnswerJudgement,
  { faults, healthy }: Calibration,
  changes: readonly string[],
): Verdict {
  const outcomes = new Map(variations.map(({ id, outcome }) => [id, outcome]));
  const isNoticed = ({ id }: { id: string }) => !['held', undefined].includes(outcomes.get(id)?.kind);
  const alarm = healthy.find(isNoticed);
  const solution = faults.filter(({ isCaught }) => isCaught).length;
  const own = faults.filter(isNoticed).length;
  const caught = { own, of: faults.length, solution };
  const missed = faults.find((fault) => fault.isCaught && !isNoticed(fault)) ?? faults.find((it) => !isNoticed(it));
  const score = `It notices ${own} of ${caught.of} faults (the solution ${solution})`;
  const example = missed === undefined ? '' : `, not for example: ${missed.what}`;
  if (changes.length > 0) {
    const names = changes.map((name) => codeSpan(name)).join(', ');
    return verdict('changes-data', `It changes ${names}, with which the cells below go on.`, HALF, caught);
  }
  if (alarm !== undefined) {
    return verdict('too-strict', `It raises a false alarm on healthy data: ${alarm.what}.`, own > 0 ? HALF : 0, caught);
  }
  if (!read.isAbout && own === 0) return verdictOnSubject(exercise, read.source);
  if (own >= solution) return verdict('good', solution === 0 ? 'It holds. No fault could be tried here.' : `${score}, and raises no false alarm.`, 1, caught);
  const other = own === 0 ? otherColumn(exercise, read.source) : null;
  if (other !== null) return verdict('wrong-subject', other, 0, caught);
  if (own === 0)
    return verdict('catches-nothing', `It holds, and notices no fault of ${caught.of}${example}.`, 0, caught);
  return verdict('weak', `${score}${example}.`, own / solution, caught);
}

/** The output is about one column, and the answer about another. */
function otherColumn({ source }: Exercise, answer: string): string | null {
  const [wanted, used] = [columnsIn(source), columnsIn(answer)];
  if (wanted.length === 0 || used.length === 0 || wanted.some((name) => answer.includes(name))) return null;
  return `It looks at ${codeSpan(used[0]!)}, and the output is about ${codeSpan(wanted[0]!)}.`;
}

function verdict(
  kind: VerdictKind,
  text: string,
  points = 0,
  caught: Verdict['caught'] = null,
): Verdict {
  return { kind, points: Math.round(points * 100) / 100, text, caught };
}
