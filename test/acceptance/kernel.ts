import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pythonPath } from '../python.ts';
import { FIXTURES } from './fixtures.ts';

const SCRIPT = fileURLToPath(new URL('run-notebooks.py', import.meta.url));

/** How a notebook ran: how many code cells, and what went wrong (null: nothing). */
export interface KernelRun {
  readonly cells: number;
  readonly problem: string | null;
}

/** Validates notebooks with nbformat and runs them to their end in real kernels, with the fixtures' data beside them. */
export async function runInKernel(files: readonly string[]): Promise<ReadonlyMap<string, KernelRun>> {
  const { stdout } = await promisify(execFile)(pythonPath, [SCRIPT, FIXTURES, ...files], {
    maxBuffer: 1 << 26,
    env: { ...process.env, MPLBACKEND: 'agg', PYTHONWARNINGS: 'ignore' },
  });
  return new Map(Object.entries(JSON.parse(stdout) as Record<string, KernelRun>));
}
