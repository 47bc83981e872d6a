import { PassThrough } from 'node:stream';
import { expect, test, vi } from 'vitest';
import type { Io } from '../../src/cli/io.ts';
import { progressLine, progressOn } from '../../src/cli/progress.ts';

test.each<[done: number, total: number | null, seconds: number, line: string]>([
  [1200, 10_000, 12, '1200 of 10000 notebooks, 100 a second, 88 s left'],
  [100, 10_000, 20, '100 of 10000 notebooks, 5 a second, 33 min left'],
  [10, 10_000, 60, '10 of 10000 notebooks, 10 a minute, 16.6 h left'],
  [5, 5, 1, '5 of 5 notebooks, 5 a second, 0 s left'],
  [300, null, 10, '300 notebooks, 30 a second'],
  [3, 9, 0, '3 of 9 notebooks, 3000 a second, 0 s left'],
])('%i of %s after %i s', (done, total, seconds, line) => {
  expect(progressLine(done, total, seconds)).toBe(line);
});

/** What is said on stderr while 100 notebooks are done, one a second. */
async function said(flags: { quiet?: boolean }, total: number | null): Promise<string> {
  const stderr = new PassThrough();
  const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
  const progress = progressOn({ stderr, stdout: new PassThrough() } as unknown as Io, flags, total, false);
  for (let second = 1; second <= 40; second++) {
    clock.mockReturnValue(second * 1000);
    await progress.step();
  }
  progress.stop();
  clock.mockRestore();
  return String(stderr.read() ?? '');
}

test('without a terminal: a plain line now and then', async () => {
  expect(await said({}, 100)).toBe(
    '15 of 100 notebooks, 1 a second, 85 s left\n30 of 100 notebooks, 1 a second, 70 s left\n',
  );
  expect(await said({}, null)).toBe('15 notebooks, 1 a second\n30 notebooks, 1 a second\n');
});

test('--quiet says nothing', async () => {
  expect(await said({ quiet: true }, 100)).toBe('');
});
