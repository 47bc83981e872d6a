/** Runs over many notebooks: threads, the cache, parts, a filter, an end in the middle. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { folderOf, notebookOf, shapes } from '../repository/notebooks.ts';
import { type Built, build } from './built.ts';
import { runCli } from './io.ts';

let built: Built;
beforeAll(() => {
  built = build();
});
afterAll(() => built.remove());

/** `n` notebooks in several folders, the third of them broken, in names that sort as they count. */
function repository(n: number): string {
  const files = Array.from({ length: n }, (_, at): [string, string] => {
    const name = `${String(at % 3)}/n${String(at).padStart(3, '0')}.ipynb`;
    return [name, at === 2 ? '{"cells": [' : notebookOf(shapes(`x${at}`, `y${at}`))];
  });
  return folderOf(Object.fromEntries(files));
}

function run(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [built.main, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NBASSERT_CACHE_DIR: join(cwd, '.cache'), ...env },
  });
  return { status, stdout, stderr };
}

/** Without what differs from run to run. */
function withoutTime(text: string): string {
  return text.replace(/"seconds":[\d.]+/g, '').replace(/\b\d+\.\d s\b/g, '');
}

interface OutputRecord {
  readonly type: string;
  readonly notebook: string;
  readonly error?: string | null;
  /** Of a feedback record; the summary has counts by that name. */
  readonly proposals?: readonly { readonly strictness: string }[] | object;
}

function records(stdout: string): OutputRecord[] {
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function proposalsIn(stdout: string): [notebook: string, strictness: string][] {
  return records(stdout).flatMap(({ notebook, proposals }) =>
    Array.isArray(proposals) ? proposals.map(({ strictness }): [string, string] => [notebook, strictness]) : [],
  );
}

describe('--jobs', () => {
  test.each(['ndjson', 'sarif', 'html'])(
    '%s is the same from several threads, from one, and from the cache',
    (format) => {
      const cwd = repository(9);
      const args = ['scan', '--format', format];
      const alone = run(cwd, [...args, '--jobs', '1', '--no-cache']);
      const threads = run(cwd, [...args, '--jobs', '3']);
      const known = run(cwd, [...args, '--jobs', '1']);
      expect(alone.status, alone.stderr).toBe(3);
      expect(withoutTime(threads.stdout)).toBe(withoutTime(alone.stdout));
      expect(withoutTime(known.stdout)).toBe(withoutTime(alone.stdout));
      for (const { stderr } of [alone, threads, known])
        expect(stderr).toContain('error: 2/n002.ipynb:1:12: The file is no valid JSON');
    },
  );

  test('apply writes the same, and a second run finds nothing', () => {
    const [one, other] = [repository(7), repository(7)];
    expect(run(one, ['apply', '--jobs', '1', '--no-cache']).status).toBe(3);
    const first = run(other, ['apply', '--jobs', '3']);
    expect(first.stderr).toContain('24 asserts written into 6 of 7 notebooks.');
    expect(notebooksIn(other)).toEqual(notebooksIn(one));
    for (const _ of ['finds nothing', 'knows that there is nothing'])
      expect(run(other, ['apply', '--jobs', '3']).stderr).toContain('0 asserts written into 0 of 7 notebooks.');
    expect(notebooksIn(other)).toEqual(notebooksIn(one));
  });
});

function notebooksIn(cwd: string): Record<string, string> {
  const names = readdirSync(cwd, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ipynb'));
  return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(cwd, name), 'utf8')]));
}

