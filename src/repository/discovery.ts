import { type Dirent, existsSync, lstatSync, readdirSync, readlinkSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import type FastGlob from 'fast-glob';
import { closest, distance } from 'fastest-levenshtein';
import { NbassertError } from '../errors.ts';
import { printableLine } from '../printable.ts';
import { GitIgnore } from './git-ignore.ts';

const ENDING = '.ipynb';
const CHECKPOINTS = '.ipynb_checkpoints';

export interface DiscoveryOptions {
  /** Absolute; paths are resolved against it and shown relative to it. */
  readonly cwd: string;
  /** Reads all of standard input, for the path `-`. */
  readonly readList: () => Promise<string>;
}

/** What a folder search did not look into; `empty` is a folder that was named and holds no notebook. */
export interface PassedOver {
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  readonly why: 'hidden' | 'checkpoints' | 'ignored' | 'unreadable' | 'empty';
}

export interface Discovery {
  /** Relative to the working directory, with `/`; each file once. In the order of the arguments, sorted within each. */
  readonly notebooks: readonly string[];
  readonly passedOver: readonly PassedOver[];
}

/**
 * Finds the notebooks that command-line paths mean: a file (taken as it is), a folder (all `*.ipynb` below it, without
 * checkpoints, hidden folders and what git ignores; links to folders are not followed), a glob, or `-` for a list on
 * standard input, separated by newlines or, where there is one, by NUL characters. No path means the working directory.
 * An empty list on standard input gives no notebooks. A folder without one is passed over where others have some; anything
 * else that gives none is an error.
 * @throws NbassertError `not-found`
 */
export async function findNotebooks(paths: readonly string[], options: DiscoveryOptions): Promise<Discovery> {
  const passedOver: PassedOver[] = [];
  const found = new Set<string>();
  let empty: NbassertError | null = null;
  for (const path of await withListed(paths.length === 0 ? ['.'] : paths, options)) {
    const files = await resolvePath(path, options.cwd, passedOver);
    if (!(files instanceof NbassertError)) for (const file of files) found.add(file);
    else {
      empty ??= files;
      passedOver.push({ path, why: 'empty' });
    }
  }
  if (empty !== null && found.size === 0) throw empty;
  return { notebooks: [...found].map((file) => shown(file, options.cwd)), passedOver };
}

/** Puts the paths of the list in the place of `-`. */
async function withListed(paths: readonly string[], options: DiscoveryOptions): Promise<string[]> {
  const all: string[] = [];
  for (const path of paths) {
    if (path === '-') all.push(...splitList(await options.readList()));
    else all.push(path);
  }
  return all;
}

/**
 * The paths on a stream, one a line, each as soon as its line ends, and as it stands there: who feeds a filter finds its own names
 * again. Nothing is looked up: one path gives one notebook, and what cannot be read is named in its turn.
 */
export async function* listedNotebooks(stream: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of stream) {
    const lines = `${rest}${typeof chunk === 'string' ? chunk : decoder.write(chunk)}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield* pathOf(line);
  }
  yield* pathOf(rest);
}

function pathOf(line: string): string[] {
  const path = line.replace(/\r$/, '');
  return path === '' ? [] : [path];
}

function splitList(text: string): string[] {
  const parts = text.includes('\0') ? text.split('\0') : text.split(/\r?\n/);
  return parts.filter((part) => part !== '');
}

/** Absolute paths of the notebooks that one argument means; for a folder that holds none, what would be wrong with it alone. */
async function resolvePath(path: string, cwd: string, passedOver: PassedOver[]): Promise<string[] | NbassertError> {
  const absolute = resolve(cwd, path);
  const stat = statOf(absolute);
  // What is there and cannot be looked at is named when it is read.
  if (stat === 'unknown') return [absolute];
  if (stat?.isDirectory()) return searchFolder(absolute, path, cwd, passedOver);
  // Whatever exists under that very name wins over reading it as a glob: `data[1].ipynb` is a good file name.
  if (stat !== undefined) return [absolute];
  // Loaded late: most paths are no patterns, and it is large.
  const { default: fastGlob } = await import('fast-glob');
  if (fastGlob.isDynamicPattern(path)) return searchGlob(path, cwd, fastGlob);
  throw notFound(path, absolute);
}

function searchFolder(folder: string, path: string, cwd: string, passedOver: PassedOver[]): string[] | NbassertError {
  const before = passedOver.length;
  const files = walk(folder, cwd, passedOver).sort(comparePaths);
  if (files.length > 0) return files;
  return new NbassertError('not-found', 'there is no notebook (*.ipynb) in this folder', {
    place: { file: path },
    hint: hintOfEmpty(passedOver.slice(before)),
  });
}

/** Iterative, so that no depth of folders can exhaust the stack. */
function walk(top: string, cwd: string, passedOver: PassedOver[]): string[] {
  const files: string[] = [];
  const open = [{ folder: top, git: GitIgnore.around(top) }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { folder, git } = next;
    for (const entry of entriesOf(folder, cwd, passedOver)) {
      const path = join(folder, entry.name);
      const isFolder = entry.isDirectory();
      if (!isFolder && !isNotebook(entry, path)) continue;
      const why = whyNot(entry.name, isFolder, git.ignores(path, isFolder));
      if (why !== null) passedOver.push({ path: shown(path, cwd), why });
      else if (isFolder) open.push({ folder: path, git: git.below(path) });
      else files.push(path);
    }
  }
  return files;
}

function entriesOf(folder: string, cwd: string, passedOver: PassedOver[]): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    passedOver.push({ path: shown(folder, cwd), why: 'unreadable' });
    return [];
  }
}

function isNotebook(entry: Dirent, path: string): boolean {
  if (!entry.name.endsWith(ENDING)) return false;
  return entry.isFile() || (entry.isSymbolicLink() && leadsToFile(path));
}

/** A link that leads nowhere, in a circle, or where nobody may look is no notebook. */
function leadsToFile(link: string): boolean {
  const stat = statOf(link);
  return stat !== 'unknown' && stat?.isFile() === true;
}

/** Undefined for what is not there, `unknown` for what the system does not let us see. */
function statOf(path: string): Stats | undefined | 'unknown' {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return 'unknown';
  }
}

function whyNot(name: string, isFolder: boolean, isIgnored: boolean): PassedOver['why'] | null {
  if (isFolder && name === CHECKPOINTS) return 'checkpoints';
  if (name.startsWith('.')) return 'hidden';
  return isIgnored ? 'ignored' : null;
}

function searchGlob(pattern: string, cwd: string, fastGlob: typeof FastGlob): string[] {
  const matches = fastGlob.sync(pattern, { cwd, absolute: true, followSymbolicLinks: false });
  // What stands in front of the first wildcard is named by the user, so git's rules count from there on.
  const base = resolve(cwd, fastGlob.generateTasks(pattern)[0]?.base ?? '.');
  const git = GitIgnore.around(base);
  const files = matches
    .filter((file) => file.endsWith(ENDING) && !file.includes(`/${CHECKPOINTS}/`))
    .map((file) => resolve(file))
    .filter((file) => !isHiddenByGit(file, base, git));
  if (files.length > 0) return files.sort(comparePaths);
  throw new NbassertError('not-found', 'no notebook (*.ipynb) matches this pattern', {
    place: { file: pattern },
    hint: 'Patterns pass over hidden folders, checkpoints and what git ignores; name such a file to use it.',
  });
}

/** Whether git ignores `file` or one of its folders below `base`. */
function isHiddenByGit(file: string, base: string, git: GitIgnore): boolean {
  const names = relative(base, file).split(sep);
  let [folder, rules] = [base, git];
  for (const name of names.slice(0, -1)) {
    folder = join(folder, name);
    if (rules.ignores(folder, true)) return true;
    rules = rules.below(folder);
  }
  return rules.ignores(file, false);
}

function notFound(path: string, absolute: string): NbassertError {
  if (/^https?:\/\//i.test(path)) {
    return new NbassertError('not-found', 'this is a web address, not a file', {
      place: { file: path },
      hint: 'Download the notebook and give its path.',
    });
  }
  if (lstatSync(absolute, { throwIfNoEntry: false })?.isSymbolicLink() === true) {
    return new NbassertError('not-found', 'the symbolic link leads to no file', {
      place: { file: path },
      hint: `It points to \`${printableLine(readlinkSync(absolute))}\`.`,
    });
  }
  return new NbassertError('not-found', 'there is no such file or folder', {
    place: { file: path },
    hint: nearest(path, absolute),
  });
}

