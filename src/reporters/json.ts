import { jsonText } from '../printable.ts';
import { failureRecord, feedbackRecord, notebookRecord, summaryRecord } from './ndjson.ts';
import type { Reporter } from './types.ts';

/** The records of `ndjson` as one document: `{"notebooks": [{…, "feedback": […]}, …], "summary": {…}}`. Written as it grows. */
export function json(): Reporter {
  let isFirst = true;
  const item = (record: object) => {
    const text = `${isFirst ? '{"notebooks":[\n' : ',\n'}${jsonText(record)}`;
    isFirst = false;
    return text;
  };
  return {
    notebook: (report) =>
      item({
        ...notebookRecord(report),
        feedback: report.feedback.map((feedback) => feedbackRecord(report.path, feedback)),
      }),
    failure: (failed) => item({ ...failureRecord(failed), feedback: [] }),
    summary: (totals, seconds) =>
      `${isFirst ? '{"notebooks":[' : ''}\n],"summary":${jsonText(summaryRecord(totals, seconds))}}\n`,
  };
}
