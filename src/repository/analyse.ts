import { relative, sep } from 'node:path';
import { NbassertError } from '../errors.ts';
import type { Notebook } from '../notebook/index.ts';
import { type FileStamp, readNotebookFile } from '../notebook/save.ts';
import { type Analysis, type ProposeOptions, propose } from '../proposals/index.ts';
import type { TemplateLibrary } from '../templates/index.ts';

/** A notebook file that was read and thought about. */
export interface AnalysedNotebook {
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  readonly notebook: Notebook;
  /** What the file was when it was read; saving compares with it. */
  readonly stamp: FileStamp;
  readonly analysis: Analysis;
}

/** A notebook file that could not be used, and why. */
export interface FailedNotebook {
  readonly path: string;
  readonly error: NbassertError;
}

/** How a path is shown: relative to `from`, with `/` on every system. */
export function shownPath(path: string, from: string = process.cwd()): string {
  return (relative(from, path) || path).split(sep).join('/');
}

/** Reads one notebook file and proposes. @throws NbassertError when the file cannot be read. */
export function analyseFile(
  path: string,
  library: TemplateLibrary,
  options: Partial<ProposeOptions>,
): AnalysedNotebook {
  const { notebook, stamp } = readNotebookFile(path);
  return { path: shownPath(path), notebook, stamp, analysis: propose(notebook, library, options) };
}

/** The same, with an expected error as a value, so that one bad notebook does not stop the others. */
export function tryAnalyseFile(
  path: string,
  library: TemplateLibrary,
  options: Partial<ProposeOptions>,
): AnalysedNotebook | FailedNotebook {
  try {
    return analyseFile(path, library, options);
  } catch (error) {
    if (error instanceof NbassertError) return { path: shownPath(path), error };
    throw error;
  }
}
