import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli } from '../cli/io.ts';
import { folderOf, notebookOf, shapes } from './notebooks.ts';

const NOTEBOOK = notebookOf(shapes('one'));

/** What each notebook offers first: path → `strictness` of its first proposal, null where there is none. */
async function offered(
  files: Record<string, string>,
  args: string[] = [],
): Promise<Record<string, string | null>> {
  const cwd = folderOf(files);
  const { code, stdout, stderr } = await runCli(['scan', '--format', 'json', ...args, '.'], { cwd });
  expect(code, stderr).toBe(0);
  const { notebooks } = JSON.parse(stdout) as {
    notebooks: { notebook: string; feedback: { proposals: { strictness: string }[] }[] }[];
  };
  return Object.fromEntries(
    notebooks.map(({ notebook, feedback }) => [
      notebook,
      feedback.flatMap(({ proposals }) => proposals)[0]?.strictness ?? null,
    ]),
  );
}

const LENIENT = 'strictness: lenient\n';
const STRICT_TOML = '[tool.nbassert]\nstrictness = "strict"\n';

describe('which configuration counts', () => {
  test.each<[string, Record<string, string>, string[], Record<string, string | null>]>([
    ['none', {}, [], { 'a.ipynb': 'balanced', 'sub/b.ipynb': 'balanced' }],
    [
      'one above counts below',
      { '.nbassert.yaml': LENIENT },
      [],
      { 'a.ipynb': 'lenient', 'sub/b.ipynb': 'lenient' },
    ],
    [
      'the nearest wins, whole',
      { '.nbassert.yaml': 'strictness: lenient\nmin-confidence: high\n', 'sub/pyproject.toml': STRICT_TOML },
      [],
      { 'a.ipynb': 'lenient', 'sub/b.ipynb': 'strict' },
    ],
    [
      'a pyproject.toml without the table is passed over',
      { '.nbassert.yaml': LENIENT, 'sub/pyproject.toml': '[tool.black]\nline-length = 88\n' },
      [],
      { 'a.ipynb': 'lenient', 'sub/b.ipynb': 'lenient' },
    ],
    [
      'flags win',
      { '.nbassert.yaml': LENIENT },
      ['--strictness', 'strict'],
      { 'a.ipynb': 'strict', 'sub/b.ipynb': 'strict' },
    ],
    [
      '--config takes the place of all',
      { '.nbassert.yaml': LENIENT, 'other/own.toml': STRICT_TOML },
      ['--config', 'other/own.toml'],
      { 'a.ipynb': 'strict', 'sub/b.ipynb': 'strict' },
    ],
    [
      'strictness by check wins over strictness',
      { '.nbassert.yaml': 'strictness: strict\nstrictness-by-check:\n  shape: lenient\n' },
      [],
      { 'a.ipynb': 'lenient', 'sub/b.ipynb': 'lenient' },
    ],
    [
      'the last override that matches',
      {
        '.nbassert.yaml':
          'strictness: strict\noverrides:\n  - path: "*.ipynb"\n    strictness: balanced\n  - path: [sub/]\n    strictness: lenient\n',
      },
      [],
      { 'a.ipynb': 'balanced', 'sub/b.ipynb': 'lenient' },
    ],
    [
      'an override in TOML',
      {
        'pyproject.toml': `${STRICT_TOML}[[tool.nbassert.overrides]]\npath = "sub/"\nstrictness = "lenient"\n`,
      },
      [],
      { 'a.ipynb': 'strict', 'sub/b.ipynb': 'lenient' },
    ],
    ['exclude', { '.nbassert.yaml': 'exclude: [sub/]\n' }, [], { 'a.ipynb': 'balanced' }],
    ['include', { '.nbassert.yaml': 'include: ["/sub/**"]\n' }, [], { 'sub/b.ipynb': 'balanced' }],
    ['check', { '.nbassert.yaml': 'check: [type]\n' }, [], { 'a.ipynb': null, 'sub/b.ipynb': null }],
    ['an empty file', { '.nbassert.yaml': '' }, [], { 'a.ipynb': 'balanced', 'sub/b.ipynb': 'balanced' }],
  ])('%s', async (_name, files, args, expected) => {
    expect(await offered({ 'a.ipynb': NOTEBOOK, 'sub/b.ipynb': NOTEBOOK, ...files }, args)).toEqual(expected);
  });
});

