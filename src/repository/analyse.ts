import { resolve } from 'node:path';
import { NbassertError } from '../errors.ts';
import type { Notebook } from '../notebook/index.ts';
import { type FileStamp, readNotebookFile } from '../notebook/save.ts';
import { type Analysis, type ProposeOptions, propose } from '../proposals/index.ts';
import type { TemplateLibrary } from '../templates/index.ts';

/** A notebook file that was read and thought about. */
export interface AnalysedNotebook {
  /** As it is shown: relative to the working directory, with `/`. */
  readonly path: string;
  /** Absolute. */
  readonly file: string;
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

/** What is the same for all notebooks of a run. */
export interface AnalyseContext {
  /** Absolute. */
  readonly cwd: string;
  readonly library: TemplateLibrary;
  readonly options: Partial<ProposeOptions>;
}

/** Reads one notebook file and proposes. `path` is relative to the working directory. @throws NbassertError when it cannot be read. */
export function analyseFile(path: string, { cwd, library, options }: AnalyseContext): AnalysedNotebook {
  const file = resolve(cwd, path);
  try {
    const { notebook, stamp } = readNotebookFile(file);
    return { path, file, notebook, stamp, analysis: propose(notebook, library, options) };
  } catch (error) {
    throw error instanceof NbassertError ? placedAt(path, error) : error;
  }
}

/** The same, with an expected error as a value, so that one bad notebook does not stop the others. */
export function tryAnalyseFile(path: string, context: AnalyseContext): AnalysedNotebook | FailedNotebook {
  try {
    return analyseFile(path, context);
  } catch (error) {
    if (error instanceof NbassertError) return { path, error };
    throw error;
  }
}

/** The error, naming the file as it is shown. */
export function placedAt(path: string, error: NbassertError): NbassertError {
  const { kind, message, hint, cause, place } = error;
  return new NbassertError(kind, message, { place: { ...place, file: path }, hint, cause });
}