describe('the cache', () => {
  test('a notebook that changed, other flags and other templates are looked at anew', () => {
    const template = readFileSync(new URL('../../templates/shape/table-shape.yaml', import.meta.url), 'utf8');
    const own = (word: string) => template.replaceAll('expected rows', word);
    const cwd = folderOf({
      'a.ipynb': notebookOf(shapes('one')),
      '.nbassert.yaml': 'template-folders: [own]\n',
      'own/shape/table-shape.yaml': own('need rows'),
    });
    const scan = (...flags: string[]) => run(cwd, ['scan', ...flags]).stdout;
    const first = scan();
    expect(scan()).toContain('need rows');
    expect(scan('--strictness', 'strict')).not.toEqual(first);
    writeFileSync(join(cwd, 'own/shape/table-shape.yaml'), own('want rows'));
    expect(scan()).toContain('want rows');
    writeFileSync(join(cwd, 'a.ipynb'), notebookOf(shapes('other')));
    expect(scan()).toContain('assert other.shape');
  });

  test('--no-cache leaves nothing behind', () => {
    const cwd = folderOf({ 'a.ipynb': notebookOf(shapes('one')) });
    run(cwd, ['scan', '--no-cache']);
    expect(readdirSync(cwd)).toEqual(['a.ipynb']);
  });
});

describe('--shard', () => {
  test('parts are disjoint, together all, and of one size', async () => {
    const cwd = repository(8);
    const parts = [1, 2, 3].map(async (part) => {
      const { stdout } = await runCli(['scan', '--format', 'ndjson', '--shard', `${part}/3`], { cwd });
      return records(stdout).flatMap(({ type, notebook }) => (type === 'notebook' ? [notebook] : []));
    });
    const names = await Promise.all(parts);
    expect(names.map(({ length }) => length)).toEqual([3, 3, 2]);
    expect(names.flat().sort()).toEqual(Object.keys(notebooksIn(cwd)));
  });

  test('more parts than notebooks: an empty one is no error', async () => {
    const cwd = folderOf({ 'a.ipynb': notebookOf(shapes('one')) });
    expect(await runCli(['scan', '--format', 'github', '--shard', '2/2'], { cwd })).toEqual({
      code: 0,
      stdout: '',
      stderr: 'Part 2/2 is empty: there is 1 notebook.\n',
    });
  });

  test.each(['0/3', '4/3', '1', '1/0', 'a/b', '1/2/3', '-1/2'])('%s: exit code 2', async (shard) => {
    const { code, stderr } = await runCli(['scan', '--shard', shard], { cwd: folderOf({ 'a.ipynb': '{}' }) });
    expect(code).toBe(2);
    expect(stderr).toContain('It must be I/N, such as 2/5: part 2 of 5.');
  });
});

describe('--stdin', () => {
  const scan = (cwd: string, stdin: string, ...flags: string[]) =>
    runCli(['scan', '--stdin', '--format', 'ndjson', ...flags], { cwd, stdin });

  test('one path a line gives one notebook; what is not there is named, and the others go on', async () => {
    const cwd = folderOf({ 'a b.ipynb': notebookOf(shapes('one')), 'd/c.ipynb': notebookOf([]) });
    const { code, stdout, stderr } = await scan(cwd, `a b.ipynb\r\ngone.ipynb\n\nd\n${cwd}/d/c.ipynb`);
    expect(code).toBe(3);
    const notebooks = records(stdout).filter(({ type }) => type === 'notebook');
    expect(notebooks.map(({ notebook, error }) => [notebook, error])).toEqual([
      ['a b.ipynb', null],
      ['gone.ipynb', 'There is no such file.'],
      ['d', 'This is a directory, not a notebook.'],
      [`${cwd}/d/c.ipynb`, null],
    ]);
    expect(stderr).toMatch(/^error: gone\.ipynb: There is no such file\.\n.*\nerror: d: This is a directory[^\n]*\n[^\n]*\n$/);
  });

  test('configurations count, include and exclude too', async () => {
    const cwd = folderOf({
      'a.ipynb': notebookOf(shapes('one')),
      'x/b.ipynb': notebookOf(shapes('one')),
      'x/draft.ipynb': notebookOf(shapes('one')),
      'x/.nbassert.yaml': 'strictness: strict\nexclude: [draft.ipynb]\n',
    });
    const { stdout } = await scan(cwd, 'a.ipynb\nx/b.ipynb\nx/draft.ipynb\n');
    expect(proposalsIn(stdout)).toEqual([
      ['a.ipynb', 'balanced'],
      ['x/b.ipynb', 'strict'],
    ]);
  });

  test('nothing on standard input: nothing but a summary', async () => {
    const { code, stdout } = await scan(folderOf({}), '');
    expect({ code, types: records(stdout).map(({ type }) => type) }).toEqual({ code: 0, types: ['summary'] });
  });

  test.each([['a.ipynb'], ['--since', 'main'], ['--shard', '1/2']])('not with %s', async (...more) => {
    expect((await scan(folderOf({ 'a.ipynb': '{}' }), '', ...more)).code).toBe(2);
  });

  test('each is reported on as it comes, long before the list ends', async () => {
    const cwd = folderOf({ 'a.ipynb': notebookOf(shapes('one')), 'b.ipynb': notebookOf(shapes('two')) });
    for (const jobs of ['1', '2']) {
      const filter = spawn(process.execPath, [built.main, 'scan', '--stdin', '--format', 'ndjson', '--jobs', jobs], {
        cwd,
        env: { ...process.env, NBASSERT_CACHE_DIR: join(cwd, '.cache') },
      });
      for (const name of ['a.ipynb', 'b.ipynb']) {
        filter.stdin.write(`${name}\n`);
        expect(await until(filter, `"type":"notebook","notebook":"${name}"`)).toBe(true);
      }
      filter.stdin.end();
      expect(await ended(filter)).toBe(0);
    }
  });
});

