/** What runs in a thread of its own: one task at a time, with templates that are loaded once for all of them. */
import { perform } from './perform.ts';
import { type Settled, settle, type Task } from './tasks.ts';

let libraries: Promise<import('./libraries.ts').Libraries> | null = null;

async function libraryOf(folders: readonly string[]) {
  libraries ??= import('./libraries.ts').then(({ Libraries }) => new Libraries());
  return (await libraries).of(folders);
}

/** Never rejects: an error of one notebook is part of what comes back. */
export default function work(task: Task): Promise<Settled<unknown>> {
  return settle(task.path, () => perform(task, libraryOf));
}
