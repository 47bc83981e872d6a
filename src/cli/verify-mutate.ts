/** `verify --mutate`: how much the asserts of a notebook catch. */

import { resolve } from 'node:path';
import { EXIT, type ExitCode } from '../errors.ts';
import { measureStrength, offersFor, type RunOptions } from '../kernel/index.ts';
import type { Notebook } from '../notebook/index.ts';
import { printableLine } from '../printable.ts';
import { strengthNdjson, strengthText } from '../reporters/index.ts';
import { loadSettings } from '../repository/index.ts';
import type { TemplateLibrary } from '../templates/index.ts';
import { colorsFor } from './color.ts';
import type { SharedFlags } from './flags.ts';
import type { Context, Io } from './io.ts';

export interface MutateFlags {
  readonly mutate?: boolean;
  /** How many; without it one of each kind. */
  readonly faults?: number;
  readonly seed: number;
}

/** The templates whose asserts are tried against the faults that slip through: those that the configuration leaves. */
export async function templatesFor(
  notebooks: readonly string[],
  flags: SharedFlags,
  io: Io,
): Promise<TemplateLibrary> {
  const given = { options: {}, notes: undefined, cellTags: undefined, defaults: {}, configFile: flags.config };
  return (await loadSettings(notebooks, io.cwd, given)).settings.of('').library;
}

interface Measuring {
  readonly context: Context;
  readonly flags: SharedFlags & MutateFlags & { readonly format: 'text' | 'ndjson' };
  readonly options: RunOptions;
  readonly library: TemplateLibrary;
}

/** Measures one notebook and prints the result. 1 when an assert fails without any fault, 3 when it was not measured. */
export async function measure(
  path: string,
  notebook: Notebook,
  { context, flags, options, library }: Measuring,
): Promise<ExitCode> {
  const { io } = context;
  const offers = offersFor(notebook, library);
  const choice = { count: flags.faults ?? null, seed: flags.seed, kinds: [] };
  const onRun = (done: number, of: number) => {
    if (flags.quiet !== true && io.stderr.isTTY === true)
      io.stderr.write(`\r${printableLine(path, 60)}: run ${done} of ${of} \x1b[K${done === of ? '\n' : ''}`);
  };
  const plan = { choice, candidates: offers, onRun };
  const strength = await measureStrength(resolve(io.cwd, path), notebook, plan, options);
  const measured = { path, strength, offers };
  io.stdout.write(
    flags.format === 'ndjson'
      ? strengthNdjson(measured)
      : strengthText(measured, colorsFor(flags.color, io, 'stdout')),
  );
  if (strength.stopped !== null) return EXIT.notebook;
  return strength.alarms.length > 0 ? EXIT.found : EXIT.done;
}
