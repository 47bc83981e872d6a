/** What reaches a terminal, or a file that a program opens, of a notebook whose every text is hostile. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { folderOf } from '../repository/notebooks.ts';
import { runCli } from './io.ts';

const piece = fc.constantFrom(
  '\u001b[2J',
  '\u001b]0;title\u0007',
  '\u001b]8;;http://x\u0007',
  '\u009b31m',
  '\u0007',
  '\b\b\b',
  '\r',
  '\u202e',
  '\u2066',
  '\ufeff',
  '\u0000',
  'word',
  ' ',
  '"',
  "'",
  '`',
  '<b>',
  '::error::',
  '%0A',
  'é',
  '表',
);
const hostile = fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => pieces.join(''));

/** All that is not made to be shown: controls but the line end, and what turns the direction of reading. */
const UNPRINTABLE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/;

/** A notebook that says hostile things wherever a notebook can say something. */
function notebookOf([name, value, title, error]: readonly string[]): string {
  const column = JSON.stringify(name);
  const table = `<table><thead><tr><th></th><th>${name}</th><th>b</th></tr></thead><tbody><tr><th>0</th><td>${value}</td><td>1</td></tr></tbody></table>`;
  const cell = (source: string, outputs: object[], count: number) => ({
    cell_type: 'code',
    execution_count: count,
    metadata: { tags: [title], [name!]: value },
    outputs,
    source,
  });
  const result = (count: number, data: object) => [{ output_type: 'execute_result', execution_count: count, metadata: {}, data }];
  const cells = [
    { cell_type: 'markdown', metadata: {}, source: `# ${title}` },
    cell("import pandas as pd\ndf = pd.read_csv('a.csv')", [], 1),
    cell('df.head()', result(2, { 'text/plain': `  ${name}  b\n0 ${value} 1`, 'text/html': table }), 2),
    cell('df.columns', result(3, { 'text/plain': `Index([${column}, 'b'], dtype='object')` }), 3),
    cell(`df[${column}].unique()`, result(4, { 'text/plain': `array([${JSON.stringify(value)}, 'b'], dtype=object)` }), 4),
    cell(`print(${JSON.stringify(title)}, df.shape) # ${title}`, [{ output_type: 'stream', name: 'stdout', text: `${title} (3, 2)\n` }], 5),
    cell(`print("${'unfinished'}\n${value}`, [], 6),
    cell('1/0', [{ output_type: 'error', ename: title, evalue: error, traceback: [`${error}`] }], 7),
  ];
  const metadata = { kernelspec: { name: 'python3', display_name: title, language: 'python' }, [title!]: error };
  return JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 4 });
}

const COMMANDS = [
  ['scan', '--all'],
  ['scan', '--format', 'markdown'],
  ['scan', '--format', 'github'],
  ['scan', '--format', 'json'],
  ['scan', '--format', 'ndjson'],
  ['scan', '--format', 'sarif'],
  ['scan', '--format', 'html'],
  ['apply', '--dry-run'],
  ['check'],
  ['apply', '--min-confidence', 'low'],
  ['remove'],
];

test('no control character and nothing that turns the direction reaches what is written', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(hostile, { minLength: 4, maxLength: 4 }), async (texts) => {
      const fileName = `a${(texts[2] ?? '').replace(/[\0/]/g, '')}.ipynb`;
      const cwd = folderOf({ [fileName]: notebookOf(texts) });
      const before = readFileSync(join(cwd, fileName), 'utf8');
      for (const command of COMMANDS) {
        const { stdout, stderr } = await runCli([...command, '.'], { cwd });
        // A patch is for `git apply`, byte for byte, unless it goes to a terminal.
        const shown = command.includes('--dry-run') ? '' : stdout;
        expect([command.join(' '), UNPRINTABLE.exec(shown)?.[0]]).toEqual([command.join(' '), undefined]);
        expect([command.join(' '), UNPRINTABLE.exec(stderr)?.[0]]).toEqual([command.join(' '), undefined]);
      }
      expect(readFileSync(join(cwd, fileName), 'utf8')).toBe(before);
    }),
    { numRuns: Number(process.env.NBASSERT_TERMINAL_RUNS ?? 15) },
  );
});
