import { relative, resolve, sep } from 'node:path';
import { NbassertError } from '../../errors.ts';
import {
  type LoadResult,
  loadBuiltin,
  loadTemplatesAt,
  mergeLibraries,
  type TemplateLibrary,
} from '../../templates/index.ts';

export interface FolderFlag {
  readonly folder?: string;
}

/** The built-in templates, and those of `--folder`. @throws NbassertError the first thing wrong with one of them */
export async function libraryFor({ folder }: FolderFlag, cwd: string): Promise<TemplateLibrary> {
  const builtin = await loadBuiltin();
  if (folder === undefined) return builtin;
  const { templates, problems } = await loadShown(folder, cwd);
  if (problems[0] !== undefined) throw problems[0];
  return mergeLibraries(builtin, { templates });
}

/** What a path below `cwd` names, with errors that name files as seen from there. @throws NbassertError `not-found` */
export async function loadShown(path: string, cwd: string): Promise<LoadResult> {
  try {
    const { templates, problems } = await loadTemplatesAt(resolve(cwd, path));
    return { templates, problems: problems.map((problem) => shownFrom(problem, cwd)) };
  } catch (error) {
    throw error instanceof NbassertError ? shownFrom(error, cwd) : error;
  }
}

/** The same error, with its file as seen from the working directory. */
function shownFrom(error: NbassertError, cwd: string): NbassertError {
  const { file } = error.place;
  if (file === undefined) return error;
  return new NbassertError(error.kind, error.message, {
    place: { ...error.place, file: pathFrom(file, cwd) },
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    cause: error,
  });
}

/** A path as seen from the working directory, with `/`. */
export function pathFrom(file: string, cwd: string): string {
  const path = relative(cwd, resolve(cwd, file));
  return path === '' ? '.' : path.split(sep).join('/');
}
