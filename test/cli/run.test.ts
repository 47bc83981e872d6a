/** What is run on behalf of `--run` and `--mutate`, where running goes wrong. */

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { isRunning, onDisk, TELL_PID } from '../kernel/notebooks.ts';
import { pythonPath } from '../python.ts';
import { type Built, build } from './built.ts';
import { runCli } from './io.ts';

const opened: ReturnType<typeof onDisk>[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.remove();
});
function disk(...given: Parameters<typeof onDisk>) {
  const one = onDisk(...given);
  opened.push(one);
  return one;
}

const FRAME = 'import pandas as pd\ndf = pd.DataFrame({"a": range(50), "b": ["x", "y"] * 25})\ndf.shape';

const GOES_WRONG: [string, string, string[], string][] = [
  ['an error half-way', '1 / 0', [], 'ZeroDivisionError: division by zero'],
  ['an infinite loop', 'while True: pass', ['--cell-timeout', '2'], 'it was not done after 2 s'],
  ['a kernel that ends itself', 'import os\nos._exit(3)', [], 'the kernel died'],
  ['a question to the person', 'input()', [], '(the notebook asks for input, and there is nobody to answer; put the answer'],
];

describe('scan --run says where it ended, and what it knows up to there', () => {
  test.each(GOES_WRONG)('%s', async (_, source, flags, message) => {
    const one = disk([TELL_PID, FRAME, source, 'df.columns']);
    const ran = await runCli(['scan', '--run', '--python', pythonPath, ...flags, '--format', 'ndjson', 'a.ipynb'], {
      cwd: one.folder,
      env: process.env,
    });
    expect(ran.stderr).toContain('the run stopped in cell 2');
    expect(ran.stderr).toContain(message);
    expect(ran.stdout).toContain('df.shape == (50, 2)');
    expect(isRunning(Number(one.read('pid')))).toBe(false);
    expect(one.now()).toBe(one.text);
  }, 60_000);
});

describe('verify --mutate measures only what runs', () => {
  test.each(GOES_WRONG)('%s', async (_, source, flags) => {
    const one = disk([TELL_PID, FRAME, source]);
    const ran = await runCli(['verify', '--mutate', '--python', pythonPath, ...flags, 'a.ipynb'], {
      cwd: one.folder,
      env: process.env,
    });
    expect(ran).toMatchObject({ code: 3, stdout: 'a.ipynb: not measured, since its own run stops in cell 2.\n' });
    expect(isRunning(Number(one.read('pid')))).toBe(false);
    expect(one.now()).toBe(one.text);
  }, 60_000);

  test('a hundred megabytes, printed in every run, do no harm', async () => {
    const one = disk([FRAME, 'for i in range(100): print("x" * 1_000_000)', 'assert len(df) == 50']);
    const flags = ['--faults', '1', '--seed', '2'];
    const ran = await runCli(['verify', '--mutate', '--python', pythonPath, ...flags, 'a.ipynb'], {
      cwd: one.folder,
      env: process.env,
    });
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout).toContain('1 assert');
  }, 120_000);
});

describe('without a kernel', () => {
  test.each([
    [['scan', '--run', '--python', './nowhere'], 0, 'cannot be used'],
    [['verify', '--mutate', '--python', './nowhere'], 3, 'cannot be used'],
    [['verify', '--mutate', '--kernel', 'nowhere'], 3, "There is no kernel called 'nowhere'."],
    [['verify', '--mutate', '--fix', '--yes'], 2, '--mutate and --fix cannot be used together'],
    [['verify', '--mutate', '--faults', '0'], 2, 'A whole number from 1 on is needed.'],
  ])('%j', async (words, code, message) => {
    const one = disk([FRAME]);
    const env = { ...process.env, VIRTUAL_ENV: join(pythonPath, '../..') };
    const ran = await runCli([...words, 'a.ipynb'], { cwd: one.folder, env });
    expect(ran.code).toBe(code);
    expect(ran.stderr).toContain(message);
    expect(one.now()).toBe(one.text);
  });
});

let built: Built;
beforeAll(() => {
  built = build();
  return () => built.remove();
}, 240_000);

test.each([[['apply', '--run']], [['verify', '--mutate']]])('Ctrl-C in %j leaves no process', async (words) => {
  const one = disk([TELL_PID, 'import time\ntime.sleep(100)']);
  const child = spawn(process.execPath, [built.main, ...words, '--python', pythonPath, 'a.ipynb'], {
    cwd: one.folder,
    stdio: 'ignore',
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  while (!existsSync(join(one.folder, 'pid')) || one.read('pid') === '') await sleep(50);
  const pid = Number(one.read('pid'));
  child.kill('SIGINT');
  expect(await ended).toBe(3);
  for (let tries = 0; tries < 100 && isRunning(pid); tries++) await sleep(100);
  expect(isRunning(pid)).toBe(false);
  expect(one.now()).toBe(one.text);
}, 120_000);
