/** The only place that writes notebooks. */

import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { NbassertError } from '../errors.ts';
import { type FileStamp, stampOf } from './read-file.ts';
import { cleanLeftovers, temporaryPath } from './temporary.ts';

export { type FileStamp, type NotebookFile, openNotebookFile, readNotebookFile } from './read-file.ts';

/**
 * Writes a notebook so that the file is at any moment the old or the new one, whole: into a temporary file beside it,
 * flushed to the disk, then renamed. Mode, owner (where permitted) and symbolic links stay. Returns whether
 * anything was written: nothing is when the file holds `text` already. Leftovers of killed runs in the folder go.
 *
 * All in one go, without giving way to other events: Ctrl-C comes before or after, never between.
 *
 * @throws NbassertError `unwritable`, the file untouched and no temporary file left: when the file changed since `stamp`
 *   was taken or is gone, is read-only, or the disk refuses.
 */
export function saveNotebookFile(
  path: string,
  text: string,
  stamp: FileStamp,
): { readonly written: boolean } {
  try {
    return save(path, text, stamp);
  } catch (error) {
    throw error instanceof NbassertError ? error : systemError(path, error);
  }
}

function save(path: string, text: string, stamp: FileStamp): { readonly written: boolean } {
  const target = realpathSync(path);
  const bytes = Buffer.from(text, 'utf8');
  refuseIfChanged(path, target, stamp);
  if (stampOf(bytes).hash === stamp.hash) return { written: false };
  const stats = statSync(target);
  refuseIfReadOnly(path, target, stats);
  cleanLeftovers(dirname(target));
  const temporary = temporaryPath(target);
  try {
    writeWhole(temporary, bytes, stats);
    // Again, and as late as can be: writing a large file takes its time.
    refuseIfChanged(path, target, stamp);
    renameSync(temporary, target);
  } catch (error) {
    removeQuietly(temporary);
    throw error;
  }
  flushFolder(dirname(target));
  return { written: true };
}

function refuseIfChanged(path: string, target: string, stamp: FileStamp): void {
  if (stampOf(readFileSync(target)).hash === stamp.hash) return;
  throw new NbassertError('unwritable', 'The file changed since it was read; nothing was written.', {
    place: { file: path },
    hint: 'Save and close it elsewhere, then run again.',
  });
}

/** Looks at the mode too: root may write everything, and a rename asks the folder only. */
function refuseIfReadOnly(path: string, target: string, stats: Stats): void {
  if ((stats.mode & 0o222) !== 0 && mayWrite(target)) return;
  throw new NbassertError('unwritable', 'The file is read-only; nothing was written.', {
    place: { file: path },
    hint: 'Give yourself write permission on it.',
  });
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function writeWhole(path: string, bytes: Buffer, like: Stats): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    let written = 0;
    // One call may write less than it was given, above all when the disk fills up: only the next one fails then.
    while (written < bytes.length) written += writeSync(file, bytes, written);
    copyOwner(file, like);
    fchmodSync(file, like.mode & 0o7777);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function copyOwner(file: number, like: Stats): void {
  try {
    fchownSync(file, like.uid, like.gid);
  } catch {
    // Only root may give files away; then the file is of the person who saved it, as with any editor.
  }
}

/** Makes the rename itself durable, where the system lets folders be flushed. */
function flushFolder(folder: string): void {
  let handle: number | undefined;
  try {
    handle = openSync(folder, 'r');
    fsyncSync(handle);
  } catch {
    // Windows and some network disks cannot.
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It was never made.
  }
}

const CAUSES = new Map([
  ['ENOENT', 'The file is gone since it was read'],
  ['ENOTDIR', 'The file is gone since it was read'],
  ['EISDIR', 'The file has become a directory'],
  ['EACCES', 'There is no permission to write into the folder of the file'],
  ['EPERM', 'There is no permission to write into the folder of the file'],
  ['EROFS', 'The disk is read-only'],
  ['ENOSPC', 'The disk is full'],
  ['EDQUOT', 'The disk quota is used up'],
  ['EFBIG', 'The file would be larger than the system allows'],
]);

function systemError(file: string, error: unknown): NbassertError {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === undefined) throw error;
  const what = CAUSES.get(code) ?? `The file cannot be written (${code})`;
  return new NbassertError('unwritable', `${what}; nothing was written.`, { place: { file }, cause: error });
}
