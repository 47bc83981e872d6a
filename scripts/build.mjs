// Makes dist/: compiles src/, joins its modules into few files that load fast, adds types, scripts and templates.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
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
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'src');
const { values: flags } = parseArgs({
  // For tests: another place for dist/, and no types, which another command checks.
  options: { out: { type: 'string', default: join(root, 'dist') }, quick: { type: 'boolean', default: false } },
});
// Beside dist/, so that `package.json` and `node_modules` are found from there; a failed build leaves the old dist/.
const compiled = mkdtempSync(join(dirname(flags.out), '.compiled-'));
const fresh = mkdtempSync(join(dirname(flags.out), '.dist-'));

function compile() {
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
  const args = [tsc, '-p', 'tsconfig.build.json', '--outDir', compiled];
  if (flags.quick) args.push('--noCheck');
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('src/ does not compile');
}

/** Packages that few runs load, or that ask for the place of their own files. */
const APART = ['cli-progress', 'env-paths', 'fast-glob', 'prompts', 'tinypool', 'write-file-atomic', 'yaml', 'zod'];

/**
 * Hundreds of small files would take most of the time that a person waits for the first screen: those of the packages that
 * every run loads, too.
 */
async function joinModules() {
  const bundle = await rolldown({
    input: Object.fromEntries(entries().map((name) => [name, join(compiled, `${name}.js`)])),
    external: (id) => APART.some((name) => id === name || id.startsWith(`${name}/`)),
    platform: 'node',
    // Where a package has both, the form that can be joined.
    resolve: { mainFields: ['module', 'main'] },
  });
  const written = { dir: fresh, format: 'esm', chunkFileNames: 'chunks/[name]-[hash].js' };
  const { output } = await bundle.write(written);
  chmodSync(join(fresh, 'cli/main.js'), 0o755);
  writeFileSync(join(fresh, 'LICENSES.txt'), licensesOf(output.flatMap(({ moduleIds }) => moduleIds ?? [])));
}

/** The licences of the packages that were joined in: each wants its text to go along. */
function licensesOf(modules) {
  const folders = modules.map((id) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id)?.[0]);
  return [...new Set(folders.filter((folder) => folder !== undefined))]
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      const file = readdirSync(folder).find((it) => /^licen[cs]e/i.test(it));
      const text = file === undefined ? `License: ${license}` : readFileSync(join(folder, file), 'utf8').trim();
      return `${name} ${version}\n\n${text}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}

/** What is loaded by its path: the command, the library, what runs in a thread; and the doors, for the scripts that measure. */
function entries() {
  const doors = readdirSync(compiled).map((name) => `${name}/index`);
  return [
    'cli/main',
    'cli/engine',
    'index',
    'repository/worker',
    'notebook/save',
    ...doors.filter((door) => existsSync(join(compiled, `${door}.js`))),
  ];
}

/** Types, and scripts in other languages as src/kernel has them. */
function copyRest() {
  copyMatching(compiled, (name) => name.endsWith('.d.ts'));
  copyMatching(source, (name) => !name.endsWith('.ts'));
}

function copyMatching(folder, isWanted) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !isWanted(entry.name)) continue;
    const from = join(entry.parentPath, entry.name);
    const to = join(fresh, relative(folder, from));
    mkdirSync(dirname(to), { recursive: true });
    cpSync(from, to);
  }
}

/** Every template is checked here, once, and not at each start of the command. */
async function bundleTemplates() {
  const templates = await import(pathToFileURL(join(fresh, 'templates/index.js')).href);
  writeFileSync(join(fresh, 'templates.json'), await templates.bundleTemplates(join(root, 'templates')));
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

function replace() {
  chmodSync(fresh, 0o755);
  rmSync(flags.out, { recursive: true, force: true });
  renameSync(fresh, flags.out);
}

try {
  compile();
  await joinModules();
  copyRest();
  await bundleTemplates();
  identify();
  replace();
} catch (error) {
  const where = error.where ? `${error.where}: ` : '';
  console.error(`error: the build failed: ${where}${error.message}`);
  process.exitCode = 1;
} finally {
  for (const folder of [compiled, fresh]) rmSync(folder, { recursive: true, force: true });
}
