import { dirname, relative, resolve, sep } from 'node:path';
import { NbassertError } from '../errors.ts';
import type { ProposeOptions } from '../proposals/index.ts';
import type { RewriteOptions } from '../rewrite/index.ts';
import { loadBuiltin, loadTemplates, mergeLibraries, type TemplateLibrary } from '../templates/index.ts';
import type { SettingsData } from './config-schema.ts';
import { type Configuration, Configurations } from './configuration.ts';

/** How one notebook is worked on. */
export interface NotebookSettings {
  readonly library: TemplateLibrary;
  readonly options: Partial<ProposeOptions>;
  readonly rewriteOptions: RewriteOptions;
  /** Folders of templates beside those that come along; absolute. */
  readonly templateFolders: readonly string[];
}

/** What the command line says; it wins over every configuration. Undefined: not said. */
export interface GivenSettings {
  readonly options: Partial<ProposeOptions>;
  readonly notes?: RewriteOptions['notes'] | undefined;
  readonly cellTags?: readonly string[] | undefined;
  /** What a command does where neither a flag nor a configuration says otherwise. */
  readonly defaults: Partial<ProposeOptions>;
  /** A file that takes the place of all others. */
  readonly configFile?: string | undefined;
}

/** The settings of all notebooks of a run. */
export interface RunSettings {
  /** Of a run without any notebook-specific configuration. */
  readonly library: TemplateLibrary;
  /** All templates that any configuration brings. */
  readonly templates: TemplateLibrary;
  /** `path` as it is shown, relative to the working directory. */
  settingsOf(path: string): NotebookSettings;
  /** Those that `include` and `exclude` let pass, and the others with the configuration that shuts them out. */
  readonly notebooks: readonly string[];
  readonly excluded: readonly { readonly path: string; readonly by: string }[];
}

/** Reads the configurations of notebooks and the templates they bring. @throws NbassertError `configuration`, `template` */
export async function loadSettings(
  notebooks: readonly string[],
  cwd: string,
  given: GivenSettings,
): Promise<RunSettings> {
  const builtin = await loadBuiltin();
  const configurations = new Configurations(cwd);
  const fixed = given.configFile === undefined ? null : await configurations.read(given.configFile);
  const libraries = new Map<string, TemplateLibrary>();
  const byFolder = new Map<string, Configuration | null>();
  let templates = builtin;
  for (const path of notebooks) {
    const folder = dirname(resolve(cwd, path));
    if (byFolder.has(folder)) continue;
    const configuration = fixed ?? (await configurations.nearest(folder));
    byFolder.set(folder, configuration);
    if (configuration === null || libraries.has(configuration.file)) continue;
    const library = await libraryOf(configuration, builtin, cwd);
    libraries.set(configuration.file, library);
    templates = mergeLibraries(templates, library);
  }
  const configurationOf = (path: string) => byFolder.get(dirname(resolve(cwd, path))) ?? fixed;
  const excluded = notebooks.flatMap((path) => {
    const by = configurationOf(path);
    return by === null || by.includes(resolve(cwd, path)) ? [] : [{ path, by: by.shown }];
  });
  const out = new Set(excluded.map(({ path }) => path));
  return {
    library: fixed === null ? builtin : (libraries.get(fixed.file) ?? builtin),
    templates,
    notebooks: notebooks.filter((path) => !out.has(path)),
    excluded,
    settingsOf: (path) => {
      const configuration = configurationOf(path);
      const said = configuration?.settingsOf(resolve(cwd, path)) ?? {};
      const library = configuration === null ? builtin : (libraries.get(configuration.file) ?? builtin);
      return { library, templateFolders: configuration?.templateFolders ?? [], ...merged(said, given) };
    },
  };
}

async function libraryOf(
  { templateFolders, shown, lineOf }: Configuration,
  builtin: TemplateLibrary,
  cwd: string,
): Promise<TemplateLibrary> {
  let library = builtin;
  for (const folder of templateFolders) {
    const { templates, problems } = await loadOwn(folder, { file: shown, line: lineOf('template-folders') });
    const [first] = problems;
    if (first !== undefined) {
      const more = problems.length === 1 ? '' : ` (${problems.length - 1} more in this folder)`;
      const file = relative(cwd, first.place.file ?? folder)
        .split(sep)
        .join('/');
      throw new NbassertError('template', `${first.message}${more}`, {
        place: { ...first.place, file },
        hint: first.hint ?? `${shown} names the folder under \`template-folders\`.`,
        cause: first,
      });
    }
    library = mergeLibraries(library, { templates });
  }
  return library;
}

async function loadOwn(folder: string, place: { file: string; line: number }) {
  try {
    return await loadTemplates(folder);
  } catch (cause) {
    if (!(cause instanceof NbassertError)) throw cause;
    throw new NbassertError('configuration', `the template folder ${folder} cannot be read`, {
      place,
      cause,
    });
  }
}

/** Flags, then configuration, then what the command does by itself. */
function merged(
  said: SettingsData,
  given: GivenSettings,
): Omit<NotebookSettings, 'library' | 'templateFolders'> {
  const configured: Partial<ProposeOptions> = defined({
    strictness: said.strictness,
    // A strictness on the command line is meant for everything.
    strictnessByCheck: given.options.strictness === undefined ? said['strictness-by-check'] : undefined,
    minConfidence: said['min-confidence'],
    checks: said.check,
    templates: said.template,
    placement: said.placement,
    redact: said.redact,
  });
  return {
    options: { ...given.defaults, ...configured, ...defined(given.options) },
    rewriteOptions: {
      notes: given.notes ?? said.notes ?? 'full',
      cellTags: given.cellTags ?? said['cell-tags'] ?? [],
    },
  };
}

function defined<T extends object>(record: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
