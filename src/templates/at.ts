/** Templates that a person names: a folder, a file, or an id of the library. */
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, resolve, sep } from 'node:path';
import { NbassertError } from '../errors.ts';
import { checkTemplate, type LoadResult, loadTemplates } from './load.ts';
import { CHECKS } from './vocabulary.ts';

/**
 * Loads what a path names: all templates of a folder, those of one check (`templates/shape`), or one file
 * (`templates/shape/mine.yaml`). @throws NbassertError `not-found` when there is no such path, or no template in it
 */
export async function loadTemplatesAt(path: string): Promise<LoadResult> {
  const found = await stat(path).catch(() => null);
  if (found === null)
    throw new NbassertError('not-found', 'there is no such template file or folder', {
      place: { file: path },
    });
  const loaded = found.isDirectory() ? await loadFolder(resolve(path)) : await loadFile(path);
  if (loaded.templates.length + loaded.problems.length === 0) {
    throw new NbassertError('not-found', 'there is no template in this folder', {
      place: { file: path },
      hint: 'A template is a file `<check>/<name>.yaml`; `nbassert templates new` writes one.',
    });
  }
  return loaded;
}

async function loadFolder(folder: string): Promise<LoadResult> {
  const isCheck = (CHECKS as readonly string[]).includes(basename(folder));
  if (!isCheck) return loadTemplates(folder);
  const { templates, problems } = await loadTemplates(dirname(folder));
  const isInside = (file: string) => file.startsWith(folder + sep);
  return {
    templates: templates.filter(({ file }) => isInside(file)),
    problems: problems.filter(({ place }) => isInside(place.file ?? '')),
  };
}

/** The id is the name of the file and of the folder it stands in. */
async function loadFile(file: string): Promise<LoadResult> {
  const whole = resolve(file);
  const id = `${basename(dirname(whole))}/${basename(whole).replace(/\.ya?ml$/, '')}`;
  const { template, problems } = await checkTemplate(await readFile(whole, 'utf8'), file, id);
  return { templates: template === null ? [] : [template], problems };
}
