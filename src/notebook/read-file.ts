/** A notebook from the disk. */

import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { type ErrorPlace, NbassertError } from '../errors.ts';
import { readNotebook } from './read.ts';
import type { Notebook } from './types.ts';

/** What a file held when it was read; saving compares it with what the file holds then. */
export interface FileStamp {
  /** SHA-256 of the bytes, hexadecimal. */
  readonly hash: string;
}

/** The longest text that the runtime can hold is a little below 2^29 characters. */
const LARGEST = 512 * 1024 * 1024 - 32;

/** The bytes of a notebook file, not yet looked into. */
export interface NotebookFile {
  readonly stamp: FileStamp;
  /** @throws NbassertError `unreadable`, with the file in its place: bytes that are not UTF-8, and all that `readNotebook` refuses */
  notebook(): Notebook;
}

/**
 * Reads a notebook and remembers what the file held.
 *
 * @throws NbassertError with the file in its place: what `openNotebookFile` and reading the notebook throw.
 */
export function readNotebookFile(path: string): { readonly notebook: Notebook; readonly stamp: FileStamp } {
  const file = openNotebookFile(path);
  return { notebook: file.notebook(), stamp: file.stamp };
}

/**
 * Reads the bytes alone, for who may know already what is in them.
 *
 * @throws NbassertError with the file in its place: `not-found` when nothing is there, `unreadable` for a directory,
 *   a missing permission, and more than 512 MiB.
 */
export function openNotebookFile(path: string): NotebookFile {
  const bytes = readBytes(path);
  return { stamp: stampOf(bytes), notebook: () => notebookOf(bytes, path) };
}

function notebookOf(bytes: Buffer, path: string): Notebook {
  try {
    return readNotebook(decode(bytes));
  } catch (error) {
    if (!(error instanceof NbassertError)) throw error;
    throw new NbassertError(error.kind, error.message, {
      place: { ...error.place, file: path },
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      cause: error.cause,
    });
  }
}

export function stampOf(bytes: Buffer): FileStamp {
  return { hash: createHash('sha256').update(bytes).digest('hex') };
}

function readBytes(path: string): Buffer {
  try {
    const stats = statSync(path);
    // Looked at before opening: reading a pipe or a terminal would wait for ever.
    if (stats.isDirectory())
      throw unreadable(path, 'This is a directory, not a notebook.', 'Give the notebook inside it.');
    if (!stats.isFile()) throw unreadable(path, 'This is no regular file.', 'Give the path of a notebook.');
    if (stats.size > LARGEST) {
      const size = Math.round(stats.size / 1024 / 1024);
      throw unreadable(
        path,
        `The file is too large: ${size} MiB, at most 512 MiB can be read.`,
        'Clear the outputs of the notebook in Jupyter.',
      );
    }
    return readFileSync(path);
  } catch (error) {
    throw error instanceof NbassertError ? error : systemError(path, error);
  }
}

function unreadable(file: string, message: string, hint: string, place: ErrorPlace = {}): NbassertError {
  return new NbassertError('unreadable', message, { place: { ...place, file }, hint });
}

function systemError(file: string, error: unknown): NbassertError {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  const place = { file };
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new NbassertError('not-found', 'There is no such file.', {
      place,
      cause: error,
      hint: 'Check the path.',
    });
  }
  if (code === 'EACCES' || code === 'EPERM') {
    const hint = 'Check the permissions of the file and of its folder.';
    return new NbassertError('unreadable', 'There is no permission to read the file.', {
      place,
      cause: error,
      hint,
    });
  }
  if (code === 'ELOOP') {
    return new NbassertError('unreadable', 'The symbolic links of this path lead in a circle.', {
      place,
      cause: error,
    });
  }
  return new NbassertError('unreadable', `The file cannot be read (${code}).`, { place, cause: error });
}

/** Strict UTF-8; a byte order mark stays in the text, because it is a byte of the file. */
function decode(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw new NbassertError('unreadable', 'The file is UTF-16, not UTF-8.', {
      hint: 'Save it as UTF-8; Jupyter does.',
    });
  }
  const { offset, line } = firstInvalid(bytes);
  const shown = `0x${(bytes[offset] ?? 0).toString(16).padStart(2, '0')}`;
  throw new NbassertError('unreadable', `The file is no UTF-8: wrong byte ${shown} at offset ${offset}.`, {
    place: { line },
    hint: 'Save the notebook as UTF-8; Jupyter does.',
  });
}

/** Every wrong sequence decodes to U+FFFD; the first one that is not U+FFFD in the bytes too is the fault. */
function firstInvalid(bytes: Buffer): { offset: number; line: number } {
  const text = bytes.toString('utf8');
  let offset = 0;
  let from = 0;
  for (;;) {
    const at = text.indexOf('\ufffd', from);
    if (at === -1) return { offset, line: 1 };
    offset += Buffer.byteLength(text.slice(from, at));
    const isGenuine = bytes[offset] === 0xef && bytes[offset + 1] === 0xbf && bytes[offset + 2] === 0xbd;
    if (!isGenuine) return { offset, line: text.slice(0, at).split('\n').length };
    offset += 3;
    from = at + 1;
  }
}
