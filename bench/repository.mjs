import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { childCpu, MAIN, median, ROOT } from './measure.mjs';

const FLOOR = join(ROOT, 'bench/floor-of.mjs');
const STUDY = join(ROOT, 'bench/study.py');
const PYTHON = join(ROOT, '.venv/bin/python');
/** Prints the largest resident size of a Node process, in kB, when it ends. */
const PEAK = `data:text/javascript,${encodeURIComponent("process.on('exit', () => process.stderr.write('\\npeak ' + process.resourceUsage().maxRSS + '\\n'))")}`;
const RUNS = 3;

/** Runs a benchmark in a folder of its own that is gone afterwards. */
function inFolder(benchmark) {
  const place = mkdtempSync(join(tmpdir(), 'nbassert-bench-'));
  try {
    return benchmark(place);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/**
 * Time over the floor, threads, memory, the cache. `folder` is what to run over; without one it is made of copies of our own
 * notebooks, each a little different.
 */
export function repository(folder) {
  return inFolder((place) => speed(folder ?? repositoryOf(join(place, 'given'), 320), place));
}

function speed(folder, place) {
  const cache = { NBASSERT_CACHE_DIR: join(place, 'cache') };
  const floor = medianOf(() => node([FLOOR, folder]));
  const one = medianOf(() => scan(folder, ['--no-cache', '--jobs', '1']));
  const two = medianOf(() => scan(folder, ['--no-cache', '--jobs', '2']));
  const cold = scan(folder, ['--jobs', '1'], cache);
  const warm = medianOf(() => scan(folder, ['--jobs', '1'], cache));
  const count = notebooksIn(folder).length;
  return [
    { what: `floor: read, JSON, parse, walk; ${count} notebooks`, value: floor.cpu / 1000, unit: ' s' },
    { what: 'scan --jobs 1 / floor, CPU', value: one.cpu / floor.cpu, limit: 1.6, unit: '×' },
    { what: 'scan --jobs 2 / floor, wall', value: two.wall / floor.wall, limit: 1, unit: '×' },
    { what: 'scan --jobs 2 / --jobs 1, wall', value: two.wall / one.wall, unit: '×' },
    { what: 'peak memory, --jobs 1', value: one.peak, limit: 400, unit: ' MB' },
    { what: 'peak memory, --jobs 2', value: two.peak, limit: 400, unit: ' MB' },
    { what: 'warm cache / cold, CPU', value: warm.cpu / cold.cpu, limit: 0.15, unit: '×' },
    { what: 'warm cache / cold, wall', value: warm.wall / cold.wall, limit: 0.15, unit: '×' },
  ];
}

/** What a notebook more costs stays the same, and memory does not grow with their number. */
export const growth = () => inFolder(growthIn);

function growthIn(place) {
  const runs = [1, 4, 16].map((times) => {
    const folder = repositoryOf(join(place, `times-${times}`), 100 * times);
    return { times, ...scan(folder, ['--no-cache', '--jobs', '1']) };
  });
  return [1, 2].flatMap((at) => {
    const [less, more] = [runs[at - 1], runs[at]];
    const step = `${more.times}× / ${less.times}× the notebooks`;
    return [
      { what: `${step}, CPU a notebook`, value: more.cpu / less.cpu / (more.times / less.times), limit: 1.2, unit: '×' },
      { what: `${step}, peak memory`, value: more.peak / less.peak, limit: 1.5, unit: '×' },
    ];
  });
}

/** Beside the way the published study took: one CPython process with pandas a notebook. */
export const study = () => inFolder(besideStudy);

function besideStudy(place) {
  if (!existsSync(PYTHON)) return [];
  const folder = repositoryOf(join(place, 'study'), 400);
  const files = notebooksIn(folder).slice(0, 20);
  const others = total(files.map((file) => measured(PYTHON, [STUDY, file])));
  const own = scan(folder, ['--no-cache', '--jobs', '1']);
  const both = scan(folder, ['--no-cache']);
  return [
    { what: 'CPython + pandas a notebook / scan, CPU', value: others.cpu / 20 / (own.cpu / 400), least: 100, unit: '×' },
    { what: 'CPython + pandas a notebook / scan, wall', value: others.wall / 20 / (both.wall / 400), least: 100, unit: '×' },
  ];
}

/** Every good notebook is reported, every broken one named with its reason, and the exit code says so. */
export const tenThousand = () => inFolder(tenThousandIn);

function tenThousandIn(place) {
  const folder = repositoryOf(join(place, 'ten-thousand'), 10_000);
  const broken = new Map();
  for (const [at, file] of notebooksIn(folder).filter((_, index) => index % 500 === 250).entries()) {
    broken.set(file, ['', '{"cells": [', '[1, 2]', '{"cells": 3, "nbformat": 4}', '\u0000'][at % 5]);
    writeFileSync(file, broken.get(file));
  }
  const out = join(place, 'ten-thousand.ndjson');
  const { status, peak, wall, stderr } = scan(folder, ['--no-cache', '--output', out]);
  const records = readFileSync(out, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
  const named = records.filter(({ type, error }) => type === 'notebook' && error !== null);
  const good = records.filter(({ type, error }) => type === 'notebook' && error === null);
  const isNamed = ({ notebook, error }) => broken.has(join(ROOT, notebook)) && error !== '' && stderr.includes(notebook);
  const wrong = [status === 3, named.length === broken.size, named.every(isNamed), good.length + named.length === 10_000];
  return [
    { what: '10,000 notebooks, 20 broken: what went wrong', value: wrong.filter((it) => !it).length, limit: 0, unit: '' },
    { what: '10,000 notebooks, wall', value: wall / 1000, unit: ' s' },
    { what: '10,000 notebooks, peak memory', value: peak, limit: 400, unit: ' MB' },
  ];
}

function scan(folder, flags, env = {}) {
  const run = node(['--import', PEAK, MAIN, 'scan', '--format', 'ndjson', ...flags, folder], env);
  if (run.status !== 0 && run.status !== 3) throw new Error(run.stderr);
  return { ...run, peak: Number(/\npeak (\d+)\n/.exec(run.stderr)[1]) / 1024 };
}

function node(args, env) {
  return measured(process.execPath, args, env);
}

/** CPU and wall time of a command in milliseconds. */
function measured(command, args, env = {}) {
  const [cpu, started] = [childCpu(), performance.now()];
  const options = { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...env } };
  const { status, stderr } = spawnSync(command, args, { ...options, maxBuffer: 1 << 28 });
  return { status, stderr, cpu: childCpu() - cpu, wall: performance.now() - started };
}

/** The median of each figure over several runs. */
function medianOf(run) {
  const runs = Array.from({ length: RUNS }, run);
  const figure = (name) => median(runs.map((it) => it[name]));
  return { cpu: figure('cpu'), wall: figure('wall'), peak: figure('peak') };
}

function total(runs) {
  return { cpu: runs.reduce((sum, { cpu }) => sum + cpu, 0), wall: runs.reduce((sum, { wall }) => sum + wall, 0) };
}

export function notebooksIn(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ipynb') && statSync(join(folder, name)).isFile())
    .sort()
    .map((name) => join(folder, name));
}

/** `count` copies of our own notebooks without their pictures, each with a line of its own, in folders of 100. */
function repositoryOf(folder, count) {
  const own = notebooksIn(join(ROOT, 'fixtures')).map((file) => withoutPictures(readFileSync(file, 'utf8')));
  for (let at = 0; at < count; at++) {
    const file = join(folder, String(Math.floor(at / 100)), `${at}.ipynb`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, own[at % own.length].replace(/"cells": ?\[/, (found) => `${found}${markdown(at)},`));
  }
  return folder;
}

function markdown(at) {
  return JSON.stringify({ cell_type: 'markdown', metadata: {}, source: [`Copy ${at}`] });
}

function withoutPictures(text) {
  return text.replace(/"image\/png": ?"[^"]*"/g, '"image/png": ""');
}
