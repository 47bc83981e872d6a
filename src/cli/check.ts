import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import writeFileAtomic from 'write-file-atomic';
import { EXIT, NbassertError } from '../errors.ts';
import { printableLine } from '../printable.ts';
import { addToTotals, emptyTotals, gapText } from '../reporters/index.ts';
import {
  type Baseline,
  type BaselineEntry,
  baselinePath,
  compare,
  EMPTY_BASELINE,
  entriesFor,
  type Gap,
  gapsOf,
  type Judged,
  type NotebookReport,
  readBaseline,
  reportNotebooks,
  tidyCache,
  vanished,
  writeBaseline,
} from '../repository/index.ts';
import { colorsFor } from './color.ts';
import { describe } from './failure.ts';
import {
  addBatchFlags,
  addGeneralFlags,
  addSelectionFlags,
  addSourceFlags,
  GROUPS,
  type SharedFlags,
} from './flags.ts';
import { addFormatFlags, type FormatFlags, openReport } from './format.ts';
import { examples, PATH_HELP } from './help.ts';
import type { Context, Io } from './io.ts';
import { noticeLanguages, noticeSetup, quoted } from './notices.ts';
import { progressOn } from './progress.ts';
import { type Setup, setUp } from './setup.ts';

interface CheckFlags extends SharedFlags, FormatFlags {
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
}

export function configure(command: Command, context: Context): void {
  command
    .description(
      'Exits with 1 when a notebook shows something that it could assert: feedback with a proposal of high\n' +
        'confidence and no assert. With a baseline only what is not in it counts. Writes no notebook.',
    )
    .argument('[PATH...]', PATH_HELP);
  for (const option of [
    new Option('--baseline <file>', 'let pass what this file holds'),
    new Option('--update-baseline', 'write what there is now into the baseline, and exit with 0'),
  ]) {
    command.addOption(option.helpGroup('Gate:'));
  }
  addSelectionFlags(command, { minConfidence: 'high' });
  addSourceFlags(command);
  addFormatFlags(command, GROUPS.output);
  addBatchFlags(command);
  addGeneralFlags(command);
  command.addHelpText(
    'after',
    examples([
      'nbassert check notebooks/                                    a gate for new code',
      'nbassert check --baseline .nbassert-baseline.json --update-baseline .   accept what is there today',
      'nbassert check --baseline .nbassert-baseline.json .          from then on: nothing new',
      'nbassert check --since origin/main --format github           annotations on a pull request',
    ]),
  );
  command.action((paths: string[], flags: CheckFlags) => check(paths, flags, context));
}

async function check(paths: readonly string[], flags: CheckFlags, context: Context): Promise<void> {
  const { io } = context;
  const gate = openGate(flags, io);
  const setup = await setUp(paths, flags, io, { minConfidence: 'high' });
  const found = await judge(setup, gate, flags, context);
  if (flags.quiet !== true) noticeSetup(setup, io);
  if (flags.updateBaseline === true && gate.file !== null) return update(gate, found, flags, io);
  if (found.fresh > 0 && context.exitCode === EXIT.done) context.exitCode = EXIT.found;
  if (flags.quiet !== true) io.stderr.write(conclusion(found, gate, paths, setup.notebooks.length));
}

/** The baseline of a run. */
interface Gate {
  /** As it was given, and absolute; null without a baseline. */
  readonly shown: string | null;
  readonly file: string | null;
  readonly before: Baseline;
}

function openGate({ baseline, updateBaseline }: CheckFlags, io: Io): Gate {
  if (baseline === undefined) {
    if (updateBaseline !== true) return { shown: null, file: null, before: EMPTY_BASELINE };
    throw new NbassertError('usage', '--update-baseline needs to know the file', {
      hint: 'Name it: --baseline .nbassert-baseline.json --update-baseline',
    });
  }
  const file = resolve(io.cwd, baseline);
  const before = readBaseline(file, baseline);
  if (before === null && updateBaseline !== true) {
    throw new NbassertError('not-found', 'there is no such baseline', {
      place: { file: baseline },
      hint: 'Write a first one with --update-baseline; everything found now is then let pass.',
    });
  }
  return { shown: baseline, file, before: before ?? EMPTY_BASELINE };
}

/** What was found over all notebooks. */
interface Found {
  fresh: number;
  known: number;
  gone: number;
  readonly withFresh: string[];
  /** Entries for the next baseline, by path in it; notebooks that were not judged keep theirs. */
  readonly next: Map<string, readonly BaselineEntry[]>;
}

async function judge(setup: Setup, gate: Gate, flags: CheckFlags, context: Context): Promise<Found> {
  const { io } = context;
  const started = performance.now();
  const found: Found = { fresh: 0, known: 0, gone: 0, withFresh: [], next: new Map(gate.before.notebooks) };
  const totals = emptyTotals();
  const chalk = colorsFor(flags.output === undefined ? flags.color : (flags.color ?? false), io, 'stdout');
  const report = await openReport(flags, context, gapText(chalk), setup.templates);
  const progress = progressOn(io, flags, setup.notebooks.length, flags.output !== undefined);
  for await (const result of reportNotebooks(setup.notebooks, setup, report.wants)) {
    if ('error' in result) {
      totals.failed += 1;
      context.exitCode = EXIT.notebook;
      progress.say(describe(result.error));
      report.write(report.reporter.failure(result));
    } else {
      const fresh = judgeOne(result, setup, gate, found);
      const shown = onlyGaps(result, fresh);
      addToTotals(totals, shown);
      if (fresh.length > 0) report.write(report.reporter.notebook(shown));
    }
    await report.drained();
    await progress.step();
  }
  progress.stop();
  if (setup.cache !== null) tidyCache(setup.cache);
  report.write(report.reporter.summary(totals, (performance.now() - started) / 1000));
  report.end();
  if (flags.quiet !== true) noticeLanguages(totals, io);
  return found;
}

