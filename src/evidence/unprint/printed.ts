import type { Feedback, Subject } from '../../feedback/index.ts';
import type { Cell } from '../../notebook/index.ts';
import type { Span } from '../../python/index.ts';
import type { EvidenceReason, Reading } from '../reading.ts';
import type { Evidence } from '../types.ts';
import { readBundle, readValue } from '../value.ts';
import type { Piece, Slot } from './skeleton/slots.ts';
import { readSlot } from './slot-value.ts';
import { DISPLAY, type Streams } from './streams.ts';
import type { Execution, Filled, Unprinted } from './unprint.ts';

const LONGEST_SHOWN = 4000;

/** The evidence of a statement that is found in stdout: a `print`, a `display`, or a call that prints a report. */
export function printedReading(feedback: Feedback, cell: Cell, stdout: Unprinted): Reading {
  const { subjects } = feedback;
  const call = feedback.expression.node;
  const executions = stdout.executionsOf(call);
  if (subjects.length === 0) return reading([], null, shownBy(executions, stdout));
  const [only] = executions;
  if (only === undefined) return refused(subjects, reasonOf(feedback, cell, stdout));
  const doubt = stdout.fit === 'loose' ? 'The cell wrote more than its code explains.' : null;
  const rounds = executions.map((execution) => ({
    values: subjects.map((subject) => evidenceOf(subject, feedback, execution, stdout)),
    bindings: execution.write.bindings,
  }));
  if (rounds.length > 1) {
    const some = rounds.some(({ values }) => values.some((value) => value !== null));
    const values = subjects.map(() => null);
    return {
      values,
      reason: 'several-values',
      shown: shownBy(executions, stdout),
      doubt,
      rounds: some ? rounds : null,
    };
  }
  const { values } = rounds[0]!;
  const missing = values.indexOf(null);
  const reason = missing < 0 ? null : missingReason(subjects[missing]!, only);
  return { values, reason, shown: shownBy(executions, stdout), doubt, rounds: null };
}

function reading(
  values: readonly (Evidence | null)[],
  reason: EvidenceReason | null,
  shown: string,
): Reading {
  return { values, reason, shown, doubt: null, rounds: null };
}

function refused(subjects: readonly Subject[], reason: EvidenceReason): Reading {
  return reading(
    subjects.map(() => null),
    reason,
    '',
  );
}

/** The slot that shows a subject, when exactly one does. */
function slotOf({ node }: Subject, filled: readonly Filled[]): Filled | null {
  const same = filled.filter(({ slot }) =>
    slot.spans.some(({ from, to }) => from === node.from && to === node.to),
  );
  return same.length === 1 ? same[0]! : null;
}

function evidenceOf(
  subject: Subject,
  feedback: Feedback,
  execution: Execution,
  stdout: Unprinted,
): Evidence | null {
  const place = slotOf(subject, execution.filled);
  if (place === null || place.span === null) return null;
  const { from, to } = place.span;
  if (place.slot.type === 'display') return readBundle(stdout.streams.displays.get(from) ?? {});
  const text = stdout.streams.stdout.slice(from, to);
  if (place.slot.type === 'lines') return readValue(text.replaceAll(`${DISPLAY}\n`, ''));
  if (isOverwritten(from, to, stdout)) return null;
  return readSlot(place.slot, text);
}

function isOverwritten(from: number, to: number, { streams }: Unprinted): boolean {
  const { overwritten } = streams;
  let low = 0;
  let high = overwritten.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (overwritten[middle]![1] < from) low = middle + 1;
    else high = middle;
  }
  return low < overwritten.length && overwritten[low]![0] <= to;
}

function missingReason(subject: Subject, execution: Execution): EvidenceReason {
  const place = slotOf(subject, execution.filled);
  if (place === null) return 'no-value-shown';
  return place.span === null ? 'ambiguous-output' : 'unreadable-output';
}

function reasonOf(feedback: Feedback, cell: Cell, stdout: Unprinted): EvidenceReason {
  const call = feedback.expression.node;
  const failed = cell.outputs.some((output) => output.kind === 'error');
  const skeletons = stdout.skeletonsOf(call);
  switch (stdout.fit) {
    case 'empty':
      return failed ? 'error-output' : 'no-output';
    case 'too-large':
    case 'cut':
      return 'unreadable-output';
    case 'no':
      if (skeletons.length > 0 && skeletons.every((pieces) => lacksLabel(pieces, stdout.streams.stdout)))
        return 'stale-output';
      return skeletons.length > 0 ? 'ambiguous-output' : 'no-output';
    default:
      if (stdout.isUncertain(call)) return 'ambiguous-output';
      if (failed) return 'error-output';
      return 'no-output';
  }
}

/** Whether a print writes text that the output does not hold. */
function lacksLabel(pieces: readonly Piece[], stdout: string): boolean {
  return pieces.some(
    (piece) => typeof piece === 'string' && piece.trim().length > 2 && !stdout.includes(piece.trim()),
  );
}

function shownAt({ slot }: Filled, { from, to }: Span, streams: Streams): string {
  if (slot.type !== 'display') return streams.stdout.slice(from, to);
  const plain = streams.displays.get(from)?.['text/plain'];
  return typeof plain === 'string' ? plain : '';
}

function shownBy(executions: readonly Execution[], { streams }: Unprinted): string {
  let text = '';
  for (const { pieces, filled } of executions) {
    const spans = new Map<Slot, Filled>(filled.map((one) => [one.slot, one]));
    const originals = filled[Symbol.iterator]();
    for (const piece of pieces) {
      if (typeof piece === 'string') {
        text += piece;
        continue;
      }
      const next = spans.get(piece) ?? (originals.next().value as Filled | undefined);
      text += next?.span ? shownAt(next, next.span, streams) : '…';
      if (text.length > LONGEST_SHOWN) return `${text.slice(0, LONGEST_SHOWN)}…`;
    }
  }
  return text.trimEnd();
}
