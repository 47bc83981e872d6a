import { jsonText } from '../printable.ts';
import type { FailedNotebook, FeedbackReport, NotebookReport } from '../repository/index.ts';
import { VERSION } from '../package.ts';
import type { Reporter, Totals } from './types.ts';

/** One JSON object a line, as each notebook is done (design: `scan --format ndjson`). */
export const ndjson = (): Reporter => ({
  notebook: (report) =>
    [...report.feedback.map((feedback) => feedbackRecord(report.path, feedback)), notebookRecord(report)]
      .map(line)
      .join(''),
  failure: (failed) => line(failureRecord(failed)),
  summary: (totals, seconds) => line(summaryRecord(totals, seconds)),
});

function line(record: object): string {
  return `${jsonText(record)}\n`;
}

/** One feedback statement as both JSON formats write it. */
export function feedbackRecord(notebook: string, feedback: FeedbackReport): object {
  const { shown: _, ...fields } = feedback;
  return { type: 'feedback', notebook, ...fields };
}

export function notebookRecord({ path, language, cells, codeCells, unparsable }: NotebookReport): object {
  return { type: 'notebook', notebook: path, language, cells, codeCells, unparsable, error: null };
}

export function failureRecord({ path, error }: FailedNotebook): object {
  return {
    type: 'notebook',
    notebook: path,
    language: null,
    cells: 0,
    codeCells: 0,
    unparsable: [],
    error: error.message,
  };
}

export function summaryRecord(totals: Totals, seconds: number): object {
  return {
    type: 'summary',
    notebooks: totals.notebooks,
    failed: totals.failed,
    feedback: totals.feedback,
    proposals: totals.proposals,
    reasons: totals.reasons,
    seconds: Math.round(seconds * 1000) / 1000,
    version: VERSION,
  };
}