function judgeOne(result: NotebookReport, setup: Setup, gate: Gate, found: Found): readonly Gap[] {
  const judged = judgedBy(setup, result.path);
  const gaps = gapsOf(result, judged.minConfidence);
  const path = baselinePath(gate.file ?? resolve(setup.cwd, '-'), resolve(setup.cwd, result.path));
  const before = gate.before.notebooks.get(path) ?? [];
  const { fresh, known, gone } = compare(gaps, before, judged);
  found.fresh += fresh.length;
  found.known += known.length;
  found.gone += gone.reduce((sum, { count }) => sum + count, 0);
  found.next.set(path, entriesFor(gaps, before, judged));
  if (fresh.length > 0) found.withFresh.push(result.path);
  return fresh;
}

/** What the flags and the configuration let this run see of a notebook. */
function judgedBy(setup: Setup, path: string): Judged {
  const { options } = setup.settingsOf(path);
  const { checks = [], templates = [], minConfidence = 'high' } = options;
  return {
    minConfidence,
    isJudged: (id) => {
      const check = id.split('/')[0] ?? '';
      const isOfCheck = checks.length === 0 || checks.some((it) => it === check);
      return (
        isOfCheck && (templates.length === 0 || templates.some((it) => it === id || it === `${check}/*`))
      );
    },
  };
}

/** The report with nothing but these gaps: what the formats print. */
function onlyGaps(report: NotebookReport, gaps: readonly Gap[]): NotebookReport {
  const kept = new Set(gaps.map(({ proposal }) => proposal));
  const chosen = report.feedback.map((feedback, at) => ({
    feedback: { ...feedback, proposals: feedback.proposals.filter((it) => kept.has(it)) },
    line: report.fileLines?.[at],
  }));
  const shown = chosen.filter(({ feedback }) => feedback.proposals.length > 0);
  return {
    ...report,
    feedback: shown.map(({ feedback }) => feedback),
    ...(report.fileLines === undefined ? {} : { fileLines: shown.map(({ line }) => line ?? 1) }),
  };
}

/** Writes the baseline: what was judged anew, the rest as it was, without notebooks that are gone. */
function update(gate: Gate, found: Found, flags: CheckFlags, io: Io): void {
  const { file, shown, before } = gate;
  if (file === null || shown === null) return;
  for (const path of vanished(before, file)) found.next.delete(path);
  const text = writeBaseline({ notebooks: found.next });
  try {
    writeFileAtomic.sync(file, text);
  } catch (cause) {
    throw new NbassertError('usage', `cannot write the baseline: ${(cause as Error).message}`, {
      place: { file: shown },
      hint: 'Give --baseline a file in a folder that exists and that you may write to.',
      cause,
    });
  }
  if (flags.quiet === true) return;
  const held = [...found.next.values()].flat().reduce((sum, { count }) => sum + count, 0);
  const dropped = found.gone === 0 ? '' : `, ${found.gone} dropped`;
  io.stderr.write(
    `${printableLine(shown, 200)}: ${held} let pass (${found.fresh} new${dropped}). Commit it; \`nbassert check --baseline ${quoted(shown)}\` then finds only what is new.\n`,
  );
}

/** What was found, and what to do next. */
function conclusion(found: Found, gate: Gate, paths: readonly string[], notebooks: number): string {
  const where = (paths.length === 0 ? ['.'] : paths).map(quoted).join(' ');
  const lines: string[] = [];
  const known = found.known === 0 ? '' : ` (${found.known} more let pass by ${printableLine(gate.shown ?? '', 200)})`;
  if (found.fresh === 0) {
    lines.push(`Nothing new in ${notebooks === 1 ? '1 notebook' : `${notebooks} notebooks`}${known}.`);
  } else {
    const [one] = found.withFresh;
    const target = found.withFresh.length === 1 && one !== undefined ? quoted(one) : where;
    const file = gate.shown ?? '.nbassert-baseline.json';
    lines.push(
      `${found.fresh} without an assert, in ${found.withFresh.length} of ${notebooks} notebooks${known}.`,
      `  Confirm asserts one by one:  nbassert review ${target}`,
      `  Write them all:              nbassert apply --min-confidence high ${target}`,
      `  Let them pass:               nbassert check --baseline ${quoted(file)} --update-baseline ${where}`,
      '  Never look at a cell:        tag it `nbassert: skip`',
    );
  }
  const stale = gate.file === null ? 0 : vanished(gate.before, gate.file).length;
  if (found.gone > 0 || stale > 0) {
    const gone = found.gone > 0 ? [`${found.gone} of its entries are mended`] : [];
    const lost = stale > 0 ? [`${stale} of its notebooks are gone`] : [];
    lines.push(
      `The baseline can shrink: ${[...gone, ...lost].join(', ')}.`,
      `  nbassert check --baseline ${quoted(gate.shown ?? '')} --update-baseline ${where}`,
    );
  }
  return `${lines.join('\n')}\n`;
}
