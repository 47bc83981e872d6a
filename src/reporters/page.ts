/** The frame of pages for a screen or for paper. No script: whatever a participant wrote, nothing runs. */

import { escapedLine } from './html-escape.ts';
import { PAGE_STYLE } from './html-page.ts';

const FRAME = `
body{display:block;overflow-wrap:anywhere}body>*{margin-inline:auto}
h1{margin:24px 0 8px}h2{font-size:1.1rem}
p,li{max-width:75ch}
@media print{body{background:#fff}}
`;

/** A whole page. `body` is HTML of ours, in which every text from outside is escaped; `title` and `style` are not part of it. */
export function page(parts: { readonly title: string; readonly style: string; readonly body: string }): string {
  const title = escapedLine(parts.title, 200);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}</title>
<style>${PAGE_STYLE}${FRAME}${parts.style}</style></head><body>
<main><h1>${title}</h1>
${parts.body}
</main></body></html>
`;
}
