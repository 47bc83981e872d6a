import { afterEach, expect, test } from 'vitest';
import { type Candidate, caughtOf, DEFAULT_RUN_OPTIONS, measureStrength } from '../../src/kernel/index.ts';
import { readNotebook } from '../../src/notebook/index.ts';
import { pythonPath } from '../python.ts';
import { inserted, onDisk } from './notebooks.ts';

const OPTIONS = { ...DEFAULT_RUN_OPTIONS, python: pythonPath, cellTimeout: 60 };
const opened: ReturnType<typeof onDisk>[] = [];
afterEach(() => {
  for (const one of opened.splice(0)) one.remove();
});

async function strength(cells: Parameters<typeof onDisk>[0], kinds: string[], candidates: Candidate[] = []) {
  const one = onDisk(cells);
  opened.push(one);
  const choice = { count: null, seed: 1, kinds: kinds as never };
  const found = await measureStrength(one.file, readNotebook(one.text), { choice, candidates }, OPTIONS);
  expect(one.now()).toBe(one.text);
  return found;
}

const brief = ({ results }: Awaited<ReturnType<typeof strength>>) =>
  results.map(({ fault, what, status, changesOutput, caughtBy, wouldCatch }) => [
    fault.kind,
    what,
    status,
    changesOutput,
    caughtBy.map(({ source }) => source),
    wouldCatch,
  ]);

test('which assert catches which fault, and what would have caught the others', async () => {
  const found = await strength(
    [
      'import pandas as pd',
      'df = pd.DataFrame({"a": range(100), "b": ["x", "y"] * 50})\ndf.shape',
      inserted('assert len(df) >= 90\nassert len(df) == 99'),
      'print(len(df.dropna(\n)))',
      inserted('assert df["b"].notna().all()'),
    ],
    ['rows-dropped', 'rows-repeated', 'nulls', 'step-removed'],
    [
      { key: 'exact', cell: 1, source: 'assert len(df) == 100' },
      { key: 'wrong', cell: 1, source: 'assert len(df) == 5' },
      { key: 'never', cell: 3, source: 'assert len(df) > 0' },
    ],
  );
  expect(found.alarms.map(({ source }) => source)).toEqual(['assert len(df) == 99']);
  expect(found.sound).toEqual(['exact', 'never']);
  const [long, here] = ['assert len(df) >= 90', 'assert df["b"].notna().all()'];
  expect(brief(found)).toEqual([
    ['rows-dropped', '20 of 100 rows dropped', 'caught', true, [long], ['exact']],
    ['rows-repeated', '20 of 100 rows repeated at the end', 'slipped', true, [], ['exact']],
    ['nulls', '20 of 100 values of `b` of `df` missing', 'caught', true, [here], []],
    ['step-removed', '`df.dropna( )` was left out', 'slipped', false, [], []],
  ]);
}, 120_000);

test('leaving out what is the default anyway is no fault', async () => {
  const { results } = await strength(['from sklearn.neighbors import KNeighborsClassifier\nmodel = KNeighborsClassifier(n_neighbors=5)'], [
    'hyper-parameter',
  ]);
  expect(results.map(({ what }) => what.replace(/=\d+`$/, ''))).toEqual([expect.stringMatching(/^`n_neighbors=5` became/)]);
}, 120_000);

test('a notebook that the fault stops does not count, one that does not run is not measured', async () => {
  const stops = await strength(
    ['import pandas as pd\ndf = pd.DataFrame({"a": range(20)})', 'df["a"].sum()', inserted('assert df["a"].sum() > 0')],
    ['column-renamed'],
  );
  expect(brief(stops)).toEqual([['column-renamed', '`a` of `df` called `a_1`', 'stops', true, [], []]]);
  expect(caughtOf(stops.results)).toEqual({ caught: 0, of: 0 });
  const broken = await strength(['1 / 0'], []);
  expect(broken).toMatchObject({ results: [], stopped: { cell: 0 } });
}, 120_000);
