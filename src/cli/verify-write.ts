/** What `verify` writes into a notebook: fixes of flaky asserts, and outputs. */

import { createInterface } from 'node:readline/promises';
import {
  applyFixes,
  CERTAINTY,
  COVERAGE,
  type Fix,
  planFixes,
  textWithOutputs,
  type Verification,
} from '../kernel/index.ts';
import type { Notebook } from '../notebook/index.ts';
import { type FileStamp, saveNotebookFile } from '../notebook/save.ts';
import { printable, printableLine } from '../printable.ts';
import { unifiedDiff } from '../repository/index.ts';
import type { Io } from './io.ts';

/** A notebook that was run, with what is needed to write into it. */
export interface Verified {
  readonly path: string;
  readonly file: string;
  readonly notebook: Notebook;
  readonly stamp: FileStamp;
  readonly verification: Verification;
}

/** Shows what `--fix` would change, asks, and writes. Whether it wrote. */
export async function fix(
  { path, file, notebook, stamp, verification }: Verified,
  flags: { readonly yes?: boolean },
  io: Io,
): Promise<boolean> {
  const fixes = planFixes(notebook, verification.verdicts);
  if (fixes.length === 0) return false;
  io.stderr.write(fixes.map(fixLine).join(''));
  const after = applyFixes(notebook, fixes);
  if (after === notebook.text) return false;
  io.stdout.write(printable(unifiedDiff(path, notebook.text, after)));
  if (flags.yes !== true && !(await confirmed(`Write this into ${printableLine(path)}?`, io))) {
    io.stderr.write('Nothing was written.\n');
    return false;
  }
  saveNotebookFile(file, after, stamp);
  return true;
}

function fixLine({ verdict, action }: Fix): string {
  const where = `cell ${verdict.place.cell}, line ${verdict.place.line}`;
  const seen = `failed in ${verdict.failed} of ${verdict.reached} runs`;
  if (action.kind === 'leave') return `${where}: ${seen}; left as it is, because ${action.why}.\n`;
  if (action.kind === 'drop')
    return `${where}: ${seen}; dropped, as no limit can be told from what was seen.\n`;
  const sure = `${CERTAINTY * 100} % sure to cover ${COVERAGE * 100} % of runs, from ${action.runs} runs, if the value is normally distributed`;
  return `${where}: ${seen}; the limit moves from ${action.from} to ${action.to} (${sure}).\n`;
}

async function confirmed(question: string, io: Io): Promise<boolean> {
  const reader = createInterface({ input: io.stdin, output: io.stderr });
  try {
    return /^y(es)?$/i.test((await reader.question(`${question} [y/N] `)).trim());
  } finally {
    reader.close();
  }
}

/** `--save-outputs`: puts the outputs of the first run into the file. Whether it wrote. */
export function saveOutputs({ path, file, notebook, stamp, verification }: Verified, io: Io): boolean {
  const run = verification.runs[0];
  if (run === undefined) return false;
  if (notebook.nbformat.major !== 4) {
    io.stderr.write(`${printableLine(path, 200)}: outputs are saved in nbformat 4 only; the file stays as it is.\n`);
    return false;
  }
  saveNotebookFile(file, textWithOutputs(notebook, run), stamp);
  return true;
}
