/** What goes wrong around the real command: the file on disk is the old or the new one, whole, and the message says what happened. */
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readNotebook, remove } from '../../src/index.ts';
import { notebookOf, shapes } from '../repository/notebooks.ts';
import { type Built, build } from './built.ts';
import { Session } from './pty.ts';

const ROUNDS = Number(process.env.NBASSERT_KILL_RUNS ?? 10);
const isRoot = process.getuid?.() === 0;
/** Another person on this machine, who may do less than root. */
const NOBODY = 65534;

let built: Built;
let folder: string;
let session: Session | undefined;

beforeAll(() => {
  built = build();
  // For another user to start it.
  chmodSync(join(built.main, '../../..'), 0o755);
}, 120_000);
afterAll(() => built.remove());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nbassert-faults-'));
});
afterEach(() => {
  if (session?.exitCode === null) session.kill('SIGKILL');
  session = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const NOTEBOOK = notebookOf(shapes('df', 'test'));
/** The same with an output of some size. */
const large = (bytes: number) => notebookOf([...shapes('df', 'test'), { source: 'text', shown: `'${'x'.repeat(bytes)}'` }]);

/** In one thread and without a cache, where the command takes more than one notebook at a time. */
const args = (...given: string[]) => [
  built.main,
  ...given,
  '--quiet',
  ...(given[0] === 'apply' ? ['--no-cache', '--jobs', '1'] : []),
];

function nbassert(given: readonly string[], options: { readonly cwd?: string; readonly uid?: number } = {}) {
  const { uid } = options;
  const { status, stderr } = spawnSync(process.execPath, args(...given), {
    cwd: options.cwd ?? folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  return { code: status, stderr };
}

/** Why no small disk can be had here, or null: mounting takes root, and containers refuse even that. */
function whyNoDisk(): string | null {
  const trial = mkdtempSync(join(tmpdir(), 'nbassert-mount-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', trial]);
  if (status === 0) spawnSync('umount', ['-l', trial]);
  rmSync(trial, { recursive: true, force: true });
  return status === 0 ? null : 'no small disk can be mounted here: not tried';
}

const noDisk = whyNoDisk();

describe.skipIf(noDisk !== null)(`a full disk${noDisk === null ? '' : ` (${noDisk})`}`, () => {
  let disk: string;
  const sized = (kilobytes: number, ...more: string[]) =>
    expect(spawnSync('mount', [...more, '-o', `${more.length === 0 ? 'remount,' : ''}size=${kilobytes}k`, disk]).status).toBe(0);

  beforeEach(() => {
    disk = join(folder, 'disk');
    mkdirSync(disk);
    sized(4096, '-t', 'tmpfs', 'tmpfs');
  });
  afterEach(() => {
    session?.kill('SIGKILL');
    expect(spawnSync('umount', ['-l', disk]).status).toBe(0);
  });

  test.each(['apply', 'remove'])('%s: the old file stays, whole; with room again it is written', (command) => {
    const file = join(disk, 'a.ipynb');
    writeFileSync(file, large(300_000));
    if (command === 'remove') expect(nbassert(['apply', file]).code).toBe(0);
    const before = readFileSync(file);
    sized(500);
    expect(nbassert([command, 'a.ipynb'], { cwd: disk })).toEqual({
      code: 3,
      stderr: expect.stringMatching(/^error: a\.ipynb: The disk is full; nothing was written\.\n/) as string,
    });
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(disk)).toEqual(['a.ipynb']);
    sized(4096);
    expect(nbassert([command, 'a.ipynb'], { cwd: disk }).code).toBe(0);
    expect(readFileSync(file).equals(before)).toBe(false);
    expect(readdirSync(disk)).toEqual(['a.ipynb']);
  });

  test('many notebooks: those that fit are written, each of the others is named', () => {
    for (const name of ['a', 'b', 'c']) writeFileSync(join(disk, `${name}.ipynb`), large(name === 'b' ? 300_000 : 1000));
    sized(520);
    const { code, stderr } = nbassert(['apply', '.'], { cwd: disk });
    expect(code).toBe(3);
    expect(stderr).toMatch(/^error: b\.ipynb: The disk is full; nothing was written\.$/m);
    expect(stderr).not.toMatch(/error: [ac]\.ipynb/);
    const isWritten = (name: string) => readFileSync(join(disk, `${name}.ipynb`), 'utf8').includes('"nbassert"');
    expect(['a', 'b', 'c'].filter(isWritten)).toEqual(['a', 'c']);
    expect(readdirSync(disk).sort()).toEqual(['a.ipynb', 'b.ipynb', 'c.ipynb']);
  });

  test('in mid-review: what was accepted cannot be written, and that is said', async () => {
    writeFileSync(join(disk, 'a.ipynb'), large(300_000));
    session = new Session([process.execPath, built.main, 'a.ipynb'], disk, { XDG_CACHE_HOME: join(folder, 'cache') });
    await session.see('1 of 2, a.ipynb');
    sized(500);
    session.press('a');
    expect(await session.ended()).toBe(3);
    expect(stripVTControlCharacters(session.raw)).toContain('a.ipynb: The disk is full; nothing was written.');
    expect(readFileSync(join(disk, 'a.ipynb'), 'utf8')).toBe(large(300_000));
  });
});

test('several runs at once on one file: each writes it whole or says that it changed', { timeout: 300_000 }, async () => {
  const file = join(folder, 'a.ipynb');
  const before = large(200_000);
  const start = (strictness: string) =>
    new Promise<{ code: number | null; stderr: string }>((resolve) => {
      const child = spawn(process.execPath, args('apply', '--strictness', strictness, file), { cwd: folder });
      let stderr = '';
      child.stderr.on('data', (text) => (stderr += String(text)));
      child.once('exit', (code) => resolve({ code, stderr }));
    });
  for (let round = 0; round < 3; round++) {
    writeFileSync(file, before);
    const ended = await Promise.all(['strict', 'balanced', 'lenient', 'strict', 'balanced', 'lenient'].map(start));
    for (const { code, stderr } of ended) {
      expect([0, 3]).toContain(code);
      if (code === 3) expect(stderr).toMatch(/^error: .*a\.ipynb: The file changed since it was read; nothing was written\.\n/);
    }
    expect(ended.some(({ code }) => code === 0)).toBe(true);
    const after = readNotebook(readFileSync(file, 'utf8'));
    expect(after.cells.filter(({ type, tags }) => type === 'code' && tags.includes('nbassert'))).toHaveLength(2);
    expect(remove(after)).toMatchObject({ text: before, left: [] });
    expect(readdirSync(folder)).toEqual(['a.ipynb']);
  }
});

test('runs killed at any moment: old or new files, and the next run leaves nothing stray', { timeout: 300_000 }, async () => {
  const names = Array.from({ length: 12 }, (_, at) => `${String(at).padStart(2, '0')}.ipynb`);
  const before = large(100_000);
  const scratch = join(folder, 'scratch');
  mkdirSync(scratch);
  writeFileSync(join(scratch, 'a.ipynb'), before);
  const started = performance.now();
  expect(nbassert(['apply', 'scratch']).code).toBe(0);
  const whole = performance.now() - started;
  const after = readFileSync(join(scratch, 'a.ipynb'), 'utf8');
  rmSync(scratch, { recursive: true });
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) writeFileSync(join(folder, name), before);
    const child = spawn(process.execPath, args('apply', '.'), { cwd: folder, stdio: 'ignore' });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await new Promise((resolve) => setTimeout(resolve, whole * (0.4 + Math.random())));
    child.kill('SIGKILL');
    await ended;
    for (const name of names) expect([before, after]).toContain(readFileSync(join(folder, name), 'utf8'));
    expect(nbassert(['apply', '.']).code).toBe(0);
    for (const name of names) expect(readFileSync(join(folder, name), 'utf8') === after).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(names);
  }
});

describe('replaced while it is reviewed', () => {
  const reviewed = async (replace: (file: string) => void) => {
    const file = join(folder, 'a.ipynb');
    writeFileSync(file, NOTEBOOK);
    session = new Session([process.execPath, built.main, 'a.ipynb'], folder, { XDG_CACHE_HOME: join(folder, '.cache') });
    await session.see('1 of 2, a.ipynb');
    replace(file);
    session.press('a');
    return session;
  };
  const THEIRS = NOTEBOOK.replace('"import pandas as pd"', '"import pandas as pd  # theirs"');

  test('by another file, as editors save: theirs is read again and written, all its bytes kept', async () => {
    const run = await reviewed((file) => {
      writeFileSync(`${file}~`, THEIRS);
      renameSync(`${file}~`, file);
    });
    expect(await run.ended()).toBe(0);
    expect(remove(readNotebook(readFileSync(join(folder, 'a.ipynb'), 'utf8')))).toMatchObject({ text: THEIRS, removed: 4 });
  });

  test.each([
    ['a folder', (file: string) => mkdirSync(file), 'This is a directory, not a notebook.'],
    ['a link that leads nowhere', (file: string) => symlinkSync('gone', file), 'There is no such file.'],
  ])('by %s: nothing is written, and the message says so', async (_, put, message) => {
    const run = await reviewed((file) => {
      rmSync(file);
      put(file);
    });
    expect(await run.ended()).not.toBe(0);
    expect(stripVTControlCharacters(run.raw).replace(/\s+/g, ' ')).toContain(`a.ipynb: ${message}`);
    expect(lstatSync(join(folder, 'a.ipynb')).isFile()).toBe(false);
  });

  test('by a link to a notebook elsewhere: that one is read again and written, the link stays', async () => {
    const elsewhere = join(folder, 'elsewhere');
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, 'b.ipynb'), THEIRS);
    const run = await reviewed((file) => {
      rmSync(file);
      symlinkSync('elsewhere/b.ipynb', file);
    });
    expect(await run.ended()).toBe(0);
    expect(lstatSync(join(folder, 'a.ipynb')).isSymbolicLink()).toBe(true);
    expect(remove(readNotebook(readFileSync(join(elsewhere, 'b.ipynb'), 'utf8')))).toMatchObject({ text: THEIRS, removed: 4 });
    expect(readdirSync(elsewhere)).toEqual(['b.ipynb']);
  });
});

