import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { EXIT, NbassertError } from '../errors.ts';
import { addToTotals, emptyTotals, ndjson, type Reporter, text } from '../reporters/index.ts';
import { tryAnalyseFile } from '../repository/index.ts';
import { colorsFor } from './color.ts';
import { describe } from './failure.ts';
import { addGeneralFlags, addSelectionFlags, GROUPS, type SharedFlags } from './flags.ts';
import { examples, PATH_HELP } from './help.ts';
import type { Context } from './io.ts';
import { noticeNothing } from './notices.ts';
import { progressOn } from './progress.ts';
import { setUp } from './setup.ts';

interface ScanFlags extends SharedFlags {
  readonly format: 'text' | 'ndjson';
  readonly output?: string;
  readonly all?: boolean;
}

export function configure(command: Command, context: Context): void {
  command
    .description(
      'Lists feedback, evidence, proposals and the reasons where there is none. Writes no notebook.',
    )
    .argument('[PATH...]', PATH_HELP);
  addSelectionFlags(command);
  for (const option of [
    new Option('--format <name>', 'how to print').choices(['text', 'ndjson']).default('text'),
    new Option('--output <file>', 'write there instead of to standard output'),
    new Option('--all', 'in text: also the feedback without a proposal, with the reason'),
  ]) {
    command.addOption(option.helpGroup(GROUPS.output));
  }
  addGeneralFlags(command);
  command.addHelpText(
    'after',
    examples([
      'nbassert scan titanic.ipynb             what would be proposed, and why not elsewhere',
      'nbassert scan --all titanic.ipynb       every feedback statement',
      'nbassert scan --format ndjson src/      one JSON object a line, for programs',
    ]),
  );
  command.action((paths: string[], flags: ScanFlags) => scan(paths, flags, context));
}

async function scan(paths: readonly string[], flags: ScanFlags, context: Context): Promise<void> {
  const { io } = context;
  const started = performance.now();
  const setup = await setUp(paths, flags, io);
  const out = outputTo(flags.output, io);
  const reporter = reporterFor(flags, context);
  const progress = progressOn(io, flags, setup.notebooks.length, flags.output !== undefined);
  const totals = emptyTotals();
  for (const path of setup.notebooks) {
    const result = tryAnalyseFile(path, setup);
    if ('error' in result) {
      totals.failed += 1;
      context.exitCode = EXIT.notebook;
      progress.say(describe(result.error));
      out.write(reporter.failure(result));
    } else {
      addToTotals(totals, result);
      out.write(reporter.notebook(result));
    }
    await progress.step();
  }
  progress.stop();
  out.write(reporter.summary(totals, (performance.now() - started) / 1000));
  out.end();
  if (flags.quiet !== true) noticeNothing(setup, totals, io);
}

function reporterFor(flags: ScanFlags, { io }: Context): Reporter {
  if (flags.format === 'ndjson') return ndjson;
  const color = flags.output === undefined ? flags.color : (flags.color ?? false);
  return text({ chalk: colorsFor(color, io, 'stdout'), all: flags.all === true });
}

interface Out {
  write(text: string): void;
  end(): void;
}

/** Standard output, or a file that is written whole at the end and refused at the start when it cannot be. */
function outputTo(file: string | undefined, io: Context['io']): Out {
  if (file === undefined)
    return { write: (part) => void (part !== '' && io.stdout.write(part)), end: () => {} };
  const path = resolve(io.cwd, file);
  const parts: string[] = [];
  const save = (content: string) => {
    try {
      writeFileSync(path, content);
    } catch (cause) {
      throw new NbassertError('usage', `cannot write the output: ${(cause as Error).message}`, {
        place: { file },
        hint: 'Give --output a file in a folder that exists and that you may write to.',
        cause,
      });
    }
  };
  save('');
  return { write: (part) => void parts.push(part), end: () => save(parts.join('')) };
}
