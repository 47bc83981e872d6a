import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { NbassertError } from '../errors.ts';
import type { LiveEvidence } from '../kernel/index.ts';
import { readNotebookFile } from '../notebook/save.ts';
import { printableLine } from '../printable.ts';
import { probing } from '../proposals/index.ts';
import { placedAt } from '../repository/index.ts';
import type { TemplateLibrary } from '../templates/index.ts';
import { atAnyEnd } from './ending.ts';
import { describe } from './failure.ts';
import type { Io } from './io.ts';
import type { RunFlags } from './run-flags.ts';

/** So many stale outputs are named for one notebook; the others are counted. */
const SHOWN = 5;

/**
 * `--run`: runs each notebook once, asks the kernel what its outputs leave open, and puts executed copies into a folder
 * that `--evidence` could name. The folder is gone when the process ends. What cannot be run, or not to its end, and saved
 * outputs that a run contradicts are said on stderr.
 */
export async function runForEvidence(
  notebooks: readonly string[],
  flags: RunFlags,
  libraryOf: (path: string) => TemplateLibrary,
  io: Io,
): Promise<string> {
  const { copyText, liveEvidence } = await import('../kernel/index.ts');
  const { interruptible, runOptions } = await import('./run-flags.ts');
  const folder = mkdtempSync(join(tmpdir(), 'nbassert-run-'));
  atAnyEnd(() => rmSync(folder, { recursive: true, force: true }));
  await interruptible(async (signal) => {
    const options = runOptions(flags, io, signal);
    for (const path of notebooks) {
      try {
        const file = resolve(io.cwd, path);
        const { notebook } = readNotebookFile(file);
        const live = await liveEvidence(file, notebook, probing(notebook, libraryOf(path)), options);
        refuseInterrupted(signal);
        io.stderr.write(noticesOf(path, live).join(''));
        save(folder, path, copyText(live));
      } catch (error) {
        refuseInterrupted(signal);
        if (!(error instanceof NbassertError)) throw error;
        io.stderr.write(describe(placedAt(path, error)));
      }
    }
  });
  return folder;
}

function refuseInterrupted({ aborted }: AbortSignal): void {
  if (aborted)
    throw new NbassertError('kernel', 'Interrupted: the kernel was stopped.', {
      hint: 'Nothing was written.',
    });
}

/** A notebook outside of the working directory is found by its name alone. */
function save(folder: string, path: string, text: string): void {
  const inside = path.startsWith('..') || resolve(path) === path ? basename(path) : path;
  const target = join(folder, inside);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}

function noticesOf(path: string, { run, contradictions }: LiveEvidence): string[] {
  const name = printableLine(path);
  const stale = contradictions.slice(0, SHOWN).map(({ cell, line, source }) => {
    return `${name}: cell ${cell}, line ${line}: the saved output of \`${printableLine(source, 60)}\` is not what a run shows; the run counts.\n`;
  });
  const more = contradictions.length - stale.length;
  if (more > 0) stale.push(`${name}: ${more} more saved outputs are not what a run shows.\n`);
  if (run.stopped === null) return stale;
  const { cell, error } = run.stopped;
  const why = printableLine([error.name, error.message].filter((part) => part !== '').join(': '), 200);
  return [
    ...stale,
    `${name}: the run stopped in cell ${cell} (${why}); what is saved from there on counts as it is.\n`,
  ];
}
