/** What is the same on every page: style, script, frame. */
import { createHash } from 'node:crypto';

/** Colours, light and dark, and how text and code look. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--text:#1c2127;--dim:#5c6670;--page:#f6f7f9;--card:#fff;--line:#d9dee3;--accent:#1f6feb;
--added:#e6f6ea;--added-text:#116329;--marked:#fff5cf;--high:#116329;--medium:#8a5a00;--low:#6b7280}
@media (prefers-color-scheme:dark){:root{--text:#e6e9ed;--dim:#9aa4ae;--page:#14181d;--card:#1c2229;--line:#353d46;
--accent:#58a6ff;--added:#12331f;--added-text:#8fdfa5;--marked:#3a3312;--high:#7ee093;--medium:#e3b341;--low:#9aa4ae}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;
display:flex;flex-direction:column;padding:0 clamp(12px,4vw,48px) 48px}
body>*{width:100%;max-width:1100px;margin-inline:auto}
header{order:0;padding:24px 0 4px}h1{font-size:1.5rem;line-height:1.25;margin:0}h2{font-size:1.1rem}
#overview{order:1}#failed{order:2}#filters{order:3}main{order:4}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(125px,1fr));gap:12px;margin:16px 0}
.tile{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:12px 14px;color:var(--dim)}
.tile b{display:block;font-size:1.6rem;line-height:1.2;color:var(--text)}
.ratio{height:10px;border-radius:5px;background:var(--line);overflow:hidden;margin:0}
.ratio span{display:block;height:100%;background:var(--high)}
.small{color:var(--dim);font-size:.85rem;margin:6px 0 16px}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,330px),1fr));gap:16px}
.chart{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:10px 14px;border-collapse:separate;
border-spacing:0 4px;table-layout:fixed;width:100%;font-size:.88rem;align-self:start}
.chart caption{text-align:left;font-weight:600;padding:8px 2px 2px}
.chart th{width:50%;font-weight:400;text-align:left;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;padding-right:8px}
.chart .n{width:3.6em;text-align:right;font-variant-numeric:tabular-nums}
.chart.wide{grid-column:1/-1}.chart.wide th{width:70%;white-space:normal;overflow-wrap:anywhere}
.chart a{color:inherit}.notebook{scroll-margin-top:9em}
.bar{display:block;height:12px;min-width:2px;border-radius:3px;background:var(--accent)}
#filters:not([hidden]){display:flex;flex-wrap:wrap;gap:8px 18px;align-items:center;padding:12px 0;margin-block:12px;
position:sticky;top:0;z-index:1;background:var(--page);border-bottom:1px solid var(--line)}
#filters fieldset{border:0;padding:0;margin:0;display:flex;flex-wrap:wrap;gap:4px 14px;width:100%}
#filters legend{float:left;padding:0 8px 0 0;color:var(--dim)}
#filters i{font-style:normal;color:var(--dim)}
button,select,input[type=search]{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:6px;padding:4px 8px;max-width:100%}
.notebook{background:var(--card);border:1px solid var(--line);border-radius:8px;margin:12px 0;padding:0 14px}
.notebook>summary{padding:12px 0;cursor:pointer;font-weight:600}
.path{overflow-wrap:anywhere}.count{color:var(--dim);font-weight:400}.count::before{content:"· "}
article{border-top:1px solid var(--line);padding:4px 0 14px}
h3{font-size:.95rem;margin:10px 0 6px;color:var(--dim);font-weight:600}
pre,code{font:13px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
code{overflow-wrap:anywhere}
pre{margin:6px 0;padding:8px 10px;border-radius:6px;overflow-x:auto;border:1px solid var(--line);max-width:100%}
.source .line,.diff .added{display:block;width:max-content;min-width:100%}
.source i{display:inline-block;width:2.6em;color:var(--dim);font-style:normal;user-select:none}
.marked{background:var(--marked)}.cut{display:block;color:var(--dim)}
.output{color:var(--dim);border-style:dashed;max-height:16em;overflow:auto}
.diff{background:var(--added);color:var(--added-text)}
.proposal{border-left:3px solid var(--line);padding-left:12px;margin:12px 0}
.proposal p{margin:4px 0}.tags{font-size:.85rem;color:var(--dim)}
.tag{border:1px solid var(--line);border-radius:10px;padding:1px 8px;white-space:nowrap}
.high{color:var(--high)}.medium{color:var(--medium)}.low{color:var(--low)}
.why{font-size:.88rem;color:var(--dim)}.why summary{cursor:pointer}.why ul{margin:4px 0;padding-left:20px}
@media (max-width:600px){#filters:not([hidden]){position:static}.proposal{padding-left:8px}}
@media print{#filters{display:none!important}}
`;

const SCRIPT = `
const form = document.querySelector('#filters');
const order = ['low', 'medium', 'high'];
const wanted = () => new Set([...form.querySelectorAll('input[type=checkbox]:checked')].map((box) => box.value));
function apply() {
  const checks = wanted();
  const least = order.indexOf(form.querySelector('select').value);
  const words = form.querySelector('input[type=search]').value.toLowerCase();
  let shown = 0;
  for (const notebook of document.querySelectorAll('.notebook')) {
    const named = words !== '' && notebook.querySelector('.path').textContent.toLowerCase().includes(words);
    let left = 0;
    for (const cell of notebook.querySelectorAll('article')) {
      const found = words === '' || named || cell.textContent.toLowerCase().includes(words);
      let inCell = 0;
      for (const proposal of cell.querySelectorAll('.proposal')) {
        const { check, confidence } = proposal.dataset;
        proposal.hidden = !(found && checks.has(check) && order.indexOf(confidence) >= least);
        if (!proposal.hidden) inCell += 1;
      }
      cell.hidden = inCell === 0;
      left += inCell;
    }
    notebook.hidden = left === 0;
    notebook.querySelector('.count').textContent = left;
    shown += left;
  }
  form.querySelector('output').textContent = shown + (shown === 1 ? ' proposal' : ' proposals');
}
for (const button of form.querySelectorAll('button')) {
  button.addEventListener('click', () => {
    for (const box of form.querySelectorAll('input[type=checkbox]')) box.checked = button.dataset.all === 'yes';
    apply();
  });
}
/** A section that is led to is one to read. */
addEventListener('hashchange', () => {
  const section = document.getElementById(location.hash.slice(1));
  if (section !== null) section.open = true;
});
form.hidden = false;
form.addEventListener('input', apply);
form.addEventListener('submit', (event) => event.preventDefault());
apply();
`;

/** Whatever a notebook holds, the browser runs this script and nothing else, and asks no other machine. */
const POLICY = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${createHash('sha256').update(SCRIPT).digest('base64')}'; base-uri 'none'; form-action 'none'`;

/** From the doctype to the opened `main`. */
export function pageStart(): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>nbassert: looks that could be asserts</title>
<style>${PAGE_STYLE}</style></head><body>
<header><h1>What these notebooks check only by eye</h1></header>
<main>
`;
}

/** The script and the end of the page. */
export function pageEnd(): string {
  return `\n<script>${SCRIPT}</script></body></html>\n`;
}
