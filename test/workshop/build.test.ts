import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LEVEL_CHOICES } from '../../src/cli/workshop.ts';
import { editNotebook, readNotebook } from '../../src/notebook/index.ts';
import { LEVELS } from '../../src/workshop/index.ts';
import { markOf } from '../../src/workshop/submission.ts';
import { runCli } from '../cli/io.ts';
import { pythonPath } from '../python.ts';
import { ready } from './ready.ts';

const RUN = fileURLToPath(new URL('../acceptance/run-notebooks.py', import.meta.url));
const FIXTURES = fileURLToPath(new URL('../../fixtures', import.meta.url));
const READY = ['from-looking-to-checking', 'what-a-pipeline-takes-for-granted'];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nbassert-build-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const build = (...args: string[]) => runCli(['workshop', 'build', ...args], { cwd: folder });

test('the help offers the levels that there are', () => {
  expect(LEVEL_CHOICES).toEqual(LEVELS);
});

test.each(READY)(
  '%s: exercises unfilled, and solutions, are valid and run from top to bottom',
  (name) => {
    const { home, workshop } = ready(name);
    const { exercises, solutions } = workshop.notebooks[0]!;
    const out = execFileSync(pythonPath, [RUN, home, join(home, exercises), join(home, solutions)], {
      encoding: 'utf8',
      env: { ...process.env, PYTHONWARNINGS: 'ignore' },
    });
    const ran = JSON.parse(out) as Record<string, { cells: number; problem: string | null }>;
    expect(Object.values(ran).map(({ problem }) => problem)).toEqual([null, null]);
    const codeCells = readNotebook(readFileSync(join(home, exercises), 'utf8')).cells.filter(({ type }) => type === 'code');
    expect(Object.values(ran).map(({ cells }) => cells)).toEqual([codeCells.length, codeCells.length]);
  },
  120_000,
);

test.each(['passengers', 'churn_colab', 'rentals_v3', 'houses', 'digits'])(
  '%s: taking out what was put in gives the bytes back, and every exercise has its question and answer',
  async (name) => {
    const { code, stderr } = await build(join(FIXTURES, `${name}.ipynb`), '--out', 'w', '--count', '6');
    expect([code, stderr]).toEqual([0, expect.stringContaining('w: ')]);
    const { exercises } = JSON.parse(readFileSync(join(folder, 'w/workshop.json'), 'utf8'));
    const before = readFileSync(join(FIXTURES, `${name}.ipynb`), 'utf8');
    for (const [kind, each] of [['exercises', 2], ['solutions', 3]] as const) {
      const notebook = readNotebook(readFileSync(join(folder, `w/${name}.${kind}.ipynb`), 'utf8'));
      const own = notebook.cells.filter((cell) => markOf(cell) !== null);
      expect(own).toHaveLength(exercises.length * each);
      const gone = own.map(({ index }) => ({ kind: 'remove-cell' as const, cell: index }));
      expect(editNotebook(notebook, gone)).toBe(before);
    }
    execFileSync(pythonPath, [
      '-c',
      'import nbformat, sys; [nbformat.validate(nbformat.read(f, as_version=nbformat.NO_CONVERT)) for f in sys.argv[1:]]',
      join(folder, `w/${name}.exercises.ipynb`),
      join(folder, `w/${name}.solutions.ipynb`),
    ]);
  },
);

