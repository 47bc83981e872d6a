import { createHash } from 'node:crypto';
import { CONFIDENCES, type Confidence } from '../templates/index.ts';
import type { FeedbackReport, NotebookReport, ProposalReport } from './report.ts';

/** Something that a notebook shows and no assert states: one proposal of one feedback statement. */
export interface Gap {
  /**
   * What it is recognised by within its notebook: the source of the feedback and the template, whatever stands around
   * it. Several gaps may have one key (the same line in two cells); a baseline counts them.
   */
  readonly key: string;
  readonly feedback: FeedbackReport;
  readonly proposal: ProposalReport;
}

/** The gaps of a notebook, in its order, that are at least this certain. */
export function gapsOf({ feedback }: NotebookReport, minConfidence: Confidence): Gap[] {
  const least = CONFIDENCES.indexOf(minConfidence);
  return feedback.flatMap((statement) =>
    statement.proposals
      .filter(({ confidence }) => CONFIDENCES.indexOf(confidence) >= least)
      .map((proposal) => ({
        key: keyOf(statement.source, proposal.template),
        feedback: statement,
        proposal,
      })),
  );
}

function keyOf(source: string, template: string): string {
  return createHash('sha256')
    .update(`${normalised(source)}\0${template}`)
    .digest('hex')
    .slice(0, 12);
}

/** Python without what a formatter may change: white space, kinds of quotes, trailing commas and semicolons. */
function normalised(source: string): string {
  return source
    .replace(/\s+/g, '')
    .replaceAll('"', "'")
    .replace(/,(?=[)\]}])/g, '')
    .replace(/;$/, '');
}