// Root may write everything: there, another user is the one who lost the permission.
describe('permission lost', () => {
  const uid = isRoot ? NOBODY : undefined;
  beforeEach(() => {
    chmodSync(folder, 0o755);
    writeFileSync(join(folder, 'a.ipynb'), NOTEBOOK);
    if (isRoot) for (const path of [folder, join(folder, 'a.ipynb')]) chownSync(path, NOBODY, NOBODY);
  });
  afterEach(() => chmodSync(folder, 0o755));

  test.each([
    ['to write into the folder', '.', 0o555, 'There is no permission to write into the folder of the file; nothing was written.'],
    ['to write the file', 'a.ipynb', 0o444, 'The file is read-only; nothing was written.'],
    ['to read the file', 'a.ipynb', 0o000, 'There is no permission to read the file.'],
  ])('%s', (_, path, mode, message) => {
    chmodSync(join(folder, path), mode);
    const { code, stderr } = nbassert(['apply', 'a.ipynb'], { ...(uid === undefined ? {} : { uid }) });
    expect(stderr.split('\n')[0]).toBe(`error: a.ipynb: ${message}`);
    expect(code).toBe(3);
    chmodSync(join(folder, path), path === '.' ? 0o755 : 0o644);
    expect(readFileSync(join(folder, 'a.ipynb'), 'utf8')).toBe(NOTEBOOK);
    expect(readdirSync(folder)).toEqual(['a.ipynb']);
    expect(nbassert(['apply', 'a.ipynb'], { ...(uid === undefined ? {} : { uid }) })).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, 'a.ipynb'), 'utf8')).not.toBe(NOTEBOOK);
  });
});
