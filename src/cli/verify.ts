import { writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { EXIT, NbassertError } from '../errors.ts';
import {
  applyFixes,
  CERTAINTY,
  COVERAGE,
  DEFAULT_RUN_OPTIONS,
  examine,
  FEWEST_RUNS,
  type Fix,
  installLine,
  isAble,
  type PythonFound,
  planFixes,
  type RunOptions,
  textWithOutputs,
  type Verification,
  verifyNotebook,
} from '../kernel/index.ts';
import type { Notebook } from '../notebook/index.ts';
import { type FileStamp, readNotebookFile, saveNotebookFile } from '../notebook/save.ts';
import { printable, printableLine } from '../printable.ts';
import {
  junit,
  type UnverifiedNotebook,
  unverifiedNdjson,
  type VerifiedNotebook,
  verifiedNdjson,
  verifiedText,
} from '../reporters/index.ts';
import { findNotebooks, placedAt, unifiedDiff } from '../repository/index.ts';
import { colorsFor } from './color.ts';
import { describe } from './failure.ts';
import { addGeneralFlags, GROUPS, type SharedFlags } from './flags.ts';
import { examples, PATH_HELP } from './help.ts';
import type { Context, Io } from './io.ts';
import { noticeWritten, quoted } from './notices.ts';
import { readAll } from './setup.ts';

interface VerifyFlags extends SharedFlags {
  readonly python?: string;
  readonly kernel?: string;
  readonly cellTimeout: number;
  readonly timeout?: number;
  readonly memory?: number;
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
    new Option('--python <path>', 'run with this Python and its kernel (default: as Jupyter finds it)'),
    new Option('--kernel <name>', 'run with this kernel (default: the one that the notebook names)'),
    new Option('--cell-timeout <seconds>', 'how long a cell may take').argParser(positive).default(600),
    new Option(
      '--timeout <seconds>',
      'how long one run of a notebook may take (default: no limit)',
    ).argParser(positive),
    new Option('--memory <megabytes>', 'how much the kernel may use (default: no limit)').argParser(whole),
    new Option('--doctor', 'say which Python would be used, and what it lacks; run nothing'),
  ]) {
    command.addOption(option.helpGroup(RUNNING));
  }
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
  const { notebooks } = await findNotebooks(paths, { cwd: io.cwd, readList: () => readAll(io.stdin) });
  if (flags.junit !== undefined) writeReport(flags.junit, junit([]), io);
  const interrupt = new AbortController();
  const onInterrupt = () => interrupt.abort();
  process.on('SIGINT', onInterrupt);
  try {
    const work: Work = {
      context,
      flags,
      options: runOptions(flags, io, interrupt.signal),
      results: [],
      written: [],
    };
    for (const path of notebooks) {
      if (interrupt.signal.aborted) break;
      await verifyPath(path, work);
    }
    if (interrupt.signal.aborted) {
      context.exitCode = EXIT.notebook;
      io.stderr.write('Interrupted: the kernel was stopped.\n');
    }
    if (flags.junit !== undefined) writeReport(flags.junit, junit(work.results), io);
    if (flags.quiet !== true) noticeWritten(work.written, io);
  } finally {
    process.off('SIGINT', onInterrupt);
  }
}

interface Work {
  readonly context: Context;
  readonly flags: VerifyFlags;
  readonly options: RunOptions;
  readonly results: (VerifiedNotebook | UnverifiedNotebook)[];
  readonly written: string[];
}

