import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Built {
  /** The compiled command, to be started with Node. */
  readonly main: string;
  remove(): void;
}

/** Compiles the command into a folder of its own, so that no test depends on when somebody last built. */
export function build(): Built {
  const folder = mkdtempSync(join(tmpdir(), 'nbassert-built-'));
  copyFileSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  for (const name of ['node_modules', 'templates']) symlinkSync(join(ROOT, name), join(folder, name));
  const args = [join(ROOT, 'scripts/build.mjs'), '--quick', '--out', join(folder, 'dist')];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the build ended with ${status}: ${stderr}`);
  return {
    main: join(folder, 'dist/cli/main.js'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
