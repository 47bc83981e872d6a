import { setImmediate } from 'node:timers/promises';
import { printableLine } from '../printable.ts';
import type { Reason } from '../proposals/index.ts';
import { type AnalysedNotebook, tryAnalyseFile } from '../repository/index.ts';
import { openNotebook, proposalsOf, type ReviewContext } from './opened.ts';
import { paint } from './paint.ts';
import { type NotebookOutcome, reviewNotebook, type SessionOptions, showFirst } from './session.ts';
import { type EmptyNotebook, type ReviewReport, summaryLines } from './summary.ts';
import type { Terminal } from './terminal.ts';

export { highlightPython, plainLines } from './highlight.ts';
export type { LiveRuns, LiveVerdict } from './live.ts';
export { helpLines } from './menu.ts';
export { type GivenFlag, insteadOfReview } from './no-terminal.ts';
export type { ReviewContext } from './opened.ts';
export { paint } from './paint.ts';
export { cutLine, type Line, line, span, wrapWords } from './styled.ts';
export { type ReviewReport, writtenPaths } from './summary.ts';
export type { EditorResult, Question, Terminal } from './terminal.ts';

/**
 * A person decides on the proposals of each notebook in turn. A notebook is written when it is finished: all decided,
 * left with `d`, or stopped with `q`; Ctrl-C leaves the one under review as it is on disk. Ends with the list of what
 * was done. `paths` are relative to the working directory.
 * Notebooks that cannot be read or written are part of the report; the others are reviewed.
 */
export async function review(
  paths: readonly string[],
  context: ReviewContext,
  terminal: Terminal,
): Promise<ReviewReport> {
  const report = { outcomes: [], failed: [], withoutProposals: [], leftOut: 0, notReached: 0, interrupted: false };
  const done = await reviewAll(paths, context, terminal, report);
  terminal.keep(paint(summaryLines(done, terminal.size().width), terminal.colors));
  return done;
}

type Draft = {
  -readonly [Part in keyof ReviewReport]: ReviewReport[Part] extends readonly (infer Item)[]
    ? Item[]
    : ReviewReport[Part];
};

async function reviewAll(
  paths: readonly string[],
  context: ReviewContext,
  terminal: Terminal,
  report: Draft,
): Promise<ReviewReport> {
  let showsWhy = false;
  for (const [index, path] of paths.entries()) {
    const position = paths.length === 1 ? null : { number: index + 1, of: paths.length };
    const options = { notebook: position, showsWhy };
    const analysed = await analyse(path, options, context, terminal);
    report.interrupted =
      terminal.isInterrupted() && (!('analysis' in analysed) || proposalsOf(analysed).length === 0);
    if (report.interrupted) return { ...report, notReached: paths.length - index };
    if (!('analysis' in analysed)) report.failed.push(analysed);
    else if (proposalsOf(analysed).length === 0) report.withoutProposals.push(emptyNotebook(analysed));
    else {
      const outcome = await reviewNotebook(openNotebook(analysed, context), terminal, options);
      report.outcomes.push(outcome);
      report.leftOut += analysed.analysis.findings.filter(({ reason }) => reason === 'filtered').length;
      showsWhy = outcome.state.showsWhy;
      if (isLast(outcome)) {
        return {
          ...report,
          notReached: paths.length - index - 1,
          interrupted: outcome.state.phase === 'interrupted',
        };
      }
    }
  }
  return report;
}

function isLast({ state }: NotebookOutcome): boolean {
  return state.phase === 'stopped' || state.phase === 'interrupted';
}

async function analyse(
  path: string,
  options: SessionOptions,
  context: ReviewContext,
  terminal: Terminal,
): Promise<ReturnType<typeof tryAnalyseFile>> {
  const { notebook } = options;
  const among = notebook === null ? '' : ` (${notebook.number} of ${notebook.of})`;
  terminal.draw([`Reading ${printableLine(path, 60)}${among} …`]);
  // Keys pressed meanwhile, Ctrl-C above all, get through between two notebooks.
  await setImmediate();
  return tryAnalyseFile(path, {
    ...context,
    onFirstProposal: (soFar) => showFirst(openNotebook(soFar, context), terminal, options),
  });
}

function emptyNotebook({ path, notebook, analysis }: AnalysedNotebook): EmptyNotebook {
  const reasons = new Map<Reason, number>();
  for (const { reason } of analysis.findings) {
    if (reason !== null) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  return { path, language: notebook.language, feedback: analysis.findings.length, reasons };
}
