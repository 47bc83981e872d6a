import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { NbassertError } from '../../src/errors.ts';
import { readNotebookFile, saveNotebookFile } from '../../src/notebook/index.ts';

const ts = createRequire(import.meta.url)('typescript') as typeof import('typescript');
const root = fileURLToPath(new URL('../..', import.meta.url));
const text = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}\n';

/** A release run sets this to 200. */
const killRuns = Number(process.env.NBASSERT_KILL_RUNS ?? 10);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nbassert-save-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(content: string | Buffer, name = 'a.ipynb'): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function failure(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof NbassertError)
      return `${error.kind}: ${error.where.replace(folder, '')}: ${error.message}`;
    throw error;
  }
  return 'no failure';
}

describe('reading', () => {
  test('keeps byte order mark and line ends in the text', () => {
    const path = put(`\ufeff${text.replace('\n', '\r\n')}`);
    expect(readNotebookFile(path).notebook.text).toBe(`\ufeff${text.replace('\n', '\r\n')}`);
  });

  test.each([
    ['empty', '', 'unreadable: /a.ipynb: The file is empty.'],
    [
      'cut off',
      '{"cells": [',
      'unreadable: /a.ipynb:1:12: The file is no valid JSON: the file ends where a value or `]` is expected.',
    ],
    [
      'no UTF-8',
      Buffer.from('7b22612022fffd22', 'hex'),
      'unreadable: /a.ipynb:1: The file is no UTF-8: wrong byte 0xff at offset 5.',
    ],
    [
      'no UTF-8 behind a genuine replacement character',
      Buffer.concat([Buffer.from('\ufffd\né'), Buffer.from([0xc3])]),
      'unreadable: /a.ipynb:2: The file is no UTF-8: wrong byte 0xc3 at offset 6.',
    ],
    [
      'UTF-16',
      Buffer.from(`\ufeff${text}`, 'utf16le'),
      'unreadable: /a.ipynb: The file is UTF-16, not UTF-8.',
    ],
  ])('%s', (_, content, message) => {
    const path = put(content);
    expect(failure(() => readNotebookFile(path))).toBe(message);
  });

  test('what is no file', () => {
    expect(failure(() => readNotebookFile(join(folder, 'no.ipynb')))).toBe(
      'not-found: /no.ipynb: There is no such file.',
    );
    expect(failure(() => readNotebookFile(folder))).toBe(
      'unreadable: : This is a directory, not a notebook.',
    );
    expect(failure(() => readNotebookFile(join(put(text), 'b.ipynb')))).toBe(
      'not-found: /a.ipynb/b.ipynb: There is no such file.',
    );
    const loop = join(folder, 'loop.ipynb');
    symlinkSync(loop, loop);
    expect(failure(() => readNotebookFile(loop))).toBe(
      'unreadable: /loop.ipynb: The symbolic links of this path lead in a circle.',
    );
    expect(failure(() => readNotebookFile('/dev/null'))).toBe(
      'unreadable: /dev/null: This is no regular file.',
    );
  });

  test('a file too large to hold is refused before it is read', () => {
    const path = put('');
    spawnSync('truncate', ['-s', '600M', path]);
    expect(failure(() => readNotebookFile(path))).toBe(
      'unreadable: /a.ipynb: The file is too large: 600 MiB, at most 512 MiB can be read.',
    );
  });
});

