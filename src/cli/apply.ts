import { type Command, Option } from 'commander';
import { EXIT, NbassertError } from '../errors.ts';
import { saveNotebookFile } from '../notebook/save.ts';
import { unifiedDiff } from '../reporters/index.ts';
import { placedAt, tryAnalyseFile } from '../repository/index.ts';
import { type Accepted, acceptAll, rewrite } from '../rewrite/index.ts';
import { CONFIDENCES } from '../templates/index.ts';
import { describe } from './failure.ts';
import {
  addGeneralFlags,
  addSelectionFlags,
  addSourceFlags,
  addWritingFlags,
  GROUPS,
  positiveInteger,
  type SharedFlags,
} from './flags.ts';
import { examples, PATH_HELP } from './help.ts';
import type { Context } from './io.ts';
import { noticeSetup, noticeWritten } from './notices.ts';
import { progressOn } from './progress.ts';
import { type Setup, setUp } from './setup.ts';

interface ApplyFlags extends SharedFlags {
  readonly dryRun?: boolean;
  readonly limitPerNotebook?: number;
}

export function configure(command: Command, context: Context): void {
  command
    .description('Writes all proposals that the flags select into the notebooks, without asking.')
    .argument('[PATH...]', PATH_HELP);
  addSelectionFlags(command, { minConfidence: 'medium' });
  addSourceFlags(command);
  addWritingFlags(command);
  command.addOption(
    new Option('--limit-per-notebook <n>', 'at most so many, the surest first; the next run goes on')
      .argParser(positiveInteger)
      .helpGroup(GROUPS.selection),
  );
  command.addOption(
    new Option(
      '--dry-run',
      'print what would change as a diff that `git apply` takes, and write nothing',
    ).helpGroup(GROUPS.output),
  );
  addGeneralFlags(command);
  command.addHelpText(
    'after',
    examples([
      'nbassert apply --dry-run notebooks/                what would be written',
      'nbassert apply --min-confidence high titanic.ipynb   only what is most certain',
      'nbassert apply --check shape,missing-value src/      only some kinds of check',
    ]),
  );
  command.action((paths: string[], flags: ApplyFlags) => apply(paths, flags, context));
}

async function apply(paths: readonly string[], flags: ApplyFlags, context: Context): Promise<void> {
  const { io } = context;
  // Without a person to ask, only what is at least likely is written, unless a flag says otherwise.
  const setup = await setUp(paths, flags, io, { minConfidence: 'medium' });
  const progress = progressOn(io, flags, setup.notebooks.length, flags.dryRun !== true);
  const written: string[] = [];
  let asserts = 0;
  for (const path of setup.notebooks) {
    try {
      const done = applyTo(path, setup, flags, io);
      asserts += done.asserts;
      if (done.written) written.push(path);
    } catch (error) {
      if (!(error instanceof NbassertError)) throw error;
      context.exitCode = EXIT.notebook;
      progress.say(describe(placedAt(path, error)));
    }
    await progress.step();
  }
  progress.stop();
  if (flags.quiet === true) return;
  noticeSetup(setup, io);
  const what = flags.dryRun === true ? 'would be written' : 'written';
  io.stderr.write(
    `${count(asserts, 'assert')} ${what} into ${count(written.length, 'notebook')} of ${setup.notebooks.length}.\n`,
  );
  if (flags.dryRun !== true) noticeWritten(written, io);
}

function applyTo(
  path: string,
  setup: Setup,
  flags: ApplyFlags,
  io: Context['io'],
): { written: boolean; asserts: number } {
  const result = tryAnalyseFile(path, setup);
  if ('error' in result) throw result.error;
  const accepted = limited(acceptAll(result.analysis), flags.limitPerNotebook);
  if (accepted.length === 0) return { written: false, asserts: 0 };
  const after = rewrite(result.notebook, accepted, result.rewriteOptions ?? setup.rewriteOptions);
  if (flags.dryRun === true) io.stdout.write(unifiedDiff(path, result.notebook.text, after));
  else saveNotebookFile(result.file, after, result.stamp);
  return { written: true, asserts: accepted.length };
}

/** The surest, in the order of the notebook. */
function limited(accepted: readonly Accepted[], limit: number | undefined): readonly Accepted[] {
  if (limit === undefined || accepted.length <= limit) return accepted;
  const unsure = ({ proposal }: Accepted) => -CONFIDENCES.indexOf(proposal.confidence);
  const kept = new Set([...accepted].sort((a, b) => unsure(a) - unsure(b)).slice(0, limit));
  return accepted.filter((it) => kept.has(it));
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
