import { relative, resolve, sep } from 'node:path';
import { NbassertError } from '../../errors.ts';
import { loadBuiltin, loadTemplatesAt, mergeLibraries, type TemplateLibrary } from '../../templates/index.ts';

export interface FolderFlag {
  readonly folder?: string;
}

/** The built-in templates, and those of `--folder`. @throws NbassertError the first thing wrong with one of them */
export async function libraryFor({ folder }: FolderFlag, cwd: string): Promise<TemplateLibrary> {
  const builtin = await loadBuiltin();
  if (folder === undefined) return builtin;
  const { templates, problems } = await loadTemplatesAt(resolve(cwd, folder));
  if (problems[0] !== undefined) throw shownFrom(problems[0], cwd);
  return mergeLibraries(builtin, { templates });
}

/** The same error, with its file as seen from the working directory. */
export function shownFrom(error: NbassertError, cwd: string): NbassertError {
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
