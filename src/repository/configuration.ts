import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ignore from 'ignore';
import { NbassertError } from '../errors.ts';
import type { ConfigData, SettingsData } from './config-schema.ts';
import type { ConfigText } from './config-text.ts';

const CONFIG_FILE = '.nbassert.yaml';
const PYPROJECT = 'pyproject.toml';
/** What people write instead; it would be passed over without a word. */
const MISNAMED = ['.nbassert.yml', 'nbassert.yaml', 'nbassert.yml', '.nbassert.toml', 'nbassert.toml'];

/** One configuration, read and checked. Its paths count from its folder. */
export interface Configuration {
  /** Absolute. */
  readonly file: string;
  /** As it is shown. */
  readonly shown: string;
  /** Absolute. */
  readonly templateFolders: readonly string[];
  /** The settings of a notebook (absolute path), overrides included. */
  settingsOf(notebook: string): SettingsData;
  /** Whether `include` and `exclude` let a notebook (absolute path) pass. */
  includes(notebook: string): boolean;
  /** The line of a key in the file. */
  lineOf(key: string): number;
}

/** Finds and reads the configuration that is in force in a folder; each file is read once. */
export class Configurations {
  readonly #cwd: string;
  readonly #byFolder = new Map<string, Promise<Configuration | null>>();

  /** @param cwd absolute; files are shown relative to it */
  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  /** The nearest configuration from `folder` (absolute) upwards; null when there is none. @throws NbassertError `configuration` */
  nearest(folder: string): Promise<Configuration | null> {
    let found = this.#byFolder.get(folder);
    if (found === undefined) {
      found = this.#search(folder);
      this.#byFolder.set(folder, found);
    }
    return found;
  }

  /** Reads one file, whatever its name: TOML when it ends so, otherwise YAML. @throws NbassertError `configuration` */
  async read(file: string): Promise<Configuration> {
    const shown = this.#shown(file);
    const found = await readConfiguration(resolve(this.#cwd, file), shown);
    if (found !== null) return found;
    throw new NbassertError('configuration', 'this file has no table [tool.nbassert]', {
      place: { file: shown },
      hint: 'Add the table, or name another file with --config.',
    });
  }

  async #search(folder: string): Promise<Configuration | null> {
    const own = await this.#ofFolder(folder);
    const above = dirname(folder);
    if (own !== null || above === folder) return own;
    return this.nearest(above);
  }

  async #ofFolder(folder: string): Promise<Configuration | null> {
    const misnamed = MISNAMED.find((name) => existsSync(join(folder, name)));
    const [yaml, toml] = [join(folder, CONFIG_FILE), join(folder, PYPROJECT)];
    const fromYaml = existsSync(yaml) ? await readConfiguration(yaml, this.#shown(yaml)) : null;
    const fromToml = existsSync(toml) ? await readConfiguration(toml, this.#shown(toml)) : null;
    if (misnamed !== undefined && fromYaml === null && fromToml === null) {
      throw new NbassertError(
        'configuration',
        `this name is not looked for; the file is called ${CONFIG_FILE}`,
        {
          place: { file: this.#shown(join(folder, misnamed)) },
          hint: `Rename it to ${CONFIG_FILE}, or put its content into [tool.nbassert] of a pyproject.toml.`,
        },
      );
    }
    if (fromYaml !== null && fromToml !== null) {
      throw new NbassertError('configuration', `there is a [tool.nbassert] in ${fromToml.shown} too`, {
        place: { file: fromYaml.shown },
        hint: 'Keep one of the two.',
      });
    }
    return fromYaml ?? fromToml;
  }

  #shown(file: string): string {
    return (relative(this.#cwd, resolve(this.#cwd, file)) || file).split(sep).join('/');
  }
}

/** Null for a `pyproject.toml` that does not speak of nbassert. */
async function readConfiguration(file: string, shown: string): Promise<Configuration | null> {
  const text = readText(file, shown);
  const isToml = file.endsWith('.toml');
  // Most repositories have a pyproject.toml, and few of them this table: the reader is not loaded for nothing.
  if (isToml && !text.includes('nbassert')) return null;
  const { readPyproject, readYaml } = await import('./config-text.ts');
  const found = isToml ? readPyproject(text, shown) : readYaml(text, shown);
  if (found === null) return null;
  const { checkConfig } = await import('./config-problems.ts');
  return configurationOf(checkConfig(found, shown), found, file, shown);
}

function readText(file: string, shown: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const what = isMissing ? 'there is no such file' : (cause as Error).message;
    throw new NbassertError('configuration', `the configuration cannot be read: ${what}`, {
      place: { file: shown },
      cause,
    });
  }
}

function configurationOf(data: ConfigData, text: ConfigText, file: string, shown: string): Configuration {
  const folder = dirname(file);
  const { overrides = [], include, exclude = [], 'template-folders': templateFolders = [] } = data;
  const included = include === undefined ? null : patterns(folder, include);
  const excluded = patterns(folder, exclude);
  const matchers = overrides.map(({ path, ...settings }) => ({
    matches: patterns(folder, typeof path === 'string' ? [path] : path),
    settings,
  }));
  return {
    file,
    shown,
    templateFolders: templateFolders.map((it) => resolve(folder, it)),
    settingsOf: (notebook) => {
      const { overrides: _, include: _i, exclude: _e, 'template-folders': _t, ...own } = data;
      const fitting = matchers.filter(({ matches }) => matches(notebook)).map(({ settings }) => settings);
      return Object.assign({}, own, ...fitting) as SettingsData;
    },
    includes: (notebook) => (included === null || included(notebook)) && !excluded(notebook),
    lineOf: (key) => text.lineOf([key]),
  };
}

/** Patterns as in `.gitignore`, counting from `folder`. A notebook outside of it matches none. */
function patterns(folder: string, lines: readonly string[]): (notebook: string) => boolean {
  const rules = ignore().add(lines.map((line) => line.replace(/^\.\//, '/')));
  return (notebook) => {
    const inside = relative(folder, notebook).split(sep).join('/');
    if (inside === '' || inside.startsWith('../') || resolve(inside) === inside) return false;
    return rules.ignores(inside);
  };
}
