/** Texts of the help that are the same everywhere. */

export const EXIT_CODES = `Exit codes:
  0  done
  1  \`check\` found something, or \`verify\` saw an assert fail
  2  wrong usage or configuration
  3  some notebooks could not be read, written or run (the others were processed),
     or nbassert itself failed`;

export const PATH_HELP =
  'file, folder, glob, or - for a list of paths on standard input (default: the current folder)';

export const ROOT_EXAMPLES = `Examples:
  nbassert titanic.ipynb            review one notebook; nothing is written before you accept
  nbassert scan notebooks/          see what would be proposed, and why not elsewhere
  nbassert apply --dry-run a.ipynb  the same without questions, as a diff
  nbassert remove a.ipynb           take everything out again
  git ls-files '*.ipynb' | nbassert scan -

\`nbassert COMMAND --help\` shows the flags of a command; \`?\` in the review shows its keys.`;

/** The section that ends a command's help. */
export function examples(lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}\n\n${EXIT_CODES}`;
}