describe('saving', () => {
  const changed = text.replace('{}', '{"x": "é"}');

  test('keeps the mode, leaves nothing beside the file', () => {
    const path = put(text);
    chmodSync(path, 0o640);
    const { stamp } = readNotebookFile(path);
    expect(saveNotebookFile(path, changed, stamp)).toEqual({ written: true });
    expect(readFileSync(path, 'utf8')).toBe(changed);
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(['a.ipynb']);
  });

  test('writes through a symbolic link and keeps it', () => {
    const target = put(text, 'target.ipynb');
    mkdirSync(join(folder, 'links'));
    const path = join(folder, 'links/b.ipynb');
    symlinkSync(target, path);
    saveNotebookFile(path, changed, readNotebookFile(path).stamp);
    expect(lstatSync(path).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8')).toBe(changed);
    expect(readdirSync(join(folder, 'links'))).toEqual(['b.ipynb']);
  });

  test('writes nothing when nothing changed', () => {
    const path = put(text);
    const before = statSync(path, { bigint: true });
    expect(saveNotebookFile(path, text, readNotebookFile(path).stamp)).toEqual({ written: false });
    const after = statSync(path, { bigint: true });
    expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
  });

  test.each([
    [
      'changed',
      (path: string) => writeFileSync(path, `${text}\n`),
      'The file changed since it was read; nothing was written.',
      `${text}\n`,
    ],
    [
      'read-only',
      (path: string) => chmodSync(path, 0o444),
      'The file is read-only; nothing was written.',
      text,
    ],
  ])('refuses a file that is %s', (_, spoil, message, content) => {
    const path = put(text);
    const { stamp } = readNotebookFile(path);
    spoil(path);
    expect(failure(() => saveNotebookFile(path, changed, stamp))).toBe(`unwritable: /a.ipynb: ${message}`);
    expect(readFileSync(path, 'utf8')).toBe(content);
    expect(readdirSync(folder)).toEqual(['a.ipynb']);
  });

  test('refuses a file that is gone', () => {
    const path = put(text);
    const { stamp } = readNotebookFile(path);
    rmSync(path);
    expect(failure(() => saveNotebookFile(path, changed, stamp))).toBe(
      'unwritable: /a.ipynb: The file is gone since it was read; nothing was written.',
    );
    expect(readdirSync(folder)).toEqual([]);
  });

  test('names of any length have room for the temporary file', () => {
    const path = put(text, `${'é'.repeat(124)}.ipynb`);
    expect(saveNotebookFile(path, changed, readNotebookFile(path).stamp)).toEqual({ written: true });
  });
});

/** The room compiled, for processes of its own. */
function compiled(): string {
  const out = join(folder, 'compiled');
  const names = readdirSync(join(root, 'src/notebook')).map((name) => `notebook/${name}`);
  for (const name of ['errors.ts', 'printable.ts', ...names]) {
    const path = join(out, 'src', name.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(path), { recursive: true });
    const { outputText } = ts.transpileModule(readFileSync(join(root, 'src', name), 'utf8'), {
      compilerOptions: {
        module: ts.ModuleKind.ESNext,
        target: ts.ScriptTarget.ES2022,
        rewriteRelativeImportExtensions: true,
      },
    });
    writeFileSync(path, outputText);
  }
  writeFileSync(join(out, 'package.json'), '{"type": "module"}');
  symlinkSync(join(root, 'node_modules'), join(out, 'node_modules'));
  return pathToFileURL(join(out, 'src/notebook/index.js')).href;
}

describe('faults', () => {
  const large = (letter: string) => text.replace('{}', JSON.stringify({ x: letter.repeat(2_000_000) }));

  test('a process killed at any moment leaves the old file or the new one, and the next run tidies up', {
    timeout: 120_000,
  }, async () => {
    const work = join(folder, 'work');
    mkdirSync(work);
    const path = join(work, 'a.ipynb');
    writeFileSync(path, large('a'));
    const script = join(folder, 'loop.mjs');
    writeFileSync(
      script,
      `import { readNotebookFile, saveNotebookFile } from ${JSON.stringify(compiled())};
       const path = ${JSON.stringify(path)};
       for (let round = 0; ; round++) {
         const { notebook, stamp } = readNotebookFile(path);
         const [from, to] = notebook.text.includes('aaaa') ? ['a', 'b'] : ['b', 'a'];
         saveNotebookFile(path, notebook.text.replace(/"x":"(.)\\1*"/, '"x":"' + to.repeat(2000000) + '"'), stamp);
         if (round === 0) console.log('saving');
       }`,
    );
    const rounds = killRuns;
    for (let round = 0; round < rounds; round++) {
      const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
      await new Promise((resolve) => child.stdout.once('data', resolve));
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 40));
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('exit', resolve));
      expect([large('a'), large('b')]).toContain(readFileSync(path, 'utf8'));
    }
    // Another run that is still at work keeps its file.
    const [dead] = readdirSync(work).filter((name) => name.endsWith('.nbassert-tmp'));
    const { stamp } = readNotebookFile(path);
    saveNotebookFile(path, text, stamp);
    expect(readdirSync(work)).toEqual(['a.ipynb']);
    expect(dead === undefined || /^\.a\.ipynb\.[0-9a-f]{8}-\d+-[0-9a-f]{8}\.nbassert-tmp$/.test(dead)).toBe(
      true,
    );
  });

  test('leftovers go, files of live processes and of other machines stay', () => {
    const path = put(text);
    const { stamp } = readNotebookFile(path);
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    // Which name this machine goes by is seen from a temporary file itself, caught while it is written.
    const script = `import { temporaryPath } from ${JSON.stringify(compiled().replace('index.js', 'temporary.js'))}; console.log(temporaryPath('/x/a.ipynb'))`;
    const name = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
    }).stdout;
    const machine = /\.([0-9a-f]{8})-\d+-[0-9a-f]{8}\.nbassert-tmp\n$/.exec(name)?.[1];
    const names = [
      `.a.ipynb.${machine}-${gone}-00000000.nbassert-tmp`,
      `.a.ipynb.${machine}-${process.ppid}-00000000.nbassert-tmp`,
      `.a.ipynb.00000000-${gone}-00000000.nbassert-tmp`,
      `a.ipynb.${machine}-${gone}-00000000.nbassert-tmp`,
    ];
    for (const leftover of names) put('', leftover);
    saveNotebookFile(path, `${text}\n`, stamp);
    expect(
      readdirSync(folder)
        .filter((found) => found !== 'compiled')
        .sort(),
    ).toEqual([...names.slice(1), 'a.ipynb'].sort());
  });

  test('a disk that takes only part of the file leaves the old one', () => {
    const work = join(folder, 'work');
    mkdirSync(work);
    const path = join(work, 'a.ipynb');
    writeFileSync(path, text);
    const script = join(folder, 'limit.mjs');
    writeFileSync(
      script,
      `import { readNotebookFile, saveNotebookFile } from ${JSON.stringify(compiled())};
       const { stamp } = readNotebookFile(${JSON.stringify(path)});
       try { saveNotebookFile(${JSON.stringify(path)}, ${JSON.stringify(text)}.replace('{}', JSON.stringify('x'.repeat(2e6))), stamp); }
       catch (error) { console.log(error.kind + ': ' + error.message); }`,
    );
    const run = spawnSync(
      'sh',
      ['-c', `trap '' XFSZ; ulimit -f 100; exec "$0" "$1"`, process.execPath, script],
      { encoding: 'utf8' },
    );
    expect(run.stdout).toBe(
      'unwritable: The file would be larger than the system allows; nothing was written.\n',
    );
    expect(readFileSync(path, 'utf8')).toBe(text);
    expect(readdirSync(work)).toEqual(['a.ipynb']);
  });
});
