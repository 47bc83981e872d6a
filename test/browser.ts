/** Pages in a real browser. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The command of a Chromium: the variable CHROMIUM, or the first of the usual names that is on the path; null without one. */
export const chromium: string | null =
  [process.env.CHROMIUM, 'chromium', 'chromium-browser', 'google-chrome'].find(
    (name) => name !== undefined && spawnSync(name, ['--version']).status === 0,
  ) ?? null;

export const NO_CHROMIUM =
  'No Chromium was found, so no page was opened: install one (Debian: apt-get install chromium), or name it in CHROMIUM.';

/** What a page is like once it is open. */
export interface OpenPage {
  /** Columns of pixels that it takes; more than the window has means that one has to scroll sideways. */
  readonly width: number;
  readonly title: string;
  readonly text: string;
  /** Set by a script of the page's content, had one run. */
  readonly hacked: boolean;
  /** What the visitor reports. */
  readonly told: unknown;
}

/**
 * Opens a page in a window of some width and looks at it, after a visitor did what there is to do. `hacked` tells whether anything set `window.hacked` or the same in
 * a window around it.
 * @param visitor a script that has the page as `page` and returns what is to be told
 */
export function openPage(html: string, width: number, visitor = ''): OpenPage {
  const folder = mkdtempSync(join(tmpdir(), 'nbassert-browser-'));
  try {
    writeFileSync(join(folder, 'page.html'), html);
    writeFileSync(
      join(folder, 'frame.html'),
      `<body><iframe src="page.html" style="width:${width}px;height:800px;border:0" onload="look(this)"></iframe><pre></pre><script>
function visit(page) {
  ${visitor}
}
function look({ contentWindow: window, contentDocument: page }) {
  const told = visit(page) ?? null;
  document.querySelector('pre').textContent = JSON.stringify({ width: page.documentElement.scrollWidth, title: page.title,
    text: page.body.innerText, hacked: window.hacked === true || globalThis.hacked === true, told });
}</script></body>`,
    );
    const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--allow-file-access-from-files', '--virtual-time-budget=5000'];
    const args = [...flags, `--user-data-dir=${join(folder, 'profile')}`, '--dump-dom', `file://${join(folder, 'frame.html')}`];
    const dom = execFileSync(chromium!, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 60_000 });
    const found = /<pre>([\s\S]*?)<\/pre>/.exec(dom)?.[1] ?? '';
    return JSON.parse(found.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
