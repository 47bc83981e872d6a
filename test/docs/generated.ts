/** The parts of the documentation that are made, not written. `npm run docs` writes them, the tests compare them. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Chalk } from 'chalk';
import { WRITING_CONFIDENCE } from '../../src/cli/flags.ts';
import { readNotebook } from '../../src/notebook/index.ts';
import { propose } from '../../src/proposals/index.ts';
import { review, type Terminal } from '../../src/review/index.ts';
import { rewrite } from '../../src/rewrite/index.ts';
import {
  CHECKS,
  checkPage,
  checksTable,
  loadTemplates,
  type TemplateLibrary,
} from '../../src/templates/index.ts';
import { emptyMarkers, withGenerated } from './markdown.ts';
import { svgOf } from './svg.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FIXTURE = 'fixtures/passengers.ipynb';

export function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** Every template that loads; that all do is another test's business, and no page shall wait for it. */
export function templatesThatLoad(): Promise<TemplateLibrary> {
  return loadTemplates(join(ROOT, 'templates'));
}

/** The pages of the templates by path; a page that exists keeps what stands outside of its markers. */
export async function templatePages(existing: (path: string) => string | null): Promise<Map<string, string>> {
  const { templates } = await templatesThatLoad();
  const pages = new Map<string, string>();
  const index = existing('docs/templates/README.md') ?? indexPage();
  pages.set('docs/templates/README.md', withGenerated(index, 'checks', checksTable(CHECKS, templates)));
  for (const check of CHECKS.filter((it) => templates.some((template) => template.check === it))) {
    const path = `docs/templates/${check}.md`;
    const page = existing(path) ?? `# Templates: ${check}\n\n${emptyMarkers('templates')}\n`;
    pages.set(path, withGenerated(page, 'templates', checkPage(check, templates)));
  }
  return pages;
}

function indexPage(): string {
  return `# Templates

Each template is one file \`templates/<check>/<name>.yaml\`: a code pattern, the evidence it needs, the assumption that
implies, the assert and the note. These pages are made from the files.

${emptyMarkers('checks')}
`;
}

/** The README with its pictures as the tool draws them now. */
export async function readmeText(readme: string): Promise<string> {
  const session = fenced('text', await sessionPicture());
  return withGenerated(withGenerated(readme, 'session', session), 'cell', await cellPicture());
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

/** The screen for a proposal of the fixture, in colour: what a README shows before it explains. */
export async function screenSvg(): Promise<string> {
  const { screens } = await inCopy((cwd) => reviewWith(['n', 'n', 'n', 'n', 'n', 'n', 'n', 'n', 'q'], cwd, 1));
  const screen = screens.find((lines) => lines.some((line) => line.includes('value_counts')));
  if (screen === undefined) throw new Error(`${FIXTURE} counts no categories`);
  return svgOf(screen, 80, 'One proposal in the review: the code, what it showed, the assert and the note, the keys.');
}

/** What a person sees who accepts the first proposal of the fixture, looks at the second, accepts it, and stops. */
async function sessionPicture(): Promise<string> {
  const { screens, kept } = await inCopy((cwd) => reviewWith(['y', 'y', 'q'], cwd, 0));
  const screen = screens.find((it) => it[0]?.startsWith('2 of ')) ?? [];
  return [`$ npx nbassert ${FIXTURE}`, ...trimmed(screen), '', ...kept.map((line) => line.trimEnd())].join('\n');
}

/** Works in a folder that holds nothing but the fixture. */
async function inCopy<T>(work: (cwd: string) => Promise<T>): Promise<T> {
  const cwd = mkdtempSync(join(tmpdir(), 'nbassert-docs-'));
  try {
    mkdirSync(join(cwd, 'fixtures'));
    writeFileSync(join(cwd, FIXTURE), read(FIXTURE));
    return await work(cwd);
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

async function reviewWith(
  keys: string[],
  cwd: string,
  level: 0 | 1,
): Promise<{ screens: string[][]; kept: string[] }> {
  const screens: string[][] = [];
  const kept: string[] = [];
  const terminal: Terminal = {
    colors: new Chalk({ level }),
    size: () => ({ width: 80, height: 24 }),
    draw: (lines) => void screens.push([...lines]),
    keep: (lines) => void kept.push(...lines),
    key: async () => keys.shift() ?? 'q',
    isInterrupted: () => false,
    ask: async () => null,
    hasEditor: false,
    edit: async () => ({ kind: 'failed', message: '' }),
  };
  const library = await templatesThatLoad();
  const rewriteOptions = { notes: 'full', cellTags: [] } as const;
  await review([FIXTURE], { cwd, library, options: { minConfidence: WRITING_CONFIDENCE }, rewriteOptions }, terminal);
  return { screens, kept };
}

/** Without blank lines at the end, and one in place of several. */
function trimmed(lines: readonly string[]): string[] {
  const text = lines.map((line) => line.trimEnd()).join('\n');
  return text
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd()
    .split('\n');
}

/** A cell of the fixture before, and the cells that are there afterwards. */
async function cellPicture(): Promise<string> {
  const notebook = readNotebook(read(FIXTURE));
  const { findings } = propose(notebook, await templatesThatLoad());
  const found = findings.find(
    ({ feedback, proposals }) => feedback.source === 'df["Survived"].value_counts()' && proposals.length > 0,
  );
  const proposal = found?.proposals[0];
  const variant = proposal?.variants.find(({ strictness }) => strictness === proposal.chosen);
  if (proposal === undefined || variant === undefined) throw new Error(`${FIXTURE} counts no categories`);
  const accepted = { proposal, assert: variant.assert, note: variant.note };
  const after = readNotebook(rewrite(notebook, [accepted], { notes: 'full', cellTags: [] }));
  const at = proposal.feedback.cell;
  const [cell, note, code] = after.cells.slice(at, at + 3);
  return [
    'Before, a cell and what it showed:',
    fenced('python', cell?.source ?? ''),
    fenced('text', proposal.shown.trimEnd()),
    'After, that cell as it was, and behind it a note and a cell:',
    (note?.source ?? '')
      .split('\n')
      .map((line) => `> ${line}`)
      .join('\n'),
    fenced('python', code?.source ?? ''),
  ].join('\n\n');
}