describe('what is wrong is named with file, line and what was probably meant: exit code 2', () => {
  test.each<[string, Record<string, string>, string]>([
    [
      'an unknown key in YAML',
      { '.nbassert.yaml': '# ours\nstrictnes: strict\n' },
      'error: .nbassert.yaml:2: there is no key called "strictnes"\n  Did you mean "strictness"?\n',
    ],
    [
      'an unknown key in TOML',
      {
        'pyproject.toml':
          '[project]\nname = "x"\n\n[tool.nbassert]\nnotes = "short"\nmin_confidence = "high"\n',
      },
      'error: pyproject.toml:6: there is no key called "min_confidence"\n  Did you mean "min-confidence"?\n',
    ],
    [
      'an unknown key in an override',
      {
        'pyproject.toml':
          '[[tool.nbassert.overrides]]\npath = "a"\n[[tool.nbassert.overrides]]\npath = "b"\nexclud = ["x"]\n',
      },
      'error: pyproject.toml:5: there is no key called "exclud"\n',
    ],
    [
      'a wrong value',
      { '.nbassert.yaml': 'notes: full\nstrictness: hard\n' },
      'error: .nbassert.yaml:2: `strictness` is "hard", expected one of strict, balanced, lenient\n',
    ],
    [
      'a wrong value in a list',
      { '.nbassert.yaml': 'check:\n  - shape\n  - shap\n' },
      'error: .nbassert.yaml:3: `check[1]` is "shap", expected one of ',
    ],
    [
      'an unknown check as a key',
      { '.nbassert.yaml': 'strictness-by-check:\n  missing-values: strict\n' },
      'error: .nbassert.yaml:2: there is no check called "missing-values"\n  Did you mean "missing-value"?\n',
    ],
    [
      'a wrong type',
      { '.nbassert.yaml': 'redact: "yes"\n' },
      'error: .nbassert.yaml:1: `redact`: expected boolean, received string\n',
    ],
    ['no YAML', { '.nbassert.yaml': 'notes: [full\n' }, 'error: .nbassert.yaml:2:1: this is not YAML: '],
    ['no TOML', { 'pyproject.toml': '[tool.nbassert]\nnotes = \n' }, 'error: pyproject.toml:2:'],
    [
      'no table of keys',
      { '.nbassert.yaml': '- strict\n' },
      'error: .nbassert.yaml:1: the configuration: expected object, received array\n',
    ],
    [
      'a wrong name',
      { '.nbassert.yml': LENIENT },
      'error: .nbassert.yml: this name is not looked for; the file is called .nbassert.yaml\n',
    ],
    [
      'two in one folder',
      { '.nbassert.yaml': LENIENT, 'pyproject.toml': STRICT_TOML },
      'error: .nbassert.yaml: there is a [tool.nbassert] in pyproject.toml too\n',
    ],
    [
      'a template folder that is not there',
      { '.nbassert.yaml': 'notes: full\ntemplate-folders: [gone]\n' },
      'error: .nbassert.yaml:2: the template folder ',
    ],
    [
      'a broken template',
      {
        '.nbassert.yaml': 'template-folders: [own]\n',
        'own/shape/mine.yaml': 'id: shape/mine\nchek: shape\n',
      },
      'error: own/shape/mine.yaml:',
    ],
  ])('%s', async (_name, files, message) => {
    const cwd = folderOf({ 'a.ipynb': NOTEBOOK, ...files });
    const { code, stdout, stderr } = await runCli(['scan', '.'], { cwd });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.startsWith(message), stderr).toBe(true);
  });

  test('a --config that is not there', async () => {
    const cwd = folderOf({ 'a.ipynb': NOTEBOOK });
    const { code, stderr } = await runCli(['scan', '--config', 'gone.yaml', '.'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toBe('error: gone.yaml: the configuration cannot be read: there is no such file\n');
  });
});

test('a notebook that is named and shut out is passed over with a word', async () => {
  const cwd = folderOf({ 'a.ipynb': NOTEBOOK, '.nbassert.yaml': 'exclude: ["a.ipynb"]\n' });
  const { code, stderr } = await runCli(['check', 'a.ipynb'], { cwd });
  expect(code).toBe(0);
  expect(stderr).toContain('Passed over a.ipynb: shut out by .nbassert.yaml (include, exclude).\n');
});

test('apply writes as each folder says', async () => {
  const { readFileSync } = await import('node:fs');
  const cwd = folderOf({
    'a.ipynb': NOTEBOOK,
    'sub/b.ipynb': NOTEBOOK,
    'sub/.nbassert.yaml': 'notes: none\ncell-tags: [hide-input]\n',
  });
  expect((await runCli(['apply', '.'], { cwd })).code).toBe(0);
  const cellsOf = (path: string) =>
    (
      JSON.parse(readFileSync(join(cwd, path), 'utf8')) as {
        cells: { cell_type: string; metadata: object }[];
      }
    ).cells;
  expect(cellsOf('a.ipynb').map(({ cell_type }) => cell_type)).toEqual(['code', 'code', 'markdown', 'code']);
  const below = cellsOf('sub/b.ipynb');
  expect(below.map(({ cell_type }) => cell_type)).toEqual(['code', 'code', 'code']);
  expect(below.at(-1)?.metadata).toMatchObject({ tags: ['nbassert', 'hide-input'] });
});
