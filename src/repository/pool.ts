import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { HOME } from '../package.ts';
import { type LibraryOf, perform } from './perform.ts';
import { plainError, type ResultOf, type Settled, settle, type Task } from './tasks.ts';

/** Compiled code has it; a thread cannot start from TypeScript. */
const WORKER = join(HOME, 'repository/worker.js');

/**
 * What a thread's heap may hold, in MB. Below 2 GB V8 lets a heap grow by less at a time, so that threads side by side stay
 * small (a third less at two of them), and no notebook seen so far needs a tenth of it. One that needs more is done once again
 * in the first thread, which may have all there is.
 */
const THREAD_HEAP = 1536;

/** What of it is for values that die young; V8's own choice is twice that. */
const YOUNG = 24;

/** So many notebooks a worker may be ahead of the one whose turn it is: enough that a slow one makes nobody wait. */
const AHEAD = 16;

/** One that does tasks, in this thread or in others. */
interface Crew {
  run<T extends Task>(task: T): Promise<Settled<ResultOf<T>>>;
  dismiss(): Promise<void>;
}

export interface PoolOptions {
  /** How many notebooks are worked on at the same time; with 1 it is done in this thread. */
  readonly jobs: number;
  readonly libraryOf: LibraryOf;
  /** The module that a thread runs, compiled; without it everything is done in this thread. */
  readonly worker?: string;
  /** What the heap of a thread may hold, in MB. */
  readonly threadHeap?: number;
  /** Once aborted no further task is begun; those under way are finished. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Does tasks and yields how each ended, in the order of the tasks, as soon as all before it are done. However many there
 * are, only a fixed number is held at a time. Never throws for what one notebook does, not even for one that kills its thread.
 */
export async function* workOn<T extends Task>(
  tasks: AsyncIterable<T> | Iterable<T>,
  { jobs, libraryOf, worker = WORKER, threadHeap = THREAD_HEAP, signal }: PoolOptions,
): AsyncGenerator<{ readonly task: T; readonly settled: Settled<ResultOf<T>> }> {
  const here = alone(libraryOf);
  const crew = jobs > 1 && existsSync(worker) ? await threads(jobs, { worker, threadHeap, spare: here }) : here;
  const width = jobs > 1 ? jobs * AHEAD : 1;
  const begun = begin(tasks, crew, signal);
  try {
    yield* inOrder(begun, width);
  } finally {
    await begun.return(undefined);
    await crew.dismiss();
  }
}

/** In an object, since a generator would wait for a promise that it yields. */
interface Begun<T extends Task> {
  readonly end: Promise<{ readonly task: T; readonly settled: Settled<ResultOf<T>> }>;
}

async function* begin<T extends Task>(
  tasks: AsyncIterable<T> | Iterable<T>,
  crew: Crew,
  signal: AbortSignal | undefined,
): AsyncGenerator<Begun<T>, undefined> {
  for await (const task of tasks) {
    if (signal?.aborted === true) return;
    yield { end: crew.run(task).then((settled) => ({ task, settled })) };
  }
}

function alone(libraryOf: LibraryOf): Crew {
  return { run: (task) => settle(task.path, () => perform(task, libraryOf)), dismiss: async () => {} };
}

interface Threads {
  readonly worker: string;
  readonly threadHeap: number;
  /** Does what is too large for a thread. */
  readonly spare: Crew;
}

async function threads(jobs: number, { worker, threadHeap, spare }: Threads): Promise<Crew> {
  const { Tinypool } = await import('tinypool');
  const resourceLimits = { maxOldGenerationSizeMb: threadHeap, maxYoungGenerationSizeMb: Math.min(YOUNG, threadHeap) };
  const pool = new Tinypool({ filename: worker, minThreads: jobs, maxThreads: jobs, resourceLimits });
  return {
    run: async (task) => {
      try {
        return await pool.run(task);
      } catch (error) {
        // The thread ended under the task; the pool starts another one.
        const isTooSmall = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
        return isTooSmall ? spare.run(task) : { failure: plainError(task.path, error) };
      }
    },
    dismiss: () => pool.destroy(),
  };
}

/** Ends in order; up to `width` are under way at a time, and none is held back for a further task that is slow to come. */
async function* inOrder<T extends Task>(
  begun: AsyncGenerator<Begun<T>, undefined>,
  width: number,
): AsyncGenerator<Awaited<Begun<T>['end']>> {
  const queue: Begun<T>['end'][] = [];
  let next: ReturnType<typeof begun.next> | null = null;
  let isExhausted = false;
  for (;;) {
    const head = queue[0];
    if (!isExhausted && queue.length < width) next ??= begun.next();
    if (head === undefined && next === null) return;
    if (head !== undefined && (next === null || (await isFirst(head, next)))) {
      queue.shift();
      yield await head;
    } else if (next !== null) {
      const { done, value } = await next;
      next = null;
      if (done === true) isExhausted = true;
      else queue.push(value.end);
    }
  }
}

/** Whether `one` ends before `other`. */
function isFirst(one: Promise<unknown>, other: Promise<unknown>): Promise<boolean> {
  return Promise.race([one.then(() => true), other.then(() => false)]);
}