/** The entry of the same folder whose name is nearest, as a question; undefined when none is near. */
function nearest(path: string, absolute: string): string | undefined {
  const folder = dirname(absolute);
  if (!existsSync(folder)) return `There is no folder \`${printableLine(dirname(path))}\` either.`;
  const names = entriesOf(folder, folder, [])
    .filter((entry) => entry.isDirectory() || entry.name.endsWith(ENDING))
    .map((entry) => entry.name);
  const name = basename(absolute);
  const best = names.length === 0 ? '' : closest(name, names);
  if (best === '' || distance(name, best) > Math.max(2, name.length / 3)) return undefined;
  return `Did you mean \`${printableLine(join(dirname(path), best))}\`?`;
}

function hintOfEmpty(passedOver: readonly PassedOver[]): string {
  if (passedOver.length === 0) return 'Name a notebook, or a folder that holds one.';
  const named = passedOver.slice(0, 3).map(({ path, why }) => `${printableLine(path)} (${why})`);
  const more = passedOver.length > 3 ? ` and ${passedOver.length - 3} more` : '';
  return `Passed over: ${named.join(', ')}${more}. Name one of them to use it.`;
}

/** By folder and name, character by character, so that the order is the same on every machine. */
function comparePaths(one: string, other: string): number {
  const [a, b] = [one.split(sep).join('\0'), other.split(sep).join('\0')];
  return a < b ? -1 : a > b ? 1 : 0;
}

function shown(path: string, cwd: string): string {
  return (relative(cwd, path) || path).split(sep).join('/');
}
