import type { ChalkInstance } from 'chalk';
import stringWidth from 'string-width';
import { IMPLICIT } from '../feedback/index.ts';
import { printable, printableLine } from '../printable.ts';
import type { FeedbackReport, NotebookReport, ProposalReport } from '../repository/index.ts';
import { addToTotals, byCount, counted, emptyTotals, explicitCount, implicitCount, sum } from './totals.ts';
import type { Reporter, Totals } from './types.ts';

/** How much a person wants to see. */
export interface TextOptions {
  readonly chalk: ChalkInstance;
  /** List the proposals of each notebook; else only what all have together. */
  readonly each: boolean;
  /** Also list feedback without a proposal, with the reason. */
  readonly all: boolean;
}

const MORE = 'Each proposal, with its place and assert: --verbose, or give one notebook.';

/** What a person reads: each notebook with its proposals where they are few, then totals. */
export function text({ chalk, each, all }: TextOptions): Reporter {
  const heading = (path: string) => chalk.bold(printableLine(path, 200));

  function proposalLines(proposal: ProposalReport): string[] {
    const tag = `${proposal.template}, ${proposal.strictness}, ${proposal.confidence} confidence`;
    return [
      ...proposal.assert.split('\n').map((code) => `      ${chalk.green('+')} ${printable(code)}`),
      `        ${chalk.dim(tag)}`,
    ];
  }

  function feedbackLines(feedback: FeedbackReport): string[] {
    const { proposals, reason } = feedback;
    const silent = proposals.length === 0;
    if (silent && (!all || !IMPLICIT.has(feedback.mechanism))) return [];
    const place = `cell ${feedback.cell}, line ${feedback.line}`;
    const head = `  ${chalk.cyan(place)}  ${printableLine(feedback.source, 70)}  ${chalk.dim(feedback.mechanism)}`;
    return [silent ? `${head}  ${chalk.yellow(reason ?? '')}` : head, ...proposals.flatMap(proposalLines)];
  }

  /** Only where there is something to choose from. */
  function richestLines({ richest, notebooks }: Totals): string[] {
    if (notebooks < 3 || richest.length < 2) return [];
    const width = counted(richest[0]?.proposals ?? 0, 'proposal').length;
    const rows = richest.map(
      ({ path, proposals, implicit }) =>
        `  ${counted(proposals, 'proposal').padStart(width)} for ${counted(implicit, 'look')}  ${printableLine(path, 100)}`,
    );
    return ['', chalk.bold('most to gain'), ...rows];
  }

  return {
    notebook(report: NotebookReport) {
      if (!each) return '';
      const totals = emptyTotals();
      addToTotals(totals, report);
      const lines = report.feedback.flatMap(feedbackLines);
      const implicit = implicitCount(totals);
      if (lines.length === 0 && implicit === 0) return '';
      const counts = `${implicit} implicit, ${explicitCount(totals)} explicit, ${counted(sum(totals.proposals), 'proposal')}`;
      return `${[`${heading(report.path)}  ${chalk.dim(counts)}`, ...lines].join('\n')}\n\n`;
    },
    failure: () => '',
    summary(totals, seconds) {
      const rows = [
        ['feedback', byCount(totals.feedback)],
        ['proposals', byCount(totals.proposals)],
        ['no proposal', byCount(totals.reasons)],
      ] as const;
      const table = rows
        .filter(([, counts]) => counts.length > 0)
        .map(([name, counts]) => `${pad(name, 12)}${counts.map(([key, n]) => `${n} ${key}`).join(' · ')}`);
      const ratio = `${implicitCount(totals)} implicit to ${explicitCount(totals)} explicit`;
      const notebooks = totals.notebooks === 1 ? '1 notebook' : `${totals.notebooks} notebooks`;
      const proposals = counted(sum(totals.proposals), 'proposal');
      const head = chalk.bold(`${notebooks}, ${ratio}, ${proposals}, ${seconds.toFixed(1)} s`);
      const more = each || sum(totals.proposals) === 0 ? [] : ['', chalk.dim(MORE)];
      return `${[head, ...table, ...richestLines(totals), ...more].join('\n')}\n`;
    },
  };
}

function pad(label: string, width: number): string {
  return label + ' '.repeat(Math.max(1, width - stringWidth(label)));
}
