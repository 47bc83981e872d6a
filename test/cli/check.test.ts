import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { folderOf, notebookOf, shapes } from '../repository/notebooks.ts';
import { runCli } from './io.ts';

const BASE = ['--baseline', 'base.json'];

function folder(...names: string[]): string {
  return folderOf({ 'a.ipynb': notebookOf(shapes(...names)) });
}

/** The folder with a baseline of what it holds now. */
async function withBaseline(cwd: string): Promise<void> {
  const { code } = await runCli(['check', ...BASE, '--update-baseline', '.'], { cwd });
  expect(code).toBe(0);
}

test('without a baseline: every gap, what closes it, what to do next', async () => {
  const cwd = folder('one', 'two');
  const { code, stdout, stderr } = await runCli(['check', 'a.ipynb'], { cwd });
  expect(code).toBe(1);
  expect(stdout.match(/shape\/table-shape/g)).toHaveLength(2);
  expect(stdout).toContain('cell 1, line 2  one.shape');
  expect(stdout).toContain('+ assert one.shape[1] == 2');
  expect(stderr.split('\n')[0]).toBe('2 without an assert, in 1 of 1 notebooks.');
  for (const command of ['nbassert review a.ipynb', 'nbassert apply', '--update-baseline a.ipynb'])
    expect(stderr).toContain(command);
});

test('nothing to find: 0 and silence on stdout', async () => {
  const cwd = folderOf({ 'a.ipynb': notebookOf([{ source: 'x = 1' }]) });
  expect(await runCli(['check', '.'], { cwd })).toEqual({
    code: 0,
    stdout: '',
    stderr: 'Nothing new in 1 notebook.\n',
  });
});

test('asserts that were applied close the gaps', async () => {
  const cwd = folder('one', 'two');
  expect((await runCli(['apply', 'a.ipynb'], { cwd })).code).toBe(0);
  expect((await runCli(['check', 'a.ipynb'], { cwd })).code).toBe(0);
});

