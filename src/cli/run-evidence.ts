import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { NbassertError } from '../errors.ts';
import type { LiveEvidence, RunOptions } from '../kernel/index.ts';
import { readNotebookFile } from '../notebook/save.ts';
import { printableLine } from '../printable.ts';
import { placedAt } from '../repository/index.ts';
import { describe } from './failure.ts';
import type { Io } from './io.ts';

/** So many stale outputs are named for one notebook; the others are counted. */
const SHOWN = 5;

/**
 * `--run`: runs each notebook once and puts executed copies into a folder that `--evidence` could name. The folder is gone
 * when the process ends. What cannot be run, or not to its end, and saved outputs that a run contradicts are said on stderr.
 */
export async function runForEvidence(
  notebooks: readonly string[],
  python: string | undefined,
  io: Io,
): Promise<string> {
  const { copyText, DEFAULT_RUN_OPTIONS, liveEvidence } = await import('../kernel/index.ts');
  const folder = mkdtempSync(join(tmpdir(), 'nbassert-run-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const interrupt = new AbortController();
  const onInterrupt = () => interrupt.abort();
  process.on('SIGINT', onInterrupt);
  const options: RunOptions = {
    ...DEFAULT_RUN_OPTIONS,
    python: python !== undefined && /[\\/]/.test(python) ? resolve(io.cwd, python) : (python ?? null),
    env: io.env,
    signal: interrupt.signal,
  };
  try {
    for (const path of notebooks) {
      const file = resolve(io.cwd, path);
      try {
        const live = await liveEvidence(file, readNotebookFile(file).notebook, [], options);
        refuseInterrupted(interrupt.signal);
        io.stderr.write(noticesOf(path, live).join(''));
        save(folder, path, copyText(live.executed));
      } catch (error) {
        refuseInterrupted(interrupt.signal);
        if (!(error instanceof NbassertError)) throw error;
        io.stderr.write(describe(placedAt(path, error)));
      }
    }
  } finally {
    process.off('SIGINT', onInterrupt);
  }
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
