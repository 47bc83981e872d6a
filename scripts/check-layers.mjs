// Holds the house in order: a folder of src/ imports only from folders below it, and only through their door.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** From the top floor to the ground. */
export const FLOORS = [
  'cli',
  'workshop',
  'reporters',
  'kernel',
  'review',
  'repository',
  'rewrite',
  'proposals',
  'templates',
  'evidence',
  'feedback',
  'python',
  'notebook',
];
/** A second door of a room: `notebook/save.ts` touches the disk, `index.ts` never does. */
const SIDE_DOORS = new Set(['notebook/save.ts', 'templates/load.ts']);
const IMPORT = /(?:^|\n)\s*(?:import|export)\b[^;'"]*?['"](\.[^'"]+)['"]|import\(\s*['"](\.[^'"]+)['"]\s*\)/g;

/** Problems as sentences; `files` maps a path below src/ to its text. */
export function layerProblems(files) {
  const problems = [];
  for (const [path, text] of files) {
    const floor = FLOORS.indexOf(path.split('/')[0]);
    for (const match of text.matchAll(IMPORT)) {
      const target = resolve('/', dirname(path), match[1] ?? match[2]).slice(1);
      if (!files.has(target)) {
        if (target.startsWith('..') || !target.endsWith('.ts')) continue;
        problems.push(`src/${path}: imports ${target}, which does not exist`);
        continue;
      }
      const folder = target.includes('/') ? target.split('/')[0] : null;
      if (folder === null || folder === path.split('/')[0]) continue;
      const below = FLOORS.indexOf(folder);
      if (path.includes('/') && below <= floor)
        problems.push(`src/${path}: imports from ${folder}/, which is not below ${path.split('/')[0]}/`);
      const door =
        target === `${folder}/index.ts` || target === `${folder}/${folder}.ts` || SIDE_DOORS.has(target);
      if (!door) problems.push(`src/${path}: imports ${target} past the door of ${folder}/`);
    }
    if (path.includes('/') && floor < 0) problems.push(`src/${path}: is on no floor of the house`);
  }
  return problems;
}

function sources(root) {
  const files = new Map();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.ts')) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(relative(root, path).split(sep).join('/'), readFileSync(path, 'utf8'));
  }
  return files;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const problems = layerProblems(sources(fileURLToPath(new URL('../src', import.meta.url))));
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exit(1);
}
