/** The ready workshops, and what participants could hand in. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCli } from '../cli/io.ts';
import { pythonPath } from '../python.ts';
import { readWorkshop } from '../../src/workshop/read.ts';

const ROOT = fileURLToPath(new URL('../../workshops', import.meta.url));

/** A ready workshop by the name of its folder. */
export function ready(folder: string) {
  const home = join(ROOT, folder);
  const file = join(home, 'workshop.json');
  const workshop = readWorkshop(readFileSync(file, 'utf8'), file);
  const { exercises, solutions } = workshop.notebooks[0]!;
  const text = (name: string) => readFileSync(join(home, name), 'utf8');
  return { home, workshop, empty: text(exercises), solved: text(solutions) };
}

interface RawCell {
  cell_type: string;
  source: string | string[];
  metadata: { nbassert?: { exercise?: string } };
}

/** The exercise notebook with answers in its answer cells, as JSON that Jupyter could have written. */
export function filledIn(exerciseText: string, answers: Readonly<Record<string, string>>): string {
  const notebook = JSON.parse(exerciseText) as { cells: RawCell[] };
  for (const cell of notebook.cells) {
    const answer = answers[cell.metadata.nbassert?.exercise ?? ''];
    if (cell.cell_type === 'code' && answer !== undefined) cell.source = answer;
  }
  return JSON.stringify(notebook);
}

/** The same without any metadata of its cells, as a careless editor would leave it. */
export function withoutMetadata(text: string): string {
  const notebook = JSON.parse(text) as { cells: RawCell[] };
  for (const cell of notebook.cells) cell.metadata = {};
  return JSON.stringify(notebook);
}

/** A folder with files, that is removed with `remove`. */
export function folderOf(files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'nbassert-submissions-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Runs `workshop grade` and gives the rows of its CSV file by participant and exercise. */
export async function gradeFolder(home: string, files: Readonly<Record<string, string>>, ...flags: string[]) {
  const { folder, remove } = folderOf(files);
  try {
    const args = ['workshop', 'grade', folder, '--workshop', home, '--python', pythonPath, '--csv', 'out/graded.csv', ...flags];
    const ran = await runCli(args, { cwd: folder, env: process.env });
    const written = readdirSync(join(folder, 'out'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const texts = new Map(written.map((file) => [relative(folder, file), readFileSync(file, 'utf8')]));
    const read = (name: string) => texts.get(name) ?? '';
    return { ran, verdicts: verdictsOf(read('out/graded.csv')), read };
  } finally {
    remove();
  }
}

/** participant → exercise → [verdict, points, text] */
function verdictsOf(csv: string): Map<string, Map<string, [string, number, string]>> {
  const found = new Map<string, Map<string, [string, number, string]>>();
  for (const [participant = '', exercise = '', , verdict = '', points = '', , , , , text = ''] of rowsOf(csv).slice(1)) {
    const own = found.get(participant) ?? new Map<string, [string, number, string]>();
    found.set(participant, own.set(exercise, [verdict, Number(points), text]));
  }
  return found;
}

/** RFC 4180. */
function rowsOf(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, bare, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
