// npm run roundtrip -- DIR [N] [STRICTNESS]: writes all proposals into copies of real notebooks, in cells of their own and
// inline, and holds what a rewrite promises: no crash, `remove` restores the bytes, the original lines are all there in
// order, git shows none as deleted, nbformat accepts what it accepted before, every assert compiles, and a second run adds
// nothing. With N, only so many notebooks, evenly spread. Exit code 1 when anything fails.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { folderArgument, loadLibrary, notebooksBelow, PYTHON } from './notebooks.mjs';

const PLACEMENTS = ['new-cell', 'inline'];
const OPTIONS = { notes: 'full', cellTags: [] };
const { folder, rest } = folderArgument('roundtrip', ' [N] [strict|balanced|lenient]');
const strictness = rest.find((it) => /^[a-z]+$/.test(it)) ?? 'balanced';
const { acceptAll, loadBuiltin, NbassertError, propose, readNotebook, remove, rewrite } = await loadLibrary();
const library = await loadBuiltin();
const work = mkdtempSync(join(tmpdir(), 'nbassert-roundtrip-'));
const failures = [];
const counts = { notebooks: 0, refused: 0, changed: 0, asserts: 0, lossy: 0, 'notebooks with asserts in the cell': 0 };
const asserts = [];
/** Where git shows deleted lines for a reason: asserts in the cell, or a notebook that is one line. */
const mayDelete = new Set();

try {
  const paths = spread(notebooksBelow(folder), Number(rest.find((it) => /^\d+$/.test(it)) ?? Number.POSITIVE_INFINITY));
  for (const path of paths) tryNotebook(path);
  for (const placement of PLACEMENTS) numstat(placement);
  checkWithPython();
} finally {
  rmSync(work, { recursive: true, force: true });
}
report();

function spread(paths, wanted) {
  const step = Math.max(1, paths.length / wanted);
  return paths.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
}

function fail(what, path, detail = '') {
  failures.push({ what, path });
  console.log(`FAILED    ${what}: ${path}\n          ${detail}`);
}

function tryNotebook(path) {
  const bytes = readFileSync(join(folder, path));
  const text = bytes.toString('utf8');
  if (!Buffer.from(text).equals(bytes)) {
    counts.lossy += 1;
    return;
  }
  counts.notebooks += 1;
  for (const placement of PLACEMENTS) {
    try {
      roundtrip(path, text, placement);
    } catch (error) {
      if (error instanceof NbassertError && error.kind === 'unreadable') {
        if (placement === PLACEMENTS[0]) {
          counts.refused += 1;
          console.log(`refused   ${path}: ${error.message}`);
        }
      } else fail('crash', path, `${placement}: ${error.stack}`);
    }
  }
}

function roundtrip(path, text, placement) {
  const options = { minConfidence: 'low', placement, strictness };
  const analysis = propose(readNotebook(text), library, options);
  const accepted = acceptAll(analysis);
  if (accepted.length === 0) return;
  const after = rewrite(analysis.notebook, accepted, OPTIONS);
  const back = readNotebook(after);
  if (remove(back).text !== text) fail('remove does not restore the bytes', path, placement);
  const again = acceptAll(propose(back, library, options));
  if (again.length > 0) fail('a second run adds', path, `${placement}: ${again.map(describe).join(' | ')}`);
  const isInline = accepted.some(({ proposal }) => proposal.placement.kind === 'inline');
  // Colab writes whole notebooks in one line: there, only the cells have lines.
  const hasLines = text.split('\n').length > analysis.notebook.cells.length;
  const keepsLines = isInline || !hasLines ? hasAllSources(analysis.notebook, back, accepted) : hasAllLines(text, after);
  if (!keepsLines) fail('original lines are missing or out of order', path, placement);
  save(placement, 'before', path, text);
  save(placement, 'after', path, after);
  if (placement !== PLACEMENTS[0]) return;
  if (isInline) counts['notebooks with asserts in the cell'] += 1;
  if (isInline || !hasLines) mayDelete.add(`after/${path}`);
  for (const { proposal } of accepted) {
    if (proposal.placement.kind === 'new-cell') continue;
    const why = proposal.placement.bind === null ? 'the value changes behind it' : 'the value is bound once';
    counts[`asserts in the cell: ${why}`] = (counts[`asserts in the cell: ${why}`] ?? 0) + 1;
  }
  counts.changed += 1;
  counts.asserts += accepted.length;
  for (const { proposal } of accepted)
    for (const variant of proposal.variants)
      asserts.push({ path, key: proposal.key, strictness: variant.strictness, text: variant.assert });
}

function describe({ proposal, assert }) {
  return `${proposal.key} ${assert.slice(0, 200)}`;
}

/** A line may gain a comma where something follows it now. */
function hasAllLines(before, after) {
  const lines = after.split(/\r?\n/);
  let at = 0;
  for (const line of before.split(/\r?\n/)) {
    while (at < lines.length && lines[at] !== line && lines[at] !== `${line},`) at += 1;
    if (at === lines.length) return false;
    at += 1;
  }
  return true;
}

/** The same for what stands in the cells: an inline assert changes a cell's metadata too, and a bound expression its own line. */
function hasAllSources(before, after, accepted) {
  const bound = new Set(
    accepted.flatMap(({ proposal: { placement } }) =>
      placement.kind === 'inline' && placement.bind !== null ? [placement.cell] : [],
    ),
  );
  const kept = after.cells.filter((cell) => !cell.tags.includes('nbassert'));
  return (
    kept.length === before.cells.length &&
    before.cells.every((cell, at) => bound.has(cell.index) || hasAllLines(cell.source, kept[at].source))
  );
}

function save(placement, side, path, text) {
  const file = join(work, placement, side, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** What git shows as deleted. Cells of their own should delete nothing; inline lines touch a cell's source and metadata. */
function numstat(placement) {
  const cwd = join(work, placement);
  const { stdout } = spawnSync(
    'git',
    [
      '-c',
      'core.quotePath=false',
      'diff',
      '--no-index',
      // Without it git may pair one of many equal lines, `},` say, with another one than stood there.
      '--minimal',
      '--numstat',
      '-z',
      '--no-renames',
      'before',
      'after',
    ],
    { cwd, encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  const fields = (stdout ?? '').split('\0');
  let deleted = 0;
  for (let at = 0; at + 2 < fields.length; at += 3) {
    const [, minus] = fields[at].split('\t');
    deleted += Number(minus);
    // Lines in a cell may change its metadata and the end of a list.
    if (Number(minus) === 0 || placement !== PLACEMENTS[0]) continue;
    if (!mayDelete.has(fields[at + 2])) fail('git shows deleted lines', fields[at + 2], `${minus} lines`);
  }
  counts[`deleted lines, ${placement}`] = deleted;
}

function checkWithPython() {
  const list = join(work, 'asserts.json');
  writeFileSync(list, JSON.stringify(asserts));
  const trees = PLACEMENTS.map((placement) => join(work, placement));
  const { stdout, status, stderr } = spawnSync(
    PYTHON,
    [join(import.meta.dirname, 'check.py'), list, ...trees],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (status !== 0) {
    fail('the checks of Python did not run', '', stderr);
    return;
  }
  for (const line of stdout.trimEnd().split('\n')) {
    const record = JSON.parse(line);
    if (record.what === 'counts') Object.assign(counts, record.counts);
    else fail(record.what, record.path, record.detail);
  }
}

function report() {
  for (const [name, count] of Object.entries(counts)) console.log(`${String(count).padStart(8)}  ${name}`);
  console.log(`${String(failures.length).padStart(8)}  failures`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}
