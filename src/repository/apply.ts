import type { FailedNotebook } from './analyse.ts';
import { type BatchContext, poolOptions, taskOf } from './batch.ts';
import { workOn } from './pool.ts';
import { type Applied, type ApplyTask, toError } from './tasks.ts';

export interface ApplyOptions {
  /** At most so many asserts a notebook, the surest first; null: all. */
  readonly limit: number | null;
  readonly dryRun: boolean;
  /** Once aborted no further notebook is begun; those under way are finished. */
  readonly signal?: AbortSignal;
}

/** Writes all proposals into notebooks. Yields in the order of `notebooks`; each notebook is whole at any moment. */
export async function* applyToNotebooks(
  notebooks: Iterable<string>,
  context: BatchContext,
  { limit, dryRun, signal }: ApplyOptions,
): AsyncGenerator<Applied | FailedNotebook> {
  function* tasks(): Generator<ApplyTask> {
    for (const path of notebooks) {
      const settings = context.settingsOf(path);
      const { rewriteOptions } = settings;
      yield { kind: 'apply', rewriteOptions, limit, dryRun, ...taskOf(path, settings, context, 'apply') };
    }
  }
  for await (const { task, settled } of workOn(tasks(), { ...poolOptions(context), signal })) {
    yield 'result' in settled ? settled.result : { path: task.path, error: toError(settled.failure) };
  }
}
