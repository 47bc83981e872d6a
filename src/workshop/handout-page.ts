/** The handout as a page that needs no network and prints on paper. */

import { escaped, escapedLine, page, prose } from '../reporters/index.ts';
import { INTRODUCTION, RULES, sectionsOf } from './handout.ts';
import { solutionOf, type Workshop } from './types.ts';

const STYLE = `
section{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:4px 16px 12px;margin:12px 0;break-inside:avoid}
h2{margin:10px 0 4px}h2 small{font-weight:400;color:var(--dim)}
@media print{main{columns:2;font-size:9pt}section{border:0;padding:0;margin:0}pre,code{font-size:7.5pt}pre{white-space:pre-wrap}}
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
