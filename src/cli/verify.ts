import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { EXIT, NbassertError } from '../errors.ts';
import { FEWEST_RUNS, type RunOptions, type Verification, verifyNotebook } from '../kernel/index.ts';
import { isPython, type Notebook } from '../notebook/index.ts';
import { readNotebookFile } from '../notebook/save.ts';
import { printableLine } from '../printable.ts';
import {
  junit,
  type UnverifiedNotebook,
  unverifiedNdjson,
  type VerifiedNotebook,
  verifiedNdjson,
  verifiedText,
} from '../reporters/index.ts';
import { findNotebooks, placedAt } from '../repository/index.ts';
import type { TemplateLibrary } from '../templates/index.ts';
import { colorsFor } from './color.ts';
import { describe } from './failure.ts';
import { addGeneralFlags, GROUPS, type SharedFlags } from './flags.ts';
import { examples, PATH_HELP } from './help.ts';
import type { Context, Io } from './io.ts';
import { noticePassedOver, noticeWritten, quoted } from './notices.ts';
import { addRunFlags, interruptible, type RunFlags, runOptions, whole } from './run-flags.ts';
import { readAll } from './setup.ts';
import { doctor } from './verify-doctor.ts';
import { measure, type MutateFlags, templatesFor } from './verify-mutate.ts';
import { fix, saveOutputs } from './verify-write.ts';

interface VerifyFlags extends SharedFlags, RunFlags, MutateFlags {
  readonly python?: string;
  readonly repeat?: number;
  readonly fix?: boolean;
  readonly yes?: boolean;
  readonly saveOutputs?: boolean;
  readonly format: 'text' | 'ndjson';
  readonly junit?: string;
  readonly doctor?: boolean;
}

/** How often a notebook is run for `--fix` unless a flag says otherwise. */
const RUNS_TO_FIX = 5;
/** What is about runs without faults. */
const BESIDE_MUTATE = ['fix', 'saveOutputs', 'junit', 'repeat'] as const;
const RUNNING = 'How it is run:';

export function configure(command: Command, context: Context): void {
  command
    .description(
      'Runs notebooks in fresh kernels and says of each assert whether it holds. One that fails does not keep the others\n' +
        'from being judged. Code of the notebook is executed, in its own folder. The notebook stays as it is.',
    )
    .argument('[PATH...]', PATH_HELP);
  for (const option of [
    new Option('--repeat <n>', 'run each notebook n times, to tell stable from flaky (default: 1)').argParser(
      whole,
    ),
    new Option(
      '--mutate',
      'put faults into data and code, one after the other, and say which assert catches which',
    ),
    new Option(
      '--faults <n>',
      'for --mutate: so many faults (default: one of each kind that there is a place for)',
    ).argParser(whole),
    new Option('--seed <n>', 'for --mutate: which of all possible faults these are').argParser(whole).default(1),
    new Option('--doctor', 'say which Python would be used, and what it lacks; run nothing'),
  ]) {
    command.addOption(option.helpGroup(RUNNING));
  }
  addRunFlags(command, RUNNING);
  for (const option of [
    new Option(
      '--fix',
      `loosen or drop flaky asserts, after you confirmed the diff (with ${RUNS_TO_FIX} runs)`,
    ),
    new Option('--yes', 'confirm every diff of --fix'),
    new Option('--save-outputs', 'save the outputs of the run in the notebook'),
  ]) {
    command.addOption(option.helpGroup(GROUPS.writing));
  }
  for (const option of [
    new Option('--format <name>', 'how to print').choices(['text', 'ndjson']).default('text'),
    new Option('--junit <file>', 'also write a JUnit report, for CI'),
  ]) {
    command.addOption(option.helpGroup(GROUPS.output));
  }
  addGeneralFlags(command);
  command.addHelpText(
    'after',
    examples([
      'nbassert verify titanic.ipynb                     does every assert hold?',
      'nbassert verify --repeat 5 notebooks/             which ones are flaky?',
      'nbassert verify --fix titanic.ipynb               loosen or drop the flaky ones',
      'nbassert verify --mutate titanic.ipynb            how much do the asserts catch?',
      'nbassert verify --junit report.xml notebooks/     for CI',
      'nbassert verify --doctor                          which Python, and what is missing',
    ]),
  );
  command.action((paths: string[], flags: VerifyFlags) => verify(paths, flags, context));
}

async function verify(paths: readonly string[], flags: VerifyFlags, context: Context): Promise<void> {
  const { io } = context;
  refuseCombinations(paths, flags, io);
  if (flags.doctor === true) return doctor(paths, flags, context);
  const found = await findNotebooks(paths, { cwd: io.cwd, readList: () => readAll(io.stdin) });
  const { notebooks } = found;
  if (flags.junit !== undefined) writeReport(flags.junit, junit([]), io);
  const work = { context, flags, results: [], written: [] };
  await interruptible(async (signal) => {
    const options = runOptions(flags, io, signal);
    const measuring = flags.mutate !== true ? null : await templatesFor(notebooks, flags, io);
    for (const path of notebooks) {
      if (signal.aborted) break;
      await runPath(path, { ...work, options, measuring });
    }
    if (signal.aborted) {
      context.exitCode = EXIT.notebook;
      io.stderr.write('Interrupted: the kernel was stopped.\n');
    }
  });
  if (flags.junit !== undefined) writeReport(flags.junit, junit(work.results), io);
  if (flags.quiet === true) return;
  noticePassedOver(found, io);
  noticeWritten(work.written, io);
}

