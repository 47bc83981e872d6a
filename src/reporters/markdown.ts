import { printable, printableLine } from '../printable.ts';
import type { NotebookReport, ProposalReport } from '../repository/index.ts';
import { byCount, counted, explicitCount, implicitCount, sum } from './totals.ts';
import type { Reporter } from './types.ts';

/** GitHub cuts a comment at 65,536 characters; what does not fit is counted instead. */
const MOST_CHARACTERS = 60_000;

/** For a comment on a pull request: the counts, then each notebook as a section that opens. */
export function markdown(): Reporter {
  const sections: string[] = [];
  const failures: string[] = [];
  let size = 0;
  let leftOut = 0;
  return {
    notebook(report) {
      const section = sectionOf(report);
      size += section.length;
      if (section === '') return '';
      if (size > MOST_CHARACTERS) leftOut += 1;
      else sections.push(section);
      return '';
    },
    failure({ path, error }) {
      if (failures.length < 50) failures.push(`- ${code(path)}: ${escapeText(error.message)}`);
      return '';
    },
    summary(totals) {
      const proposals = `${counted(sum(totals.proposals), 'proposal')} in ${counted(totals.notebooks, 'notebook')}`;
      const head = `**nbassert**: ${counted(implicitCount(totals), 'look')}, ${counted(explicitCount(totals), 'assert')}, ${proposals}.`;
      const rows = byCount(totals.proposals).map(([check, n]) => `| ${check} | ${n} |`);
      const table = rows.length === 0 ? [] : [['| check | proposals |', '|---|---:|', ...rows].join('\n')];
      const more = leftOut === 0 ? [] : [`Left out, since a comment may not be longer: ${counted(leftOut, 'notebook')}.`];
      const failed = failures.length === 0 ? [] : [`Not read:\n\n${failures.join('\n')}`];
      return `${[head, ...table, ...sections, ...more, ...failed].join('\n\n')}\n`;
    },
  };
}

function sectionOf({ path, feedback }: NotebookReport): string {
  const shown = feedback.filter(({ proposals }) => proposals.length > 0);
  if (shown.length === 0) return '';
  const count = shown.reduce((n, { proposals }) => n + proposals.length, 0);
  const items = shown.map(
    ({ cell, line, source, proposals }) =>
      `**Cell ${cell}, line ${line}** ${code(printableLine(source, 80))}\n\n${proposals.map(block).join('\n\n')}`,
  );
  const summary = `<summary>${escapeHtml(printableLine(path, 200))} (${count})</summary>`;
  return `<details>${summary}\n\n${items.join('\n\n')}\n\n</details>`;
}

function block({ assert, assumption, template, confidence }: ProposalReport): string {
  const text = printable(assert);
  // A fence longer than any run of backticks inside, so that no text can close it.
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${sentence(assumption)} (${code(template)}, ${confidence} confidence)\n\n${fence}python\n${text}\n${fence}`;
}

/** A sentence of a template: what it has between backticks stays code. */
function sentence(text: string): string {
  const parts = printableLine(text, 300).split('`');
  const isBalanced = parts.length % 2 === 1;
  if (!isBalanced) return escapeText(text);
  return parts.map((part, at) => (at % 2 === 1 && part !== '' ? code(part) : escapeText(part, ''))).join('');
}

function code(text: string): string {
  const plain = printableLine(text, 200);
  const longest = Math.max(0, ...(plain.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `\`${plain}\`` : `${fence} ${plain} ${fence}`;
}

/** One line of text that is neither markup nor HTML nor a mention of somebody. */
function escapeText(text: string, around = ' '): string {
  const line = around === '' ? printable(text).replace(/\s+/g, ' ') : printableLine(text, 300);
  return escapeHtml(line)
    .replace(/[\\`*_[\]#|~]/g, (character) => `\\${character}`)
    .replaceAll('@', '@\u200b');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
