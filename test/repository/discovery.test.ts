import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findNotebooks, type PassedOver } from '../../src/repository/discovery.ts';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'nbassert-discovery-'));
});
afterEach(() => {
  rmSync(cwd, { recursive: true, force: true });
});

function lay(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
}

async function find(paths: string[], list = ''): Promise<string[]> {
  const found = await findNotebooks(paths, { cwd, readList: async () => list });
  return [...found.notebooks];
}

const files = (...paths: string[]) => Object.fromEntries(paths.map((path) => [path, '{}']));

describe('a folder', () => {
  const cases: [name: string, laid: Record<string, string>, found: string[], passedOver: PassedOver[]][] = [
    [
      'sorted, all depths',
      files('b.ipynb', 'a/z.ipynb', 'a/b/c.ipynb', 'a.ipynb'),
      ['a/b/c.ipynb', 'a/z.ipynb', 'a.ipynb', 'b.ipynb'],
      [],
    ],
    ['other files', files('a.ipynb', 'b.py', 'c.ipynb.bak', 'ipynb'), ['a.ipynb'], []],
    ['blanks and newlines in names', files('a b.ipynb', 'c\nd.ipynb'), ['a b.ipynb', 'c\nd.ipynb'], []],
    [
      'checkpoints and hidden',
      files('a.ipynb', '.ipynb_checkpoints/a-checkpoint.ipynb', '.hidden/b.ipynb', '.c.ipynb'),
      ['a.ipynb'],
      [
        { path: '.c.ipynb', why: 'hidden' },
        { path: '.hidden', why: 'hidden' },
        { path: '.ipynb_checkpoints', why: 'checkpoints' },
      ],
    ],
    [
      'git ignores a folder and a file, and takes one back',
      {
        ...files('out/a.ipynb', 'tmp.ipynb', 'b.ipynb', 'keep.tmp.ipynb', 'x.tmp.ipynb'),
        '.git/HEAD': '',
        '.gitignore': 'out/\n/tmp.ipynb\n*.tmp.ipynb\n!keep.tmp.ipynb\n',
      },
      ['b.ipynb', 'keep.tmp.ipynb'],
      [
        { path: '.git', why: 'hidden' },
        { path: 'out', why: 'ignored' },
        { path: 'tmp.ipynb', why: 'ignored' },
        { path: 'x.tmp.ipynb', why: 'ignored' },
      ],
    ],
    [
      'a deeper .gitignore counts from its folder and wins',
      {
        ...files('sub/a.ipynb', 'a.ipynb', 'sub/b.ipynb'),
        '.git/HEAD': '',
        '.gitignore': 'b.ipynb\n',
        'sub/.gitignore': '/a.ipynb\n!b.ipynb\n',
      },
      ['a.ipynb', 'sub/b.ipynb'],
      [
        { path: '.git', why: 'hidden' },
        { path: 'sub/a.ipynb', why: 'ignored' },
      ],
    ],
    [
      '.git/info/exclude',
      { ...files('a.ipynb', 'b.ipynb'), '.git/info/exclude': 'b.ipynb\n' },
      ['a.ipynb'],
      [
        { path: '.git', why: 'hidden' },
        { path: 'b.ipynb', why: 'ignored' },
      ],
    ],
    [
      'without a repository nothing is ignored',
      { ...files('a.ipynb', 's/b.ipynb'), '.gitignore': 'a.ipynb\n', 's/.gitignore': 'b.ipynb\n' },
      ['a.ipynb', 's/b.ipynb'],
      [],
    ],
    [
      'a repository below has its own rules',
      {
        ...files('in/a.ipynb', 'in/b.ipynb'),
        'in/.git': 'gitdir: ..',
        'in/.gitignore': 'b.ipynb',
        '.git/HEAD': '',
        '.gitignore': 'a.ipynb',
      },
      ['in/a.ipynb'],
      [
        { path: '.git', why: 'hidden' },
        { path: 'in/b.ipynb', why: 'ignored' },
      ],
    ],
  ];
  test.each(cases)('%s', async (_name, laid, found, passedOver) => {
    lay(laid);
    const result = await findNotebooks([], { cwd, readList: async () => '' });
    expect(result.notebooks).toEqual(found);
    expect([...result.passedOver].sort((a, b) => (a.path < b.path ? -1 : 1))).toEqual(passedOver);
  });

  test('that is named although git ignores it is searched', async () => {
    lay({ ...files('out/a.ipynb'), '.git/HEAD': '', '.gitignore': 'out/\n' });
    expect(await find(['out'])).toEqual(['out/a.ipynb']);
  });

  test('rules of the repository above a named folder hold in it', async () => {
    lay({ ...files('sub/a.ipynb', 'sub/old/b.ipynb'), '.git/HEAD': '', '.gitignore': 'old/\n' });
    expect(await find(['sub'])).toEqual(['sub/a.ipynb']);
  });

  test('links to files are followed, links to folders are not', async () => {
    lay(files('real/a.ipynb'));
    symlinkSync(join(cwd, 'real'), join(cwd, 'loop'));
    symlinkSync(join(cwd, 'real/a.ipynb'), join(cwd, 'link.ipynb'));
    symlinkSync(join(cwd, 'gone.ipynb'), join(cwd, 'broken.ipynb'));
    expect(await find(['.'])).toEqual(['link.ipynb', 'real/a.ipynb']);
  });
});

