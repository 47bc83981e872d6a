import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Notebook, readNotebook } from '../../src/notebook/index.ts';
import { hashOf } from '../../src/rewrite/index.ts';

export interface CellSpec {
  readonly source: string;
  readonly type?: 'code' | 'markdown';
  readonly metadata?: object;
}

/** The text of a notebook of these cells; a string is a code cell. */
export function notebookText(cells: readonly (string | CellSpec)[], metadata: object = {}): string {
  const written = cells.map((cell) => {
    const { source, type = 'code', metadata = {} } = typeof cell === 'string' ? { source: cell } : cell;
    const code = type === 'code' ? { execution_count: null, outputs: [] } : {};
    return { cell_type: type, metadata, source, ...code };
  });
  return `${JSON.stringify({ cells: written, metadata, nbformat: 4, nbformat_minor: 4 }, null, 1)}\n`;
}

export function notebookOf(cells: readonly (string | CellSpec)[]): Notebook {
  return readNotebook(notebookText(cells));
}

/** An inserted cell, as `rewrite` makes it. */
export function inserted(source: string, type: 'code' | 'markdown' = 'code'): CellSpec {
  const hash = hashOf(source);
  const nbassert = { feedback: 0, hash, templates: ['shape/table-shape'], version: '0' };
  return { source, type, metadata: { nbassert, tags: ['nbassert'] } };
}

/** A folder of its own with one notebook in it. */
export function onDisk(cells: readonly (string | CellSpec)[], metadata: object = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'nbassert-kernel-'));
  const file = join(folder, 'a.ipynb');
  const text = notebookText(cells, metadata);
  writeFileSync(file, text);
  return {
    folder,
    file,
    text,
    now: () => readFileSync(file, 'utf8'),
    read: (name: string) => readFileSync(join(folder, name), 'utf8'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Writes the number of the kernel's process where a test can read it. */
export const TELL_PID = "import os\nopen('pid', 'w').write(str(os.getpid()))";

/** Whether a process is there; one that has ended and was not waited for is not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
}
