import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readNotebook } from '../../src/notebook/index.ts';
import { pythonPath } from '../python.ts';
import { THREE_SHAPES as NOTEBOOK_TEXT } from '../review/samples.ts';
import { type Built, build } from './built.ts';
import { Session } from './pty.ts';

let built: Built;
let folder: string;
let session: Session | undefined;

beforeAll(() => {
  built = build();
}, 60_000);
afterAll(() => built.remove());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nbassert-review-'));
  writeFileSync(join(folder, 'a.ipynb'), NOTEBOOK_TEXT);
});
afterEach(() => {
  if (session?.exitCode === null) session.kill('SIGKILL');
  session = undefined;
  rmSync(folder, { recursive: true, force: true });
});

function start(args: string[] = ['a.ipynb'], env: Record<string, string> = {}): Session {
  session = new Session([process.execPath, built.main, ...args], folder, env);
  return session;
}

function text(name = 'a.ipynb'): string {
  return readFileSync(join(folder, name), 'utf8');
}

/** Sources of the code cells that were inserted. */
function inserted(name = 'a.ipynb'): string[] {
  const cells = readNotebook(text(name)).cells;
  return cells
    .filter(({ type, tags }) => type === 'code' && tags.includes('nbassert'))
    .map(({ source }) => source);
}

/** The last thing said about cursor and wrapping is "as usual", and the alternate screen was never entered. */
function expectRestored({ raw }: Session): void {
  expect(raw.lastIndexOf('\u001b[?25h')).toBeGreaterThan(raw.lastIndexOf('\u001b[?25l'));
  expect(raw.lastIndexOf('\u001b[?7h')).toBeGreaterThan(raw.lastIndexOf('\u001b[?7l'));
  expect(raw.lastIndexOf('\u001b[?2004l')).toBeGreaterThan(raw.lastIndexOf('\u001b[?2004h'));
  expect(raw).not.toContain('\u001b[?1049h');
  expect(raw).not.toContain('\u001b[3J');
}

/** The folder holds the notebook and nothing else: no temporary file is left. */
function expectTidy(): void {
  expect(readdirSync(folder)).toEqual(['a.ipynb']);
}

describe('decisions', () => {
  test('accept all: written, valid, runs, and `remove` brings the bytes back', async () => {
    const run = start();
    await run.see('1 of 3, a.ipynb');
    run.press('y');
    await run.see('2 of 3, a.ipynb');
    run.press('y');
    await run.see('3 of 3, a.ipynb');
    run.press('y');
    expect(await run.ended()).toBe(0);
    expect(inserted()).toHaveLength(3);
    expect(inserted().every((source) => source.includes('assert '))).toBe(true);
    expect(stripVTControlCharacters(run.raw)).toMatch(
      /a\.ipynb: 3 accepted, 0 skipped; written\.[\s\S]*nbassert remove a\.ipynb[\s\S]*jupyter trust/,
    );
    expectRestored(run);
    expectTidy();
    const check =
      'import sys, nbformat; nb = nbformat.read(sys.argv[1], as_version=4); nbformat.validate(nb); exec("\\n".join(c.source for c in nb.cells if c.cell_type == "code"))';
    execFileSync(pythonPath, ['-c', check, join(folder, 'a.ipynb')]);
    execFileSync(process.execPath, [built.main, 'remove', 'a.ipynb'], { cwd: folder });
    expect(text()).toBe(NOTEBOOK_TEXT);
  });

  test('skip, accept, undo, quit: what stands is what was chosen last', async () => {
    const run = start();
    await run.see('1 of 3, a.ipynb');
    run.press('n');
    await run.see('2 of 3, a.ipynb');
    run.press('y');
    await run.see('3 of 3, a.ipynb');
    run.press('u');
    await run.see('2 of 3, a.ipynb');
    run.press('u');
    await run.see('1 of 3, a.ipynb');
    run.press('y');
    await run.see('2 of 3, a.ipynb');
    run.press('q');
    expect(await run.ended()).toBe(0);
    expect(inserted()).toHaveLength(1);
    expect(inserted()[0]).toContain('one.shape');
  });

  test('skipping all writes nothing', async () => {
    const run = start();
    for (const at of ['1', '2', '3']) {
      await run.see(`${at} of 3, a.ipynb`);
      run.press('n');
    }
    expect(await run.ended()).toBe(0);
    expect(text()).toBe(NOTEBOOK_TEXT);
    expectTidy();
  });

  test('pasted text is not taken for keys', async () => {
    const run = start();
    await run.see('1 of 3, a.ipynb');
    run.press('\u001b[200~yyay\ny\u001b[201~');
    await run.see('A paste decides nothing');
    run.press('n');
    await run.see('2 of 3, a.ipynb');
    run.press('q');
    expect(await run.ended()).toBe(0);
    expect(text()).toBe(NOTEBOOK_TEXT);
    expectRestored(run);
  });

  test('Enter, Esc, arrows and unknown keys write nothing', async () => {
    const run = start();
    await run.see('1 of 3, a.ipynb');
    run.press('\r');
    await run.see('Enter decides nothing');
    run.press('\u001b');
    await run.see('Esc decides nothing');
    run.press('x');
    await run.see('x is no key here');
    run.press('?');
    await run.see('Any key goes back');
    run.press('y');
    await run.see('1 of 3, a.ipynb');
    run.press('q');
    expect(await run.ended()).toBe(0);
    expect(text()).toBe(NOTEBOOK_TEXT);
  });

  test('Ctrl-C leaves the notebook under review as it is, and the finished one written', async () => {
    writeFileSync(join(folder, 'b.ipynb'), NOTEBOOK_TEXT);
    const run = start(['.']);
    await run.see('1 of 3, a.ipynb');
    run.press('a');
    await run.see('1 of 3, b.ipynb');
    run.press('y');
    await run.see('2 of 3, b.ipynb');
    run.press('\u0003');
    expect(await run.ended()).toBe(0);
    expect(inserted('a.ipynb')).toHaveLength(3);
    expect(text('b.ipynb')).toBe(NOTEBOOK_TEXT);
    expect(stripVTControlCharacters(run.raw)).toContain('Stopped with Ctrl-C.');
    expectRestored(run);
  });
});

