import type { FailedNotebook } from './analyse.ts';
import { type BatchContext, poolOptions, taskOf } from './batch.ts';
import { workOn } from './pool.ts';
import type { NotebookReport, ReportWants } from './report.ts';
import { type ReportTask, toError } from './tasks.ts';

/**
 * Reports on notebooks in their order, each as soon as it and all before it are done; memory does not grow with their number.
 * @param notebooks relative to the working directory; settings of each must be known (`RunSettings.prepare`) when it comes up
 */
export async function* reportNotebooks(
  notebooks: AsyncIterable<string> | Iterable<string>,
  context: BatchContext,
  wants: ReportWants = {},
): AsyncGenerator<NotebookReport | FailedNotebook> {
  async function* tasks(): AsyncGenerator<ReportTask> {
    for await (const path of notebooks) {
      const settings = context.settingsOf(path);
      const all = { ...wants, redact: settings.options.redact ?? false };
      yield { kind: 'report', wants: all, ...taskOf(path, settings, context, all) };
    }
  }
  for await (const { task, settled } of workOn(tasks(), poolOptions(context))) {
    yield 'result' in settled ? settled.result : { path: task.path, error: toError(settled.failure) };
  }
}
