import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { wrapped } from '../../src/cli/templates/wrap.ts';
import { ALL_REASONS, REASONS } from '../../src/proposals/index.ts';
import {
  CHECKS,
  checkTemplate,
  loadBuiltin,
  runExamples,
  templatePage,
  templateSkeleton,
} from '../../src/templates/index.ts';
import { runCli } from './io.ts';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'nbassert-templates-'));
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

const templates = (args: string[]) => runCli(['templates', ...args], { cwd });
const lines = (text: string) => text.trimEnd().split('\n');
const { templates: builtin } = await loadBuiltin();

describe('list', () => {
  test('has every template once, with confidence and summary, below its check', async () => {
    const { code, stdout, stderr } = await templates(['list']);
    expect(code).toBe(0);
    const rows = lines(stdout).filter((line) => line.startsWith('  '));
    expect(rows.map((row) => row.trim().split(/ {2,}/))).toEqual(
      CHECKS.flatMap((check) => builtin.filter((it) => it.check === check)).map((it) => [
        it.id,
        it.confidence,
        it.summary,
      ]),
    );
    expect(stderr).toMatch(/^\d+ templates for \d+ checks\. `nbassert templates show ID` prints one\.\n$/);
  });

  test('--check leaves out the others; --quiet the last line', async () => {
    const { stdout, stderr } = await templates(['list', '--check', 'shape,type', '--quiet']);
    expect(lines(stdout).filter((line) => /^[a-z]/.test(line))).toEqual(['shape', 'type']);
    expect(stderr).toBe('');
  });

  test('--format ndjson', async () => {
    const { stdout, stderr } = await templates(['list', '--format', 'ndjson']);
    expect(stderr).toBe('');
    expect(lines(stdout).map((line) => JSON.parse(line))).toEqual(
      builtin.map(({ id, check, summary, confidence }) => ({
        type: 'template',
        id,
        check,
        summary,
        confidence,
      })),
    );
  });

  test('--reasons explains each reason in a sentence of its own', async () => {
    const { code, stdout } = await templates(['list', '--reasons']);
    expect(code).toBe(0);
    expect(lines(stdout).map((line) => line.split(/ {2,}/))).toEqual(
      ALL_REASONS.map((reason) => [reason, REASONS[reason]]),
    );
    expect(new Set(Object.values(REASONS)).size).toBe(ALL_REASONS.length);
    for (const text of Object.values(REASONS)) expect(text).toMatch(/^[A-Z].{20,}\.$/);
    const objects = lines((await templates(['list', '--reasons', '--format', 'ndjson'])).stdout);
    expect(objects.map((line) => JSON.parse(line).reason)).toEqual([...ALL_REASONS]);
  });

  test.each([
    [['list', '--check', 'shpe'], 'error: there is no check called "shpe"\n  Did you mean "shape"?\n'],
    [['list', '--folder', 'gone'], 'error: gone: there is no such template file or folder\n'],
    [['list', '--format', 'xml'], "error: option '--format <name>' argument 'xml' is invalid."],
  ])('%j is wrong usage', async (args, stderr) => {
    const ran = await templates(args);
    expect({ code: ran.code, stdout: ran.stdout }).toEqual({ code: 2, stdout: '' });
    expect(ran.stderr.startsWith(stderr), ran.stderr).toBe(true);
  });
});