/** Whether a process prints this before it ends. */
function until(child: ChildProcess, text: string): Promise<boolean> {
  let seen = '';
  return new Promise((resolve) => {
    child.stdout?.on('data', (data) => {
      seen += String(data);
      if (seen.includes(text)) resolve(true);
    });
    child.once('close', () => resolve(false));
  });
}

function ended(child: ChildProcess): Promise<number | null> {
  return child.exitCode === null ? new Promise((resolve) => child.once('close', resolve)) : Promise.resolve(child.exitCode);
}

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends apply between notebooks; the same command goes on', async (signal) => {
  const [cwd, whole] = [repository(60), repository(60)];
  const before = notebooksIn(cwd);
  const env = { ...process.env, NBASSERT_CACHE_DIR: join(cwd, '.cache') };
  const apply = spawn(process.execPath, [built.main, 'apply', '--jobs', '2'], { cwd, env });
  let stderr = '';
  apply.stderr.on('data', (data) => {
    stderr += String(data);
  });
  while (readFileSync(join(cwd, '0/n000.ipynb'), 'utf8') === before['0/n000.ipynb'])
    await new Promise((resolve) => setTimeout(resolve, 5));
  apply.kill(signal);
  expect(await ended(apply)).toBe(130);
  expect(stderr).toMatch(/Interrupted: \d+ notebooks not looked at\. The same command goes on from there\./);

  run(whole, ['apply', '--no-cache']);
  const after = notebooksIn(whole);
  const middle = notebooksIn(cwd);
  for (const [name, text] of Object.entries(middle)) expect([before[name], after[name]]).toContain(text);
  expect(middle).not.toEqual(after);
  run(cwd, ['apply']);
  expect(notebooksIn(cwd)).toEqual(after);
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s during scan leaves the old report, and nothing beside it', async (signal) => {
  const cwd = folderOf({ 'a.ipynb': notebookOf(shapes('one')), 'report.ndjson': 'of yesterday\n' });
  const args = ['scan', '--stdin', '--no-cache', '--format', 'ndjson', '--output', 'report.ndjson'];
  const scan = spawn(process.execPath, [built.main, ...args], { cwd });
  scan.stdin.write('a.ipynb\n');
  const growing = () => readdirSync(cwd).find((name) => name.endsWith('.tmp'));
  const isBegun = () => growing() !== undefined && readFileSync(join(cwd, growing() as string), 'utf8') !== '';
  while (!isBegun()) await new Promise((resolve) => setTimeout(resolve, 5));
  scan.kill(signal);
  await ended(scan);
  expect(scan.signalCode).toBe(signal);
  expect(readdirSync(cwd)).toEqual(['a.ipynb', 'report.ndjson']);
  expect(readFileSync(join(cwd, 'report.ndjson'), 'utf8')).toBe('of yesterday\n');
});
