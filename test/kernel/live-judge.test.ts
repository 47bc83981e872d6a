import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { DEFAULT_RUN_OPTIONS, LiveJudge } from '../../src/kernel/index.ts';
import { readNotebook } from '../../src/notebook/index.ts';
import { pythonPath } from '../python.ts';
import { isRunning, onDisk, TELL_PID } from './notebooks.ts';

const opened: ReturnType<typeof onDisk>[] = [];
const judges: LiveJudge[] = [];
afterEach(async () => {
  await Promise.all(judges.splice(0).map((judge) => judge.close()));
  for (const one of opened.splice(0)) one.remove();
});

function judging(...cells: Parameters<typeof onDisk>[0]) {
  const one = onDisk(cells);
  const judge = new LiveJudge({ ...DEFAULT_RUN_OPTIONS, python: pythonPath });
  opened.push(one);
  judges.push(judge);
  return { one, judge, notebook: readNotebook(one.text) };
}

/** Counts how often a cell ran. */
const TELL = (name: string) => `open('${name}', 'a').write('x')`;
const times = (folder: string, name: string) =>
  existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8').length : 0;

test('runs up to the cell, goes on from there, and starts anew to go back', async () => {
  const { one, judge, notebook } = judging(`x = 1\n${TELL('a')}`, `x = 2\n${TELL('b')}`, 'x = 3');
  const behind = (cell: number, source: string) => judge.behind(one.file, notebook, cell, source);
  expect(await behind(0, 'assert x == 1')).toEqual({ kind: 'holds' });
  expect(await behind(0, 'assert x == 7, f"x is {x}"')).toEqual({
    kind: 'fails',
    name: 'AssertionError',
    message: 'x is 1',
  });
  expect([times(one.folder, 'a'), times(one.folder, 'b')]).toEqual([1, 0]);
  expect(await behind(2, 'assert x == 3')).toEqual({ kind: 'holds' });
  expect([times(one.folder, 'a'), times(one.folder, 'b')]).toEqual([1, 1]);
  expect(await behind(0, 'assert x == 1')).toEqual({ kind: 'holds' });
  expect([times(one.folder, 'a'), times(one.folder, 'b')]).toEqual([2, 1]);
  expect(one.now()).toBe(one.text);
}, 60_000);

test('asserts in the midst of a cell are judged there', async () => {
  const { one, judge, notebook } = judging('x = 1', 'x = 2\nx = 3', 'x');
  const inside = (source: string) => judge.inside(one.file, notebook, 1, source);
  expect(await inside('x = 2\nassert x == 2\nx = 3')).toEqual({ kind: 'holds' });
  expect(await inside('x = 2\nassert x == 3, "no"\nx = 3')).toMatchObject({ kind: 'fails', message: 'no' });
}, 60_000);

test('a notebook that does not run so far says where it ends; no kernel stays behind', async () => {
  const { one, judge, notebook } = judging(TELL_PID, '1 / 0', 'x');
  expect(await judge.behind(one.file, notebook, 2, 'assert x')).toEqual({
    kind: 'stopped',
    cell: 1,
    name: 'ZeroDivisionError',
    message: 'division by zero',
  });
  await judge.close();
  expect(isRunning(Number(one.read('pid')))).toBe(false);
}, 60_000);
