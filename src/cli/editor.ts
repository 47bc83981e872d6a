import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EditorResult } from '../review/index.ts';

/** The command of the person's editor: `$VISUAL`, then `$EDITOR`; null when neither says anything. */
export function editorOf(env: NodeJS.ProcessEnv): string | null {
  const named = [env.VISUAL, env.EDITOR].find((command) => (command ?? '').trim() !== '');
  return named?.trim() ?? null;
}

/**
 * Lets the editor change a text, in a temporary file that is gone afterwards. `command` may have arguments
 * (`code --wait`). Waits until it ends; the terminal is the editor's meanwhile.
 */
export async function editText(command: string, text: string): Promise<EditorResult> {
  const folder = mkdtempSync(join(tmpdir(), 'nbassert-'));
  const file = join(folder, 'assert.py');
  try {
    writeFileSync(file, text, { mode: 0o600 });
    const problem = await runEditor(command, file);
    if (problem !== null) return { kind: 'failed', message: problem };
    return { kind: 'text', text: readFileSync(file, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Null when it ended well, otherwise what went wrong. */
function runEditor(command: string, file: string): Promise<string | null> {
  return new Promise((resolve) => {
    const child = startEditor(command, file);
    child.on('error', (error) => resolve(`The editor \`${command}\` did not start: ${error.message}.`));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(null);
      else if (code === 127) resolve(`The editor \`${command}\` was not found; nothing was changed.`);
      else
        resolve(
          `The editor \`${command}\` ended with ${signal ?? `exit code ${code}`}; nothing was changed.`,
        );
    });
  });
}

/** Through a shell, as git does it, because the variable may hold arguments; the file name is never part of the script. */
function startEditor(command: string, file: string) {
  if (process.platform === 'win32') {
    return spawn(`${command} "${file}"`, { stdio: 'inherit', shell: true });
  }
  return spawn('/bin/sh', ['-c', `${command} "$@"`, command, file], { stdio: 'inherit' });
}
