/** Finding a Python that can run a notebook. */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { NbassertError } from '../errors.ts';
import { HOME } from '../package.ts';

/** The script that drives a kernel. */
export const RUNNER: string = join(HOME, 'kernel/runner.py');

/** A Python, and what it has of what is needed. */
export interface PythonFound {
  /** As it was found. */
  readonly path: string;
  /** Why it was looked at: `--python`, `VIRTUAL_ENV`, `.venv beside the notebook`, … */
  readonly source: string;
  readonly version: string | null;
  readonly jupyterClient: string | null;
  readonly ipykernel: string | null;
  /** Kernels that it knows. */
  readonly kernels: readonly string[];
  /** Why it cannot be started at all; null when it can. */
  readonly problem: string | null;
}

export interface PythonWanted {
  /** `--python`: only this one counts. */
  readonly python: string | null;
  /** Folder of the notebook, absolute. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

const WINDOWS = process.platform === 'win32';
/** So many folders above the notebook are looked into for a `.venv`. */
const LEVELS = 8;

interface Candidate {
  readonly path: string;
  readonly source: string;
}

/** Every Python that might be meant, the likeliest first: what `--python` says, the active environment, `.venv`, the path. */
export function candidates({ python, folder, env }: PythonWanted): Candidate[] {
  if (python !== null) return [{ path: python, source: '--python' }];
  const found: Candidate[] = [];
  for (const variable of ['VIRTUAL_ENV', 'CONDA_PREFIX']) {
    const prefix = env[variable];
    if (prefix !== undefined && prefix !== '') found.push({ path: inEnvironment(prefix), source: variable });
  }
  found.push(...environmentsAbove(folder));
  for (const name of WINDOWS ? ['python.exe'] : ['python3', 'python']) {
    const path = onPath(name, env);
    if (path !== null) found.push({ path, source: 'PATH' });
  }
  const seen = new Set<string>();
  return found.filter(({ path }) => existsSync(path) && !seen.has(path) && seen.add(path));
}

/** `.venv` and `venv` beside the notebook and above it, no further up than the folder that git works in. */
function environmentsAbove(folder: string): Candidate[] {
  const found: Candidate[] = [];
  let at = folder;
  for (let level = 0; level < LEVELS; level++) {
    for (const name of ['.venv', 'venv']) {
      const where = level === 0 ? 'beside the notebook' : 'above the notebook';
      found.push({ path: inEnvironment(join(at, name)), source: `${name} ${where}` });
    }
    if (existsSync(join(at, '.git')) || dirname(at) === at) break;
    at = dirname(at);
  }
  return found;
}

function inEnvironment(prefix: string): string {
  return WINDOWS ? join(prefix, 'Scripts', 'python.exe') : join(prefix, 'bin', 'python');
}

function onPath(name: string, env: NodeJS.ProcessEnv): string | null {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

/** Asks each candidate what it has. Starts one short process a candidate. */
export function examine(wanted: PythonWanted): PythonFound[] {
  return candidates(wanted).map(ask);
}

function ask({ path, source }: Candidate): PythonFound {
  const nothing = { path, source, version: null, jupyterClient: null, ipykernel: null, kernels: [] };
  const { error, status, stdout, stderr } = spawnSync(path, [RUNNER], {
    input: '{"do": "doctor"}\n',
    encoding: 'utf8',
    timeout: 30_000,
  });
  if (error !== undefined)
    return { ...nothing, problem: `it cannot be started (${(error as NodeJS.ErrnoException).code})` };
  try {
    const { ok } = JSON.parse(stdout);
    return {
      path,
      source,
      version: ok.version,
      jupyterClient: ok.jupyter_client,
      ipykernel: ok.ipykernel,
      kernels: ok.kernels,
      problem: null,
    };
  } catch {
    const said = stderr.trim().split('\n').at(-1) ?? '';
    return { ...nothing, problem: said === '' ? `it ended with exit code ${status}` : said };
  }
}

export function isAble(python: PythonFound): boolean {
  return python.problem === null && python.jupyterClient !== null;
}

/**
 * The Python to run notebooks of a folder with: the first that has `jupyter_client`.
 *
 * @throws NbassertError `kernel` when there is none, with the line that installs what is missing.
 */
export function findPython(wanted: PythonWanted): PythonFound {
  const tried: PythonFound[] = [];
  for (const candidate of candidates(wanted)) {
    const found = ask(candidate);
    if (isAble(found)) return found;
    tried.push(found);
  }
  throw noPython(tried, wanted);
}

function noPython(tried: readonly PythonFound[], { python }: PythonWanted): NbassertError {
  const first = tried.find(({ problem }) => problem === null);
  if (first !== undefined) {
    return new NbassertError(
      'kernel',
      `The Python at ${first.path} has no jupyter_client to run notebooks with.`,
      {
        hint: `Install it with \`${installLine(first)}\`, or name another Python with --python.`,
      },
    );
  }
  if (python !== null) {
    return new NbassertError(
      'kernel',
      `The Python "${python}" cannot be used: ${tried[0]?.problem ?? 'there is no such file'}.`,
      {
        hint: 'Give --python the path of a Python 3.',
      },
    );
  }
  return new NbassertError('kernel', 'No Python was found to run notebooks with.', {
    hint: 'Install Python 3 or activate an environment, or name one with --python; `nbassert verify --doctor` shows where it was looked for.',
  });
}

/** What to type so that this Python can run notebooks; null when nothing is missing. */
export function installLine(python: PythonFound): string | null {
  const missing = [
    ...(python.jupyterClient === null ? ['jupyter_client'] : []),
    ...(python.ipykernel === null ? ['ipykernel'] : []),
  ];
  if (missing.length === 0) return null;
  const path = /[^\w./\\:@+-]/.test(python.path) ? `"${python.path}"` : python.path;
  return `${path} -m pip install ${missing.join(' ')}`;
}