describe('what is built', () => {
  test('the files of a workshop, the data with it', async () => {
    const { stderr } = await build(join(FIXTURES, 'passengers.ipynb'), '--out', 'w', '--checks', 'shape,missing-value', '--count', '3');
    expect(readdirSync(join(folder, 'w'), { recursive: true }).sort()).toEqual([
      'data',
      'data/passengers.csv',
      'handout.html',
      'handout.md',
      'passengers.exercises.ipynb',
      'passengers.solutions.ipynb',
      'teacher.md',
      'workshop.json',
    ]);
    expect(stderr).toBe(
      'w: 3 exercises, 35 minutes.\n' +
        'Hand out: passengers.exercises.ipynb, data/passengers.csv, handout.html\n' +
        'For you: passengers.solutions.ipynb, teacher.md, workshop.json\n' +
        'Grade: nbassert workshop grade SUBMISSIONS --workshop w --html graded.html\n',
    );
    const { exercises } = JSON.parse(readFileSync(join(folder, 'w/workshop.json'), 'utf8'));
    expect(new Set(exercises.map(({ check }: { check: string }) => check))).toEqual(new Set(['shape', 'missing-value']));
  });

  test('hints for beginners, none for the advanced', async () => {
    const sources = async (level: string) => {
      await build(join(FIXTURES, 'passengers.ipynb'), '--out', level, '--cells', '3', '--level', level);
      const text = readFileSync(join(folder, level, 'passengers.exercises.ipynb'), 'utf8');
      return readNotebook(text).cells.filter((cell) => markOf(cell) !== null).map(({ source }) => source);
    };
    const asked =
      '### Exercise 1\n\nWhat does the output of `df.shape` let you rely on?\n\nSay it as an `assert` that still holds on fresh, healthy data.';
    const answer = '# Exercise 1\nprint("Exercise 1: not answered yet")  # replace this line by your assert';
    expect(await sources('advanced')).toEqual([asked, answer]);
    const [question = ''] = await sources('beginner');
    expect(question.startsWith(`${asked}\n\n<details><summary>Hint 1</summary>`)).toBe(true);
    expect(question).toContain('`assert df.shape[…] == …`');
  });

  test('twice gives the same bytes, and does not overwrite unasked', async () => {
    const args = [join(FIXTURES, 'houses.ipynb'), '--out', 'w', '--count', '5'];
    await build(...args);
    const read = () => readdirSync(join(folder, 'w')).filter((it) => it.includes('.')).map((it) => readFileSync(join(folder, 'w', it), 'utf8'));
    const first = read();
    expect((await build(...args)).stderr).toBe(
      'error: w: "houses.exercises.ipynb" is there already\n  Give --out another folder, or write over it with --force.\n',
    );
    expect((await build(...args, '--force')).code).toBe(0);
    expect(read()).toEqual(first);
  });

  test('text of a notebook is text on the page and in the notes', async () => {
    const evil = '<script>document.title = 1</script>';
    const cell = (source: string, text: string) => ({
      cell_type: 'code', metadata: {}, execution_count: 1, source,
      outputs: [{ output_type: 'execute_result', execution_count: 1, metadata: {}, data: { 'text/plain': text } }],
    });
    const notebook = {
      nbformat: 4, nbformat_minor: 4,
      metadata: { language_info: { name: 'python' } },
      cells: [
        { cell_type: 'markdown', metadata: {}, source: `# ${evil}` },
        cell(`import pandas as pd\ndf = pd.read_csv("x.csv")\nkept = df[df["a"] != "${evil}"]\nkept.shape`, '(12, 3)'),
      ],
    };
    writeFileSync(join(folder, 'a.ipynb'), JSON.stringify(notebook));
    const { code, stderr } = await build('a.ipynb', '--out', 'w', '--count', '2');
    expect([code, stderr]).toEqual([0, expect.anything()]);
    const page = readFileSync(join(folder, 'w/handout.html'), 'utf8');
    expect(page).not.toContain('<script');
    expect(page).toContain('&lt;script&gt;document.title = 1&lt;/script&gt;');
    expect(readFileSync(join(folder, 'w/handout.md'), 'utf8')).toContain('# \\<script\\>document.title');
  });
});

test.each([
  [['gone.ipynb', '--out', 'w'], 'gone.ipynb'],
  [[join(FIXTURES, 'passengers.ipynb'), '--out', 'w', '--cells', '0'], 'no output of cell 0 can become an exercise'],
  [[join(FIXTURES, 'passengers.ipynb'), '--out', 'w', '--cells', 'x'], 'It must be numbers of cells'],
  [[join(FIXTURES, 'passengers.ipynb'), '--out', 'w', '--checks', 'shapes'], 'there is no check called "shapes"'],
  [[join(FIXTURES, 'passengers.ipynb'), '--out', 'w', '--data', 'gone.csv'], 'gone.csv: there is no such file or folder'],
  [[join(FIXTURES, 'passengers.ipynb'), join(FIXTURES, 'houses.ipynb'), '--out', 'w', '--cells', '3'], '--cells names the cells of one notebook'],
  [[join(FIXTURES, 'passengers.ipynb')], "required option '--out <dir>' not specified"],
])('refuses %j', async (args, said) => {
  const { code, stderr } = await build(...args);
  expect([code, stderr]).toEqual([2, expect.stringContaining(said)]);
  expect(readdirSync(folder)).toEqual([]);
});
