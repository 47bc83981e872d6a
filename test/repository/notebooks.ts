import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** One code cell with what it showed. */
export interface SampleCell {
  readonly source: string;
  readonly shown?: string;
  readonly id?: string;
  readonly tags?: readonly string[];
}

/** The text of a notebook, with every source line on a line of its own, as Jupyter saves it. */
export function notebookOf(cells: readonly SampleCell[], metadata: object = {}): string {
  const kernelspec = { display_name: 'Python 3', language: 'python', name: 'python3' };
  const minor = cells.some(({ id }) => id !== undefined) ? 5 : 4;
  const all = cells.map(({ source, shown, id, tags }, at) => ({
    cell_type: 'code',
    execution_count: at + 1,
    ...(id === undefined ? {} : { id }),
    metadata: tags === undefined ? {} : { tags },
    outputs: shown === undefined ? [] : [result(shown, at + 1)],
    source: source.split(/(?<=\n)/),
  }));
  const notebook = { cells: all, metadata: { kernelspec, ...metadata }, nbformat: 4, nbformat_minor: minor };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

function result(shown: string, count: number): object {
  const data = { 'text/plain': shown.split(/(?<=\n)/) };
  return { data, execution_count: count, metadata: {}, output_type: 'execute_result' };
}

/** `import pandas`, then one table a name, whose rows may be others tomorrow, each showing its shape in a cell of its own: one gap a name. */
export function shapes(...names: readonly string[]): SampleCell[] {
  return [
    { source: 'import pandas as pd' },
    ...names.map((name) => ({
      source: `${name} = pd.read_sql("select a, b from ${name}", "sqlite://")\n${name}.shape`,
      shown: '(3, 2)',
    })),
  ];
}

const made: string[] = [];
process.once('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A folder with these files (path → text or bytes), gone when the tests of the file are through. */
export function folderOf(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'nbassert-files-'));
  made.push(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}
