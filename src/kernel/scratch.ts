/** A folder for one run, that is thrown away afterwards. */

import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NbassertError } from '../errors.ts';

export interface ScratchFolder {
  /** Absolute. */
  readonly folder: string;
  remove(): void;
}

/**
 * Copies files and folders of `root` into a folder of its own, at the same places.
 *
 * @param paths relative to `root`; what is not there is left out
 * @throws NbassertError `kernel` when there is no room for it
 */
export function openScratch(root: string, paths: readonly string[]): ScratchFolder {
  const folder = mkdtempSync(join(tmpdir(), 'nbassert-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    for (const path of paths) {
      const from = join(root, path);
      if (existsSync(from)) cpSync(from, join(folder, path), { recursive: true });
    }
  } catch (cause) {
    remove();
    throw new NbassertError('kernel', `The data cannot be copied: ${(cause as Error).message}.`, {
      hint: 'TMPDIR names the folder in which copies are made.',
      cause,
    });
  }
  return { folder, remove };
}