describe('editing', () => {
  test('here: a mistake is refused and asked again, then accepted with y', async () => {
    const run = start();
    await run.see('1 of 3, a.ipynb');
    run.press('s');
    await run.see('lenient');
    run.press('e');
    await run.see('Esc leaves it');
    run.press('\u0015');
    run.press('\u007f'.repeat(200));
    run.press('assert len(one) ==');
    run.press('\r');
    await run.see('not valid Python');
    run.press(' 3');
    await run.see('assert len(one) == 3');
    run.press('\r');
    await run.see('Esc keeps the rest');
    run.press('\u001b');
    await run.see('Edited');
    run.press('y');
    await run.see('2 of 3, a.ipynb');
    run.press('q');
    expect(await run.ended()).toBe(0);
    expect(inserted()).toEqual(['assert len(one) == 3']);
    expectRestored(run);
  });

  test('Esc leaves the edit, and the proposal is asked again', async () => {
    const run = start();
    await run.see('1 of 3, a.ipynb');
    run.press('e');
    await run.see('Esc leaves it');
    run.press('\u001b');
    await run.see('The edit was left');
    run.press('q');
    expect(await run.ended()).toBe(0);
    expect(text()).toBe(NOTEBOOK_TEXT);
  });

  test('in $EDITOR, with arguments', async () => {
    const editor = join(folder, 'my editor.sh');
    writeFileSync(
      editor,
      '#!/bin/sh\nprintf "%s" "$1" > "$0.args"\nprintf "assert one.size == 6\\n" > "$2"\n',
    );
    chmodSync(editor, 0o755);
    const run = start(['a.ipynb'], { VISUAL: '', EDITOR: `'${editor}' --wait` });
    await run.see('1 of 3, a.ipynb');
    run.press('e');
    await run.see('Edited');
    run.press('y');
    await run.see('2 of 3, a.ipynb');
    run.press('q');
    expect(await run.ended()).toBe(0);
    expect(inserted()).toEqual(['assert one.size == 6']);
    expect(readFileSync(`${editor}.args`, 'utf8')).toBe('--wait');
  });

  test.each([['false'], ['no-such-editor --wait'], ['sh -c "exit 3"']])(
    'an editor that fails loses nothing: %s',
    async (editor) => {
      const run = start(['a.ipynb'], { VISUAL: editor });
      await run.see('1 of 3, a.ipynb');
      run.press('y');
      await run.see('2 of 3, a.ipynb');
      run.press('e');
      await run.see('The editor `');
      run.press('q');
      expect(await run.ended()).toBe(0);
      expect(inserted()).toHaveLength(1);
      expectRestored(run);
    },
  );
});

