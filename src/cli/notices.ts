import { byCount, type Totals } from '../reporters/index.ts';
import { printable, printableLine } from '../printable.ts';
import type { Discovery } from '../repository/index.ts';
import type { Io } from './io.ts';

/** Says why a run may have found less than expected. */
export function noticeNothing(
  found: Discovery & { readonly notices: readonly string[] },
  totals: Totals,
  io: Io,
): void {
  const shown = totals.reasons['no-output'] ?? 0;
  const implicit = byCount(totals.reasons).reduce((sum, [, count]) => sum + count, 0);
  const proposals = byCount(totals.proposals).length;
  if (totals.notebooks + totals.failed === 0 && found.notices.length === 0)
    io.stderr.write('No notebooks in the list on standard input.\n');
  else if (proposals === 0 && shown > 0 && shown * 2 > implicit)
    io.stderr.write(
      'Most feedback has no saved output, so there is nothing to read. Run the notebook and save it with its outputs.\n',
    );
  noticeLanguages(totals, io);
  noticeSetup(found, io);
}

/** What comes after a first look, for a person who reads it on a terminal: the paths as they were given. */
export function noticeNext(paths: readonly string[], totals: Totals, io: Io): void {
  if (io.stdout.isTTY !== true || byCount(totals.proposals).length === 0 || paths.includes('-')) return;
  const where = paths.length === 0 ? '' : ` ${paths.map(quoted).join(' ')}`;
  io.stderr.write(
    `\nNext:   nbassert${where}   (asks about each proposal)\n` +
      `        nbassert apply --dry-run${where}   (all of them, as a diff)\n` +
      `        nbassert scan --all${where}   (why other looks have none)\n`,
  );
}

/** Says why a run may have looked at less than expected. */
export function noticeSetup(setup: Discovery & { readonly notices: readonly string[] }, io: Io): void {
  for (const notice of setup.notices) io.stderr.write(`${printable(notice)}\n`);
  noticePassedOver(setup, io);
}

/** Says which folders gave less than their names promise. */
export function noticePassedOver({ passedOver }: Discovery, io: Io): void {
  const why = { unreadable: 'no permission to look inside', empty: 'there is no notebook (*.ipynb) in this folder' };
  for (const it of passedOver)
    if (it.why === 'unreadable' || it.why === 'empty')
      io.stderr.write(`Passed over ${printableLine(it.path, 200)}: ${why[it.why]}.\n`);
}

/** Names the notebooks that hold no Python, once for all of a language. */
export function noticeLanguages({ otherLanguages }: Totals, io: Io): void {
  for (const [language, paths] of Object.entries(otherLanguages)) {
    const named = paths.slice(0, MOST_NAMED).map((path) => printableLine(path, 200));
    const more = paths.length > MOST_NAMED ? ` and ${paths.length - MOST_NAMED} more` : '';
    const are = paths.length === 1 ? 'notebook is' : 'notebooks are';
    io.stderr.write(`${paths.length} ${are} in ${printableLine(language, 40)}, not in Python, and left alone: ${named.join(', ')}${more}.\n`);
  }
}

const MOST_NAMED = 3;

/** Said once after notebooks were written. */
export function noticeWritten(paths: readonly string[], io: Io): void {
  if (paths.length === 0) return;
  const names = paths.length <= 3 ? paths.map(quoted).join(' ') : 'FILE...';
  io.stderr.write(
    `Undo:   nbassert remove ${names}\n` +
      `Check:  nbassert verify ${names}\n` +
      `Trust:  jupyter trust ${names}\n` +
      'Jupyter trusts no file that changed. An open notebook: reload it from disk.\n',
  );
}

/** A path as a POSIX shell takes it; with characters that a terminal would act on, as `bash` and `zsh` take it: `$'a\x1b'`. */
export function quoted(path: string): string {
  const shown = printable(path);
  if (shown !== path || /[\t\n]/.test(path)) {
    const escaped = printable(path.replace(/[\\']/g, '\\$&')).replaceAll('\n', '\\n').replaceAll('\t', '\\t');
    return `$'${escaped}'`;
  }
  return /^[\w./@%+=:,-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
