import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { NbassertError } from '../../errors.ts';
import { openScratch } from '../../kernel/index.ts';
import type { Notebook } from '../../notebook/index.ts';
import { printableLine } from '../../printable.ts';
import { FRESH, type LessonProgress, type Level, openLesson, readProgress, teach as go } from '../../workshop/index.ts';
import { colorsFor } from '../color.ts';
import { editorOf } from '../editor.ts';
import type { SharedFlags } from '../flags.ts';
import type { Context, Io } from '../io.ts';
import { quoted } from '../notices.ts';
import { setUp } from '../setup.ts';
import { TtyTerminal } from '../terminal.ts';
import { dataOf, openNotebookFile } from './build.ts';
import { runOptions } from './grade.ts';

export interface TeachFlags extends SharedFlags {
  readonly count: number;
  readonly level: Level;
  readonly restart?: boolean;
  readonly run?: boolean;
}

/** `workshop teach`: one notebook, one person or a projector. */
export async function teach(path: string, flags: TeachFlags, { io }: Context): Promise<void> {
  if (io.stdin.isTTY !== true || io.stdout.isTTY !== true) {
    throw new NbassertError('no-terminal', 'the lesson asks questions, and this is no terminal', {
      hint: `As files: nbassert workshop build ${quoted(path)} --out workshop --count ${flags.count}`,
    });
  }
  const setup = await setUp([path], flags, io);
  const opened = openNotebookFile(setup.notebooks[0] ?? path, io);
  const { library, options } = setup.settingsOf(opened.path);
  const interrupt = new AbortController();
  const lesson = openLesson(opened.notebook, library, options, {
    name: basename(path, '.ipynb'),
    level: flags.level,
    count: flags.count,
    kernel: kernelFor(opened, flags, io, interrupt.signal),
  });
  const file = progressFile(opened.file, await stateFolder(), flags);
  const progress = flags.restart === true ? FRESH : (saved(file, lesson.exercises.length) ?? FRESH);
  const start = progress.next >= lesson.exercises.length ? FRESH : progress;
  const terminal = new TtyTerminal(io.stdin, io.stdout, {
    colors: colorsFor(flags.color, io, 'stdout'),
    editor: editorOf(io.env),
  });
  terminal.open();
  try {
    await go({ ...lesson, save: (now) => save(file, now) }, start, terminal);
  } finally {
    terminal.close();
    interrupt.abort();
    await lesson.close();
  }
}

/** How answers can be run; null when they are not to be, or cannot. */
function kernelFor(
  opened: { readonly file: string; readonly path: string; readonly notebook: Notebook },
  flags: TeachFlags,
  io: Io,
  signal: AbortSignal,
) {
  if (flags.run === false) return null;
  const folder = dirname(opened.file);
  try {
    const options = runOptions(folder, [opened.notebook], flags, io, signal);
    const data = [...dataOf([opened], {}, io).keys()];
    return { options, openScratch: () => openScratch(folder, data) };
  } catch (error) {
    if (!(error instanceof NbassertError)) throw error;
    io.stderr.write(`Answers are read, not run: ${error.message} ${printableLine(error.hint ?? '', 200)}\n`);
    return null;
  }
}

async function stateFolder(): Promise<string> {
  const { default: envPaths } = await import('env-paths');
  return join(envPaths('nbassert', { suffix: '' }).data, 'lessons');
}

/** One for each notebook and choice of exercises: another choice is another lesson. */
function progressFile(file: string, folder: string, { count, level, check }: TeachFlags): string {
  const key = JSON.stringify([file, count, level, check ?? []]);
  return join(folder, `${createHash('sha256').update(key).digest('hex').slice(0, 16)}.json`);
}

function saved(file: string, exercises: number): LessonProgress | null {
  try {
    return readProgress(readFileSync(file, 'utf8'), exercises);
  } catch {
    return null;
  }
}

function save(file: string, progress: LessonProgress): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileAtomic.sync(resolve(file), `${JSON.stringify(progress)}\n`);
  } catch (cause) {
    throw new NbassertError('unwritable', `the score cannot be saved: ${(cause as Error).message}`, {
      place: { file },
      cause,
    });
  }
}