async function verifyPath(path: string, work: Work): Promise<void> {
  const { context, flags } = work;
  const { io } = context;
  const file = resolve(io.cwd, path);
  if (flags.quiet !== true && io.stderr.isTTY === true) io.stderr.write(`Running ${printableLine(path)} …\n`);
  try {
    const { notebook, stamp } = readNotebookFile(file);
    refuseOtherLanguage(notebook);
    const repeat = flags.repeat ?? (flags.fix === true ? RUNS_TO_FIX : 1);
    const verification = await verifyNotebook(file, notebook, repeat, work.options);
    const result = { path, verification };
    work.results.push(result);
    io.stdout.write(
      flags.format === 'ndjson'
        ? verifiedNdjson(result)
        : verifiedText(result, colorsFor(flags.color, io, 'stdout')),
    );
    raiseExitCode(context, exitCodeOf(verification));
    if (isInterrupted(verification)) return;
    if (flags.fix === true) await fix({ path, file, notebook, stamp, verification }, work);
    if (flags.saveOutputs === true) saveOutputs({ path, file, notebook, stamp, verification }, work);
  } catch (error) {
    if (!(error instanceof NbassertError)) throw error;
    const placed = placedAt(path, error);
    raiseExitCode(context, EXIT.notebook);
    work.results.push({ path, message: placed.message });
    if (flags.format === 'ndjson') io.stdout.write(unverifiedNdjson({ path, message: placed.message }));
    io.stderr.write(describe(placed));
  }
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

interface Verified {
  readonly path: string;
  readonly file: string;
  readonly notebook: Notebook;
  readonly stamp: FileStamp;
  readonly verification: Verification;
}

async function fix({ path, file, notebook, stamp, verification }: Verified, work: Work): Promise<void> {
  const { io } = work.context;
  const fixes = planFixes(notebook, verification.verdicts);
  if (fixes.length === 0) return;
  io.stderr.write(fixes.map(fixLine).join(''));
  const after = applyFixes(notebook, fixes);
  if (after === notebook.text) return;
  io.stdout.write(printable(unifiedDiff(path, notebook.text, after)));
  if (work.flags.yes !== true && !(await confirmed(`Write this into ${printableLine(path)}?`, io))) {
    io.stderr.write('Nothing was written.\n');
    return;
  }
  saveNotebookFile(file, after, stamp);
  work.written.push(path);
}

function fixLine({ verdict, action }: Fix): string {
  const where = `cell ${verdict.place.cell}, line ${verdict.place.line}`;
  const seen = `failed in ${verdict.failed} of ${verdict.reached} runs`;
  if (action.kind === 'leave') return `${where}: ${seen}; left as it is, because ${action.why}.\n`;
  if (action.kind === 'drop')
    return `${where}: ${seen}; dropped, as no limit can be told from what was seen.\n`;
  const sure = `${CERTAINTY * 100} % sure to cover ${COVERAGE * 100} % of runs, from ${action.runs} runs, if the value is normally distributed`;
  return `${where}: ${seen}; the limit moves from ${action.from} to ${action.to} (${sure}).\n`;
}

async function confirmed(question: string, io: Io): Promise<boolean> {
  const reader = createInterface({ input: io.stdin, output: io.stderr });
  try {
    return /^y(es)?$/i.test((await reader.question(`${question} [y/N] `)).trim());
  } finally {
    reader.close();
  }
}

function saveOutputs({ path, file, notebook, stamp, verification }: Verified, work: Work): void {
  const run = verification.runs[0];
  if (run === undefined) return;
  if (notebook.nbformat.major !== 4) {
    work.context.io.stderr.write(`${path}: outputs are saved in nbformat 4 only; the file stays as it is.\n`);
    return;
  }
  saveNotebookFile(file, textWithOutputs(notebook, run), stamp);
  work.written.push(path);
}

function refuseOtherLanguage({ language }: Notebook): void {
  if (language.includes('python')) return;
  throw new NbassertError('kernel', `The notebook is in ${language}, not in Python.`, {
    hint: 'Only Python notebooks can be verified.',
  });
}

function refuseCombinations(paths: readonly string[], flags: VerifyFlags, io: Io): void {
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

function runOptions(flags: VerifyFlags, io: Io, signal: AbortSignal): RunOptions {
  return {
    ...DEFAULT_RUN_OPTIONS,
    python: pythonOf(flags, io),
    kernel: flags.kernel ?? null,
    cellTimeout: flags.cellTimeout,
    timeout: flags.timeout ?? null,
    memory: flags.memory ?? null,
    env: io.env,
    signal,
  };
}

/** A path as it is meant from the working directory; a bare name is looked for on the path. */
function pythonOf({ python }: VerifyFlags, io: Io): string | null {
  if (python === undefined) return null;
  return /[\\/]/.test(python) ? resolve(io.cwd, python) : python;
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

function doctor(paths: readonly string[], flags: VerifyFlags, context: Context): void {
  const { io } = context;
  const first = paths[0];
  const folder = first === undefined ? io.cwd : folderOf(resolve(io.cwd, first));
  const found = examine({ python: pythonOf(flags, io), folder, env: io.env });
  const used = found.find(isAble);
  const lines = found.flatMap((python) => doctorLines(python, python === used));
  io.stdout.write(lines.length === 0 ? 'No Python was found.\n' : `${lines.join('\n')}\n`);
  if (used === undefined || used.ipykernel === null) {
    context.exitCode = EXIT.notebook;
    const line = used === undefined ? found.map(installLine).find((it) => it !== null) : installLine(used);
    io.stderr.write(
      line == null ? 'Install Python 3, or name one with --python.\n' : `To run notebooks: ${line}\n`,
    );
  }
}

function folderOf(path: string): string {
  return path.endsWith('.ipynb') ? dirname(path) : path;
}

function doctorLines(python: PythonFound, isUsed: boolean): string[] {
  const head = `${isUsed ? '*' : ' '} ${printable(python.path)} (${python.source})`;
  if (python.problem !== null) return [head, `    cannot be used: ${printableLine(python.problem, 200)}`];
  const missing = installLine(python);
  return [
    head,
    `    Python ${python.version}, jupyter_client ${python.jupyterClient ?? 'missing'}, ipykernel ${python.ipykernel ?? 'missing'}`,
    `    kernels: ${python.kernels.length === 0 ? 'none' : printableLine(python.kernels.join(', '), 200)}`,
    ...(missing === null ? [] : [`    to install what is missing: ${missing}`]),
  ];
}

function whole(value: string): number {
  if (!/^[1-9]\d{0,6}$/.test(value)) throw new InvalidArgumentError('A whole number from 1 on is needed.');
  return Number(value);
}

function positive(value: string): number {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number) || number <= 0)
    throw new InvalidArgumentError('A number of seconds above 0 is needed.');
  return number;
}
