import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { NbassertError } from '../errors.ts';
import { HOME, PACKAGE } from '../package.ts';
import { compileTemplate, toTemplate } from './compile.ts';
import type { TemplateData } from './data.ts';
import { looksOfTemplate } from './shortlist.ts';
import type { Template, TemplateLibrary, TemplateLooks } from './types.ts';

export interface LoadResult extends TemplateLibrary {
  /** One for each thing that is wrong, with file, line and column. A template with a problem is not in `templates`. */
  readonly problems: readonly NbassertError[];
}

/**
 * Loads all `<check>/<name>.yaml` below a folder, however deep, in the order of their paths. Never throws for what stands in a file.
 * @throws NbassertError `not-found` when the folder cannot be read
 */
export async function loadTemplates(folder: string): Promise<LoadResult> {
  const files = await templateFiles(folder);
  const templates: Template[] = [];
  const problems: NbassertError[] = [];
  for (const file of files) {
    const id = relative(folder, file)
      .replace(/\.ya?ml$/, '')
      .split(sep)
      .slice(-2)
      .join('/');
    const result = await checkTemplate(await readFile(file, 'utf8'), file, id);
    if (result.template !== null) templates.push(result.template);
    problems.push(...result.problems);
  }
  return { templates, problems };
}

async function templateFiles(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name) && !entry.name.startsWith('.'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  } catch (error) {
    throw new NbassertError('not-found', 'the template folder cannot be read', {
      place: { file: folder },
      hint: 'Name a folder that holds `<check>/<name>.yaml` files.',
      cause: error,
    });
  }
}

/** Checks the text of one template file. `id` is what its path says. */
export async function checkTemplate(
  text: string,
  file: string,
  id: string,
): Promise<{ template: Template | null; problems: readonly NbassertError[] }> {
  const { readTemplateText } = await import('./check.ts');
  const { data, problems } = readTemplateText(text, file, id);
  return { template: data === null ? null : toTemplate(data, file), problems };
}

interface Bundled {
  readonly data: TemplateData;
  readonly looks: TemplateLooks;
}

/** Where a built package keeps its templates, read once and checked when it was built. */
const BUNDLE = join(HOME, 'templates.json');
const FOLDER = join(PACKAGE, 'templates');

/**
 * The templates that come with nbassert: from `dist/templates.json`, which the build writes (see `bundleTemplates`), or
 * from the YAML files when there is no such bundle.
 */
export async function loadBuiltin(): Promise<TemplateLibrary> {
  const bundle = await readFile(BUNDLE, 'utf8').catch(() => null);
  if (bundle === null) {
    const { templates, problems } = await loadTemplates(FOLDER);
    if (problems[0] !== undefined) throw problems[0];
    return { templates };
  }
  const bundled = JSON.parse(bundle) as Bundled[];
  return {
    templates: bundled.map(({ data, looks }) => ({
      ...toTemplate(data, join(FOLDER, `${data.id}.yaml`)),
      looks,
    })),
  };
}

/** The text of the bundle for a folder of templates. @throws the first problem found in it */
export async function bundleTemplates(folder: string = FOLDER): Promise<string> {
  const { templates, problems } = await loadTemplates(folder);
  if (problems[0] !== undefined) throw problems[0];
  const bundled = templates.map(
    (template): Bundled => ({ data: template.data, looks: looksOfTemplate(compileTemplate(template)) }),
  );
  return JSON.stringify(bundled);
}

/** All templates of both; of two with one id, the one of `second`. */
export function mergeLibraries(first: TemplateLibrary, second: TemplateLibrary): TemplateLibrary {
  const replaced = new Set(second.templates.map((template) => template.id));
  return {
    templates: [...first.templates.filter((template) => !replaced.has(template.id)), ...second.templates],
  };
}
