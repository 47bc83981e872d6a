import type { ChalkInstance } from 'chalk';
import stringWidth from 'string-width';
import { IMPLICIT } from '../feedback/index.ts';
import { printable, printableLine } from '../printable.ts';
import type { Finding, Proposal } from '../proposals/index.ts';
import type { AnalysedNotebook } from '../repository/index.ts';
import { addToTotals, byCount, emptyTotals } from './totals.ts';
import type { Reporter, Totals } from './types.ts';

/** How much a person wants to see. */
export interface TextOptions {
  readonly chalk: ChalkInstance;
  /** Also list feedback without a proposal, with the reason. */
  readonly all: boolean;
}

/** What a person reads: each notebook with its proposals, then totals. */
export function text({ chalk, all }: TextOptions): Reporter {
  const heading = (path: string) => chalk.bold(printableLine(path, 200));

  function proposalLines(proposal: Proposal): string[] {
    const chosen = proposal.variants.find((variant) => variant.strictness === proposal.chosen);
    const tag = `${proposal.template}, ${proposal.chosen}, ${proposal.confidence} confidence`;
    return [
      ...(chosen?.assert ?? '')
        .split('\n')
        .map((code) => `      ${chalk.green('+')} ${printable(code)}`),
      `        ${chalk.dim(tag)}`,
    ];
  }

  function findingLines({ feedback, proposals, reason }: Finding): string[] {
    const silent = proposals.length === 0;
    if (silent && (!all || !IMPLICIT.has(feedback.mechanism))) return [];
    const place = `cell ${feedback.cell}, line ${feedback.line}`;
    const head = `  ${chalk.cyan(place)}  ${printableLine(feedback.source, 70)}  ${chalk.dim(feedback.mechanism)}`;
    return [silent ? `${head}  ${chalk.yellow(reason ?? '')}` : head, ...proposals.flatMap(proposalLines)];
  }

  return {
    notebook(result: AnalysedNotebook) {
      const totals = emptyTotals();
      addToTotals(totals, result);
      const lines = result.analysis.findings.flatMap(findingLines);
      const implicit = implicitCount(totals);
      if (lines.length === 0 && implicit === 0) return '';
      const counts = `${implicit} implicit, ${explicitCount(totals)} explicit, ${sum(totals.proposals)} proposals`;
      return `${[`${heading(result.path)}  ${chalk.dim(counts)}`, ...lines].join('\n')}\n\n`;
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
      return `${[chalk.bold(`${notebooks}, ${ratio}, ${seconds.toFixed(1)} s`), ...table].join('\n')}\n`;
    },
  };
}

function implicitCount(totals: Totals): number {
  return sum(totals.feedback) - explicitCount(totals);
}

function explicitCount(totals: Totals): number {
  return (totals.feedback.assert ?? 0) + (totals.feedback['assert-call'] ?? 0);
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, n) => total + n, 0);
}

function pad(label: string, width: number): string {
  return label + ' '.repeat(Math.max(1, width - stringWidth(label)));
}
