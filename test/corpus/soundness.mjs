// npm run soundness -- DIR... : do proposed asserts hold when a notebook is run again?
//
// Each notebook is run once to refresh its outputs, gets every proposal (confidence low and up), and the result is run
// three times in fresh kernels with different hash seeds. All of it happens in a copy of DIR; nothing in DIR is changed.
// Prints the share of asserts that held in all runs and every one that did not. Several DIR, or notebooks. With --fix what
// `verify --fix` would write is written first, and what is left is run as often again. `--list FILE`: notebooks, one a line.
// With --run the kernel is asked during the first run what the outputs leave open, as `apply --run` does.
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    python: { type: 'string', default: join(root, '.venv/bin/python') },
    dist: { type: 'string', default: join(root, 'dist') },
    seconds: { type: 'string', default: '60' },
    repeat: { type: 'string', default: '3' },
    strictness: { type: 'string', default: 'balanced' },
    only: { type: 'string' },
    json: { type: 'string' },
    list: { type: 'string' },
    fix: { type: 'boolean', default: false },
    run: { type: 'boolean', default: false },
  },
});
if (values.list !== undefined) positionals.push(...readFileSync(values.list, 'utf8').split('\n').filter(Boolean));
if (positionals.length === 0) {
  console.error('usage: npm run soundness -- [--seconds 60] [--repeat 3] [--run] [--only TEXT] [--json FILE] DIR...');
  process.exit(2);
}

const load = (door) => import(pathToFileURL(join(resolve(values.dist), door)).href);
const [{ readNotebookFile }, { readNotebook }, { probing, propose }, { rewrite }, { loadBuiltin }, { readBundle }, kernel] =
  await Promise.all(
    [
      'notebook/save.js',
      'notebook/index.js',
      'proposals/index.js',
      'rewrite/index.js',
      'templates/index.js',
      'evidence/index.js',
      'kernel/index.js',
    ].map(load),
  );
const library = await loadBuiltin();
const abort = new AbortController();
process.on('SIGINT', () => abort.abort());
const options = {
  ...kernel.DEFAULT_RUN_OPTIONS,
  python: values.python,
  timeout: Number(values.seconds),
  signal: abort.signal,
};
const slower = { ...options, timeout: Number(values.seconds) * 3 };

const results = [];
for (const given of positionals) await inCopy(resolve(given), soundnessOf);
report();

