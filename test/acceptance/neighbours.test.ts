/**
 * What other tools that write notebooks are reported to get wrong, each as the command meets it: the whole file before and
 * after. What a rewrite keeps in general is held by the properties in test/rewrite.
 */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { runCli } from '../cli/io.ts';
import { folderOf } from '../repository/notebooks.ts';

const KERNEL = { kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' } };

interface RawCell {
  readonly source: string;
  readonly shown?: string;
  readonly metadata?: object;
  readonly more?: object;
}

/** A table and what a look at it showed; more members of a cell (`id`) go in front, as Jupyter sorts them. */
const LOAD: RawCell = { source: 'import pandas as pd\ndf = pd.DataFrame({"a": [1, 2, 3], "b": [4, 5, 6]})' };
const LOOK: RawCell = { source: 'df.shape', shown: '(3, 2)' };

function fileOf(cells: readonly RawCell[], minor: number, metadata: object = KERNEL): string {
  const all = cells.map(({ source, shown, metadata: own = {}, more = {} }, at) => ({
    cell_type: 'code',
    execution_count: at + 1,
    ...more,
    metadata: own,
    outputs:
      shown === undefined
        ? []
        : [{ data: { 'text/plain': [shown] }, execution_count: at + 1, metadata: {}, output_type: 'execute_result' }],
    source: source.split(/(?<=\n)/),
  }));
  return `${JSON.stringify({ cells: all, metadata, nbformat: 4, nbformat_minor: minor }, null, 1)}\n`;
}

let folder = '';
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What `apply` makes of a notebook; it has to write, and `remove` has to give the bytes back. */
async function applied(before: string, ...flags: readonly string[]): Promise<{ text: string; stderr: string }> {
  folder = folderOf({ 'a.ipynb': before });
  const read = () => readFileSync(join(folder, 'a.ipynb'), 'utf8');
  const { code, stderr } = await runCli(['apply', '--min-confidence', 'low', ...flags, 'a.ipynb'], { cwd: folder });
  expect(code).toBe(0);
  const text = read();
  expect(text).not.toBe(before);
  await runCli(['remove', 'a.ipynb'], { cwd: folder });
  expect(read()).toBe(before);
  return { text, stderr };
}

interface Written {
  readonly cells: readonly { readonly id?: string; readonly source: string[]; readonly metadata: { readonly tags?: string[] } }[];
  readonly metadata: object;
  readonly nbformat_minor: number;
}
const parsed = (text: string) => JSON.parse(text) as Written;
const isOurs = ({ metadata }: Written['cells'][number]) => metadata.tags?.includes('nbassert') === true;

/** Every line of the file before, in order, where git would show it as kept. */
function linesKept(before: string, after: string): boolean {
  const lines = after.split('\n');
  let at = 0;
  return before.split('\n').every((line) => {
    while (at < lines.length && lines[at] !== line) at += 1;
    at += 1;
    return at <= lines.length;
  });
}

describe('ids of cells', () => {
  it.each([0, 1, 2, 3, 4])('adds none to a 4.%i notebook, and does not raise its nbformat_minor', async (minor) => {
    const { text } = await applied(fileOf([LOAD, LOOK], minor));
    expect(parsed(text).nbformat_minor).toBe(minor);
    expect(parsed(text).cells.filter((cell) => 'id' in cell)).toEqual([]);
    expect(parsed(text).cells.filter(isOurs).length).toBe(2);
  });

  it('adds them from 4.5 on, unique, valid, and the same on every run', async () => {
    const before = fileOf([{ ...LOAD, more: { id: 'load' } }, { ...LOOK, more: { id: 'look' } }], 5);
    const first = parsed((await applied(before)).text).cells.map(({ id }) => id ?? '');
    const second = parsed((await applied(before)).text).cells.map(({ id }) => id ?? '');
    expect(second).toEqual(first);
    expect(new Set(first).size).toBe(4);
    for (const id of first) expect(id).toMatch(/^[\w-]{1,64}$/);
  });

  it('regenerates none, not even one that is missing or there twice', async () => {
    const before = fileOf(
      [{ ...LOAD, more: { id: 'same' } }, { ...LOOK, more: { id: 'same' } }, { source: 'x = 1' }],
      5,
    );
    const { text } = await applied(before);
    const others = parsed(text).cells.filter((cell) => !isOurs(cell));
    expect(others.map(({ id }) => id)).toEqual(['same', 'same', undefined]);
    expect(parsed(text).nbformat_minor).toBe(5);
  });
});

describe('what a cell shows', () => {
  it.each(['new-cell', 'inline'])('keeps a trailing `;` that suppresses the display, placed %s', async (placement) => {
    const source = 'print(df.shape)\ndf.plot();';
    const stream = [{ name: 'stdout', output_type: 'stream', text: ['(3, 2)\n'] }];
    const before = fileOf([LOAD, { source }], 4).replace(/"outputs": \[\](?![\s\S]*"outputs")/, `"outputs": ${JSON.stringify(stream)}`);
    const { text } = await applied(before, '--placement', placement);
    const cell = parsed(text).cells[1]?.source.join('') ?? '';
    expect(cell.endsWith('\ndf.plot();')).toBe(true);
    expect(text).toContain('assert df.shape');
  });

  it.each(['new-cell', 'inline'])('keeps the last expression last, so that it is still displayed, placed %s', async (placement) => {
    const { text } = await applied(fileOf([LOAD, { source: 'x = 1\ndf.shape', shown: '(3, 2)' }], 4), '--placement', placement);
    const cell = parsed(text).cells[1]?.source.join('') ?? '';
    expect(cell.endsWith('\ndf.shape')).toBe(true);
    expect(cell.includes('assert')).toBe(placement === 'inline');
    expect(parsed(text).cells[1]).toHaveProperty('outputs.0.data', { 'text/plain': ['(3, 2)'] });
    expect(parsed(text).cells[1]).toHaveProperty('execution_count', 2);
  });
});

describe('the text of the file', () => {
  it('keeps CRLF, and writes its own lines with it', async () => {
    const { text } = await applied(fileOf([LOAD, LOOK], 4).replaceAll('\n', '\r\n'));
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('keeps CRLF inside of cells', async () => {
    const before = fileOf([LOAD, { source: 'x = 1\r\ndf.shape', shown: '(3, 2)' }], 4);
    const { text } = await applied(before, '--placement', 'inline');
    expect(parsed(text).cells[1]?.source.join('').replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it.each([
    ['a byte order mark', (text: string) => `\ufeff${text}`],
    ['no line end at the end', (text: string) => text.trimEnd()],
    ['tabs', (text: string) => text.replace(/^ +/gm, (blanks) => '\t'.repeat(blanks.length))],
    ['four blanks', (text: string) => text.replace(/^ +/gm, (blanks) => '    '.repeat(blanks.length))],
    ['escapes instead of Unicode', (text: string) => text.replace('Python 3', 'Python 3 \\u00e9')],
    ['keys in another order', (text: string) => text.replace(' "cells"', ' "zzz": 1.0,\n "cells"')],
  ])('keeps %s: git shows inserted lines only', async (_, change) => {
    const before = change(fileOf([LOAD, LOOK, { source: 'x = 1' }], 4));
    const { text } = await applied(before);
    expect(linesKept(before, text)).toBe(true);
  });
});

describe('metadata of platforms', () => {
  const colab = {
    accelerator: 'GPU',
    colab: { name: 'a.ipynb', provenance: [{ file_id: '1', timestamp: 1.7e12 }], collapsed_sections: ['x'] },
    ...KERNEL,
  };
  const code = { language_info: { name: 'python', version: '3.12.1' }, orig_nbformat: 4, vscode: { interpreter: { hash: 'ab' } } };
  const kaggle = { kaggle: { accelerator: 'none', dataSources: [{ sourceId: 3136, databundleVersionId: 26502 }], isGpuEnabled: false } };
  const databricks = {
    'application/vnd.databricks.v1+notebook': { dashboards: [], language: 'python', notebookName: 'a', widgets: {} },
  };
  it.each([
    ['Colab', colab, { id: 'aB3_x', colab: { base_uri: 'https://localhost/' }, outputId: '1e-05' }],
    ['VS Code', code, { vscode: { languageId: 'python' } }],
    ['Kaggle', kaggle, { _kg_hide: false, trusted: true, execution: { 'iopub.status.busy': '2024-01-01' } }],
    [
      'Databricks',
      databricks,
      { 'application/vnd.databricks.v1+cell': { cellMetadata: { byteLimit: 2048000 }, nuid: 'f-1', inputWidgets: {} } },
    ],
  ])('of %s stays, key by key and byte by byte', async (_, metadata, own) => {
    const before = fileOf([{ ...LOAD, metadata: own }, { ...LOOK, metadata: own }], 4, metadata);
    const { text } = await applied(before);
    expect(linesKept(before, text)).toBe(true);
    expect(Object.keys(parsed(text).metadata)).toEqual(Object.keys(metadata));
    const others = parsed(text).cells.filter((cell) => !isOurs(cell));
    for (const cell of others) expect(cell.metadata).toEqual(own);
    const inline = await applied(before, '--placement', 'inline');
    expect(parsed(inline.text).cells[1]?.metadata).toMatchObject(own);
    expect(parsed(inline.text).metadata).toEqual(metadata);
  });
});

describe('cells that raise', () => {
  const raises = { ...LOOK, source: 'df.shape\n', metadata: { tags: ['raises-exception'] } };

  it('leaves a cell tagged raises-exception alone, and says why', async () => {
    folder = folderOf({ 'a.ipynb': fileOf([LOAD, raises], 4) });
    const before = readFileSync(join(folder, 'a.ipynb'), 'utf8');
    for (const placement of ['new-cell', 'inline'])
      await runCli(['apply', '--min-confidence', 'low', '--placement', placement, 'a.ipynb'], { cwd: folder });
    expect(readFileSync(join(folder, 'a.ipynb'), 'utf8')).toBe(before);
    const { stdout } = await runCli(['scan', '--all', 'a.ipynb'], { cwd: folder });
    expect(stdout).toContain('error-output');
  });

  it('puts none of its own cells under that tag', async () => {
    const { text } = await applied(fileOf([LOAD, LOOK, raises], 4), '--cell-tags', 'hide-input');
    const ours = parsed(text).cells.filter(isOurs);
    expect(ours.map(({ metadata }) => metadata.tags)).toEqual([
      ['nbassert', 'hide-input'],
      ['nbassert', 'hide-input'],
    ]);
  });
});

describe('trust', () => {
  it('is lost with every change: says so once after writing, with the command that brings it back', async () => {
    const { stderr } = await applied(fileOf([LOAD, LOOK], 4));
    expect(stderr).toContain('Trust:  jupyter trust a.ipynb\n');
    expect(stderr.match(/jupyter trust/g)).toHaveLength(1);
    expect(stderr).toContain('Jupyter trusts no file that changed. An open notebook: reload it from disk.');
  });

  it('is not spoken of where nothing was written', async () => {
    folder = folderOf({ 'a.ipynb': fileOf([LOAD], 4) });
    const { stderr } = await runCli(['apply', 'a.ipynb'], { cwd: folder });
    expect(stderr).not.toContain('trust');
  });
});
