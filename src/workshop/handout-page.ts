/** The handout as a page that needs no network and prints on paper. */

import { escaped, escapedLine, page, prose } from '../reporters/index.ts';
import { INTRODUCTION, RULES, sectionsOf } from './handout.ts';
import { solutionOf, type Workshop } from './types.ts';

const STYLE = `
section{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:4px 16px 12px;margin:12px 0;break-inside:avoid}
h2{margin:10px 0 4px}h2 small{font-weight:400;color:var(--dim)}
/* On paper it is one page. */
@page{size:A4;margin:8mm}
@media print{body,main{margin:0;padding:0;max-width:none}main{columns:2;column-gap:6mm;font-size:7.5pt;line-height:1.25}h1{font-size:12pt;margin:0 0 1.5mm}h2{font-size:9pt;margin:1mm 0 .5mm}p,ul{margin:0 0 1mm}section{border:0;padding:0;margin:0 0 1mm;break-inside:avoid}pre,code{font-size:6.5pt}pre{white-space:pre-wrap;padding:.5mm 1mm;margin:0}}
`;

export function handoutPage(workshop: Workshop): string {
  const sections = sectionsOf(workshop).map(
    ({ check, example, count }) => `<section><h2>${check} <small>${count === 1 ? '1 exercise' : `${count} exercises`}</small></h2>
${prose(example.why)}
<p><code>${escapedLine(example.source, 200)}</code> becomes:</p>
<pre>${escaped(solutionOf(example).assert)}</pre></section>`,
  );
  const rules = RULES.map((rule) => `<li>${prose(rule, false)}</li>`).join('');
  return page({
    title: workshop.title,
    style: STYLE,
    body: `<p>${escaped(INTRODUCTION)}</p>\n<ul>${rules}</ul>\n${sections.join('\n')}`,
  });
}
