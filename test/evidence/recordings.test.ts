import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FIXTURES } from '../acceptance/fixtures.ts';
import { record, type Recorded } from './kernel/record.ts';
import { readRecording, recordedScripts, recordingPath, type Script } from './kernel/scripts.ts';

/** `npm run record` runs this file too, to write what it otherwise compares. */
const WRITES = process.env.npm_lifecycle_event === 'record';
const AN_HOUR = 3_600_000;

test.each(recordedScripts())('the recording of $name', { timeout: AN_HOUR }, (script) => {
  if (WRITES) writeRecording(script);
  const { cells } = readRecording(script);
  const sources = cells.map((cell) => (cell === null ? null : sourceOf(cell)));
  expect(sources, `is of another script: run \`npm run record -- -t ${script.name}\``).toEqual(
    script.cells.map(({ type, source }) => (type === 'code' ? source : null)),
  );
});

function sourceOf(cell: object): string {
  const { source } = cell as { source: string | string[] };
  return typeof source === 'string' ? source : source.join('');
}

/** Runs the script in an environment of its own, which stays for the next time. */
function writeRecording(script: Script): void {
  const environment = join(tmpdir(), 'nbassert-record', script.name);
  const python = join(environment, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const run = (command: string, args: readonly string[]) => execFileSync(command, args, { stdio: 'inherit' });
  if (!existsSync(python)) run(process.env.PYTHON ?? 'python3', ['-m', 'venv', environment]);
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...script.dependencies]);
  const [recorded] = record([{ cells: script.cells, folder: FIXTURES }], python);
  writeFileSync(recordingPath(script), textOf({ ...recorded!, cells: recorded!.cells.map(withoutWarnings) }));
}

/** What goes to stderr speaks of the machine: its paths, its name, its processor. */
function withoutWarnings(cell: object | null): object | null {
  if (cell === null) return null;
  const { outputs } = cell as { outputs: { name?: string }[] };
  return { ...cell, outputs: outputs.filter(({ name }) => name !== 'stderr') };
}

/** JSON with a line for each cell and each value. */
function textOf(recorded: Recorded): string {
  const parts = Object.entries(recorded).map(([name, part]) => {
    const lines = Array.isArray(part)
      ? part.map((item) => JSON.stringify(item))
      : Object.entries(part as object).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
    const [open, close] = Array.isArray(part) ? '[]' : '{}';
    return `${JSON.stringify(name)}: ${open}\n${lines.join(',\n')}\n${close}`;
  });
  return `{\n${parts.join(',\n')}\n}\n`;
}
