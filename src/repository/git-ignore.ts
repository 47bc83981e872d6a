import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** Rules of one `.gitignore`, and the folder they count from. */
interface Rules {
  readonly folder: string;
  readonly rules: Ignore;
}

/**
 * What git ignores below a folder, as far as files in the repository say it (`.gitignore` on every level and
 * `.git/info/exclude`; not the user's own `core.excludesFile`). Outside a git repository nothing is ignored.
 */
export class GitIgnore {
  readonly #chain: readonly Rules[];
  readonly #isInRepository: boolean;

  private constructor(chain: readonly Rules[], isInRepository: boolean) {
    this.#chain = chain;
    this.#isInRepository = isInRepository;
  }

  /** The rules in force in `folder` (absolute), from its repository's top down. */
  static around(folder: string): GitIgnore {
    const top = repositoryTop(folder);
    if (top === null) return new GitIgnore([], false);
    let around = GitIgnore.#ofTop(top);
    let level = top;
    for (const name of relative(top, folder).split(sep)) {
      if (name === '') continue;
      // Whoever names an ignored folder wants what is in it: rules that hide the folder itself no longer count.
      if (around.ignores(join(level, name), true)) around = new GitIgnore([], true);
      level = join(level, name);
      around = around.below(level);
    }
    return around;
  }

  static #ofTop(top: string): GitIgnore {
    const files = [join(top, '.git', 'info', 'exclude'), join(top, '.gitignore')];
    return new GitIgnore(
      files.flatMap((file) => readRules(file, top) ?? []),
      true,
    );
  }

  /** The rules in force in a direct subfolder. A repository inside the repository has its own. */
  below(folder: string): GitIgnore {
    if (existsSync(join(folder, '.git'))) return GitIgnore.#ofTop(folder);
    if (!this.#isInRepository) return this;
    const own = readRules(join(folder, '.gitignore'), folder);
    return own === null ? this : new GitIgnore([...this.#chain, own], true);
  }

  /** Whether git ignores a file or folder (absolute path) that lies directly in the folder these rules are of, or below it. */
  ignores(path: string, isFolder: boolean): boolean {
    // The rules nearest to the path decide; a level that says nothing leaves it to the one above.
    for (const { folder, rules } of this.#chain.toReversed()) {
      const inside = relative(folder, path).split(sep).join('/');
      if (inside === '' || inside.startsWith('../')) continue;
      const verdict = rules.test(isFolder ? `${inside}/` : inside);
      if (verdict.ignored || verdict.unignored) return verdict.ignored;
    }
    return false;
  }
}

/** The nearest folder upwards that holds `.git` (a folder, or a file in worktrees and submodules). */
function repositoryTop(folder: string): string | null {
  for (let level = folder; ; level = dirname(level)) {
    if (existsSync(join(level, '.git'))) return level;
    if (dirname(level) === level) return null;
  }
}

function readRules(file: string, folder: string): Rules | null {
  try {
    if (!statSync(file).isFile()) return null;
    return { folder, rules: ignore({ allowRelativePaths: false }).add(readFileSync(file, 'utf8')) };
  } catch {
    // An unreadable or missing file has no rules; git treats it the same.
    return null;
  }
}
