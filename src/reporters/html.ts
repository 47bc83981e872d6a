import type { FeedbackReport, NotebookReport, ProposalReport } from '../repository/index.ts';
import { VERSION } from '../package.ts';
import { escaped, escapedLine } from './html-escape.ts';
import { pageEnd, pageStart } from './html-page.ts';
import { byCount, explicitCount, implicitCount, sum } from './totals.ts';
import type { Reporter, Totals } from './types.ts';

/** More than that of an output or a cell is not needed to judge a proposal. */
const MOST_OUTPUT_LINES = 30;
const MOST_OUTPUT_CHARACTERS = 4000;
const LINES_AROUND = 4;

/**
 * One page that needs no network: counts and charts, then each notebook with the cells that could assert something.
 * It is written as it grows; the overview, known only at the end, is moved to the top by its style.
 */
export function html(): Reporter {
  let isStarted = false;
  let notebooks = 0;
  /** Where the section of a notebook is, by path. */
  const anchors = new Map<string, string>();
  const failures: string[] = [];
  const start = () => {
    const text = isStarted ? '' : pageStart();
    isStarted = true;
    return text;
  };
  return {
    notebook(report) {
      const cells = cellsOf(report);
      if (cells.length === 0) return start();
      notebooks += 1;
      anchors.set(report.path, `n${notebooks}`);
      // The first ones are open; thousands of open ones would make the page slow.
      return start() + notebookSection(report, cells, `n${notebooks}`, notebooks <= 3);
    },
    failure({ path, error }) {
      failures.push(`<li><code>${escapedLine(path, 200)}</code>: ${escapedLine(error.message, 300)}</li>`);
      return start();
    },
    summary(totals, seconds) {
      const nothing = notebooks > 0 ? '' : '<p class="empty">No notebook has anything to propose.</p>';
      return `${start()}${nothing}</main>\n${overview(totals, seconds, anchors)}${failed(failures)}${filters(totals)}${pageEnd()}`;
    },
  };
}

/** Statements with proposals, by cell. */
function cellsOf({ feedback }: NotebookReport): [number, FeedbackReport[]][] {
  const cells = new Map<number, FeedbackReport[]>();
  for (const statement of feedback) {
    if (statement.proposals.length > 0)
      cells.set(statement.cell, [...(cells.get(statement.cell) ?? []), statement]);
  }
  return [...cells];
}

function notebookSection(
  report: NotebookReport,
  cells: readonly [number, readonly FeedbackReport[]][],
  anchor: string,
  isOpen: boolean,
): string {
  const proposals = cells.flatMap(([, statements]) => statements.flatMap((it) => it.proposals)).length;
  const articles = cells.map(([cell, statements]) => {
    const source = report.sources?.[cell] ?? statements.map((it) => it.source).join('\n');
    return `<article><h3>Cell ${cell}</h3>${sourceBlock(source, statements)}${statements.map(statementBlock).join('')}</article>`;
  });
  return `<details class="notebook" id="${anchor}"${isOpen ? ' open' : ''}><summary><span class="path">${escapedLine(report.path, 300)}</span> <span class="count">${proposals}</span></summary>\n${articles.join('\n')}\n</details>\n`;
}

/** The lines of the cell around what is shown, those marked. */
function sourceBlock(source: string, statements: readonly FeedbackReport[]): string {
  const lines = source.split(/\r\n|\n|\r/);
  const isMarked = (line: number) => statements.some((it) => it.line <= line && line <= it.endLine);
  const isNear = (line: number) =>
    statements.some((it) => it.line - LINES_AROUND <= line && line <= it.endLine + LINES_AROUND);
  const rows: string[] = [];
  let isCut = false;
  for (const [at, text] of lines.entries()) {
    const line = at + 1;
    if (!isNear(line)) {
      isCut = true;
      continue;
    }
    if (isCut && rows.length > 0) rows.push('<span class="cut">⋯</span>');
    isCut = false;
    rows.push(
      `<span class="line${isMarked(line) ? ' marked' : ''}"><i>${line}</i>${escapedLine(text, 400, true) || ' '}</span>`,
    );
  }
  return `<pre class="source">${rows.join('')}</pre>`;
}

function statementBlock({ shown, proposals }: FeedbackReport): string {
  const output =
    shown.trim() === '' ? '' : `<pre class="output" title="saved output">${escaped(cut(shown))}</pre>`;
  return `${output}${proposals.map(proposalBlock).join('')}`;
}

