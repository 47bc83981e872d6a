import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { JsonObject } from '../src/notebook/index.ts';
import { pythonPath } from './python.ts';

/** What a kernel answered to one cell. */
export interface Ran {
  readonly count: number;
  readonly outputs: readonly JsonObject[];
}

/** Runs groups of cells in one real kernel, each group from a clean start. `hashSeed` orders the sets of this run. */
export function runCells(groups: readonly (readonly string[])[], hashSeed: number): Ran[][] {
  const script = fileURLToPath(new URL('run-cells.py', import.meta.url));
  const done = spawnSync(pythonPath, [script], {
    input: JSON.stringify(groups),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, PYTHONHASHSEED: `${hashSeed}`, MPLBACKEND: 'agg', PYTHONWARNINGS: 'ignore' },
  });
  if (done.status !== 0) throw new Error(done.stderr);
  return JSON.parse(done.stdout) as Ran[][];
}

/** A notebook of cells that ran, as a file's text. */
export function notebookText(sources: readonly string[], ran: readonly Ran[]): string {
  const cells = sources.map((source, index) => ({
    cell_type: 'code',
    execution_count: ran[index]?.count ?? null,
    metadata: {},
    outputs: ran[index]?.outputs ?? [],
    source,
  }));
  return JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 4 }, null, 1);
}
