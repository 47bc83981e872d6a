import type { Evidence } from '../evidence/index.ts';
import type { Mechanism } from '../feedback/index.ts';
import { fileLinesOf } from '../notebook/index.ts';
import { type Finding, type Placement, type Proposal, publicReading, type Reason } from '../proposals/index.ts';
import type { Check, Confidence, Strictness, Variant } from '../templates/index.ts';
import type { AnalysedNotebook } from './analyse.ts';

/** One proposal as plain data, the chosen variant first-hand. */
export interface ProposalReport {
  readonly key: string;
  readonly template: string;
  readonly check: Check;
  readonly strictness: Strictness;
  readonly assert: string;
  readonly note: string;
  readonly assumption: string;
  readonly confidence: Confidence;
  /** `bind` where the subject gets a name first. */
  readonly placement: 'new-cell' | 'inline' | 'bind';
  readonly why: readonly string[];
  readonly variants: readonly Variant[];
}

/** One feedback statement as plain data. Cells count from 0, lines from 1 in the cell's own source. */
export interface FeedbackReport {
  readonly cell: number;
  readonly cellId: string | null;
  readonly line: number;
  readonly endLine: number;
  readonly mechanism: Mechanism;
  readonly source: string;
  readonly depth: number;
  readonly check: Check | null;
  /** The first subject's, without what may be private; `values` holds all where there are several. */
  readonly evidence: Evidence | null;
  readonly values?: readonly (Evidence | null)[];
  readonly proposals: readonly ProposalReport[];
  readonly reason: Reason | null;
  /** What the saved output showed, as text; a remark where it may be private; empty when nothing is known of it. */
  readonly shown: string;
}

/**
 * All that a report says about one notebook. Plain data (it survives `JSON` and the way between threads), while
 * the analysis behind it holds trees and is forgotten.
 */
export interface NotebookReport {
  /** As it is shown: relative to the working directory, with `/`. */
  readonly path: string;
  /** What the code is written in, in small letters; nothing is looked for in what is not Python. */
  readonly language: string;
  readonly cells: number;
  readonly codeCells: number;
  /** Cells that do not parse. */
  readonly unparsable: readonly number[];
  readonly feedback: readonly FeedbackReport[];
  /** When asked for: by place in `feedback`, the line of the file on which its source line stands; from 1. */
  readonly fileLines?: readonly number[];
  /** When asked for: the sources of the cells that hold implicit feedback. */
  readonly sources?: Readonly<Record<number, string>>;
}

/** What a format needs beside the usual. */
export interface ReportWants {
  readonly fileLines?: boolean;
  readonly sources?: boolean;
  /** Keep what outputs held out of the report. */
  readonly redact?: boolean;
}

/** Makes the report of a notebook that was analysed. */
export function reportOf(analysed: AnalysedNotebook, wants: ReportWants = {}): NotebookReport {
  const { path, notebook, analysis } = analysed;
  const { findings, code } = analysis;
  const redact = wants.redact === true;
  return {
    path,
    language: notebook.language,
    cells: notebook.cells.length,
    codeCells: notebook.cells.filter((cell) => cell.type === 'code').length,
    unparsable: code.cells.filter((cell) => cell.problem?.kind === 'syntax').map((cell) => cell.index),
    feedback: findings.map((finding) => feedbackReport(analysed, finding, redact)),
    ...(wants.fileLines === true
      ? {
          fileLines: fileLinesOf(
            notebook,
            findings.map(({ feedback }) => feedback),
          ),
        }
      : {}),
    ...(wants.sources === true ? { sources: sourcesOf(analysed) } : {}),
  };
}

function feedbackReport({ notebook }: AnalysedNotebook, finding: Finding, redact: boolean): FeedbackReport {
  const { feedback, reading, check, proposals, reason } = finding;
  const { values, shown } =
    redact || reading === null ? { values: [], shown: '' } : publicReading(reading, feedback.subjects);
  return {
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
    proposals: proposals.map(proposalReport),
    reason,
    shown,
  };
}

function proposalReport(proposal: Proposal): ProposalReport {
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
function placementName(placement: Placement): ProposalReport['placement'] {
  if (placement.kind === 'new-cell') return 'new-cell';
  return placement.bind === null ? 'inline' : 'bind';
}

function sourcesOf({ notebook, analysis }: AnalysedNotebook): Record<number, string> {
  const cells = new Set(analysis.findings.map(({ feedback }) => feedback.cell));
  return Object.fromEntries([...cells].map((cell) => [cell, notebook.cells[cell]?.source ?? '']));
}