function proposalBlock(proposal: ProposalReport): string {
  const { check, confidence, template, strictness, assert, assumption, why } = proposal;
  const lines = assert.split('\n').map((text) => `<span class="added">+ ${escaped(text)}</span>`);
  const reasons = why.map((reason) => `<li>${sentence(reason)}</li>`).join('');
  return `<section class="proposal" data-check="${check}" data-confidence="${confidence}">
<p>Assumes: ${sentence(assumption)}</p>
<pre class="diff">${lines.join('')}</pre>
<p class="tags"><span class="tag ${confidence}">${confidence}</span> <span class="tag">${check}</span> <code>${escapedLine(template, 120)}</code> ${strictness}</p>
<details class="why"><summary>Why</summary><ul>${reasons}</ul></details>
</section>`;
}

/** What stands between backticks as code; the rest as text. */
function sentence(text: string): string {
  const parts = text.split('`');
  if (parts.length % 2 === 0) return escapedLine(text, 400);
  return parts
    .map((part, at) => (at % 2 === 1 ? `<code>${escapedLine(part, 200)}</code>` : escaped(part)))
    .join('');
}

function cut(text: string): string {
  const lines = text.slice(0, MOST_OUTPUT_CHARACTERS).replace(/\s+$/, '').split('\n');
  const isWhole = text.length <= MOST_OUTPUT_CHARACTERS && lines.length <= MOST_OUTPUT_LINES;
  return `${lines.slice(0, MOST_OUTPUT_LINES).join('\n')}${isWhole ? '' : '\n⋯'}`;
}

function overview(totals: Totals, seconds: number, anchors: ReadonlyMap<string, string>): string {
  const implicit = implicitCount(totals);
  const explicit = explicitCount(totals);
  const numbers: [string, number][] = [
    ['notebooks', totals.notebooks],
    ['looks', implicit],
    ['asserts', explicit],
    ['proposals', sum(totals.proposals)],
  ];
  const tiles = numbers.map(([name, n]) => `<div class="tile"><b>${n.toLocaleString('en')}</b>${name}</div>`);
  const share = implicit + explicit === 0 ? 0 : (100 * explicit) / (implicit + explicit);
  return `<section id="overview">
<div class="tiles">${tiles.join('')}</div>
<p class="ratio" role="img" aria-label="${explicit} of ${implicit + explicit} are asserts"><span style="width:${share.toFixed(1)}%"></span></p>
<p class="small">${share.toFixed(0)} % of what the notebooks tell their authors is asserted; the rest is judged by eye.</p>
<div class="charts">
${chart('Proposals by check', byCount(totals.proposals))}
${chart('Feedback by mechanism', byCount(totals.feedback))}
${chart('Looks without a proposal, by reason', byCount(totals.reasons))}
${chart(
  'Most to gain',
  totals.richest.map(({ path, proposals }) => [path, proposals]),
  (path) => `<a href="#${anchors.get(path) ?? ''}">${escapedLine(path, 200)}</a>`,
)}
</div>
<p class="small">nbassert ${VERSION}, ${seconds.toFixed(1)} s</p>
</section>`;
}

/** @param label of a row, where it is more than its name; such rows are as wide as the page */
function chart(
  title: string,
  counts: readonly (readonly [string, number])[],
  label: ((name: string) => string) | null = null,
): string {
  if (counts.length === 0) return '';
  const most = Math.max(...counts.map(([, n]) => n));
  const rows = counts.map(
    ([name, n]) =>
      `<tr><th scope="row" title="${escapedLine(name, 300)}">${label === null ? escapedLine(name, 60) : label(name)}</th><td><span class="bar" style="width:${((100 * n) / most).toFixed(1)}%"></span></td><td class="n">${n.toLocaleString('en')}</td></tr>`,
  );
  return `<table class="chart${label === null ? '' : ' wide'}"><caption>${title}</caption>${rows.join('')}</table>`;
}

function failed(failures: readonly string[]): string {
  if (failures.length === 0) return '';
  return `<section id="failed"><h2>Not read</h2><ul>${failures.join('')}</ul></section>`;
}

/** Hidden until the script that makes it work has run. */
function filters(totals: Totals): string {
  const checks = byCount(totals.proposals).map(
    ([check, n]) => `<label><input type="checkbox" value="${check}" checked> ${check} <i>${n}</i></label>`,
  );
  return `<form id="filters" hidden>
<label>Confidence <select><option value="low">all</option><option value="medium">medium and high</option><option value="high">high</option></select></label>
<label>Search <input type="search" placeholder="path or code"></label>
<fieldset><legend>Checks</legend><button type="button" data-all="yes">all</button><button type="button" data-all="no">none</button>${checks.join('')}</fieldset>
<output></output>
</form>`;
}