describe('a baseline', () => {
  test('lets pass what is in it, and only that', async () => {
    const cwd = folder('one', 'two');
    await withBaseline(cwd);
    const same = await runCli(['check', ...BASE, '.'], { cwd });
    expect(same).toEqual({
      code: 0,
      stdout: '',
      stderr: 'Nothing new in 1 notebook (2 more let pass by base.json).\n',
    });
    writeFileSync(join(cwd, 'a.ipynb'), notebookOf(shapes('one', 'two', 'three')));
    const more = await runCli(['check', ...BASE, '.'], { cwd });
    expect(more.code).toBe(1);
    expect(more.stdout).toContain('three.shape');
    expect(more.stdout).not.toContain('two.shape');
  });

  const moved = shapes('one', 'two');
  test.each<[string, string]>([
    ['other cells in front', notebookOf([{ source: '1' }, { source: 'x = 2' }, ...moved])],
    ['cells in another order', notebookOf([moved[0]!, moved[2]!, moved[1]!])],
    [
      'lines in front in the same cell',
      notebookOf(moved.map((it) => ({ ...it, source: `# a comment\nimport os\n${it.source}` }))),
    ],
    [
      'white space and a semicolon less',
      notebookOf(moved.map((it) => ({ ...it, source: it.source.replace('.shape', ' . shape') }))),
    ],
  ])('survives %s', async (_name, text) => {
    const cwd = folder('one', 'two');
    await withBaseline(cwd);
    writeFileSync(join(cwd, 'a.ipynb'), text);
    expect(await runCli(['check', ...BASE, '--quiet', '.'], { cwd })).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
  });

  test('counts: the same line a second time is new', async () => {
    const cwd = folder('one');
    await withBaseline(cwd);
    // With another assert: the same one once more is less sure, and no gap.
    const again = shapes('one', 'one')
      .slice(2)
      .map((cell) => ({ ...cell, shown: '(3, 5)' }));
    writeFileSync(join(cwd, 'a.ipynb'), notebookOf([...shapes('one'), ...again]));
    const { code, stdout } = await runCli(['check', ...BASE, '.'], { cwd });
    expect(code).toBe(1);
    expect(stdout.match(/one\.shape\n|one\.shape {2}/g)).toHaveLength(1);
  });

  test('shrinking is suggested, done by --update-baseline, and leaves notebooks alone that were not looked at', async () => {
    const cwd = folderOf({
      'a.ipynb': notebookOf(shapes('one', 'two')),
      'b.ipynb': notebookOf(shapes('three')),
      'c.ipynb': notebookOf(shapes('four')),
    });
    await withBaseline(cwd);
    writeFileSync(join(cwd, 'a.ipynb'), notebookOf(shapes('one')));
    rmSync(join(cwd, 'c.ipynb'));
    const { code, stderr } = await runCli(['check', ...BASE, 'a.ipynb'], { cwd });
    expect(code).toBe(0);
    expect(stderr).toContain(
      'The baseline can shrink: 1 of its entries are mended, 1 of its notebooks are gone.\n' +
        '  nbassert check --baseline base.json --update-baseline a.ipynb\n',
    );
    await runCli(['check', ...BASE, '--update-baseline', 'a.ipynb'], { cwd });
    const { notebooks } = JSON.parse(readFileSync(join(cwd, 'base.json'), 'utf8'));
    expect(Object.entries(notebooks).map(([path, entries]) => [path, (entries as unknown[]).length])).toEqual(
      [
        ['a.ipynb', 1],
        ['b.ipynb', 1],
      ],
    );
  });

  test('a run that looks at other checks drops nothing', async () => {
    const cwd = folder('one', 'two');
    await withBaseline(cwd);
    const before = readFileSync(join(cwd, 'base.json'), 'utf8');
    const { stderr } = await runCli(['check', ...BASE, '--check', 'missing-value', '.'], { cwd });
    expect(stderr).not.toContain('shrink');
    await runCli(['check', ...BASE, '--update-baseline', '--check', 'missing-value', '.'], { cwd });
    expect(readFileSync(join(cwd, 'base.json'), 'utf8')).toBe(before);
  });

  test('means the same notebooks from every working directory', async () => {
    const cwd = folderOf({ 'sub/a.ipynb': notebookOf(shapes('one')) });
    await withBaseline(cwd);
    const { code } = await runCli(['check', '--baseline', '../base.json', '.'], { cwd: join(cwd, 'sub') });
    expect(code).toBe(0);
  });

  test('a notebook that moved is new', async () => {
    const cwd = folder('one');
    await withBaseline(cwd);
    renameSync(join(cwd, 'a.ipynb'), join(cwd, 'z.ipynb'));
    expect((await runCli(['check', ...BASE, '.'], { cwd })).code).toBe(1);
  });

  test.each<[string, string | null, string[], string]>([
    ['missing', null, BASE, 'error: base.json: there is no such baseline\n'],
    ['no JSON', '{', BASE, 'error: base.json: this is no baseline: '],
    [
      'another JSON',
      '{"notebooks":{}}',
      BASE,
      'error: base.json: this is no baseline: "nbassert-baseline" is not 1\n',
    ],
    [
      'wrong entries',
      '{"nbassert-baseline":1,"notebooks":{"a.ipynb":[{"key":1}]}}',
      BASE,
      'error: base.json: this is no baseline: the entries of "a.ipynb" have the wrong form\n',
    ],
    ['unnamed', null, ['--update-baseline'], 'error: --update-baseline needs to know the file\n'],
    [
      'in a folder that is not there',
      null,
      ['--baseline', 'gone/base.json', '--update-baseline'],
      'error: gone/base.json: cannot write the baseline: ',
    ],
  ])('%s: exit code 2', async (_name, text, flags, message) => {
    const cwd = folder('one');
    if (text !== null) writeFileSync(join(cwd, 'base.json'), text);
    const { code, stdout, stderr } = await runCli(['check', ...flags, '.'], { cwd });
    expect({ code, stdout: flags.includes('gone/base.json') ? '' : stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.startsWith(message), stderr).toBe(true);
  });
});

test('a broken notebook beside one with gaps: 3, both are named, its entries stay', async () => {
  const cwd = folder('one');
  writeFileSync(join(cwd, 'b.ipynb'), notebookOf(shapes('two')));
  await withBaseline(cwd);
  const before = readFileSync(join(cwd, 'base.json'), 'utf8');
  writeFileSync(join(cwd, 'b.ipynb'), '{');
  const { code, stderr } = await runCli(['check', ...BASE, '--update-baseline', '.'], { cwd });
  expect(code).toBe(3);
  expect(stderr).toContain('error: b.ipynb:1:2: ');
  expect(readFileSync(join(cwd, 'base.json'), 'utf8')).toBe(before);
});

test.each<[string, Parameters<typeof notebookOf>]>([
  ['a cell tag', [shapes('one').map((it) => ({ ...it, tags: ['nbassert: skip'] }))]],
  ['a comment', [shapes('one').map((it) => ({ ...it, source: `# nbassert: skip\n${it.source}` }))]],
  ['notebook metadata', [shapes('one'), { nbassert: { skip: true } }]],
  ['notebook metadata as a word', [shapes('one'), { nbassert: 'skip' }]],
])('`nbassert: skip` by %s', async (_name, args) => {
  const cwd = folderOf({ 'a.ipynb': notebookOf(...args) });
  expect((await runCli(['check', '.'], { cwd })).code).toBe(0);
});

test.each(['nbassert: keep', 'skip', 'nbassert-skip'])('the tag %s skips nothing', async (tag) => {
  const cwd = folderOf({ 'a.ipynb': notebookOf(shapes('one').map((it) => ({ ...it, tags: [tag] }))) });
  expect((await runCli(['check', '.'], { cwd })).code).toBe(1);
});

test('--format: only the gaps, in every format', async () => {
  const cwd = folder('one', 'two');
  await withBaseline(cwd);
  mkdirSync(join(cwd, 'sub'));
  writeFileSync(join(cwd, 'sub/b.ipynb'), notebookOf(shapes('three')));
  const { code, stdout } = await runCli(['check', ...BASE, '--format', 'github', '.'], { cwd });
  expect(code).toBe(1);
  expect(stdout.split('\n').filter((line) => line !== '')).toHaveLength(1);
  expect(stdout).toContain('::warning file=sub/b.ipynb,line=');
});
