import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { remembered, tidyCache } from '../../src/repository/cache.ts';
import { folderOf } from './notebooks.ts';

const A = { hash: 'a'.repeat(64) };
const B = { hash: 'b'.repeat(64) };
const DAY = 24 * 60 * 60 * 1000;

/** Looks a value up and says whether it had to be worked out. */
async function look(folder: string, salt: string, stamp = A, isToKeep?: () => boolean) {
  let worked = false;
  const work = async () => {
    worked = true;
    return { text: 'ünï\u0000', list: [1, null], nested: { yes: true } };
  };
  return { result: await remembered({ folder, salt }, stamp, work, isToKeep), worked };
}

function entries(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

test('the same bytes and the same salt are known the second time, whole', async () => {
  const folder = join(folderOf({}), 'not/yet/there');
  const first = await look(folder, 's');
  const second = await look(folder, 's');
  expect([first.worked, second.worked]).toEqual([true, false]);
  expect(second.result).toEqual(first.result);
  expect(entries(folder)).toHaveLength(1);
});

test.each<[string, string, typeof A]>([
  ['another notebook', 's', B],
  ['other options', 't', A],
])('%s is not known', async (_name, salt, stamp) => {
  const folder = folderOf({});
  await look(folder, 's');
  expect((await look(folder, salt, stamp)).worked).toBe(true);
});

test('nobody else may read what is remembered', async () => {
  const folder = join(folderOf({}), 'cache');
  await look(folder, 's');
  expect(entries(folder).map((file) => statSync(file).mode & 0o777)).toEqual([0o600]);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test('what is not to be kept is not', async () => {
  const folder = folderOf({});
  await look(folder, 's', A, () => false);
  expect(entries(folder)).toEqual([]);
});

test('an entry that is damaged is worked out anew, and mended', async () => {
  const folder = folderOf({});
  await look(folder, 's');
  const [file] = entries(folder);
  for (const damage of [Buffer.alloc(0), Buffer.from('{'), readFileSync(file!).subarray(0, 10)]) {
    writeFileSync(file!, damage);
    expect((await look(folder, 's')).worked).toBe(true);
    expect((await look(folder, 's')).worked).toBe(false);
  }
});

test('a folder that cannot be written fails nothing', async () => {
  const file = join(folderOf({ file: '' }), 'file');
  expect((await look(file, 's')).worked).toBe(true);
  const shut = folderOf({});
  chmodSync(shut, 0o500);
  expect((await look(shut, 's')).result.list).toEqual([1, null]);
});

test('no cache: nothing is kept', async () => {
  expect(await remembered(null, A, async () => 1)).toBe(1);
});

test('tidying takes old entries, once a day, and nothing that is not its own', async () => {
  const folder = folderOf({ 'notes/keep.txt': 'mine' });
  await look(folder, 'old');
  const [old] = entries(folder).filter((file) => !file.endsWith('.txt'));
  await look(folder, 'new');
  const long = new Date(Date.now() - 40 * DAY);
  utimesSync(old!, long, long);
  utimesSync(join(folder, 'notes/keep.txt'), long, long);
  tidyCache(folder);
  const names = entries(folder);
  expect(names).not.toContain(old);
  expect(names.filter((file) => /[0-9a-f]{62}$/.test(file))).toHaveLength(1);
  expect(names).toContain(join(folder, 'notes/keep.txt'));

  await look(folder, 'old');
  utimesSync(old!, long, long);
  tidyCache(folder);
  expect(entries(folder)).toContain(old);
});

test('what is asked for stays', async () => {
  const folder = folderOf({});
  await look(folder, 's');
  const [file] = entries(folder);
  const long = new Date(Date.now() - 40 * DAY);
  utimesSync(file!, long, long);
  await look(folder, 's');
  tidyCache(folder);
  expect((await look(folder, 's')).worked).toBe(false);
});

test('a folder that is not there is tidy', () => {
  tidyCache(join(folderOf({}), 'gone'));
  mkdirSync(folderOf({}), { recursive: true });
});
