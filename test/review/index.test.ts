import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chalk } from 'chalk';
import { afterEach, expect, test } from 'vitest';
import { review, type Terminal } from '../../src/review/index.ts';
import { loadBuiltin } from '../../src/templates/index.ts';
import { notebookOf, type SampleCell } from '../repository/notebooks.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function folderWith(cells: readonly SampleCell[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'nbassert-review-'));
  folders.push(folder);
  writeFileSync(join(folder, 'a.ipynb'), notebookOf(cells));
  return folder;
}

/** The first line of every screen that a person who presses `q` sees. */
async function headersOf(cwd: string): Promise<string[]> {
  const headers: string[] = [];
  const terminal: Terminal = {
    colors: new Chalk({ level: 0 }),
    size: () => ({ width: 80, height: 24 }),
    draw: (lines) => void headers.push(lines[0] ?? ''),
    keep: () => {},
    key: async () => 'q',
    isInterrupted: () => false,
    ask: async () => null,
    hasEditor: false,
    edit: async () => ({ kind: 'failed', message: '' }),
  };
  const rewriteOptions = { notes: 'full', cellTags: [] } as const;
  await review(['a.ipynb'], { cwd, library: await loadBuiltin(), options: {}, rewriteOptions }, terminal);
  return headers;
}

const LOAD: SampleCell = { source: "import pandas as pd\ndf = pd.read_csv('a.csv')" };

test('the first proposal is on the screen while the others are being looked for', async () => {
  const cells = [
    LOAD,
    { source: 'df.shape', shown: '(891, 12)' },
    { source: 'type(df)', shown: 'pandas.core.frame.DataFrame' },
  ];
  expect(await headersOf(folderWith(cells))).toEqual([
    'Reading a.ipynb …',
    '1 of …, a.ipynb · cell 1 (In [2]), line 1 · last-cell',
    '1 of 2, a.ipynb · cell 1 (In [2]), line 1 · last-cell',
  ]);
});

test('nothing to propose shows no screen', async () => {
  expect(await headersOf(folderWith([LOAD]))).toEqual(['Reading a.ipynb …']);
});
