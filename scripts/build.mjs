// Makes dist/: compiles src/, copies what is not TypeScript, and puts all templates into one file that loads fast.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'src');
const { values: flags } = parseArgs({
  // For tests: another place for dist/, and no types, which another command checks.
  options: { out: { type: 'string', default: join(root, 'dist') }, quick: { type: 'boolean', default: false } },
});
// Beside dist/, so that `../package.json` and `node_modules` mean the same from there; a failed build leaves the old dist/.
const fresh = join(dirname(flags.out), `.dist-${process.pid}`);

function compile() {
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
  const args = [tsc, '-p', 'tsconfig.build.json', '--outDir', fresh];
  if (flags.quick) args.push('--noCheck');
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('src/ does not compile');
  chmodSync(join(fresh, 'cli/main.js'), 0o755);
}

/** Scripts in other languages, as src/kernel has them, go along unchanged. */
function copyAssets() {
  for (const entry of readdirSync(source, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.endsWith('.ts')) continue;
    const from = join(entry.parentPath, entry.name);
    const to = join(fresh, relative(source, from));
    mkdirSync(dirname(to), { recursive: true });
    cpSync(from, to);
  }
}

/** What the cache of reports goes by: it changes with every line of the program. */
function identify() {
  const hash = createHash('sha256');
  const files = readdirSync(fresh, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort()) hash.update(relative(fresh, file)).update(readFileSync(file));
  writeFileSync(join(fresh, 'build-id'), hash.digest('hex'));
}

/** Every template is checked here, once, and not at each start of the command. */
async function bundle() {
  const { bundleTemplates } = await import(pathToFileURL(join(fresh, 'templates/index.js')).href);
  writeFileSync(join(fresh, 'templates.json'), await bundleTemplates(join(root, 'templates')));
}

function replace() {
  rmSync(flags.out, { recursive: true, force: true });
  renameSync(fresh, flags.out);
}

try {
  compile();
  copyAssets();
  await bundle();
  identify();
  replace();
} catch (error) {
  const where = error.where ? `${error.where}: ` : '';
  console.error(`error: the build failed: ${where}${error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
