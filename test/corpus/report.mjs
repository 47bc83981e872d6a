// npm run corpus -- DIR: what is found, read and proposed in a folder of real notebooks, and why not elsewhere.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderArgument, loadLibrary, notebooksBelow } from './notebooks.mjs';

const EXAMPLES = 3;
const { folder } = folderArgument('corpus');
const { IMPLICIT, loadBuiltin, NbassertError, propose, readNotebook } = await loadLibrary();
const library = await loadBuiltin();
const [mechanisms, kinds, reasons, unread, checks] = [new Map(), new Map(), new Map(), new Map(), new Map()];
/** Examples of where: by table, by reason. */
const places = { unread: new Map(), reasons: new Map() };
const totals = { notebooks: 0, refused: 0, crashed: 0, implicit: 0, evidence: 0, proposed: 0 };
/** What is aimed at: results of cells, prints outside of functions in cells with an output, displays in cells that displayed. */
const aims = { results: [0, 0], prints: [0, 0], displays: [0, 0] };
const started = process.cpuUsage();

for (const path of notebooksBelow(folder)) read(path);
report();

function read(path) {
  try {
    const notebook = readNotebook(readFileSync(join(folder, path), 'utf8'));
    const { findings } = propose(notebook, library);
    totals.notebooks += 1;
    for (const finding of findings) count(finding, path, notebook.cells[finding.feedback.cell].outputs);
  } catch (error) {
    const isRefused = error instanceof NbassertError && error.kind === 'unreadable';
    totals[isRefused ? 'refused' : 'crashed'] += 1;
    console.log(`${isRefused ? 'refused' : 'CRASHED'}  ${path}: ${isRefused ? error.message : error.stack}`);
  }
}

function count({ feedback, reading, proposals, reason }, path, outputs) {
  const { mechanism } = feedback;
  const values = reading?.values ?? [];
  const value = values.find((it) => it !== null) ?? null;
  const isTyped = value !== null && value.kind !== 'text' && value.kind !== 'object';
  const sums = mechanisms.get(mechanism) ?? { all: 0, evidence: 0, typed: 0, proposed: 0 };
  mechanisms.set(mechanism, sums);
  sums.all += 1;
  if (!IMPLICIT.has(mechanism)) return;
  totals.implicit += 1;
  const place = `${path}:${feedback.cell}:${feedback.line}`;
  if (value !== null) {
    totals.evidence += 1;
    sums.evidence += 1;
    if (isTyped) sums.typed += 1;
    add(kinds, value.kind);
  }
  if (proposals.length > 0) {
    totals.proposed += 1;
    sums.proposed += 1;
  }
  for (const { check } of proposals) add(checks, check);
  if (reading?.reason != null) addAt(unread, reading.reason, places.unread, place);
  if (reason !== null) addAt(reasons, reason, places.reasons, place);
  if (mechanism === 'last-cell' && outputs.some(isResult)) met(aims.results, isTyped);
  if (mechanism === 'print' && feedback.depth === 0 && values.length > 0 && outputs.some(isStdout))
    met(aims.prints, value !== null || reading.rounds !== null);
  if (mechanism === 'display' && feedback.depth === 0 && values.length > 0 && outputs.some(({ kind }) => kind === 'display'))
    met(aims.displays, value !== null || reading.rounds !== null);
}

/** A result that is no figure. */
function isResult(output) {
  const drawn = (mime) => mime.startsWith('image/') || /plotly|vega|bokeh|javascript|widget/.test(mime);
  if (output.kind !== 'result' || Object.keys(output.data).some(drawn)) return false;
  return !/^[[(]*(?:array\(\[)?(?:<(?:matplotlib|Axes|Figure|seaborn|mpl_toolkits)|Text\(\d)/.test(output.data['text/plain'] ?? '');
}

function isStdout(output) {
  return output.kind === 'stream' && output.name === 'stdout';
}

function met(aim, isMet) {
  aim[0] += isMet ? 1 : 0;
  aim[1] += 1;
}

function addAt(counts, reason, examples, place) {
  add(counts, reason);
  const found = examples.get(reason) ?? [];
  // Spread over the notebooks, rather than the first ones of the first.
  if (found.length < EXAMPLES && !found.some((it) => it.split(':')[0] === place.split(':')[0])) found.push(place);
  examples.set(reason, found);
}

function add(counts, key) {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function report() {
  const { user, system } = process.cpuUsage(started);
  console.log('\nfeedback by mechanism: all, with evidence, typed, with a proposal');
  for (const [name, { all, ...parts }] of [...mechanisms].sort((a, b) => b[1].all - a[1].all)) {
    const shares = IMPLICIT.has(name) ? Object.values(parts).map((n) => share(n, all).padStart(8)) : [];
    console.log(`${String(all).padStart(8)}  ${name.padEnd(14)}${shares.join('')}`);
  }
  table('evidence by kind', kinds, totals.implicit);
  table('proposals by check', checks);
  table('no value read, because', unread, totals.implicit, places.unread);
  table('no proposal, because', reasons, totals.implicit, places.reasons);
  console.log(
    `\n${share(...aims.results)} of ${aims.results[1]} results that are no figures are typed; ` +
      `${share(...aims.prints)} of ${aims.prints[1]} prints outside of functions have values; ` +
      `${share(...aims.displays)} of ${aims.displays[1]} displays`,
  );
  const { implicit, evidence, proposed } = totals;
  console.log(
    `\n${implicit} implicit; evidence ${share(evidence, implicit)}, proposal ${share(proposed, implicit)}`,
  );
  console.log(
    `${totals.notebooks} notebooks read, ${totals.refused} refused, ${totals.crashed} crashed; ` +
      `${((user + system) / 1e6).toFixed(1)} s of CPU`,
  );
  process.exitCode = totals.crashed === 0 ? 0 : 1;
}

function table(title, counts, of, examples) {
  console.log(`\n${title}`);
  for (const [key, n] of [...counts].sort((a, b) => b[1] - a[1])) {
    const where = examples?.get(key) ?? [];
    console.log(`${String(n).padStart(8)}  ${key}${of === undefined ? '' : `, ${share(n, of)}`}`);
    for (const place of where) console.log(`            ${place}`);
  }
}

function share(n, of) {
  return of === 0 ? '–' : `${((100 * n) / of).toFixed(1)} %`;
}
