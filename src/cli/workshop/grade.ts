import { availableParallelism } from 'node:os';
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { EXIT, NbassertError } from '../../errors.ts';
import { DEFAULT_RUN_OPTIONS, findPython, kernelOf, openScratch, type RunOptions } from '../../kernel/index.ts';
import type { Notebook } from '../../notebook/index.ts';
import { readNotebookFile } from '../../notebook/save.ts';
import { printableLine } from '../../printable.ts';
import { findNotebooks } from '../../repository/index.ts';
import {
  feedbackText,
  type GradedWorkshop,
  gradeCsv,
  gradePage,
  gradeText,
  gradeWorkshop,
  readWorkshop,
  type Submission,
  type Workshop,
} from '../../workshop/index.ts';
import { colorsFor } from '../color.ts';
import type { SharedFlags } from '../flags.ts';
import type { Context, Io } from '../io.ts';
import { progressOn } from '../progress.ts';

export interface GradeFlags extends SharedFlags {
  readonly workshop?: string;
  readonly csv?: string;
  readonly html?: string;
  readonly feedback?: string;
  readonly mark?: number;
  readonly memory: number;
  readonly cellTimeout: number;
}

/** `workshop grade`: runs every answer, prints the table, and writes what the flags ask for. */
export async function grade(folder: string, flags: GradeFlags, context: Context): Promise<void> {
  const { io } = context;
  const home = workshopFolder(folder, flags, io);
  const workshop = readWorkshop(readText(join(home, 'workshop.json'), io), shownPath(join(home, 'workshop.json'), io));
  const submissions = await submissionsIn(folder, home, workshop, io);
  const notebooks = workshop.notebooks.map(({ exercises }) => readNotebookFile(join(home, exercises)).notebook);
  const interrupt = new AbortController();
  const onInterrupt = () => interrupt.abort();
  process.on('SIGINT', onInterrupt);
  const progress = progressOn(io, flags, submissions.length, true);
  try {
    const graded = await gradeWorkshop(workshop, submissions, {
      notebooks,
      openScratch: () => openScratch(home, workshop.data),
      options: runOptions(home, notebooks, flags, io, interrupt.signal),
      jobs: flags.jobs ?? availableParallelism(),
      onDone: () => void progress.step(),
    });
    progress.stop();
    if (interrupt.signal.aborted) {
      context.exitCode = EXIT.notebook;
      io.stderr.write('Interrupted: the kernels were stopped, and nothing was written.\n');
      return;
    }
    report(graded, flags, io);
    context.exitCode = exitCodeOf(graded, flags);
  } finally {
    progress.stop();
    process.off('SIGINT', onInterrupt);
  }
}

function exitCodeOf({ participants }: GradedWorkshop, { mark }: GradeFlags): Context['exitCode'] {
  if (mark !== undefined && participants.some(({ share }) => share * 100 < mark)) return EXIT.found;
  return participants.some(({ problem }) => problem !== null) ? EXIT.notebook : EXIT.done;
}

/** The folder that holds `workshop.json`: the one of the flag, or the nearest of the submissions' and those above it. */
function workshopFolder(folder: string, flags: GradeFlags, io: Io): string {
  if (flags.workshop !== undefined) return resolve(io.cwd, flags.workshop);
  for (let at = resolve(io.cwd, folder); ; at = dirname(at)) {
    if (existsSync(join(at, 'workshop.json'))) return at;
    if (dirname(at) === at) break;
  }
  throw new NbassertError('not-found', 'there is no workshop.json here or above', {
    place: { file: folder },
    hint: 'Name the folder that `nbassert workshop build` made with --workshop.',
  });
}

function readText(file: string, io: Io): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new NbassertError('not-found', `cannot be read: ${(cause as Error).message}`, {
      place: { file: shownPath(file, io) },
      hint: 'Give --workshop the folder that `nbassert workshop build` made.',
      cause,
    });
  }
}

function shownPath(file: string, { cwd }: Io): string {
  return relative(cwd, file).split(sep).join('/') || '.';
}

