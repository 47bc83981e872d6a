/** One page that puts notebooks before and after beside each other: what is looked at, what is asserted, by check. */

import type { NotebookReport } from '../repository/index.ts';
import { IMPLICIT } from '../feedback/index.ts';
import { escapedLine } from './html-escape.ts';
import { page } from './page.ts';

/** What is counted of the notebooks of one side. */
export interface Side {
  /** As the page names it: a path. */
  readonly name: string;
  notebooks: number;
  /** Statements that assert. */
  asserts: number;
  /** Looks whose assumption is known, by check: those that an assert states as well, and those that nothing states. */
  checks: Record<string, { said: number; unsaid: number }>;
}

export function emptySide(name: string): Side {
  return { name, notebooks: 0, asserts: 0, checks: {} };
}

/** Adds one notebook, in place. */
export function addToSide(side: Side, { feedback }: NotebookReport): void {
  side.notebooks += 1;
  for (const { mechanism, check, reason, proposals } of feedback) {
    if (mechanism === 'assert' || mechanism === 'assert-call') side.asserts += 1;
    else if (IMPLICIT.has(mechanism) && check !== null && (reason === 'covered' || proposals.length > 0)) {
      const counts = (side.checks[check] ??= { said: 0, unsaid: 0 });
      if (reason === 'covered') counts.said += 1;
      else counts.unsaid += 1;
    }
  }
}

const STYLE = `
.compare{border-collapse:separate;border-spacing:0 6px;width:100%;table-layout:fixed}
.compare th{font-weight:400;text-align:left;padding-right:10px;overflow-wrap:anywhere}
.compare thead th{color:var(--dim)}.compare td{padding:0 6px}
.compare .both{display:flex;height:1.4em;border-radius:4px;overflow:hidden;background:var(--line);max-width:100%}
.compare .said{background:var(--high)}.compare .unsaid{background:var(--medium);opacity:.55}
.compare small{color:var(--dim);font-variant-numeric:tabular-nums}
.key span{display:inline-block;width:1em;height:1em;border-radius:3px;vertical-align:-.15em;margin:0 6px 0 14px}
.key .said{background:var(--high)}.key .unsaid{background:var(--medium);opacity:.55}
`;

/** A page without script, for the last slide. */
export function comparisonPage(before: Side, after: Side): string {
  const sides = [before, after];
  const count = (name: string) => sides.reduce((sum, side) => sum + looksOf(side, name), 0);
  const checks = [...new Set(sides.flatMap((side) => Object.keys(side.checks)))];
  checks.sort((a, b) => count(b) - count(a) || (a < b ? -1 : 1));
  const most = Math.max(1, ...checks.flatMap((name) => sides.map((side) => looksOf(side, name))));
  const tiles = sides.map(
    (side, index) =>
      `<div class="tile"><b>${shareOf(side)} %</b>${index === 0 ? 'before' : 'after'}: ${side.asserts} asserts in ${side.notebooks} notebooks<br><code>${escapedLine(side.name, 100)}</code></div>`,
  );
  const rows = checks.map(
    (name) => `<tr><th scope="row">${escapedLine(name, 60)}</th>${sides.map((side) => `<td>${bar(side, name, most)}</td>`).join('')}</tr>`,
  );
  const table =
    rows.length === 0
      ? '<p>Nothing is looked at whose assumption is known.</p>'
      : `<table class="compare"><thead><tr><th scope="col">check</th><th scope="col">before</th><th scope="col">after</th></tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
  return page({
    title: 'From looking to checking: before and after',
    style: STYLE,
    body: `<div class="tiles">${tiles.join('')}</div>
<p class="small key">Looks whose assumption is <span class="said"></span>also asserted <span class="unsaid"></span>only looked at; the share is of both together.</p>
${table}`,
  });
}

function looksOf({ checks }: Side, name: string): number {
  const { said, unsaid } = checks[name] ?? { said: 0, unsaid: 0 };
  return said + unsaid;
}

function shareOf({ checks }: Side): number {
  const all = Object.values(checks);
  const said = all.reduce((sum, it) => sum + it.said, 0);
  const looks = all.reduce((sum, it) => sum + it.said + it.unsaid, 0);
  return looks === 0 ? 0 : Math.round((100 * said) / looks);
}

function bar(side: Side, name: string, most: number): string {
  const { said, unsaid } = side.checks[name] ?? { said: 0, unsaid: 0 };
  const looks = said + unsaid;
  const width = (100 * looks) / most;
  const part = looks === 0 ? 0 : (100 * said) / looks;
  return `<span class="both" role="img" aria-label="${said} of ${looks} asserted" style="width:${width.toFixed(1)}%"><span class="said" style="width:${part.toFixed(1)}%"></span><span class="unsaid" style="width:${(100 - part).toFixed(1)}%"></span></span><small>${said} of ${looks}</small>`;
}
