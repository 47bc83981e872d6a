import { dirname, relative, resolve, sep } from 'node:path';
import { NbassertError } from '../errors.ts';
import type { ProposeOptions } from '../proposals/index.ts';
import type { RewriteOptions } from '../rewrite/index.ts';
import { mergeLibraries, type TemplateLibrary } from '../templates/index.ts';
import type { SettingsData } from './config-schema.ts';
import { type Configuration, Configurations } from './configuration.ts';
import { Libraries } from './libraries.ts';

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

/** The settings of a run's notebooks, as their folders come up. */
export class RunSettings {
  readonly libraries: Libraries;
  readonly #cwd: string;
  readonly #given: GivenSettings;
  readonly #configurations: Configurations;
  readonly #byFolder = new Map<string, InForce>();
  readonly #byFile = new Map<string, InForce>();
  readonly #without: InForce;
  #fixed: InForce | null = null;
  #templates: TemplateLibrary;

  private constructor(cwd: string, given: GivenSettings, builtin: TemplateLibrary, libraries: Libraries) {
    this.#cwd = cwd;
    this.#given = given;
    this.#configurations = new Configurations(cwd);
    this.#without = { configuration: null, library: builtin };
    this.#templates = builtin;
    this.libraries = libraries;
  }

  /** @throws NbassertError `configuration`, `template` for the file of `--config` */
  static async open(cwd: string, given: GivenSettings): Promise<RunSettings> {
    const libraries = new Libraries();
    const settings = new RunSettings(cwd, given, await libraries.of([]), libraries);
    if (given.configFile !== undefined)
      settings.#fixed = await settings.#inForce(await settings.#configurations.read(given.configFile));
    return settings;
  }

  /** All templates that a configuration met so far brings, and those that come along. */
  get templates(): TemplateLibrary {
    return this.#templates;
  }

  /**
   * Reads what is in force for a notebook (as it is shown) and the templates that it brings; `of` and `shutOutBy` are to be
   * asked afterwards. @throws NbassertError `configuration`, `template`
   */
  async prepare(path: string): Promise<void> {
    const folder = dirname(resolve(this.#cwd, path));
    if (this.#fixed !== null || this.#byFolder.has(folder)) return;
    this.#byFolder.set(folder, await this.#inForce(await this.#configurations.nearest(folder)));
  }

  /** How a notebook is worked on. `path` as it is shown, relative to the working directory. */
  of(path: string): NotebookSettings {
    const { configuration, library } = this.#of(path);
    const said = configuration?.settingsOf(resolve(this.#cwd, path)) ?? {};
    return {
      library,
      templateFolders: configuration?.templateFolders ?? [],
      ...merged(said, this.#given),
    };
  }

  /** The configuration whose `include` and `exclude` do not let a notebook pass; null when it passes. */
  shutOutBy(path: string): string | null {
    const { configuration } = this.#of(path);
    if (configuration === null || configuration.includes(resolve(this.#cwd, path))) return null;
    return configuration.shown;
  }

  #of(path: string): InForce {
    return this.#fixed ?? this.#byFolder.get(dirname(resolve(this.#cwd, path))) ?? this.#without;
  }

  async #inForce(configuration: Configuration | null): Promise<InForce> {
    if (configuration === null) return this.#without;
    let found = this.#byFile.get(configuration.file);
    if (found === undefined) {
      const library = await libraryOf(configuration, this.libraries, this.#cwd);
      this.#templates = mergeLibraries(this.#templates, library);
      found = { configuration, library };
      this.#byFile.set(configuration.file, found);
    }
    return found;
  }
}

interface InForce {
  readonly configuration: Configuration | null;
  readonly library: TemplateLibrary;
}

/** The settings of notebooks that are known beforehand. @throws NbassertError `configuration`, `template` */
export async function loadSettings(
  notebooks: readonly string[],
  cwd: string,
  given: GivenSettings,
): Promise<PreparedSettings> {
  const settings = await RunSettings.open(cwd, given);
  for (const path of notebooks) await settings.prepare(path);
  const shutOut = notebooks.map((path) => ({ path, by: settings.shutOutBy(path) }));
  return {
    settings,
    notebooks: shutOut.flatMap(({ path, by }) => (by === null ? [path] : [])),
    excluded: shutOut.flatMap(({ path, by }) => (by === null ? [] : [{ path, by }])),
  };
}

export interface PreparedSettings {
  readonly settings: RunSettings;
  /** Those that `include` and `exclude` let pass, and the others with the configuration that shuts them out. */
  readonly notebooks: readonly string[];
  readonly excluded: readonly { readonly path: string; readonly by: string }[];
}

/** The error of a team's template, told from where it is configured. */
async function libraryOf(
  { templateFolders, shown, lineOf }: Configuration,
  libraries: Libraries,
  cwd: string,
): Promise<TemplateLibrary> {
  try {
    return await libraries.of(templateFolders);
  } catch (error) {
    if (!(error instanceof NbassertError)) throw error;
    if (error.kind === 'not-found') {
      throw new NbassertError('configuration', `the template folder ${error.place.file} cannot be read`, {
        place: { file: shown, line: lineOf('template-folders') },
        cause: error,
      });
    }
    const file = relative(cwd, error.place.file ?? '')
      .split(sep)
      .join('/');
    throw new NbassertError(error.kind, error.message, {
      place: { ...error.place, file },
      hint: error.hint ?? `${shown} names the folder under \`template-folders\`.`,
      cause: error,
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