/** One participant a notebook; notebooks in a folder of their own are those of one participant. */
async function submissionsIn(folder: string, home: string, workshop: Workshop, io: Io): Promise<Submission[]> {
  const root = resolve(io.cwd, folder);
  const { notebooks } = await findNotebooks([folder], { cwd: io.cwd, readList: async () => '' });
  const own = new Set(workshop.notebooks.flatMap((it) => [it.exercises, it.solutions]).map((it) => join(home, it)));
  const base = statSync(root).isDirectory() ? root : dirname(root);
  const byName = new Map<string, { notebooks: Notebook[]; problem: string | null }>();
  for (const path of notebooks) {
    const file = resolve(io.cwd, path);
    if (own.has(file)) continue;
    const [first = '', ...rest] = relative(base, file).split(sep);
    const name = rest.length > 0 ? first : basename(file, '.ipynb');
    const before = byName.get(name) ?? { notebooks: [], problem: null };
    byName.set(name, withNotebook(before, file));
  }
  if (byName.size === 0) {
    throw new NbassertError('not-found', 'there is no submission', {
      place: { file: folder },
      hint: 'Put the notebooks of the participants there, one a participant.',
    });
  }
  return [...byName].map(([name, { notebooks, problem }]) => ({
    name,
    notebooks,
    problem: notebooks.length > 0 ? null : problem,
  }));
}

function withNotebook(
  before: { notebooks: Notebook[]; problem: string | null },
  file: string,
): { notebooks: Notebook[]; problem: string | null } {
  try {
    return { ...before, notebooks: [...before.notebooks, readNotebookFile(file).notebook] };
  } catch (error) {
    if (!(error instanceof NbassertError)) throw error;
    return { ...before, problem: error.message };
  }
}

/** The Python is looked for from the workshop, as the kernels run in folders of their own. */
export function runOptions(
  folder: string,
  notebooks: readonly Notebook[],
  flags: { readonly python?: string; readonly memory?: number; readonly cellTimeout?: number },
  io: Io,
  signal: AbortSignal,
): RunOptions {
  const given = flags.python === undefined || !/[\\/]/.test(flags.python) ? flags.python : resolve(io.cwd, flags.python);
  const found = given ?? findPython({ python: null, folder, env: io.env }).path;
  return {
    ...DEFAULT_RUN_OPTIONS,
    python: found,
    kernel: given === undefined ? (notebooks.map(kernelOf).find((it) => it !== null) ?? null) : null,
    cellTimeout: flags.cellTimeout ?? DEFAULT_RUN_OPTIONS.cellTimeout,
    memory: flags.memory ?? null,
    env: io.env,
    signal,
  };
}

function report(graded: GradedWorkshop, flags: GradeFlags, io: Io): void {
  io.stdout.write(gradeText(graded, colorsFor(flags.color, io, 'stdout')));
  const written: string[] = [];
  const write = (file: string, text: string) => {
    writeInto(resolve(io.cwd, file), file, text);
    written.push(file);
  };
  if (flags.csv !== undefined) write(flags.csv, gradeCsv(graded));
  if (flags.html !== undefined) write(flags.html, gradePage(graded));
  if (flags.feedback !== undefined) {
    for (const one of graded.participants) {
      for (const [index, notebook] of one.submission.notebooks.entries()) {
        const name = index === 0 ? one.submission.name : `${one.submission.name}-${index + 1}`;
        write(join(flags.feedback, `${name}.ipynb`), feedbackText(notebook, one, graded.workshop));
      }
    }
  }
  if (flags.quiet !== true && written.length > 0) {
    const shown = written.length <= 4 ? written.join(', ') : `${written.slice(0, 2).join(', ')} and ${written.length - 2} more`;
    io.stderr.write(`Written: ${printableLine(shown, 300)}\n`);
  }
}

function writeInto(file: string, shown: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileAtomic.sync(file, text);
  } catch (cause) {
    throw new NbassertError('unwritable', `cannot write: ${(cause as Error).message}`, {
      place: { file: shown },
      hint: 'Give it a place that you may write to.',
      cause,
    });
  }
}
