import type { Finding, Placement, Proposal } from '../proposals/index.ts';
import type { AnalysedNotebook, FailedNotebook } from '../repository/index.ts';
import { VERSION } from '../version.ts';
import type { Reporter, Totals } from './types.ts';

/** One JSON object a line, as each notebook is done (design: `scan --format ndjson`). */
export const ndjson: Reporter = {
  notebook(result) {
    const records = result.analysis.findings.map((finding) => feedbackRecord(result, finding));
    return [...records, notebookRecord(result)].map(line).join('');
  },
  failure: ({ path, error }: FailedNotebook) =>
    line({ type: 'notebook', notebook: path, cells: 0, codeCells: 0, unparsable: [], error: error.message }),
  summary: (totals: Totals, seconds: number) =>
    line({
      type: 'summary',
      notebooks: totals.notebooks,
      failed: totals.failed,
      feedback: totals.feedback,
      proposals: totals.proposals,
      reasons: totals.reasons,
      seconds: Math.round(seconds * 1000) / 1000,
      version: VERSION,
    }),
};

function line(record: object): string {
  return `${JSON.stringify(record)}\n`;
}

/** One feedback statement as data. `evidence` is the first subject's; `values` holds all where there are several. */
export function feedbackRecord({ path, notebook }: AnalysedNotebook, finding: Finding): object {
  const { feedback, reading, check, proposals, reason } = finding;
  const values = reading?.values ?? [];
  return {
    type: 'feedback',
    notebook: path,
    cell: feedback.cell,
    cellId: notebook.cells[feedback.cell]?.id ?? null,
    line: feedback.line,
    endLine: feedback.endLine,
    mechanism: feedback.mechanism,
    source: feedback.source,
    depth: feedback.depth,
    check,
    evidence: values.find((value) => value !== null) ?? null,
    ...(values.length > 1 ? { values } : {}),
    proposals: proposals.map(proposalRecord),
    reason,
  };
}

/** The chosen variant first-hand, the others under `variants`. */
export function proposalRecord(proposal: Proposal): object {
  const chosen = proposal.variants.find((variant) => variant.strictness === proposal.chosen);
  return {
    key: proposal.key,
    template: proposal.template,
    check: proposal.check,
    strictness: proposal.chosen,
    assert: chosen?.assert ?? '',
    note: chosen?.note ?? '',
    assumption: proposal.assumption,
    confidence: proposal.confidence,
    placement: placementName(proposal.placement),
    why: proposal.why,
    variants: proposal.variants,
  };
}

/** `new-cell`, `inline`, or `bind` where the subject gets a name first. */
export function placementName(placement: Placement): string {
  if (placement.kind === 'new-cell') return 'new-cell';
  return placement.bind === null ? 'inline' : 'bind';
}

function notebookRecord({ path, notebook, analysis }: AnalysedNotebook): object {
  return {
    type: 'notebook',
    notebook: path,
    cells: notebook.cells.length,
    codeCells: notebook.cells.filter((cell) => cell.type === 'code').length,
    unparsable: analysis.code.cells
      .filter((cell) => cell.problem?.kind === 'syntax')
      .map((cell) => cell.index),
    error: null,
  };
}