describe('the outside', () => {
  test('a notebook that someone else changed is read and matched again', async () => {
    const run = start();
    await run.see('1 of 3, a.ipynb');
    run.press('y');
    await run.see('2 of 3, a.ipynb');
    const changed = NOTEBOOK_TEXT.replace('# Three tables', '# All three tables');
    writeFileSync(join(folder, 'a.ipynb'), changed);
    run.press('q');
    expect(await run.ended()).toBe(0);
    expect(inserted()).toHaveLength(1);
    expect(text()).toContain('# All three tables');
  });

  test('a read-only notebook: the reason, exit code 3', async () => {
    chmodSync(join(folder, 'a.ipynb'), 0o444);
    const run = start();
    await run.see('1 of 3, a.ipynb');
    run.press('a');
    expect(await run.ended()).toBe(3);
    expect(stripVTControlCharacters(run.raw)).toContain('read-only');
    expect(text()).toBe(NOTEBOOK_TEXT);
    expectRestored(run);
  });

  test('a broken notebook is named, the others are reviewed, exit code 3', async () => {
    writeFileSync(join(folder, 'b.ipynb'), '{"cells": [');
    const run = start(['b.ipynb', 'a.ipynb']);
    await run.see('1 of 3, a.ipynb');
    run.press('q');
    expect(await run.ended()).toBe(3);
    expect(stripVTControlCharacters(run.raw)).toMatch(/b\.ipynb: /);
  });

  test.each([['SIGTERM'], ['SIGHUP']])('%s gives the terminal back and writes nothing', async (signal) => {
    const run = start();
    await run.see('1 of 3, a.ipynb');
    run.press('y');
    await run.see('2 of 3, a.ipynb');
    process.kill(run.pid, signal);
    await run.ended();
    expectRestored(run);
    expect(text()).toBe(NOTEBOOK_TEXT);
    expectTidy();
  });

  test('SIGINT from outside is Ctrl-C', async () => {
    const run = start();
    await run.see('1 of 3, a.ipynb');
    process.kill(run.pid, 'SIGINT');
    expect(await run.ended()).toBe(0);
    expect(stripVTControlCharacters(run.raw)).toContain('Stopped with Ctrl-C.');
  });

  test('another size draws the screen anew', async () => {
    const run = start();
    await run.see('1 of 3, a.ipynb');
    run.resize(60, 12);
    await run.see('1 of 3, a.ipynb');
    run.press('q');
    expect(await run.ended()).toBe(0);
  });

  test('the terminal accepts lines again: echo and line mode are as before', async () => {
    const script = `before=$(stty -g); '${process.execPath}' '${built.main}' a.ipynb; [ "$before" = "$(stty -g)" ] && echo same-settings`;
    session = new Session(['/bin/sh', '-c', script], folder);
    await session.see('1 of 3, a.ipynb');
    session.press('e');
    await session.see('Esc leaves it');
    session.press('\u001b');
    await session.see('The edit was left');
    session.press('\u0003');
    await session.ended();
    expect(stripVTControlCharacters(session.raw)).toContain('same-settings');
  });

  test('NO_COLOR: no colour anywhere', async () => {
    const run = start(['a.ipynb'], { NO_COLOR: '1' });
    await run.see('1 of 3, a.ipynb');
    run.press('n');
    await run.see('2 of 3, a.ipynb');
    run.press('q');
    await run.ended();
    expect(run.raw).not.toMatch(/\u001b\[[\d;]*m/);
  });
});

test('input or output that is no terminal: the other commands, exit code 2, no waiting', () => {
  const ran = () =>
    execFileSync(process.execPath, [built.main, 'a.ipynb'], {
      cwd: folder,
      stdio: 'pipe',
      encoding: 'utf8',
      timeout: 20_000,
    });
  expect(ran).toThrow(
    expect.objectContaining({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('nbassert scan a.ipynb\n'),
    }),
  );
});

test('a closed pipe is no error', () => {
  const script = `'${process.execPath}' '${built.main}' --help | true; echo "code \${PIPESTATUS[0]}"`;
  expect(execFileSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8' })).toBe('code 0\n');
});
