// npm run nbconvert -- NOTEBOOK... : does `verify` say of every assert what `jupyter nbconvert --execute` shows?
//
// Each notebook is run once to refresh its outputs and hardened with every proposal; every fourth assert is turned around, so
// that some fail. nbconvert goes on behind errors (`--allow-errors`); of each cell it shows the first assert that fails.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    nbconvert: { type: 'string', default: join(root, '.venv/bin/jupyter-nbconvert') },
    python: { type: 'string', default: join(root, '.venv/bin/python') },
    dist: { type: 'string', default: join(root, 'dist') },
    list: { type: 'string' },
    seconds: { type: 'string', default: '60' },
  },
});
const listed = values.list === undefined ? [] : readFileSync(values.list, 'utf8').split('\n').filter(Boolean);
const notebooks = [...positionals, ...listed].map((path) => resolve(path));
const load = (door) => import(pathToFileURL(join(resolve(values.dist), door)).href);
const [{ readNotebook }, { readNotebookFile }, { propose }, { acceptAll, rewrite }, { loadBuiltin }, kernel] = await Promise.all(
  ['notebook/index.js', 'notebook/save.js', 'proposals/index.js', 'rewrite/index.js', 'templates/index.js', 'kernel/index.js'].map(load),
);
const library = await loadBuiltin();
const options = { ...kernel.DEFAULT_RUN_OPTIONS, python: values.python, timeout: Number(values.seconds) };

const sums = { notebooks: 0, cells: 0, asserts: 0, failing: 0, unlike: 0 };
for (const file of notebooks) {
  const copy = file.replace(/\.ipynb$/, '.nbconvert.ipynb');
  try {
    console.error(`${join(basename(dirname(file)), basename(file))}: ${await compare(file, copy)}`);
  } catch (error) {
    console.error(`${basename(file)}: ${error.message}`);
  } finally {
    rmSync(copy, { force: true });
  }
}
console.log(
  `${sums.notebooks} notebooks, ${sums.asserts} asserts (${sums.failing} of them fail) in ${sums.cells} cells: ${sums.unlike} cells with another verdict`,
);
process.exitCode = sums.unlike === 0 ? 0 : 1;

async function compare(file, copy) {
  const { notebook } = readNotebookFile(file);
  const first = await kernel.runNotebook(file, notebook, { soft: false, hashSeed: null }, options);
  if (first.stopped !== null) return 'does not run';
  const hardened = rewrite(notebook, acceptAll(propose(kernel.withOutputs(notebook, first), library)), { notes: 'none', cellTags: [] });
  const turned = readNotebook(turnedAround(hardened));
  writeFileSync(copy, turned.text);
  const { verdicts } = await kernel.verifyNotebook(copy, turned, 1, { ...options, timeout: options.timeout * 2 });
  const args = ['--to', 'notebook', '--stdout', '--execute', '--allow-errors', copy];
  const { stdout, status, stderr, error } = spawnSync(values.nbconvert, args, { encoding: 'utf8', maxBuffer: 1 << 29 });
  if (error) throw new Error(`${values.nbconvert} cannot be started: ${error.message}`);
  if (status !== 0) return `nbconvert: ${stderr.trim().split('\n').at(-1)}`;
  const executed = JSON.parse(stdout).cells;
  const cells = new Set(verdicts.map(({ place }) => place.cell));
  let unlike = 0;
  for (const cell of cells) {
    const ours = verdicts.filter(({ place, status }) => place.cell === cell && status === 'fails')[0];
    const theirs = (executed[cell].outputs ?? []).find(({ output_type }) => output_type === 'error');
    const same = theirs === undefined ? ours === undefined : ours !== undefined && theirs.ename === ours.failure.name && withoutNumbers(theirs.evalue) === withoutNumbers(ours.failure.message);
    if (same) continue;
    unlike += 1;
    console.log(`${copy}: cell ${cell}: verify ${ours?.failure.name} ${ours?.failure.message}, nbconvert ${theirs?.ename} ${theirs?.evalue}`);
  }
  sums.notebooks += 1;
  sums.cells += cells.size;
  sums.asserts += verdicts.length;
  sums.failing += verdicts.filter(({ status }) => status === 'fails').length;
  sums.unlike += unlike;
  return `${verdicts.length} asserts, ${unlike} cells unlike`;
}

/** A notebook without a seed fails with other numbers each time. */
function withoutNumbers(text) {
  return text.replace(/[\d.]+(e[-+]?\d+)?/g, '0');
}

function turnedAround(text) {
  const places = kernel.findAsserts(readNotebook(text));
  const json = JSON.parse(text);
  const edits = places.filter(({ source, index, cell }) => source.startsWith('assert ') && (index + cell) % 4 === 0);
  for (const { cell, from } of edits.reverse()) {
    const source = [json.cells[cell].source].flat().join('');
    json.cells[cell].source = `${source.slice(0, from)}assert not ${source.slice(from + 'assert '.length)}`;
  }
  return JSON.stringify(json);
}