describe('paths', () => {
  test('files are taken as they are, each once, in the order given', async () => {
    lay({
      ...files('b.ipynb', 'a.ipynb', 'notebook.json', '.h/x.ipynb'),
      '.git/HEAD': '',
      '.gitignore': 'a.ipynb',
    });
    expect(
      await find(['b.ipynb', './a.ipynb', 'a.ipynb', 'notebook.json', '.h/x.ipynb', join(cwd, 'b.ipynb')]),
    ).toEqual(['b.ipynb', 'a.ipynb', 'notebook.json', '.h/x.ipynb']);
  });

  test.each<[string, string[], string[]]>([
    ['a star', ['*.ipynb'], ['a.ipynb', 'a[1].ipynb']],
    [
      'two stars, without hidden, checkpoints, ignored and other files',
      ['**/*'],
      ['a.ipynb', 'a[1].ipynb', 'sub/b.ipynb'],
    ],
    ['a name with brackets is a name first', ['a[1].ipynb'], ['a[1].ipynb']],
    ['braces', ['{a,sub/b}.ipynb'], ['a.ipynb', 'sub/b.ipynb']],
  ])('glob: %s', async (_name, paths, found) => {
    lay({
      ...files(
        'a.ipynb',
        'a[1].ipynb',
        'sub/b.ipynb',
        'sub/c.txt',
        'sub/.ipynb_checkpoints/b.ipynb',
        '.h/x.ipynb',
        'out/o.ipynb',
      ),
      '.git/HEAD': '',
      '.gitignore': 'out\n',
    });
    expect(await find(paths)).toEqual(found);
  });

  test.each<[string, string, string[]]>([
    ['newlines', 'a.ipynb\nb c.ipynb\n', ['a.ipynb', 'b c.ipynb']],
    ['Windows line ends', 'a.ipynb\r\nb c.ipynb\r\n', ['a.ipynb', 'b c.ipynb']],
    ['NUL, for names with newlines', 'd\ne.ipynb\0a.ipynb\0', ['d\ne.ipynb', 'a.ipynb']],
    ['an empty list is no error', '', []],
    ['folders in the list', 'sub\n', ['sub/f.ipynb']],
  ])('a list on standard input: %s', async (_name, list, found) => {
    lay(files('a.ipynb', 'b c.ipynb', 'd\ne.ipynb', 'sub/f.ipynb'));
    expect(await find(['-'], list)).toEqual(found);
  });
});

describe('nothing found', () => {
  test('in one folder of several: it is passed over', async () => {
    lay({ 'a/titanic.ipynb': '{}', 'empty/x.txt': '' });
    expect(await find(['empty', 'a', 'empty'])).toEqual(['a/titanic.ipynb']);
  });

  test.each<[string, string, string, string | undefined]>([
    ['titanik.ipynb', 'titanik.ipynb', 'there is no such file or folder', 'Did you mean `titanic.ipynb`?'],
    ['quite-different', 'quite-different', 'there is no such file or folder', undefined],
    ['gone/a.ipynb', 'gone/a.ipynb', 'there is no such file or folder', 'There is no folder `gone` either.'],
    [
      'empty',
      'empty',
      'there is no notebook (*.ipynb) in this folder',
      'Name a notebook, or a folder that holds one.',
    ],
    [
      'only',
      'only',
      'there is no notebook (*.ipynb) in this folder',
      'Passed over: only/.ipynb_checkpoints (checkpoints). Name one of them to use it.',
    ],
    [
      '*.nb',
      '*.nb',
      'no notebook (*.ipynb) matches this pattern',
      'Patterns pass over hidden folders, checkpoints and what git ignores; name such a file to use it.',
    ],
  ])('%s', async (path, file, message, hint) => {
    lay({ 'titanic.ipynb': '{}', 'empty/x.txt': '', 'only/.ipynb_checkpoints/a.ipynb': '{}' });
    // A folder without notebooks is wrong when it is all there is; anything else is a slip of the pen.
    const paths = message.includes('folder') && !message.includes('file') ? [path] : ['titanic.ipynb', path];
    await expect(find(paths)).rejects.toMatchObject({
      name: 'NbassertError',
      kind: 'not-found',
      exitCode: 2,
      place: { file },
      message,
      hint,
    });
  });
});
