import type { NbassertError } from '../errors.ts';
import { isPython } from '../notebook/index.ts';
import { printable, printableLine } from '../printable.ts';
import { type Proposal, REASONS, type Reason } from '../proposals/index.ts';
import { highlightPython } from './highlight.ts';
import type { NotebookOutcome } from './session.ts';
import { cutLine, type Line, line, span, wrapProse } from './styled.ts';

/** Everything that happened in a review. */
export interface ReviewReport {
  readonly outcomes: readonly NotebookOutcome[];
  /** Notebooks that could not be read. */
  readonly failed: readonly { readonly path: string; readonly error: NbassertError }[];
  /** Notebooks without a proposal. */
  readonly withoutProposals: readonly EmptyNotebook[];
  /** How many statements of the reviewed notebooks have proposals that the flags left out. */
  readonly leftOut: number;
  /** Notebooks behind the place where the person stopped. */
  readonly notReached: number;
  readonly interrupted: boolean;
}

/** A notebook in which there was nothing to ask, and how often for which reason. */
export interface EmptyNotebook {
  readonly path: string;
  /** Of its code cells. */
  readonly language: string;
  readonly feedback: number;
  readonly reasons: ReadonlyMap<Reason, number>;
}

const SIGNS = {
  accepted: span(' + ', 'added'),
  skipped: span(' - ', 'faint'),
  refused: span(' ! ', 'warning'),
} as const;

/** The notebooks that were changed on disk. */
export function writtenPaths(report: ReviewReport): string[] {
  return report.outcomes.filter(({ written }) => written.length > 0).map(({ path }) => path);
}

/**
 * The list at the end: what was accepted, skipped, refused and why, and which files were written. Decisions take one
 * line each, cut to `width` columns; everything else is wrapped.
 */
export function summaryLines(report: ReviewReport, width: number): Line[] {
  const isSaid = report.outcomes.length === 1;
  const isNothingWritten = report.outcomes.length > 0 && writtenPaths(report).length === 0;
  return [
    ...report.outcomes.flatMap((outcome) => outcomeLines(outcome, width)),
    ...report.failed.flatMap(({ path, error }) => failureLines(path, error, width)),
    ...[...emptyLines(report), ...endLines(report)].flatMap((one) => wrapProse(one, width)),
    ...(isNothingWritten && !isSaid ? [line('Nothing was written.')] : []),
  ];
}

function outcomeLines(outcome: NotebookOutcome, width: number): Line[] {
  const { state } = outcome;
  const skipped = state.proposals.filter(({ key }) => state.decisions.get(key)?.kind === 'skip');
  const headed: Line = [span(printableLine(outcome.path), 'title'), span(`: ${headline(outcome, skipped.length)}`)];
  const decisions: Line[] = [
    ...outcome.written.map(({ proposal, assert }) => [
      SIGNS.accepted,
      span(placeOf(proposal), 'faint'),
      ...(highlightPython(printableLine(assert, 300))[0] ?? []),
    ]),
    ...skipped.map((one) => [
      SIGNS.skipped,
      span(placeOf(one), 'faint'),
      span(`skipped: ${one.assumption}`, 'faint'),
    ]),
    ...outcome.lost.map((one) => [
      SIGNS.refused,
      span(placeOf(one), 'faint'),
      span('not written: the notebook changed meanwhile', 'warning'),
    ]),
  ];
  return [
    ...wrapProse(headed, width),
    ...decisions.map((one) => cutLine(one, width)),
    ...(outcome.error === null ? [] : failureLines(outcome.path, outcome.error, width)),
  ];
}

function headline(outcome: NotebookOutcome, skipped: number): string {
  const { state, written } = outcome;
  const accepted = [...state.decisions.values()].filter(({ kind }) => kind === 'accept').length;
  const counts = [`${accepted} accepted`, `${skipped} skipped`];
  const undecided = state.proposals.length - accepted - skipped;
  if (undecided > 0) counts.push(`${undecided} not decided`);
  if (written.length > 0) return `${counts.join(', ')}; written.`;
  const dropped =
    state.phase === 'interrupted' && accepted > 0 ? ' Ctrl-C drops what was accepted here; q keeps it.' : '';
  return `${counts.join(', ')}; the file is as it was.${dropped}`;
}

function placeOf({ feedback }: Proposal): string {
  return `cell ${feedback.cell}, line ${feedback.line}: `;
}

function failureLines(path: string, error: NbassertError, width: number): Line[] {
  const hint = error.hint === undefined ? '' : ` ${error.hint}`;
  const text = printable(`${path}: ${error.message}${hint}`).replaceAll('\n', ' ');
  return wrapProse([SIGNS.refused, span(text, 'warning')], width);
}

/** Why there was nothing to ask: what was searched, and what may be missing. */
function emptyLines(report: ReviewReport): Line[] {
  const { withoutProposals: empty } = report;
  if (empty.length === 0) return [];
  const feedback = empty.reduce((sum, one) => sum + one.feedback, 0);
  const names = empty.length === 1 ? printableLine(empty[0]!.path) : `${empty.length} notebooks`;
  const lines = [
    line(
      `${names}: no proposals; searched ${feedback} feedback ${feedback === 1 ? 'statement' : 'statements'}.`,
    ),
  ];
  const reasons = mergedReasons(empty);
  for (const [reason, count] of reasons.slice(0, 5)) lines.push(line(`   ${count} × ${reason}: ${REASONS[reason]}`, 'faint'));
  for (const { path, language } of empty.filter((one) => !isPython(one.language))) {
    lines.push(line(`   ${printableLine(path)} is in ${printableLine(language)}; only Python is read.`, 'faint'));
  }
  if (reasons.some(([reason]) => reason === 'no-output')) {
    lines.push(
      line('   Outputs are read from the file: run the notebook and save it with its outputs.', 'faint'),
    );
  }
  if (reasons.some(([reason]) => reason === 'filtered')) {
    lines.push(line('   --min-confidence, --check or --template leave proposals out.', 'faint'));
  }
  return lines;
}

function mergedReasons(empty: readonly EmptyNotebook[]): [Reason, number][] {
  const total = new Map<Reason, number>();
  for (const { reasons } of empty) {
    for (const [reason, count] of reasons) total.set(reason, (total.get(reason) ?? 0) + count);
  }
  return [...total].sort((one, other) => other[1] - one[1]);
}

function endLines(report: ReviewReport): Line[] {
  const lines: Line[] = [];
  if (report.interrupted) lines.push(line('Stopped with Ctrl-C.', 'strong'));
  if (report.leftOut > 0) {
    const what = report.leftOut === 1 ? 'statement has a proposal' : 'statements have proposals';
    const how = '--min-confidence, --check or --template left out';
    lines.push(line(`${report.leftOut} further ${what} that ${how}.`, 'faint'));
  }
  if (report.notReached > 0) {
    const what = report.notReached === 1 ? 'notebook was' : 'notebooks were';
    lines.push(line(`${report.notReached} further ${what} not looked at.`));
  }
  return lines;
}
