import { cpSync, existsSync, mkdirSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { NbassertError } from '../../errors.ts';
import { printableLine } from '../../printable.ts';
import { isPython, type Notebook } from '../../notebook/index.ts';
import { readNotebookFile } from '../../notebook/save.ts';
import { placedAt } from '../../repository/index.ts';
import {
  buildWorkshop,
  type Candidate,
  candidatesOf,
  type Level,
  mentionedPaths,
  type Source,
  spread,
} from '../../workshop/index.ts';
import type { SharedFlags } from '../flags.ts';
import type { Context, Io } from '../io.ts';
import { noticeSetup, quoted } from '../notices.ts';
import { type Setup, setUp } from '../setup.ts';
import { pick } from './pick.ts';

export interface BuildFlags extends SharedFlags {
  readonly out: string;
  readonly checks?: readonly string[];
  readonly cells?: readonly number[];
  readonly count?: number;
  readonly level: Level;
  readonly title?: string;
  readonly minutes?: number;
  readonly data?: readonly string[];
  readonly force?: boolean;
}

const USUAL_COUNT = 10;
/** Larger data is not copied unasked. */
const MOST_BYTES = 50_000_000;

/** `workshop build`: writes the folder of `--out`. */
export async function build(paths: readonly string[], flags: BuildFlags, { io }: Context): Promise<void> {
  if (flags.cells !== undefined && paths.length > 1) {
    throw new NbassertError('usage', '--cells names the cells of one notebook, and there are several', {
      hint: 'Leave --cells out, or build a workshop of each notebook.',
    });
  }
  const setup = await setUp(paths, { ...flags, check: flags.checks }, io);
  const read = setup.notebooks.map((path) => openNotebookFile(path, io));
  const out = resolve(io.cwd, flags.out);
  const sources = await chosen(read, setup, flags, io);
  const data = dataOf(read, flags, io);
  const { workshop, files } = buildWorkshop(sources, setup.templates, {
    title: flags.title ?? null,
    level: flags.level,
    minutes: flags.minutes ?? null,
    data: [...data.keys()].sort(),
  });
  refuseToOverwrite(out, [...files.keys()], flags);
  write(out, files, data, flags.out);
  if (flags.quiet === true) return;
  noticeSetup(setup, io);
  const handOut = [...workshop.notebooks.map(({ exercises }) => exercises), ...workshop.data, 'handout.html'];
  io.stderr.write(
    `${printableLine(flags.out)}: ${workshop.exercises.length} exercises, ${workshop.minutes} minutes.\n` +
      `Hand out: ${printableLine(handOut.join(', '), 400)}\n` +
      `For you: ${workshop.notebooks.map(({ solutions }) => printableLine(solutions)).join(', ')}, teacher.md, workshop.json\n` +
      `Grade: nbassert workshop grade SUBMISSIONS --workshop ${quoted(flags.out)} --html graded.html\n`,
  );
}

interface OpenedNotebook {
  readonly path: string;
  /** Absolute. */
  readonly file: string;
  readonly notebook: Notebook;
}

export function openNotebookFile(path: string, io: Io): OpenedNotebook {
  const file = resolve(io.cwd, path);
  try {
    const { notebook } = readNotebookFile(file);
    if (isPython(notebook.language)) return { path, file, notebook };
    throw new NbassertError('unreadable', `it is in ${printableLine(notebook.language)}, not in Python`, {
      hint: 'A workshop is made of Python notebooks.',
    });
  } catch (error) {
    throw error instanceof NbassertError ? placedAt(path, error) : error;
  }
}

async function chosen(
  read: readonly OpenedNotebook[],
  setup: Setup,
  flags: BuildFlags,
  io: Io,
): Promise<Source[]> {
  const names = uniqueNames(read.map(({ path }) => basename(path, '.ipynb')));
  const all = read.map(({ path, notebook }) => {
    const { library, options } = setup.settingsOf(path);
    return inCells(candidatesOf(notebook, library, options, flags.level), flags);
  });
  const suggested = new Set(spread(all.flat(), flags.count ?? flags.cells?.length ?? USUAL_COUNT));
  const isChosen = [flags.checks, flags.cells, flags.count].some((flag) => flag !== undefined);
  const asks = !isChosen && io.stdin.isTTY === true;
  const wanted = asks && io.stdout.isTTY === true ? await pick(all.flat(), suggested, io) : suggested;
  return read.map(({ notebook }, index) => ({
    name: names[index]!,
    notebook,
    chosen: all[index]!.filter((candidate) => wanted.has(candidate)),
  }));
}

/** One exercise for each cell that was named. @throws NbassertError `usage` when one has nothing to ask */
function inCells(candidates: readonly Candidate[], { cells, level }: BuildFlags): readonly Candidate[] {
  if (cells === undefined) return candidates;
  return [...new Set(cells)]
    .sort((a, b) => a - b)
    .map((cell) => {
      const found = candidates.find(({ proposal }) => proposal.feedback.cell === cell);
      if (found !== undefined) return found;
      throw new NbassertError('usage', `no output of cell ${cell} can become an exercise`, {
        hint: level === 'beginner' ? 'Perhaps with --level advanced; `nbassert scan --all` shows the reasons.' : '`nbassert scan --all` shows the reasons.',
      });
    });
}

function uniqueNames(names: readonly string[]): string[] {
  const uses = new Map<string, number>();
  return names.map((name) => {
    const use = (uses.get(name) ?? 0) + 1;
    uses.set(name, use);
    return use === 1 ? name : `${name}-${use}`;
  });
}

/** What the notebooks read: from its path below the workshop to the file or folder that is copied there. */
export function dataOf(read: readonly OpenedNotebook[], flags: Pick<BuildFlags, 'data'>, io: Io): Map<string, string> {
  const found = new Map<string, string>();
  const add = (path: string, file: string) => {
    const other = found.get(path);
    if (other !== undefined && other !== file)
      throw new NbassertError('usage', `two notebooks mean different files by "${printableLine(path)}"`, {
        hint: 'Build a workshop of each notebook.',
      });
    found.set(path, file);
  };
  for (const { file, notebook } of read) {
    for (const path of mentionedPaths(notebook)) {
      const target = join(dirname(file), path);
      if (!existsSync(target) || target === file) continue;
      const bytes = sizeOf(target);
      if (bytes <= MOST_BYTES) add(path, target);
      else io.stderr.write(`${path} (${Math.round(bytes / 1e6)} MB) is not copied; name it with --data to have it copied.\n`);
    }
  }
  for (const path of flags.data ?? []) add(...given(path, read, io));
  return found;
}

/** A path of `--data`, as the notebook that lies above it would write it. */
function given(path: string, read: readonly OpenedNotebook[], io: Io): [string, string] {
  const file = resolve(io.cwd, path);
  if (!existsSync(file)) {
    throw new NbassertError('not-found', 'there is no such file or folder', {
      place: { file: path },
      hint: 'Give --data paths as they are from here.',
    });
  }
  const below = read.map((it) => relative(dirname(it.file), file)).find((it) => !it.startsWith('..'));
  return [(below ?? basename(file)).split(sep).join('/'), file];
}

function sizeOf(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.size;
  let bytes = 0;
  for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) bytes += statSync(join(entry.parentPath, entry.name)).size;
    if (bytes > MOST_BYTES) break;
  }
  return bytes;
}

function refuseToOverwrite(out: string, names: readonly string[], { force, out: shown }: BuildFlags): void {
  if (force === true) return;
  const there = names.find((name) => existsSync(join(out, name)));
  if (there === undefined) return;
  throw new NbassertError('usage', `"${printableLine(there)}" is there already`, {
    place: { file: shown },
    hint: 'Give --out another folder, or write over it with --force.',
  });
}

function write(
  out: string,
  files: ReadonlyMap<string, string>,
  data: ReadonlyMap<string, string>,
  shown: string,
): void {
  try {
    mkdirSync(out, { recursive: true });
    for (const [path, file] of data) {
      const target = join(out, path);
      if (existsSync(target) && realpathSync(target) === realpathSync(file)) continue;
      cpSync(file, target, { recursive: true });
    }
    for (const [name, text] of files) writeFileAtomic.sync(join(out, name), text);
  } catch (cause) {
    throw new NbassertError('unwritable', `cannot write the workshop: ${(cause as Error).message}`, {
      place: { file: shown },
      hint: 'Give --out a folder that you may write to.',
      cause,
    });
  }
}
