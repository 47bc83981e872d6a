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
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  // Types are another command's task; here only the text matters, and that is fast.
  const args = [tsc, '-p', 'tsconfig.build.json', '--outDir', join(folder, 'dist'), '--noCheck'];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(`tsc ended with ${status}: ${stdout}`);
  copyFileSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  for (const name of ['runner.py', 'inside.py'])
    copyFileSync(join(ROOT, 'src/kernel', name), join(folder, 'dist/kernel', name));
  for (const name of ['node_modules', 'templates']) symlinkSync(join(ROOT, name), join(folder, name));
  return {
    main: join(folder, 'dist/cli/main.js'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
