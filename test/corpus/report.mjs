// npm run corpus -- DIR: what is found, read and proposed in a folder of real notebooks, and why not elsewhere.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderArgument, loadLibrary, notebooksBelow } from './notebooks.mjs';

const EXAMPLES = 3;
const { folder } = folderArgument('corpus');
const { IMPLICIT, loadBuiltin, NbassertError, propose, readNotebook } = await loadLibrary();
const library = await loadBuiltin();
const [mechanisms, kinds, reasons, checks] = [new Map(), new Map(), new Map(), new Map()];
const places = new Map();
const totals = { notebooks: 0, refused: 0, crashed: 0, implicit: 0, evidence: 0, proposed: 0 };
const started = process.cpuUsage();

for (const path of notebooksBelow(folder)) read(path);
report();

function read(path) {
  try {
    const { findings } = propose(readNotebook(readFileSync(join(folder, path), 'utf8')), library);
    totals.notebooks += 1;
    for (const finding of findings) count(finding, path);
  } catch (error) {
    const isRefused = error instanceof NbassertError && error.kind === 'unreadable';
    totals[isRefused ? 'refused' : 'crashed'] += 1;
    console.log(`${isRefused ? 'refused' : 'CRASHED'}  ${path}: ${isRefused ? error.message : error.stack}`);
  }
}

function count({ feedback, reading, proposals, reason }, path) {
  add(mechanisms, feedback.mechanism);
  if (!IMPLICIT.has(feedback.mechanism)) return;
  totals.implicit += 1;
  const value = (reading?.values ?? []).find((it) => it !== null) ?? null;
  if (value !== null) {
    totals.evidence += 1;
    add(kinds, value.kind);
  }
  if (proposals.length > 0) totals.proposed += 1;
  for (const { check } of proposals) add(checks, check);
  if (reason === null) return;
  add(reasons, reason);
  const found = places.get(reason) ?? [];
  if (found.length < EXAMPLES) found.push(`${path}:${feedback.cell}:${feedback.line}`);
  places.set(reason, found);
}

function add(counts, key) {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function report() {
  const { user, system } = process.cpuUsage(started);
  table('feedback by mechanism', mechanisms);
  table('evidence by kind', kinds, totals.implicit);
  table('proposals by check', checks);
  table('no proposal, because', reasons, totals.implicit, places);
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