interface Work {
  readonly context: Context;
  readonly flags: VerifyFlags;
  readonly options: RunOptions;
  /** Templates to measure with, for `--mutate`. */
  readonly measuring: TemplateLibrary | null;
  readonly results: (VerifiedNotebook | UnverifiedNotebook)[];
  readonly written: string[];
}

async function runPath(path: string, work: Work): Promise<void> {
  const { context, flags } = work;
  const { io } = context;
  const file = resolve(io.cwd, path);
  if (flags.quiet !== true && io.stderr.isTTY === true) io.stderr.write(`Running ${printableLine(path)} …\n`);
  try {
    const { notebook, stamp } = readNotebookFile(file);
    refuseOtherLanguage(notebook);
    if (work.measuring !== null) {
      const measured = await measure(path, notebook, { ...work, library: work.measuring });
      raiseExitCode(context, measured);
      return;
    }
    const repeat = flags.repeat ?? (flags.fix === true ? RUNS_TO_FIX : 1);
    const verification = await verifyNotebook(file, notebook, repeat, work.options);
    report({ path, verification }, work);
    if (isInterrupted(verification)) return;
    const verified = { path, file, notebook, stamp, verification };
    if (flags.fix === true && (await fix(verified, flags, io))) work.written.push(path);
    if (flags.saveOutputs === true && saveOutputs(verified, io)) work.written.push(path);
  } catch (error) {
    if (!(error instanceof NbassertError)) throw error;
    const placed = placedAt(path, error);
    raiseExitCode(context, EXIT.notebook);
    work.results.push({ path, message: placed.message });
    if (flags.format === 'ndjson') io.stdout.write(unverifiedNdjson({ path, message: placed.message }));
    io.stderr.write(describe(placed));
  }
}

function report(result: VerifiedNotebook, { context, flags, results }: Work): void {
  const { io } = context;
  results.push(result);
  io.stdout.write(
    flags.format === 'ndjson'
      ? verifiedNdjson(result)
      : verifiedText(result, colorsFor(flags.color, io, 'stdout')),
  );
  raiseExitCode(context, exitCodeOf(result.verification));
}

/** A failing assert is what the command is asked about, so it counts more than a notebook that could not be run. */
function raiseExitCode(context: Context, code: Context['exitCode']): void {
  if (context.exitCode !== EXIT.found && code !== EXIT.done) context.exitCode = code;
}

function exitCodeOf({ verdicts, runs }: Verification): Context['exitCode'] {
  const stops = runs.flatMap(({ stopped }) => (stopped === null ? [] : [stopped.error]));
  const failed = verdicts.some(({ status }) => status === 'fails' || status === 'flaky');
  // An assert in a function ends the run as any other error does.
  if (failed || stops.some(({ name }) => name === 'AssertionError')) return EXIT.found;
  return stops.length > 0 ? EXIT.notebook : EXIT.done;
}

function isInterrupted({ runs }: Verification): boolean {
  return runs.some(({ stopped }) => stopped?.error.kind === 'interrupted');
}

function refuseOtherLanguage({ language }: Notebook): void {
  if (isPython(language)) return;
  throw new NbassertError('kernel', `The notebook is in ${language}, not in Python.`, {
    hint: 'Only Python notebooks can be verified.',
  });
}

function refuseCombinations(paths: readonly string[], flags: VerifyFlags, io: Io): void {
  const beside = flags.mutate !== true ? undefined : BESIDE_MUTATE.find((name) => flags[name] !== undefined);
  if (beside !== undefined) {
    throw new NbassertError('usage', `--mutate and --${beside === 'saveOutputs' ? 'save-outputs' : beside} cannot be used together`, {
      hint: 'Verify first, then run again with --mutate.',
    });
  }
  if (flags.fix === true && flags.saveOutputs === true) {
    throw new NbassertError('usage', '--fix and --save-outputs cannot be used together', {
      hint: 'Fix first, then run again with --save-outputs.',
    });
  }
  if (flags.fix === true && (flags.repeat ?? RUNS_TO_FIX) < FEWEST_RUNS) {
    throw new NbassertError('usage', `--fix needs at least ${FEWEST_RUNS} runs`, {
      hint: `Leave --repeat out, or give it ${RUNS_TO_FIX} or more.`,
    });
  }
  if (flags.fix === true && flags.yes !== true && (io.stdin.isTTY !== true || io.stderr.isTTY !== true)) {
    throw new NbassertError(
      'no-terminal',
      '--fix asks before it writes, and there is no terminal to ask in',
      {
        hint: `Without questions: nbassert verify --fix --yes ${paths.map(quoted).join(' ')}`,
      },
    );
  }
}

function writeReport(file: string, content: string, io: Io): void {
  try {
    writeFileSync(resolve(io.cwd, file), content);
  } catch (cause) {
    throw new NbassertError('usage', `cannot write the report: ${(cause as Error).message}`, {
      place: { file },
      hint: 'Give --junit a file in a folder that exists and that you may write to.',
      cause,
    });
  }
}

