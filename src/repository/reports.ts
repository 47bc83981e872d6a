import { type AnalyseContext, type FailedNotebook, tryAnalyseFile } from './analyse.ts';
import { type NotebookReport, type ReportWants, reportOf } from './report.ts';

/**
 * Reports on notebooks one after another, in their order, holding one at a time: memory does not grow with their number.
 * @param notebooks relative to the working directory
 */
export async function* reportNotebooks(
  notebooks: readonly string[],
  context: AnalyseContext,
  wants: ReportWants = {},
): AsyncGenerator<NotebookReport | FailedNotebook> {
  for (const path of notebooks) {
    const result = tryAnalyseFile(path, context);
    const redact = context.settingsOf?.(path).options.redact ?? context.options.redact ?? false;
    yield 'error' in result ? result : reportOf(result, { ...wants, redact });
  }
}
