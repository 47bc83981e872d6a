import { expect, test } from 'vitest';
import { jobsFor } from '../../src/cli/setup.ts';

test.each<[what: string, notebooks: number, jobs: number | undefined, processors: number, threads: number]>([
  ['no notebook', 0, undefined, 8, 1],
  ['one notebook', 1, undefined, 8, 1],
  ['not enough work for a second thread', 127, undefined, 8, 1],
  ['just enough for a second one', 128, undefined, 8, 2],
  ['more for each 64', 320, undefined, 8, 5],
  ['no more than there are processors', 10_000, undefined, 8, 8],
  ['one processor', 10_000, undefined, 1, 1],
  ['as many as were asked for', 20, 4, 8, 4],
  ['more than there are processors, where asked for', 100, 16, 2, 16],
  ['two notebooks a thread at least', 5, 4, 8, 2],
  ['one notebook, whatever was asked for', 1, 4, 8, 1],
  ['one thread, where asked for', 10_000, 1, 8, 1],
])('%s: %i notebooks, %s jobs on %i processors', (_, notebooks, jobs, processors, threads) => {
  expect(jobsFor(notebooks, { jobs }, processors)).toBe(threads);
});
