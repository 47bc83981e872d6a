import { type Command, Option } from 'commander';
import { EXIT } from '../errors.ts';
import { printable } from '../printable.ts';
import { counted } from '../reporters/index.ts';
import { applyToNotebooks, tidyCache } from '../repository/index.ts';
import { describe } from './failure.ts';
import {
  addBatchFlags,
  addGeneralFlags,
  addSelectionFlags,
  addSourceFlags,
  addWritingFlags,
  GROUPS,
  positiveInteger,
  type SharedFlags,
  WRITING_CONFIDENCE,
} from './flags.ts';
import { examples, PATH_HELP } from './help.ts';
import type { Context } from './io.ts';
import { noticeSetup, noticeWritten } from './notices.ts';
import { progressOn } from './progress.ts';
import { setUp } from './setup.ts';

interface ApplyFlags extends SharedFlags {
  readonly dryRun?: boolean;
  readonly limitPerNotebook?: number;
}

export function configure(command: Command, context: Context): void {
  command
    .description('Writes all proposals that the flags select into the notebooks, without asking.')
    .argument('[PATH...]', PATH_HELP);
  addSelectionFlags(command, { minConfidence: WRITING_CONFIDENCE });
  addSourceFlags(command);
  addWritingFlags(command);
  command.addOption(
    new Option('--limit-per-notebook <n>', 'at most so many asserts, the surest first; the next run goes on')
      .argParser(positiveInteger)
      .helpGroup(GROUPS.selection),
  );
  command.addOption(
    new Option(
      '--dry-run',
      'print what would change as a diff that `git apply` takes, and write nothing',
    ).helpGroup(GROUPS.output),
  );
  addBatchFlags(command);
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
  const setup = await setUp(paths, flags, io, { minConfidence: WRITING_CONFIDENCE });
  const dryRun = flags.dryRun === true;
  const progress = progressOn(io, flags, setup.notebooks.length, !dryRun);
  const interrupt = onInterrupt();
  const written: string[] = [];
  let [asserts, seen] = [0, 0];
  const options = { limit: flags.limitPerNotebook ?? null, dryRun, signal: interrupt.signal };
  for await (const result of applyToNotebooks(setup.notebooks, setup, options)) {
    seen += 1;
    if ('error' in result) {
      context.exitCode = EXIT.notebook;
      progress.say(describe(result.error));
    } else {
      // For `git apply` as it is; a terminal must not act on it.
      if (result.patch !== '') io.stdout.write(io.stdout.isTTY === true ? printable(result.patch) : result.patch);
      if (result.asserts > 0) written.push(result.path);
      asserts += result.asserts;
    }
    await progress.step();
  }
  progress.stop();
  interrupt.forget();
  const left = interrupt.signal.aborted ? setup.notebooks.length - seen : 0;
  if (left > 0) context.exitCode = EXIT.interrupted;
  if (setup.cache !== null) tidyCache(setup.cache);
  if (flags.quiet === true) return;
  noticeSetup(setup, io);
  const what = dryRun ? 'would be written' : 'written';
  io.stderr.write(
    `${counted(asserts, 'assert')} ${what} into ${written.length} of ${counted(setup.notebooks.length, 'notebook')}.\n`,
  );
  if (left > 0)
    io.stderr.write(`Interrupted: ${counted(left, 'notebook')} not looked at. The same command goes on from there.\n`);
  if (!dryRun) noticeWritten(written, io);
}

/** The first Ctrl-C lets the notebooks under way be finished; a second one ends at once, and still leaves each file whole. */
function onInterrupt(): { readonly signal: AbortSignal; forget(): void } {
  const controller = new AbortController();
  const abort = () => controller.abort();
  process.once('SIGINT', abort).once('SIGTERM', abort);
  return {
    signal: controller.signal,
    forget: () => void process.off('SIGINT', abort).off('SIGTERM', abort),
  };
}