describe('show', () => {
  test('prints pattern, why, every strictness, note and refusals', async () => {
    const { code, stdout, stderr } = await templates(['show', 'shape/table-shape']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const part of [
      '# `shape/table-shape`\n',
      '## Pattern\n\n```text\n$X.shape\n',
      'strict:\n\n```python\nassert df.shape == (891, 12), f"expected shape (891, 12), found {df.shape}"\n```',
      'balanced:',
      'lenient:',
      '> **Assumption:** `df` has 12 columns',
      '## Refused\n',
    ]) {
      expect(stdout).toContain(part);
    }
  });

  test.each(builtin)('$id has a page', (template) => {
    const page = templatePage(template);
    expect(page).toContain('\n### Example: ');
    expect(page).not.toContain('[object');
    // Fences come in pairs.
    expect((page.match(/^`{3,}/gm) ?? []).length % 2).toBe(0);
  });

  test('an unknown id names the nearest', async () => {
    expect(await templates(['show', 'shape/tabel-shape'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'error: there is no template called "shape/tabel-shape"\n  Did you mean "shape/table-shape"?\n',
    });
  });

  test("somebody's own, which cannot drive the terminal", async () => {
    own('type/mine.yaml', skeleton('type/mine').replace('An amount is shown.', '"An \\e[2J amount."'));
    const { code, stdout } = await templates(['show', 'type/mine', '--folder', 'own']);
    expect(code).toBe(0);
    expect(stdout).toContain('An \\x1b[2J amount.');
  });
});

describe('new', () => {
  test.each(CHECKS.map((check) => [check]))(
    'the skeleton of %s loads, and its examples pass',
    async (check) => {
      const id = `${check}/my-case`;
      const { template, problems } = await checkTemplate(templateSkeleton(id, check), 'x.yaml', id);
      expect(problems.map(({ where, message }) => `${where}: ${message}`)).toEqual([]);
      expect(runExamples(template!).map(({ outcome }) => outcome)).toEqual(['ok', 'ok']);
    },
  );

  test('writes the file, names it, and says what is next; a second time it refuses', async () => {
    const first = await templates(['new', 'shape/my-case']);
    expect(first).toEqual({
      code: 0,
      stdout: 'templates/shape/my-case.yaml\n',
      stderr:
        'Write the examples first, refusals included; then run: nbassert templates test templates/shape/my-case.yaml\n',
    });
    const file = join(cwd, 'templates/shape/my-case.yaml');
    expect(readFileSync(file, 'utf8')).toBe(skeleton('shape/my-case'));
    writeFileSync(file, 'mine');
    expect(await templates(['new', 'shape/my-case'])).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'error: templates/shape/my-case.yaml: there is a file already\n  Choose another name, or edit that file.\n',
    });
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  test('--folder, and the id of a built-in template', async () => {
    const { code, stdout, stderr } = await templates(['new', 'shape/table-shape', '--folder', 'a/b']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'a/b/shape/table-shape.yaml\n' });
    expect(stderr).toContain('yours takes its place');
  });

  test.each([
    ['shap/x', 'error: there is no check called "shap"\n  Did you mean "shape"?\n'],
    ['shape', 'error: "shape" is no id of a template\n'],
    ['shape/Up', 'error: "shape/Up" is no id of a template\n'],
    ['shape/../../x', 'error: "shape/../../x" is no id of a template\n'],
    ['../x', 'error: there is no check called ".."\n'],
  ])('%s is refused', async (id, stderr) => {
    const ran = await templates(['new', id]);
    expect({ code: ran.code, stdout: ran.stdout }).toEqual({ code: 2, stdout: '' });
    expect(ran.stderr.startsWith(stderr), ran.stderr).toBe(true);
  });
});

describe('test', () => {
  test('a built-in one by its id, all of a check', async () => {
    expect((await templates(['test', 'shape/table-shape'])).stdout).toMatch(
      /^1 template, (\d+) examples: \1 ok\n$/,
    );
    const { code, stdout } = await templates(['test', 'shape']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^(\d+) templates, (\d+) examples: \2 ok\n$/);
  });

  test.each([['own'], ['own/shape'], ['own/shape/mine.yaml']])('%s: all ok', async (path) => {
    own('shape/mine.yaml', skeleton('shape/mine'));
    expect(await templates(['test', path])).toEqual({
      code: 0,
      stdout: '1 template, 2 examples: 2 ok\n',
      stderr: '',
    });
  });

  test('a check folder does not run its neighbours', async () => {
    own('shape/mine.yaml', skeleton('shape/mine'));
    own('type/mine.yaml', 'id: [');
    expect((await templates(['test', 'own/shape'])).code).toBe(0);
    expect((await templates(['test', 'own'])).code).toBe(2);
  });

  test.each<[string, string, string, string]>([
    ['noisy', 'output: "0"', 'output: "7"', '  + balanced:\n  + assert box.replace_this_method() > 0'],
    ['missing', 'output: "3"', 'output: "0"', '  - balanced:\n  - assert box.replace_this_method() > 0'],
    [
      'different',
      '{{ subject }} > 0',
      '{{ subject }} >= 0',
      '  - assert box.replace_this_method() > 0, (\n  + assert box.replace_this_method() >= 0, (',
    ],
    [
      'broken',
      'cell: box.replace_this_method()\n    output: "3"',
      'cell: box = 1\n    output: "3"',
      '    | box = 1',
    ],
    [
      'closed',
      'output: "0"\n    refuses: an empty',
      'output: "7"\n    known-miss: an empty',
      '  + assert box.replace_this_method() == 7',
    ],
  ])('%s: the word, the cell, what was read, the difference; exit code 2', async (word, from, to, part) => {
    const text = skeleton('shape/mine').replace(from, to);
    expect(text).not.toBe(skeleton('shape/mine'));
    own('shape/mine.yaml', text);
    const { code, stdout, stderr } = await templates(['test', 'own']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    expect(stdout.startsWith(`${word}  shape/mine: `), stdout).toBe(true);
    expect(stdout).toContain(part);
    expect(lines(stdout).at(-1)).toBe(`1 template, 2 examples: 1 ok, 1 ${word}`);
  });

  test('a wrong file: each problem with file, line and column', async () => {
    own('shape/mine.yaml', skeleton('shape/mine').replace('\nnote:', '\nnte:'));
    own('shape/good.yaml', skeleton('shape/good'));
    const { code, stdout, stderr } = await templates(['test', 'own']);
    expect(code).toBe(2);
    expect(stdout).toBe('1 template, 2 examples: 2 ok; 2 problems in files that do not load\n');
    expect(stderr).toMatch(
      /^error: own\/shape\/mine\.yaml:\d+:1: unknown key `nte`, did you mean `note`\?$/m,
    );
  });

  test('nothing to run is a failure', async () => {
    mkdirSync(join(cwd, 'empty'));
    const { code, stdout, stderr } = await templates(['test', 'empty']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: empty: there is no template in this folder\n/);
    expect((await templates(['test', 'shape/tabel-shape'])).stderr).toBe(
      'error: there is no path and no template called "shape/tabel-shape"\n  Did you mean "shape/table-shape"?\n',
    );
  });
});

test('without a word, or with an unknown one: the help, exit code 2', async () => {
  const none = await templates([]);
  expect(none).toMatchObject({ code: 2, stdout: '' });
  expect(none.stderr).toContain('Commands:\n  list');
  expect((await templates(['lst'])).stderr).toMatch(/^error: unknown command 'lst'\n\(Did you mean list\?\)/);
});

test.each([['list'], ['show'], ['test'], ['new']])(
  '%s --help has the general flags and examples',
  async (name) => {
    const { code, stdout } = await templates([name, '--help']);
    expect(code).toBe(0);
    for (const part of [
      `Usage: nbassert templates ${name}`,
      '--no-color',
      '--quiet',
      'Examples:',
      'Exit codes:',
    ]) {
      expect(stdout).toContain(part);
    }
  },
);

test.each<[string, number, string[]]>([
  ['', 10, ['']],
  ['one two', 7, ['one two']],
  ['one two', 6, ['one', 'two']],
  ['a-word-that-is-long b', 5, ['a-word-that-is-long', 'b']],
])('wrapped(%j, %d)', (line, width, parts) => {
  expect(wrapped(line, width)).toEqual(parts);
});

function skeleton(id: string): string {
  const check = CHECKS.find((it) => it === id.split('/')[0])!;
  return templateSkeleton(id, check);
}

function own(path: string, text: string): void {
  const file = join(cwd, 'own', path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
}
