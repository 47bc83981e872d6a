// What npm runs after `npm install` in a checkout, and before it packs one: builds, with what building needs.
//
// npm does so also where nothing is installed: for `npm install -g git+…`, which is how pre-commit installs a hook, it runs
// this in a fresh clone with the flags of the outer command, `-g` among them, so that the compiler landed elsewhere.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

function isInstalled(name) {
  try {
    createRequire(import.meta.url).resolve(`${name}/package.json`);
    return true;
  } catch {
    return false;
  }
}

function run(command, args, env) {
  const { status, error } = spawnSync(command, args, { cwd: root, env, stdio: 'inherit' });
  if (status === 0) return;
  console.error(`error: ${command} ${args.join(' ')}: ${error?.message ?? `exit code ${status}`}`);
  process.exit(1);
}

// `npx nbassert` in a checkout installs the checkout into the cache of npx before the first call: what `npm ci` built is there.
if (process.env.npm_command === 'exec' && existsSync(new URL('../dist/cli/main.js', import.meta.url))) process.exit(0);

if (!isInstalled('typescript')) {
  const outer = /^npm_config_(global|location|prefix|omit|production|only|include|package_lock|save)$/i;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !outer.test(name)));
  const npm = process.env.npm_execpath;
  const args = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
  if (npm === undefined) run('npm', args, env);
  else run(process.execPath, [npm, ...args], env);
}
// Types are not looked at: they are another command's task, and nobody who installs can mend them.
run(process.execPath, [fileURLToPath(new URL('build.mjs', import.meta.url)), '--quick'], process.env);
