import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WRITING_CONFIDENCE } from '../../src/cli/flags.ts';
import { acceptAll, loadBuiltin, propose, readNotebook, remove } from '../../src/index.ts';
import { type Built, build } from '../cli/built.ts';
import { Session } from '../cli/pty.ts';
import { FIXTURES } from './fixtures.ts';
import { runInKernel } from './kernel.ts';

const NAME = 'passengers.ipynb';
const EDITED = 'assert len(df) > 100, len(df)';

let built: Built;
let folder: string;
let tools: string;
let session: Session | undefined;

beforeAll(() => {
  built = build();
  folder = mkdtempSync(join(tmpdir(), 'nbassert-person-'));
  tools = mkdtempSync(join(tmpdir(), 'nbassert-tools-'));
  copyFileSync(join(FIXTURES, NAME), join(folder, NAME));
}, 120_000);
afterAll(() => {
  if (session?.exitCode === null) session.kill('SIGKILL');
  built.remove();
  for (const one of [folder, tools]) rmSync(one, { recursive: true, force: true });
});

test('a person accepts, edits, skips, undoes and quits: the file is what they chose, and it runs', async () => {
  const original = readFileSync(join(FIXTURES, NAME), 'utf8');
  const offered = acceptAll(
    propose(readNotebook(original), await loadBuiltin(), { minConfidence: WRITING_CONFIDENCE }),
  );
  const of = offered.length;
  expect(of).toBeGreaterThan(8);

  const editor = join(tools, 'editor.sh');
  writeFileSync(editor, `#!/bin/sh\nprintf '%s\\n' '${EDITED}' > "$1"\n`, { mode: 0o755 });
  const run = new Session([process.execPath, built.main, NAME], folder, { EDITOR: editor });
  session = run;
  const at = (number: number) => run.see(`${number} of ${of}, ${NAME}`);
  await at(1);
  run.press('y');
  await at(2);
  run.press('e');
  await run.see('Edited');
  run.press('y');
  await at(3);
  run.press('n');
  await at(4);
  run.press('y');
  await at(5);
  run.press('y');
  await at(6);
  run.press('u');
  await at(5);
  run.press('u');
  await at(4);
  run.press('n');
  await at(5);
  run.press('y');
  await at(6);
  run.press('q');
  expect(await run.ended()).toBe(0);

  const text = readFileSync(join(folder, NAME), 'utf8');
  const inserted = readNotebook(text)
    .cells.filter(({ type, tags }) => type === 'code' && tags.includes('nbassert'))
    .map(({ source }) => source);
  expect(inserted).toEqual([offered[0]?.assert, EDITED, offered[4]?.assert]);
  expect(stripVTControlCharacters(run.raw)).toContain(`${NAME}: 3 accepted, 2 skipped`);
  expect(readdirSync(folder)).toEqual([NAME]);

  const file = join(folder, NAME);
  expect((await runInKernel([file])).get(file)).toMatchObject({ problem: null });
  expect(remove(readNotebook(text)).text === original).toBe(true);
}, 300_000);
