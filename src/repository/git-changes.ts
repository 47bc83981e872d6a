import { execFileSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { NbassertError } from '../errors.ts';

/** Real, absolute paths of files. */
export type Files = ReadonlySet<string>;

/**
 * Files that differ from what the branch started from: changed since the common ancestor with `ref`, committed or not,
 * and files git does not know yet. Deleted files are not among them.
 * @throws NbassertError `usage` outside of a repository or for a ref that git does not know
 */
export function changedSince(ref: string, cwd: string): Files {
  const top = topOf(cwd, '--since');
  const commit = git(
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`],
    top,
  )?.trim();
  if (commit === undefined) {
    throw new NbassertError('usage', `git knows no commit called "${ref}"`, {
      hint: 'In CI the history may be cut: fetch it, as with `fetch-depth: 0` or `git fetch origin main`.',
    });
  }
  const from = git(['merge-base', commit, 'HEAD'], top)?.trim() ?? commit;
  const changed =
    git(['diff', '--name-only', '-z', '--no-renames', '--diff-filter=d', from, '--'], top) ?? '';
  const unknown = git(['ls-files', '-z', '--others', '--exclude-standard'], top) ?? '';
  return realPaths(`${changed}${unknown}`, top);
}

/** Files that the next commit changes, as they are on disk. @throws NbassertError `usage` outside of a repository */
export function staged(cwd: string): Files {
  const top = topOf(cwd, '--staged');
  const changed = git(['diff', '--cached', '--name-only', '-z', '--no-renames', '--diff-filter=d'], top);
  return realPaths(changed ?? '', top);
}

function topOf(cwd: string, flag: string): string {
  const top = git(['rev-parse', '--show-toplevel'], cwd)?.replace(/\n$/, '');
  if (top !== undefined) return top;
  throw new NbassertError('usage', `${flag} needs a git repository, and this folder is in none`, {
    hint: 'Run it inside a repository, with git installed.',
  });
}

function realPaths(list: string, top: string): Files {
  const paths = list.split('\0').filter((name) => name.endsWith('.ipynb'));
  return new Set(paths.flatMap((name) => realPath(join(top, name)) ?? []));
}

/** Null for what is not there. */
export function realPath(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

/** What git prints; undefined when it fails. Nothing of the repository's own configuration can start a program by it. */
function git(args: readonly string[], cwd: string): string | undefined {
  try {
    return execFileSync('git', ['-c', 'core.fsmonitor=false', ...args], {
      cwd,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return undefined;
  }
}
