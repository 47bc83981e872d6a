import type { Command } from 'commander';
import { EXIT } from '../errors.ts';
import type { GivenFlag, ReviewContext, ReviewReport } from '../review/index.ts';
import { colorsFor } from './color.ts';
import { editorOf } from './editor.ts';
import {
  addGeneralFlags,
  addSelectionFlags,
  addSourceFlags,
  addWritingFlags,
  type SharedFlags,
  WRITING_CONFIDENCE,
} from './flags.ts';
import { examples, PATH_HELP } from './help.ts';
import type { Context, Io } from './io.ts';

export function configure(command: Command, context: Context): void {
  command
    .description(
      'Shows each proposal as a diff, asks, and rewrites the notebooks with what you accepted.\n' +
        'A notebook is written when you are through with it, and never before; ? shows all keys.\n' +
        'Ctrl-C leaves the notebook under review as it is; those you finished are saved.\n' +
        'e opens $VISUAL or $EDITOR where one of them is set.',
    )
    .argument('[PATH...]', PATH_HELP);
  addSelectionFlags(command, { minConfidence: WRITING_CONFIDENCE });
  addSourceFlags(command);
  addWritingFlags(command);
  addGeneralFlags(command);
  command.addHelpText(
    'after',
    examples([
      'nbassert titanic.ipynb                               the same as: nbassert review titanic.ipynb',
      'nbassert review --min-confidence low notebooks/      what is less certain, too',
      'nbassert review --check shape,missing-value a.ipynb  only some kinds of check',
      'EDITOR="code --wait" nbassert review a.ipynb         edit asserts in your editor',
    ]),
  );
  command.action((paths: string[], flags: SharedFlags) => reviewPaths(paths, flags, context));
}

async function reviewPaths(paths: readonly string[], flags: SharedFlags, context: Context): Promise<void> {
  const { io } = context;
  const { insteadOfReview, writtenPaths } = await import('../review/index.ts');
  if (io.stdin.isTTY !== true || io.stdout.isTTY !== true) {
    throw insteadOfReview(paths, selectionOf(flags), writingOf(flags));
  }
  const { setUp } = await import('./setup.ts');
  const setup = await setUp(paths, flags, io, { minConfidence: WRITING_CONFIDENCE });
  const { ReviewRuns } = await import('./review-live.ts');
  const live = new ReviewRuns(flags, io);
  if (flags.run === true) live.measure(setup);
  const report = await reviewIn(io, flags, setup.notebooks, { ...setup, live }).finally(() => live.close());
  if (report.failed.length > 0 || report.outcomes.some(({ error }) => error !== null)) {
    context.exitCode = EXIT.notebook;
  }
  const { noticeSetup, noticeWritten } = await import('./notices.ts');
  if (flags.quiet === true) return;
  noticeSetup(setup, io);
  noticeWritten(writtenPaths(report), io);
}

/** Runs the review in the terminal, which is given back whatever happens. */
async function reviewIn(
  io: Io,
  flags: SharedFlags,
  notebooks: readonly string[],
  setup: ReviewContext,
): Promise<ReviewReport> {
  const { review } = await import('../review/index.ts');
  const { TtyTerminal } = await import('./terminal.ts');
  const terminal = new TtyTerminal(io.stdin, io.stdout, {
    colors: colorsFor(flags.color, io, 'stdout'),
    editor: editorOf(io.env),
  });
  terminal.open();
  try {
    return await review(notebooks, setup, terminal);
  } finally {
    terminal.close();
  }
}

function selectionOf(flags: SharedFlags): GivenFlag[] {
  return given([
    ['--config', flags.config],
    ['--since', flags.since],
    ['--evidence', flags.evidence],
    ['--strictness', flags.strictness],
    ['--min-confidence', flags.minConfidence],
    ['--check', flags.check],
    ['--template', flags.template],
    ...(flags.staged === true ? ([['--staged', []]] as const) : []),
    ...(flags.redact === true ? ([['--redact', []]] as const) : []),
  ]);
}

function writingOf(flags: SharedFlags): GivenFlag[] {
  return given([
    ['--placement', flags.placement],
    ['--notes', flags.notes],
    ['--cell-tags', flags.cellTags],
  ]);
}

function given(flags: readonly (readonly [string, string | readonly string[] | undefined])[]): GivenFlag[] {
  return flags.flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, values: typeof value === 'string' ? [value] : value }],
  );
}
