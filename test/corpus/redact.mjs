// npm run redact -- DIR: does `--redact` keep every literal of every output out of what is proposed for real notebooks?
//
// A literal is a number of at least three digits or with decimals, or a word of at least three letters, that stands in an
// output and neither in the notebook's code nor in the templates themselves. Exit code 1 when one is found.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderArgument, loadLibrary, notebooksBelow } from './notebooks.mjs';

const { folder } = folderArgument('redact');
const { loadBuiltin, NbassertError, propose, readNotebook } = await loadLibrary();
const library = await loadBuiltin();
const templates = library.templates.map(({ data: { examples: _, ...own } }) => own);
const own = literalsOf(`${JSON.stringify(templates)} the output further Cell True None`);
const counts = { notebooks: 0, literals: 0, proposals: 0, leaks: 0 };

for (const path of notebooksBelow(folder)) {
  try {
    look(path, readNotebook(readFileSync(join(folder, path), 'utf8')));
  } catch (error) {
    if (!(error instanceof NbassertError)) throw error;
  }
}
for (const [name, count] of Object.entries(counts)) console.log(`${String(count).padStart(9)}  ${name}`);
process.exitCode = counts.leaks === 0 ? 0 : 1;

function look(path, notebook) {
  // A doubt names cells by their numbers and execution counts, which are no outputs.
  const counted = ({ index, executionCount, outputs }) => [index, executionCount, ...outputs.map((output) => output.executionCount)];
  const code = literalsOf(notebook.cells.map((cell) => `${cell.source}\n${counted(cell).join(' ')}`).join('\n'));
  const shown = literalsOf(JSON.stringify(notebook.cells.map(({ outputs }) => outputs)).replaceAll(/\\+[ntr]/g, ' '));
  const secret = new Set([...shown].filter((it) => !code.has(it) && !own.has(it)));
  counts.notebooks += 1;
  counts.literals += secret.size;
  const { findings } = propose(notebook, library, { minConfidence: 'low', redact: true });
  for (const { proposals } of findings) for (const proposal of proposals) judge(path, proposal, secret);
}

function judge(path, { key, assumption, why, variants }, secret) {
  counts.proposals += 1;
  const said = [assumption, ...why, ...variants.flatMap(({ assert, note }) => [assert, note])].join('\n');
  const leaked = [...literalsOf(said)].filter((it) => secret.has(it));
  if (leaked.length === 0) return;
  counts.leaks += 1;
  console.log(`LEAKED    ${path}:${key}: ${leaked.slice(0, 8).join(', ')}`);
}

function literalsOf(text) {
  return new Set(text.match(/\d+\.\d+|\d{3,}|\p{L}[\p{L}\d_]{2,}/gu) ?? []);
}
