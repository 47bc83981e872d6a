import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readNotebook } from '../../src/notebook/index.ts';
import type { VerdictKind } from '../../src/workshop/verdict.ts';
import { filledIn, gradeFolder, ready, withoutMetadata } from './ready.ts';

const MINUTES = 240_000;

/** Where copies of data are made while these tests run: nothing may be left there. */
let scratch: string;
const { TMPDIR } = process.env;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'nbassert-scratch-'));
  process.env.TMPDIR = scratch;
});
afterAll(() => {
  if (TMPDIR === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = TMPDIR;
  rmSync(scratch, { recursive: true, force: true });
});

/** An answer, the verdict, and a part of what is said about it. */
type Wrong = readonly [answer: string, kind: VerdictKind, said: string];

const LOOKING: Readonly<Record<string, Wrong>> = {
  1: ['assert True', 'vacuous', 'a constant is always true'],
  2: ['assert orders.shape == (640, 7)', 'too-strict', 'false alarm on healthy data: 13 rows more than 640'],
  3: ['assert orders["price"].dtype.kind = "f"', 'syntax', 'Line 1 is no Python'],
  4: ['assert orders.isna().sum().sum() > 100, "many"', 'wrong-direction', 'turn the comparison'],
  5: ['orders["status"].nunique() == 3', 'no-assert', 'without an `assert`'],
  6: ['while True:\n    pass\nassert orders["quantity"].min() > 0', 'endless', 'not done after 5 seconds'],
  7: ['import os\nos.remove("data/orders.csv")\nassert done.notna().all().all()', 'touches', 'It deletes a file'],
  8: ['assert len(orders) > 0', 'wrong-subject', 'It speaks of `orders`'],
  9: ['assert len(sales) > 0', 'catches-nothing', 'notices no fault of 1, not for example: 119 of 593 rows repeated'],
  10: ['import os\nos._exit(1)\nassert sales.size', 'dies', 'The kernel died'],
};

const PIPELINE: Readonly<Record<string, Wrong>> = {
  1: ['flats.dropna(inplace=True)\nassert "rent" in flats.columns', 'changes-data', 'It changes `flats`'],
  2: ['assert flats.isnull().sum().sum() == 37', 'too-strict', 'false alarm'],
  3: ['assert flats["area"].between(0, 500).all()', 'wrong-subject', 'It looks at `area`, and the output is about `expensive`'],
  4: ['assert features is not None', 'vacuous', 'never `None`'],
  5: ['assert features.dtypes.notna().all()', 'catches-nothing', 'notices no fault of'],
  6: ['assert features["area"].corr(features["rooms"]) < 0.6', 'wrong-direction', 'the other way round'],
  7: ['assert X_train.shape[1] == X_test.shape[1', 'syntax', 'is no Python'],
  8: ['assert abs(train_scaled.mean()) < 0.5', 'weak', 'the solution'],
  9: ['assert test_scaled.isna().sum() == 0', 'raises', 'AttributeError'],
  10: ['assert accuracy <= 0.89, f"accuracy {accuracy}"', 'wrong-direction', 'accuracy 0.92'],
  11: ['print("AUC is fine")', 'no-assert', 'shows or computes'],
};

test.each([
  ['from-looking-to-checking', LOOKING],
  ['what-a-pipeline-takes-for-granted', PIPELINE],
])(
  '%s: solutions have everything, empty answers nothing, and each wrong answer is told what is wrong with it',
  async (name, wrong) => {
    const { home, workshop, empty, solved } = ready(name);
    const ids = workshop.exercises.map(({ id }) => id);
    const answers = Object.fromEntries(Object.entries(wrong).map(([id, [answer]]) => [id, answer]));
    const { ran, verdicts } = await gradeFolder(home, {
      'solved.ipynb': solved,
      'renamed by somebody.ipynb': withoutMetadata(solved),
      'empty.ipynb': empty,
      'wrong.ipynb': filledIn(empty, answers),
      'broken.ipynb': '{ no notebook',
      'other.ipynb': JSON.stringify({ cells: [], metadata: {}, nbformat: 4, nbformat_minor: 5 }),
    });
    const kinds = (participant: string) => ids.map((id) => verdicts.get(participant)?.get(id)?.[0]);
    expect(kinds('solved')).toEqual(ids.map(() => 'good'));
    expect(kinds('renamed by somebody')).toEqual(ids.map(() => 'good'));
    expect(kinds('empty')).toEqual(ids.map(() => 'unanswered'));
    const points = (participant: string) => ids.map((id) => verdicts.get(participant)?.get(id)?.[1]);
    expect(points('solved')).toEqual(ids.map(() => 1));
    expect(points('empty')).toEqual(ids.map(() => 0));
    const told = Object.fromEntries(
      Object.entries(wrong).map(([id, [answer, , said]]) => {
        const [kind = '', , text = ''] = verdicts.get('wrong')?.get(id) ?? [];
        return [id, [answer, kind, text.includes(said) ? said : text]];
      }),
    );
    expect(told).toEqual(wrong);
    expect(Math.max(...Object.keys(wrong).map((id) => verdicts.get('wrong')!.get(id)![1]))).toBeLessThan(1);
    expect(kinds('broken')).toEqual(ids.map(() => 'not-graded'));
    expect(kinds('other')).toEqual(ids.map(() => 'not-graded'));
    expect(ran.stdout).toMatch(/broken +.*JSON/);
    expect(ran.stdout).toContain('it holds no exercise of this workshop');
    expect(ran.code).toBe(3);
    expect(readdirSync(scratch)).toEqual([]);
  },
  MINUTES,
);

test(
  'an answer that swallows every exception and an own helper in an earlier answer',
  async () => {
    const { home, empty } = ready('from-looking-to-checking');
    const { verdicts, ran, read } = await gradeFolder(
      home,
      {
        'alice/handed in.ipynb': filledIn(empty, {
          1: 'import numpy as np\nneeded = {"order_id", "price", "status", "quantity", "rating", "customer_id", "day"}\nassert needed <= set(orders.columns)',
          2: 'assert len(needed) == orders.shape[1] and np.all(abs(len(orders) - 640) <= 64)',
          3: 'while True:\n    try:\n        assert orders is None\n    except BaseException:\n        pass',
          4: 'assert set(orders.columns[orders.isna().any()]) <= {"rating"}',
          5: '=cmd|" /C calc"!A0\nassert orders',
        }),
      },
      '--mark',
      '90',
      '--feedback',
      'out/feedback',
      '--html',
      'out/page.html',
    );
    const kinds = ['1', '2', '3', '4', '5'].map((id) => verdicts.get('alice')?.get(id)?.[0]);
    expect(kinds).toEqual(['good', 'good', 'endless', 'good', 'syntax']);
    expect(ran.code).toBe(1);
    const feedback = readNotebook(read('out/feedback/alice.ipynb'));
    const comments = feedback.cells.filter(({ tags }) => tags.includes('nbassert-feedback'));
    expect(comments.map(({ source }) => source.split('.')[0])).toEqual([
      '**Exercise 1, 100 %: holds, notices what it should, raises no false alarm',
      '**Exercise 2, 100 %: holds, notices what it should, raises no false alarm',
      '**Exercise 3, 0 %: does not end',
      '**Exercise 4, 100 %: holds, notices what it should, raises no false alarm',
      '**Exercise 5, 0 %: is no Python',
    ]);
    // A spreadsheet must not take an answer for a formula.
    expect(read('out/graded.csv')).toContain(`"'=cmd|`);
  },
  MINUTES,
);

test('what cannot be graded says what to do', async () => {
  const { home, empty } = ready('from-looking-to-checking');
  const { runCli } = await import('../cli/io.ts');
  const { folderOf } = await import('./ready.ts');
  const { folder, remove } = folderOf({ 'none/readme.txt': '', 'one/a.ipynb': empty, 'bad/workshop.json': '{"format": 2}' });
  const grade = (...args: string[]) => runCli(['workshop', 'grade', ...args], { cwd: folder, env: process.env });
  try {
    expect((await grade('one')).stderr).toBe(
      'error: one: there is no workshop.json here or above\n  Name the folder that `nbassert workshop build` made with --workshop.\n',
    );
    expect((await grade('one', '--workshop', 'bad')).stderr).toMatch(/^error: bad\/workshop\.json: this is no workshop: format: /);
    expect(await grade('none', '--workshop', home)).toMatchObject({ code: 2 });
  } finally {
    remove();
  }
});
