import { createHash } from 'node:crypto';
import { NbassertError } from '../errors.ts';
import { loadBuiltin, loadTemplates, mergeLibraries, type TemplateLibrary } from '../templates/index.ts';

/** The templates of a run: those that come along, alone or with folders of a team. Each is loaded and compiled once. */
export class Libraries {
  readonly #byFolders = new Map<string, Promise<TemplateLibrary>>();

  /**
   * The built-in templates and those of `folders` (absolute); of two with one id, the one of the later folder.
   * @throws NbassertError `template` for the first thing wrong, `not-found` for a folder that cannot be read
   */
  of(folders: readonly string[]): Promise<TemplateLibrary> {
    const key = JSON.stringify(folders);
    let found = this.#byFolders.get(key);
    if (found === undefined) {
      found = this.#load(folders);
      this.#byFolders.set(key, found);
    }
    return found;
  }

  async #load(folders: readonly string[]): Promise<TemplateLibrary> {
    const last = folders.at(-1);
    if (last === undefined) return loadBuiltin();
    const { templates, problems } = await loadTemplates(last);
    const [first] = problems;
    if (first !== undefined) {
      const more = problems.length === 1 ? '' : ` (${problems.length - 1} more in this folder)`;
      const { place, hint, cause } = first;
      throw new NbassertError('template', `${first.message}${more}`, { place, cause, ...(hint ? { hint } : {}) });
    }
    return mergeLibraries(await this.of(folders.slice(0, -1)), { templates });
  }
}

/** Changes with any word of any template. */
export function hashOfLibrary({ templates }: TemplateLibrary): string {
  const hash = createHash('sha256');
  for (const { data } of templates) hash.update(JSON.stringify(data)).update('\0');
  return hash.digest('hex');
}
