import { EXIT, NbassertError } from '../errors.ts';
import { addToSide, comparisonPage, emptySide, type Side, text } from '../reporters/index.ts';
import { reportNotebooks } from '../repository/index.ts';
import { colorsFor } from './color.ts';
import { describe } from './failure.ts';
import type { SharedFlags } from './flags.ts';
import { type FormatFlags, openReport } from './format.ts';
import type { Context } from './io.ts';
import { setUp } from './setup.ts';

/** `scan --compare BEFORE`: one page with two sides instead of a report. */
export async function compare(
  before: string,
  paths: readonly string[],
  flags: SharedFlags & FormatFlags,
  context: Context,
): Promise<void> {
  if (flags.format !== 'html') {
    throw new NbassertError('usage', '--compare makes a page, and nothing else', {
      hint: 'Add --format html, and --output with a file.',
    });
  }
  const sides = [
    await sideOf([before], before, flags, context),
    await sideOf(paths, paths.length === 0 ? '.' : paths.join(' '), flags, context),
  ] as const;
  const report = await openReport(flags, context, text({ chalk: colorsFor(false, context.io, 'stdout'), each: false, all: false }), { templates: [] });
  report.write(comparisonPage(...sides));
  report.end();
}

async function sideOf(
  paths: readonly string[],
  name: string,
  flags: SharedFlags,
  context: Context,
): Promise<Side> {
  // What another proposal would say is not said yet.
  const setup = await setUp(paths, flags, context.io, { apart: true });
  const side = emptySide(name);
  for await (const result of reportNotebooks(setup.notebooks, setup)) {
    if ('error' in result) {
      context.exitCode = EXIT.notebook;
      context.io.stderr.write(describe(result.error));
    } else addToSide(side, result);
  }
  return side;
}
