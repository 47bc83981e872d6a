// npm run strength -- NOTEBOOK... : how many seeded faults do the asserts of `apply` catch?
//
// Each notebook is run once to refresh its outputs; `apply` hardens a copy beside it, `verify --mutate` measures that copy.
// With --run the copy has no outputs at all, and `apply --run` takes its evidence from the kernel. Prints the share caught
// of all faults, of those that change what a cell shows, and by kind; every assert that fails without any fault; and what
// would have caught the faults that slip through. `--list FILE` reads the notebooks from a file, one a line.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    python: { type: 'string', default: join(root, '.venv/bin/python') },
    dist: { type: 'string', default: join(root, 'dist') },
    list: { type: 'string' },
    run: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '60' },
    faults: { type: 'string', default: '12' },
    seed: { type: 'string', default: '1' },
    asserts: { type: 'string', default: '25' },
    most: { type: 'string', default: '1000' },
    json: { type: 'string' },
    'min-confidence': { type: 'string', default: 'medium' },
    strictness: { type: 'string', default: 'balanced' },
  },
});
const listed = values.list === undefined ? [] : readFileSync(values.list, 'utf8').split('\n').filter(Boolean);
const notebooks = [...positionals, ...listed].map((path) => resolve(path));
if (notebooks.length === 0) {
  console.error('usage: npm run strength -- [--run] [--min-confidence medium] [--strictness balanced] [--faults 12] [--asserts 25] [--seed 1] [--json FILE] [--list FILE] NOTEBOOK...');
  process.exit(2);
}
const load = (door) => import(pathToFileURL(join(resolve(values.dist), door)).href);
const [{ readNotebookFile }, kernel] = await Promise.all(['notebook/save.js', 'kernel/index.js'].map(load));
const options = { ...kernel.DEFAULT_RUN_OPTIONS, python: values.python, timeout: Number(values.seconds) };

const results = [];
for (const file of notebooks) {
  const result = { notebook: join(basename(dirname(file)), basename(file)), ...(await strengthOf(file)) };
  results.push(result);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, null, 1)}\n`);
  console.error(`${result.state.padEnd(8)} ${result.summary ? `${result.summary.caught} of ${result.summary.of}, ${result.summary.asserts} asserts` : ''} ${result.notebook} ${result.why ?? ''}`);
  if (results.filter(({ state }) => state === 'measured').length >= Number(values.most)) break;
}
report();

async function strengthOf(file) {
  const copy = file.replace(/\.ipynb$/, '.strength.ipynb');
  try {
    const { notebook } = readNotebookFile(file);
    const first = await kernel.runNotebook(file, notebook, { soft: false, hashSeed: null }, options);
    if (first.stopped !== null) return { state: 'stopped', why: inOneLine(first.stopped) };
    const shown = values.run ? { ...first, cells: [] } : first;
    writeFileSync(copy, kernel.textWithOutputs(notebook, shown));
    const applied = command('apply', '--min-confidence', values['min-confidence'], '--strictness', values.strictness, '--limit-per-notebook', values.asserts, ...(values.run ? ['--run', '--python', values.python] : []), copy);
    if (applied.status !== 0) return { state: 'failed', why: applied.stderr.slice(0, 300) };
    const measured = command('verify', '--mutate', '--faults', values.faults, '--seed', values.seed, '--format', 'ndjson', '--timeout', String(4 * Number(values.seconds)), '--python', values.python, copy);
    const lines = measured.stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line));
    const summary = lines.find(({ type }) => type === 'strength');
    if (summary === undefined || summary.stopped !== null) return { state: 'broken', why: measured.stderr.slice(0, 300) || inOneLine(summary.stopped) };
    return { state: 'measured', summary, seconds: first.seconds, faults: lines.filter(({ type }) => type === 'fault') };
  } catch (error) {
    return { state: 'error', why: error.message };
  } finally {
    rmSync(copy, { force: true });
  }
}

function command(...args) {
  return spawnSync(process.execPath, [join(resolve(values.dist), 'cli/main.js'), ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });
}

function inOneLine({ cell, error }) {
  return `cell ${cell}: ${error.name || error.kind}: ${error.message}`.replace(/\s+/g, ' ').slice(0, 160);
}

function report() {
  const measured = results.filter(({ state }) => state === 'measured');
  const counted = measured.flatMap(({ notebook, faults }) =>
    faults.filter(({ status }) => status === 'caught' || status === 'slipped').map((fault) => ({ notebook, ...fault })),
  );
  for (const { notebook, kind, what, cell, wouldCatch, changesOutput } of counted.filter(({ status }) => status === 'slipped')) {
    const better = [...new Set(wouldCatch.map(({ template, strictness }) => `${template} (${strictness})`))];
    console.log(`slipped${changesOutput ? ', shown' : ''}: ${notebook}: cell ${cell}: ${kind}: ${what}\n    ${better.join(', ') || 'no template'}`);
  }
  for (const { notebook, summary } of measured) {
    for (const { cell, source } of summary.alarms) console.log(`false alarm: ${notebook}: cell ${cell}: ${source}`);
  }
  const share = (faults) => `${faults.filter(({ status }) => status === 'caught').length} of ${faults.length}`.padStart(12);
  const asserts = measured.reduce((sum, { summary }) => sum + summary.asserts, 0);
  console.log(`\n${results.length} notebooks, ${measured.length} measured, ${(asserts / measured.length).toFixed(1)} asserts a notebook`);
  console.log(`${share(counted)}  all faults`);
  console.log(`${share(counted.filter(({ changesOutput }) => changesOutput))}  that change what a cell shows`);
  for (const on of ['data', 'code']) console.log(`${share(counted.filter((fault) => fault.on === on))}  ${on}`);
  for (const kind of kernel.FAULT_KINDS.map(({ id }) => id)) {
    const these = counted.filter((fault) => fault.kind === kind);
    if (these.length > 0) console.log(`${share(these)}  ${kind}, shown ${share(these.filter(({ changesOutput }) => changesOutput)).trim()}`);
  }
  const catchable = counted.filter(({ status, wouldCatch }) => status === 'caught' || wouldCatch.length > 0).length;
  console.log(`${`${catchable} of ${counted.length}`.padStart(12)}  all faults, were every strictness of every proposal written`);
  console.log(`${measured.filter(({ summary }) => summary.alarms.length > 0).length} notebooks with a false alarm`);
}
