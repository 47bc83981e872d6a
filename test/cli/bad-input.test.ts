import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Built, build } from './built.ts';
import { Session } from './pty.ts';

let built: Built;
let folder: string;
let session: Session | undefined;

beforeAll(() => {
  built = build();
}, 120_000);
afterAll(() => built.remove());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nbassert-bad-'));
});
afterEach(() => {
  if (session?.exitCode === null) session.kill('SIGKILL');
  session = undefined;
  rmSync(folder, { recursive: true, force: true });
});

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The real command, in a process of its own. */
function nbassert(...args: string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [built.main, ...args], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 110_000,
    maxBuffer: 1 << 28,
  });
  return { code: status, stdout, stderr };
}

/** All that is in the folder: bytes, time of the last change, mode. Nothing written means: the same before and after. */
function picture(): Map<string, string> {
  return new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => {
      const stats = statSync(join(folder, name), { bigint: true });
      const bytes = stats.isFile() ? readFileSync(join(folder, name)).toString('latin1') : '';
      return [name, `${stats.mtimeNs} ${stats.mode} ${bytes}`];
    }),
  );
}

interface RawCell {
  readonly source: string;
  readonly result?: string;
}

/** The text of a notebook; ids and execution counts are the positions. */
function notebook(cells: readonly RawCell[]): string {
  const raw = cells.map(({ source, result }, index) => ({
    cell_type: 'code',
    execution_count: index + 1,
    id: `cell-${index}`,
    metadata: {},
    outputs:
      result === undefined
        ? []
        : [
            {
              data: { 'text/plain': result },
              execution_count: index + 1,
              metadata: {},
              output_type: 'execute_result',
            },
          ],
    source,
  }));
  const metadata = { kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' } };
  return `${JSON.stringify({ cells: raw, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}

const HEALTHY = notebook([
  { source: 'import pandas as pd\ndf = pd.read_csv("a.csv")' },
  { source: 'df.shape', result: '(891, 12)' },
]);

const UNREADABLE: [name: string, content: string | Buffer, where: string, message: string][] = [
  ['an empty file', '', '', 'The file is empty.'],
  ['only white space', ' \n\t\n', '', 'The file is empty.'],
  [
    'truncated JSON',
    HEALTHY.slice(0, 200),
    ':\\d+:\\d+',
    'The file is no valid JSON: the file ends .*',
  ],
  ['no JSON', 'import pandas as pd\n', ':1:1', 'The file is no valid JSON: .*'],
  [
    'JSON that is no notebook',
    '{"name": "x", "version": 1}',
    '',
    'The file is JSON but no notebook: it has no `nbformat`.',
  ],
  ['a list', '[1, 2]', '', 'The file is JSON but no notebook: its JSON is a list, not an object.'],
  ['no cells', '{"nbformat": 4}', '', 'The file is JSON but no notebook: it has no list of cells.'],
  [
    'invalid UTF-8',
    Buffer.concat([Buffer.from('{"a": "'), Buffer.from([0xe9, 0x22, 0x7d])]),
    ':1',
    'The file is no UTF-8: wrong byte 0xe9 at offset 7.',
  ],
  ['UTF-16', Buffer.from(`\ufeff${HEALTHY}`, 'utf16le'), '', 'The file is UTF-16, not UTF-8.'],
];

describe.each(UNREADABLE)('%s', (_name, content, where, message) => {
  test.each(['scan', 'apply', 'remove'])(
    '%s: one line that names it, exit code 3, nothing written',
    (command) => {
      writeFileSync(join(folder, 'bad.ipynb'), content);
      writeFileSync(join(folder, 'good.ipynb'), HEALTHY);
      const before = picture();
      const { code, stderr } = nbassert(
        command,
        ...(command === 'apply' ? ['--dry-run'] : []),
        'bad.ipynb',
        'good.ipynb',
      );
      expect(code).toBe(3);
      expect(stderr).toMatch(new RegExp(`^error: bad\\.ipynb${where}: ${message}$`, 'm'));
      expect(stderr.match(/^error:/gm)).toHaveLength(1);
      expect(picture()).toEqual(before);
    },
  );
});

test('a broken notebook among others: they are written, it is not', () => {
  writeFileSync(join(folder, 'bad.ipynb'), HEALTHY.slice(0, 100));
  writeFileSync(join(folder, 'good.ipynb'), HEALTHY);
  const before = picture();
  const { code, stderr } = nbassert('apply', '.');
  expect(code).toBe(3);
  expect(stderr).toContain('2 asserts written into 1 of 2 notebooks.');
  expect(picture().get('bad.ipynb')).toBe(before.get('bad.ipynb'));
  expect(readFileSync(join(folder, 'good.ipynb'), 'utf8')).toContain('assert df.shape[1] == 12');
  expect(readdirSync(folder).sort()).toEqual(['bad.ipynb', 'good.ipynb']);
});

describe('paths', () => {
  test.each(['scan', 'apply', 'remove'])('%s: no such path', (command) => {
    expect(nbassert(command, 'gone.ipynb')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^error: gone\.ipynb: there is no such file or folder\n/),
    });
  });

  test.each(['scan', 'apply', 'remove'])('%s: a folder without notebooks', (command) => {
    mkdirSync(join(folder, 'empty'));
    writeFileSync(join(folder, 'empty/notes.txt'), 'x');
    const before = picture();
    const { code, stdout, stderr } = nbassert(command, 'empty');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: .*empty.*no notebook/);
    expect(picture()).toEqual(before);
  });

  test('a read-only file is scanned, and refused when it is to be written', () => {
    const file = join(folder, 'a.ipynb');
    writeFileSync(file, HEALTHY);
    chmodSync(file, 0o444);
    const before = picture();
    expect(nbassert('scan', 'a.ipynb').code).toBe(0);
    const { code, stderr } = nbassert('apply', 'a.ipynb');
    expect(code).toBe(3);
    expect(stderr).toMatch(/^error: a\.ipynb: The file is read-only; nothing was written\.\n/);
    expect(picture()).toEqual(before);
  });
});

describe('in mid-review', () => {
  const review = () => {
    session = new Session([process.execPath, built.main, 'a.ipynb'], folder);
    return session;
  };
  const TWO = notebook([
    { source: 'import pandas as pd\ndf = pd.read_csv("a.csv")' },
    { source: 'df.shape', result: '(891, 12)' },
    { source: 'test = pd.read_csv("b.csv")' },
    { source: 'test.shape', result: '(418, 11)' },
  ]);

  test('Ctrl-C: what was accepted is dropped, and said so; the file is not even touched', async () => {
    writeFileSync(join(folder, 'a.ipynb'), TWO);
    const before = picture();
    const run = review();
    await run.see('1 of 2, a.ipynb');
    run.press('y');
    await run.see('2 of 2, a.ipynb');
    run.press('\u0003');
    expect(await run.ended()).toBe(0);
    expect(stripVTControlCharacters(run.raw)).toContain(
      '1 accepted, 0 skipped, 1 not decided; the file is as it was.',
    );
    expect(picture()).toEqual(before);
  });

  test('someone else rewrites the notebook: theirs stays, and only what still fits is written', async () => {
    writeFileSync(join(folder, 'a.ipynb'), TWO);
    const run = review();
    await run.see('1 of 2, a.ipynb');
    run.press('y');
    await run.see('2 of 2, a.ipynb');
    // Their version has another shape in the cell that was accepted: that proposal is not what the person saw.
    writeFileSync(join(folder, 'a.ipynb'), TWO.replace('(891, 12)', '(892, 13)'));
    run.press('y');
    await run.see('read again');
    run.press('q');
    await run.ended();
    const after = readFileSync(join(folder, 'a.ipynb'), 'utf8');
    expect(after).toContain('(892, 13)');
    expect(after).not.toContain('== 12');
    expect(after).toContain('assert test.shape[1] == 11');
  });

  test('someone else makes it unreadable: an error, and their bytes stay', async () => {
    writeFileSync(join(folder, 'a.ipynb'), TWO);
    const run = review();
    await run.see('1 of 2, a.ipynb');
    writeFileSync(join(folder, 'a.ipynb'), '{"cells": [');
    const before = picture();
    run.press('a');
    expect(await run.ended()).toBe(3);
    expect(stripVTControlCharacters(run.raw)).toMatch(/a\.ipynb: The file is no valid JSON/);
    expect(picture()).toEqual(before);
  });

  test('someone else deletes it: an error, and it is not made anew', async () => {
    writeFileSync(join(folder, 'a.ipynb'), TWO);
    const run = review();
    await run.see('1 of 2, a.ipynb');
    rmSync(join(folder, 'a.ipynb'));
    run.press('a');
    expect(await run.ended()).not.toBe(0);
    expect(stripVTControlCharacters(run.raw)).toMatch(/a\.ipynb: (There is no such file|The file is gone)/);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('large', () => {
  test('10,000 cells: all are read, written and taken out again', () => {
    const cells = [{ source: 'import pandas as pd' }];
    for (let at = 0; at < 5000; at++) {
      const shown =
        at % 50 === 0 ? [{ source: `df${at}.shape`, result: '(891, 12)' }] : [{ source: `x = ${at}` }];
      cells.push({ source: `df${at} = pd.read_csv("${at}.csv")` }, ...shown);
    }
    const text = notebook(cells);
    writeFileSync(join(folder, 'a.ipynb'), text);
    expect(nbassert('apply', 'a.ipynb')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('200 asserts written into 1 of 1 notebook.'),
    });
    expect(nbassert('remove', 'a.ipynb').code).toBe(0);
    expect(readFileSync(join(folder, 'a.ipynb'), 'utf8')).toBe(text);
  }, 120_000);

  test('200 MB: the proposal behind the long output is made', () => {
    const file = openSync(join(folder, 'a.ipynb'), 'w');
    const [head = '', tail = ''] = notebook([
      { source: 'import pandas as pd\ndf = pd.read_csv("a.csv")', result: 'LONG' },
      { source: 'df.shape', result: '(891, 12)' },
    ]).split('"LONG"');
    writeSync(file, `${head}[`);
    const lines = Buffer.from(`${JSON.stringify(`${'x'.repeat(98)}\n`)},\n`.repeat(10_000));
    for (let written = 0; written < 200e6; written += lines.length) writeSync(file, lines);
    writeSync(file, `"end"]${tail}`);
    closeSync(file);
    const before = statSync(join(folder, 'a.ipynb'), { bigint: true }).mtimeNs;
    const { code, stdout, stderr } = nbassert('scan', 'a.ipynb');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('assert df.shape[1] == 12');
    expect(statSync(join(folder, 'a.ipynb'), { bigint: true }).mtimeNs).toBe(before);
  }, 120_000);

  test('more than can be read: the size and the limit, exit code 3', () => {
    const file = openSync(join(folder, 'a.ipynb'), 'w');
    // A hole of the disk: takes no room.
    writeSync(file, '}', 600 * 1024 * 1024);
    closeSync(file);
    const { code, stderr } = nbassert('scan', 'a.ipynb');
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /^error: a\.ipynb: The file is too large: 600 MiB, at most 512 MiB can be read\.\n/,
    );
  });
});

/** Cells whose reading would go as deep as they nest; the cell behind must get its proposal all the same. */
const DEEP: [name: string, source: string, result: string][] = [
  ['parentheses', `${'('.repeat(5000)}1${')'.repeat(5000)}`, '1'],
  ['calls', `${'f('.repeat(3000)}x${')'.repeat(3000)}`, '1'],
  ['attributes', `df${'.a'.repeat(20_000)}`, '1'],
  ['subscripts', `df${'[0]'.repeat(20_000)}`, '1'],
  ['a long sum', Array(20_000).fill('df.a').join(' + '), '1'],
  ['a long `and`', Array(20_000).fill('df.a').join(' and '), '1'],
  ['not not not', `${'not '.repeat(20_000)}1`, 'True'],
  ['minus minus', `${'-'.repeat(20_000)}1`, '1'],
  ['lambdas', `${'lambda: '.repeat(5000)}1`, '1'],
  ['conditions', `${'1 if x else '.repeat(5000)}2`, '2'],
  [
    'blocks',
    `${Array.from({ length: 900 }, (_, at) => `${' '.repeat(at)}if x:\n`).join('')}${' '.repeat(900)}x`,
    '1',
  ],
  ['elif', `if x:\n  pass\n${'elif y:\n  pass\n'.repeat(5000)}x`, '1'],
  ['an f-string', `print(f'{${'('.repeat(3000)}x${')'.repeat(3000)}}')`, '1'],
  ['a joined string', `${'"a" '.repeat(20_000)}`, "'a'"],
  [
    'a chain of definitions',
    `${Array.from({ length: 20_000 }, (_, at) => `x${at + 1} = x${at}`).join('\n')}\nx20000`,
    '1',
  ],
  [
    'a chain of functions',
    `${Array.from({ length: 5000 }, (_, at) => `def f${at + 1}(): return f${at}()`).join('\n')}\nf5000()`,
    '1',
  ],
  ['an assert', `assert ${'('.repeat(3000)}x${')'.repeat(3000)}`, '1'],
  ['a nested output', 'x', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
  ['a nested mapping', 'x', `${'{1: '.repeat(100_000)}1${'}'.repeat(100_000)}`],
];

test('deep nesting: every cell is read or passed over, and the others get their proposals', () => {
  DEEP.forEach(([name, source, result], at) => {
    writeFileSync(
      join(folder, `${at} ${name}.ipynb`),
      notebook([
        { source: 'import pandas as pd\ndf = pd.read_csv("a.csv")' },
        { source, result },
        { source: 'other = pd.read_csv("b.csv")' },
        { source: 'other.shape', result: '(891, 12)' },
      ]),
    );
  });
  const before = picture();
  const { code, stdout, stderr } = nbassert('scan', '--format', 'ndjson', '.');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const records = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const found = records.filter((record) => record.source === 'other.shape' && record.proposals.length === 1);
  expect(found.map(({ notebook }) => notebook).sort()).toEqual([...before.keys()].sort());
  expect(picture()).toEqual(before);
}, 120_000);

test('JSON nested a million deep is read like any other', () => {
  const deep = `"deep": ${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}, "kernelspec"`;
  const text = HEALTHY.replace('"kernelspec"', deep);
  writeFileSync(join(folder, 'a.ipynb'), text);
  expect(nbassert('apply', 'a.ipynb').code).toBe(0);
  expect(readFileSync(join(folder, 'a.ipynb'), 'utf8')).toContain('assert df.shape[1] == 12');
  expect(nbassert('remove', 'a.ipynb').code).toBe(0);
  expect(readFileSync(join(folder, 'a.ipynb'), 'utf8')).toBe(text);
}, 120_000);

test('a copy under another name is another notebook', () => {
  writeFileSync(join(folder, 'a.ipynb'), HEALTHY);
  copyFileSync(join(folder, 'a.ipynb'), join(folder, 'b.ipynb'));
  const before = picture();
  expect(nbassert('apply', 'a.ipynb').code).toBe(0);
  expect(picture().get('b.ipynb')).toBe(before.get('b.ipynb'));
});
