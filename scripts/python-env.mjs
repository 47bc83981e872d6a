// Sets up .venv with what test/requirements.txt pins, unless it is already as pinned.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const venv = join(root, '.venv');
const python = join(venv, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
const requirements = join(root, 'test/requirements.txt');
const stamp = join(venv, 'requirements.sha256');
const pinned = createHash('sha256').update(readFileSync(requirements)).digest('hex');

if (existsSync(python) && existsSync(stamp) && readFileSync(stamp, 'utf8') === pinned) process.exit(0);

function run(what, command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (error || status !== 0) {
    console.error(`error: cannot ${what}: ${error?.message ?? `${command} ended with exit code ${status}`}`);
    console.error(
      'The tests take their truth from CPython, IPython, nbformat and a real kernel: install Python 3.11 or later, with venv and pip, and run again.',
    );
    process.exit(1);
  }
}

const base = process.env.PYTHON ?? (process.platform === 'win32' ? 'python' : 'python3');
console.error('Setting up .venv with the Python packages the tests need (once) …');
rmSync(venv, { recursive: true, force: true });
run('make a virtual environment', base, ['-m', 'venv', venv]);
run('install the pinned packages', python, [
  '-m',
  'pip',
  'install',
  '--quiet',
  '--disable-pip-version-check',
  '-r',
  requirements,
]);
writeFileSync(stamp, pinned);
