/** What becomes of the other notebooks when one of them takes its thread down. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type PoolOptions, workOn } from '../../src/repository/pool.ts';
import type { ReportTask } from '../../src/repository/tasks.ts';
import { Libraries } from '../../src/repository/libraries.ts';
import { folderOf, notebookOf, shapes } from './notebooks.ts';

/** A thread that does no work, but ends as the name of a notebook says. */
const WORKER = `
export default ({ path }) => {
  if (path.startsWith('large')) {
    const held = [];
    for (;;) held.push(new Array(10_000).fill({ path }));
  }
  if (path.startsWith('deadly')) {
    setTimeout(() => { throw new RangeError('out of everything'); });
    return new Promise(() => {});
  }
  return { result: { path, done: 'in a thread' } };
};
`;

/** How the work on notebooks of these names ends. */
async function ends(names: readonly string[], options: Omit<PoolOptions, "libraryOf">): Promise<[path: string, end: string][]> {
  const cwd = folderOf(Object.fromEntries(names.map((name) => [name, notebookOf(shapes('x', 'y'))])));
  const worker = join(cwd, 'worker.mjs');
  writeFileSync(worker, WORKER);
  const tasks = names.map(
    (path): ReportTask => ({ kind: 'report', path, cwd, wants: {}, options: {}, templateFolders: [], evidence: null, cache: null }),
  );
  const libraries = new Libraries();
  const all: [string, string][] = [];
  const libraryOf = (folders: readonly string[]) => libraries.of(folders);
  for await (const { task, settled } of workOn(tasks, { libraryOf, worker, ...options })) {
    const isHere = 'result' in settled && 'feedback' in settled.result;
    all.push([task.path, 'failure' in settled ? settled.failure.message : isHere ? 'here' : 'in a thread']);
  }
  return all;
}

describe('a thread that ends under its notebook', () => {
  const names = ['a.ipynb', 'large-1.ipynb', 'b.ipynb', 'c.ipynb', 'large-2.ipynb', 'd.ipynb'];

  test('one that needs more memory than a thread may have is done again outside', async () => {
    expect(await ends(names, { jobs: 2, threadHeap: 40 })).toEqual([
      ['a.ipynb', 'in a thread'],
      ['large-1.ipynb', 'here'],
      ['b.ipynb', 'in a thread'],
      ['c.ipynb', 'in a thread'],
      ['large-2.ipynb', 'here'],
      ['d.ipynb', 'in a thread'],
    ]);
  });

  test('one that kills its thread is told of, and the others are done', async () => {
    const [before, deadly, ...after] = await ends(['a.ipynb', 'deadly.ipynb', 'b.ipynb', 'c.ipynb'], { jobs: 2 });
    expect(deadly).toEqual(['deadly.ipynb', 'nbassert failed on this notebook: RangeError: out of everything']);
    expect([before, ...after]).toEqual([
      ['a.ipynb', 'in a thread'],
      ['b.ipynb', 'in a thread'],
      ['c.ipynb', 'in a thread'],
    ]);
  });

  test('without the compiled module all is done in this thread', async () => {
    expect(await ends(['a.ipynb', 'b.ipynb'], { jobs: 2, worker: '/nowhere/worker.js' })).toEqual([
      ['a.ipynb', 'here'],
      ['b.ipynb', 'here'],
    ]);
  });
});
