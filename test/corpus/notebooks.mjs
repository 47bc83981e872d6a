// What both scripts of this folder need: the notebooks of a folder, and the library as it was built.
import { existsSync, readdirSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const PYTHON = join(ROOT, '.venv/bin/python');

export async function loadLibrary() {
  if (!existsSync(join(ROOT, 'dist/index.js'))) stop('there is no dist/: run `npm run build`');
  return import('../../dist/index.js');
}

export function stop(message) {
  console.error(`error: ${message}`);
  process.exit(2);
}

/** Every `*.ipynb` below a folder, as paths relative to it with `/`, sorted; without checkpoints and hidden folders. */
export function notebooksBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ipynb'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.split('/').some((part) => part.startsWith('.')))
    .sort();
}

/** The folder that the command line names. */
export function folderArgument(script, usage = '') {
  const [folder, ...rest] = process.argv.slice(2);
  if (folder === undefined || folder.startsWith('-')) stop(`usage: npm run ${script} -- DIR${usage}`);
  if (!existsSync(folder)) stop(`${folder}: there is no such folder`);
  return { folder: resolve(folder), rest };
}
