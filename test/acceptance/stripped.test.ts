/** A notebook without outputs, as git usually holds it, gets from `--run` what its executed original gets from its outputs. */

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyText, DEFAULT_RUN_OPTIONS, liveEvidence } from '../../src/kernel/index.ts';
import { readNotebook } from '../../src/notebook/index.ts';
import { probing, propose } from '../../src/proposals/index.ts';
import { openEvidence, withEvidence } from '../../src/repository/index.ts';
import { loadBuiltin, type TemplateLibrary } from '../../src/templates/index.ts';
import { pythonPath } from '../python.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures', import.meta.url));
const names = readdirSync(FIXTURES).filter((name) => name.endsWith('.ipynb'));
const folder = mkdtempSync(join(tmpdir(), 'nbassert-stripped-'));
let library: TemplateLibrary;

beforeAll(async () => {
  cpSync(FIXTURES, folder, { recursive: true, filter: (from) => !from.includes('/study') });
  library = await loadBuiltin();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Offered {
  /** `cell:line` of its statement. */
  readonly at: string;
  /** Its key and the form that is offered first. */
  readonly text: string;
}

interface Outcome {
  readonly offered: readonly Offered[];
  /** `cell:line` of statements whose facts are stated elsewhere, or of the whole of what they show a part of. */
  readonly covered: ReadonlySet<string>;
}

function outcomeOf(...given: Parameters<typeof propose>): Outcome {
  const { findings } = propose(...given);
  const at = ({ feedback }: (typeof findings)[number]) => `${feedback.cell}:${feedback.line}`;
  const offered = findings.flatMap((finding) =>
    finding.proposals.map(({ key, chosen, variants }) => {
      const assert = variants.find(({ strictness }) => strictness === chosen)?.assert ?? '';
      return { at: at(finding), text: `${key}\n${assert}` };
    }),
  );
  const isCovered = ({ reason, proposals }: (typeof findings)[number]) =>
    reason === 'covered' || proposals.some(({ template }) => template.startsWith('data-distribution/whole-'));
  return { offered, covered: new Set(findings.filter(isCovered).map(at)) };
}

async function afterRun(name: string): Promise<Outcome> {
  const file = join(folder, name);
  const json = JSON.parse(readFileSync(file, 'utf8'));
  const cells = json.worksheets === undefined ? json.cells : json.worksheets[0].cells;
  for (const cell of cells) if (cell.cell_type === 'code') cell.outputs = [];
  writeFileSync(file, JSON.stringify(json));
  const stripped = readNotebook(readFileSync(file, 'utf8'));
  const options = { ...DEFAULT_RUN_OPTIONS, python: pythonPath };
  const live = await liveEvidence(file, stripped, probing(stripped, library), options);
  const copy = join(folder, `copy-${name}`);
  writeFileSync(copy, copyText(live));
  const { notebook, answers } = withEvidence(stripped, name, openEvidence(copy, folder, [name]));
  return outcomeOf(notebook, library, { answers });
}

let [all, same, more] = [0, 0, 0];

test.each(names)('%s', async (name) => {
  const { offered: original } = outcomeOf(readNotebook(readFileSync(join(FIXTURES, name), 'utf8')), library);
  const live = await afterRun(name);
  const texts = new Set(live.offered.map(({ text }) => text));
  // A run tells of whole tables and arrays: what says less of them is dropped, as everywhere.
  const missing = original.filter(({ at, text }) => !texts.has(text) && !live.covered.has(at));
  const known = new Set(original.map(({ text }) => text));
  all += original.length;
  same += original.length - missing.length;
  more += live.offered.filter(({ text }) => !known.has(text)).length;
  expect(missing.length, JSON.stringify(missing)).toBeLessThanOrEqual(Math.ceil(original.length * 0.1));
}, 300_000);

test('98 of 100 proposals of the executed fixtures are the same, or contained in what a run tells of the whole', () => {
  console.log(`${same} of ${all} proposals are the same; ${more} more only with a run`);
  expect(same / all).toBeGreaterThanOrEqual(0.98);
});
