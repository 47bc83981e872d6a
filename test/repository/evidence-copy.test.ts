import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readNotebook } from '../../src/notebook/index.ts';
import { openEvidence, withEvidence } from '../../src/repository/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'nbassert-copies-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function textOf(output: string | null): string {
  const outputs = output === null ? [] : [{ output_type: 'stream', name: 'stdout', text: output }];
  const cell = { cell_type: 'code', source: 'print(x)', metadata: {}, execution_count: null, outputs };
  return JSON.stringify({ nbformat: 4, nbformat_minor: 4, metadata: {}, cells: [cell] });
}

/** A notebook without outputs beside a folder with its executed copy. */
const original = join(folder, 'here', 'a.ipynb');
const copies = join(folder, 'copies');
mkdirSync(join(folder, 'here'));
mkdirSync(join(copies, 'here'), { recursive: true });
writeFileSync(original, textOf(null));
writeFileSync(join(copies, 'a.ipynb'), textOf('by its name\n'));
writeFileSync(join(copies, 'here', 'a.ipynb'), textOf('by its path\n'));

test.each([
  ['inside of the working directory', 'here/a.ipynb', 'by its path\n'],
  ['by an absolute path', original, 'by its name\n'],
  // From the folder of copies this leads to the original, which has no outputs.
  ['out of the working directory', relative(copies, original), 'by its name\n'],
])('the copy of a notebook that is named %s', (_, path, expected) => {
  const source = openEvidence(copies, folder, [path]);
  const { notebook } = withEvidence(readNotebook(textOf(null)), path, source);
  const [output] = notebook.cells[0]?.outputs ?? [];
  expect(output).toMatchObject({ text: expected });
});