async function inCopy(path, work) {
  const isFile = statSync(path).isFile();
  const folder = isFile ? dirname(path) : path;
  const copy = mkdtempSync(join(tmpdir(), 'nbassert-soundness-'));
  try {
    cpSync(folder, copy, {
      recursive: true,
      filter: (from) => !/\/(\.git|node_modules|\.ipynb_checkpoints)(\/|$)/.test(from),
    });
    const files = isFile ? [join(copy, basename(path))] : notebooksIn(copy);
    for (const file of files) {
      const name = relative(copy, file);
      if (values.only !== undefined && !name.includes(values.only)) continue;
      if (abort.signal.aborted) return;
      const result = { notebook: join(basename(folder), name), ...(await work(file)) };
      results.push(result);
      save();
      console.error(
        `${result.state.padEnd(9)} ${result.asserts ?? ''} ${result.notebook}  ${result.why ?? ''}`,
      );
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** After each notebook, so that a long run that is cut off leaves what it has. */
function save() {
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, null, 1)}\n`);
}

function notebooksIn(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.ipynb') && existsSync(join(folder, name)))
    .sort()
    .map((name) => join(folder, name));
}

async function soundnessOf(file) {
  try {
    const { notebook } = readNotebookFile(file);
    const everywhere = notebook.cells.map(({ index }) => index);
    const { run: first, answers } = await firstRun(file, notebook, forgiving(notebook, everywhere));
    if (first.stopped !== null) return { state: 'stopped', why: inOneLine(first.stopped) };
    const raised = first.cells.filter(({ error }) => error !== null).map(({ cell }) => cell);
    const { analysis, accepted } = proposalsFor(kernel.withOutputs(notebook, first), answers);
    const written = readNotebook(rewrite(notebook, accepted, { notes: 'none', cellTags: [] }));
    const own = written.cells.filter(({ tags }) => !tags.includes('nbassert')).map(({ index }) => index);
    const hardened = forgiving(
      written,
      raised.map((index) => own[index]),
    );
    const verification = await verified(file, hardened);
    return { ...summary(notebook, analysis, accepted, verification), raised: raised.length };
  } catch (error) {
    return { state: 'error', why: error.message };
  }
}

/** The run that gives the outputs; with --run what the kernel answered as well, by index of the cell. */
async function firstRun(file, notebook, forgiven) {
  if (!values.run)
    return { run: await kernel.runNotebook(file, forgiven, { soft: false, hashSeed: null }, options), answers: new Map() };
  const { run, answers } = await kernel.liveEvidence(file, forgiven, probing(notebook, library), options);
  const read = (said) =>
    [...said].flatMap(([key, answer]) => ('data' in answer ? [[key, readBundle(answer.data, { exact: true })]] : []));
  return { run, answers: new Map([...answers].map(([cell, said]) => [cell, { values: new Map(read(said)), stale: new Set() }])) };
}

/** Verdicts over all runs; with --fix, those of the notebook that the fixes of a first verification leave. */
async function verified(file, hardened) {
  const first = await kernel.verifyNotebook(file, hardened, Number(values.repeat), slower);
  if (!values.fix) return first;
  const text = kernel.applyFixes(hardened, kernel.planFixes(hardened, first.verdicts));
  if (text === hardened.text) return first;
  const fixed = readNotebook(text);
  const forgiven = hardened.cells.filter(({ tags }) => tags.includes('raises-exception')).map(({ index }) => index);
  return kernel.verifyNotebook(file, forgiving(fixed, forgiven), Number(values.repeat), slower);
}

/** Old notebooks raise in new libraries, and tutorials on purpose; a person goes on with the next cell, and so do we. */
function forgiving(notebook, cells) {
  const allowed = new Set(cells);
  const tagged = (cell) => ({ ...cell, tags: [...cell.tags, 'raises-exception'], outputs: cell.outputs });
  return {
    ...notebook,
    cells: notebook.cells.map((cell) => (allowed.has(cell.index) ? tagged(cell) : cell)),
  };
}

function proposalsFor(refreshed, answers) {
  const analysis = propose(refreshed, library, { minConfidence: 'low', strictness: values.strictness, answers });
  const accepted = analysis.findings.flatMap(({ proposals }) =>
    proposals.map((proposal) => {
      const variant = proposal.variants.find((it) => it.strictness === proposal.chosen);
      return { proposal, assert: variant.assert, note: variant.note };
    }),
  );
  return { analysis, accepted };
}

function summary(notebook, analysis, accepted, verification) {
  const ours = verification.verdicts.filter(({ place }) => place.by === 'nbassert');
  const stop = kernel.stoppedAt(verification);
  const failing = ours
    .filter(({ status }) => status !== 'holds')
    .map((verdict) => failureOf(verdict, accepted));
  const author = verification.verdicts.filter(
    ({ place, status }) => place.by === 'author' && status !== 'holds',
  );
  return {
    state: stop !== null ? 'broken' : 'ran',
    why: stop === null ? undefined : inOneLine(stop.run),
    cells: notebook.cells.length,
    feedback: analysis.findings.length,
    proposals: accepted.length,
    asserts: ours.length,
    held: ours.length - failing.length,
    failing,
    authorFailing: author.map(({ place }) => `${place.cell}: ${place.source}`),
    seconds: verification.runs.map(({ seconds }) => seconds),
  };
}

function failureOf({ place, status, reached, failed, failure }, accepted) {
  const item = accepted.find(({ assert }) => assert.includes(place.source));
  return {
    status: `${status} (${failed} of ${reached})`,
    cell: item?.proposal.feedback.cell ?? place.cell,
    template: item?.proposal.template ?? place.templates.join(', '),
    confidence: item?.proposal.confidence,
    placement: item?.proposal.placement.kind,
    feedback: item?.proposal.feedback.source,
    assert: place.source,
    error: failure && `${failure.name}: ${failure.message.slice(0, 400)}`,
  };
}

function inOneLine({ cell, error }) {
  return `cell ${cell}: ${error.name || error.kind}: ${error.message}`.replace(/\s+/g, ' ').slice(0, 160);
}

function report() {
  const ran = results.filter(({ asserts }) => asserts !== undefined);
  const sum = (key) => ran.reduce((total, result) => total + result[key], 0);
  for (const result of ran) {
    for (const one of result.failing) {
      console.log(
        `${result.notebook}: cell ${one.cell}: ${one.status} ${one.template} [${one.confidence}, ${one.placement}]`,
      );
      console.log(
        `    feedback ${one.feedback}\n    ${one.assert.replaceAll('\n', '\n    ')}\n    ${one.error}\n`,
      );
    }
    if (result.state === 'broken')
      console.log(`${result.notebook}: does not run through any more: ${result.why}\n`);
  }
  const asserts = sum('asserts');
  const share = asserts === 0 ? '-' : `${((100 * sum('held')) / asserts).toFixed(2)} %`;
  console.log(
    `${results.length} notebooks, ${ran.length} run through; ${ran.filter((it) => it.asserts > 0).length} with asserts.`,
  );
  console.log(`${sum('held')} of ${asserts} asserts held in all ${values.repeat} runs (${share}).`);
  process.exitCode = sum('held') === asserts ? 0 : 1;
}
