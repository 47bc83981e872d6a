/** `verify --doctor`: which Python would run notebooks, and what it lacks. */

import { dirname, resolve } from 'node:path';
import { EXIT } from '../errors.ts';
import { examine, installLine, isAble, type PythonFound } from '../kernel/index.ts';
import { printable, printableLine } from '../printable.ts';
import type { Context } from './io.ts';
import { pythonOf, type RunFlags } from './run-flags.ts';

/** Prints every Python that was found for the first of the paths, or for the working directory. Runs nothing. */
export function doctor(paths: readonly string[], flags: RunFlags, context: Context): void {
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
