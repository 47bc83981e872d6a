import { type Command, Option } from 'commander';
import { EXIT, NbassertError } from '../errors.ts';
import { addToTotals, emptyTotals, text } from '../reporters/index.ts';
import { listedNotebooks, reportNotebooks, tidyCache } from '../repository/index.ts';
import { colorsFor } from './color.ts';
import { describe } from './failure.ts';
import {
  addBatchFlags,
  addGeneralFlags,
  addSelectionFlags,
  addSourceFlags,
  GROUPS,
  type SharedFlags,
} from './flags.ts';
import { addFormatFlags, type FormatFlags, openReport } from './format.ts';
import { examples, PATH_HELP } from './help.ts';
import type { Context } from './io.ts';
import { noticeNext, noticeNothing } from './notices.ts';
import { progressOn } from './progress.ts';
import { type Setup, setUp, setUpListed } from './setup.ts';

interface ScanFlags extends SharedFlags, FormatFlags {
  readonly all?: boolean;
  readonly verbose?: boolean;
  /** `FILE:CELL`. */
  readonly explain?: string;
  readonly stdin?: boolean;
  /** The notebooks as they were before. */
  readonly compare?: string;
}

/** So many notebooks have all their proposals on the screen; of more a person wants to see first what they have together. */
const FEW = 5;

export function configure(command: Command, context: Context): void {
  command
    .description(
      'Lists feedback, evidence, proposals and the reasons where there is none. Writes no notebook.',
    )
    .argument('[PATH...]', PATH_HELP);
  addSelectionFlags(command);
  addSourceFlags(command);
  command.addOption(
    new Option('--stdin', 'a filter: notebooks from standard input, one path a line, each reported on as it comes, by that name')
      .conflicts(['since', 'staged', 'evidence', 'run', 'shard'])
      .helpGroup(GROUPS.sources),
  );
  addFormatFlags(command, GROUPS.output);
  command.addOption(
    new Option('--all', 'in text: also the feedback without a proposal, with the reason').helpGroup(
      GROUPS.output,
    ),
  );
  command.addOption(
    new Option('--verbose', `in text: the proposals of each notebook, also where there are more than ${FEW} of them`).helpGroup(
      GROUPS.output,
    ),
  );
  command.addOption(
    new Option('--explain <file:cell>', 'how the outputs of one cell were read; cells count from 0')
      .conflicts(['all', 'output', 'redact'])
      .helpGroup(GROUPS.output),
  );
  command.addOption(
    new Option('--compare <before>', 'in html: instead, one page on these notebooks before and the given ones after')
      .conflicts(['all', 'explain', 'stdin'])
      .helpGroup(GROUPS.output),
  );
  addBatchFlags(command);
  addGeneralFlags(command);
  command.addHelpText(
    'after',
    examples([
      'nbassert scan titanic.ipynb             what would be proposed, and why not elsewhere',
      'nbassert scan --all titanic.ipynb       every feedback statement',
      'nbassert scan notebooks/                what there is to gain; --verbose: each proposal',
      'nbassert scan --format ndjson src/      one JSON object a line, for programs',
      'nbassert scan --explain titanic.ipynb:3  what was read from the outputs of a cell, and how',
      'find . -name "*.ipynb" | nbassert scan --stdin --format ndjson   as a filter',
      'nbassert scan --format html --output report.html .   one page to open in a browser',
      'nbassert scan --format html --compare before/ --output slide.html after/   before and after, by check',
    ]),
  );
  command.action((paths: string[], flags: ScanFlags) => scan(paths, flags, context));
}

async function scan(paths: readonly string[], flags: ScanFlags, context: Context): Promise<void> {
  const { io } = context;
  if (flags.explain !== undefined) {
    if (paths.length > 0) {
      throw new NbassertError('usage', '--explain names the one notebook it is about', {
        hint: `Leave out ${paths[0]}.`,
      });
    }
    const { explain } = await import('./explain.ts');
    return explain(flags.explain, flags, context);
  }
  if (flags.compare !== undefined) {
    const { compare } = await import('./compare.ts');
    return compare(flags.compare, paths, flags, context);
  }
  const started = performance.now();
  const isFilter = flags.stdin === true;
  if (isFilter && paths.length > 0) throw refusePathsToo();
  const setup = isFilter ? await setUpListed(flags, io) : await setUp(paths, flags, io);
  const chalk = colorsFor(flags.output === undefined ? flags.color : (flags.color ?? false), io, 'stdout');
  const total = isFilter ? null : setup.notebooks.length;
  const all = flags.all === true;
  const each = all || flags.verbose === true || total === null || total <= FEW;
  const report = await openReport(flags, context, text({ chalk, each, all }), setup.templates);
  const progress = progressOn(io, flags, total, flags.output !== undefined);
  const totals = emptyTotals();
  const notebooks = isFilter ? listed(setup, io) : setup.notebooks;
  for await (const result of reportNotebooks(notebooks, setup, report.wants)) {
    if ('error' in result) {
      totals.failed += 1;
      context.exitCode = EXIT.notebook;
      progress.say(describe(result.error));
      report.write(report.reporter.failure(result));
    } else {
      addToTotals(totals, result);
      report.write(report.reporter.notebook(result));
    }
    await report.drained();
    await progress.step();
  }
  progress.stop();
  report.write(report.reporter.summary(totals, (performance.now() - started) / 1000));
  report.end();
  if (setup.cache !== null) tidyCache(setup.cache);
  if (flags.quiet === true) return;
  noticeNothing(setup, totals, io);
  if (flags.format === 'text' && flags.output === undefined && !isFilter) noticeNext(paths, totals, io);
}

/** Notebooks as their paths arrive, without those that a configuration shuts out. */
async function* listed({ settings }: Setup, io: Context['io']): AsyncGenerator<string> {
  for await (const path of listedNotebooks(io.stdin)) {
    await settings.prepare(path);
    if (settings.shutOutBy(path) === null) yield path;
  }
}

function refusePathsToo(): NbassertError {
  return new NbassertError('usage', '--stdin takes all notebooks from standard input, and there are paths too', {
    hint: 'Leave out one of the two; `-` among paths stands for a list on standard input.',
  });
}
