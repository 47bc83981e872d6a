import type { Command } from 'commander';
import { NbassertError } from '../errors.ts';
import type { ProposeOptions } from '../proposals/index.ts';
import { type AnalyseContext, type Discovery, findNotebooks } from '../repository/index.ts';
import type { RewriteOptions } from '../rewrite/index.ts';
import { CHECKS, loadBuiltin, type TemplateLibrary } from '../templates/index.ts';
import type { SharedFlags } from './flags.ts';
import type { Io } from './io.ts';
import { nearestHint } from './nearest.ts';

/** What a command that reads notebooks works with. */
export interface Setup extends Discovery, AnalyseContext {
  readonly rewriteOptions: RewriteOptions;
}

/** Finds the notebooks and loads the templates that paths and flags mean. @throws NbassertError `usage`, `not-found`, `configuration` */
export async function setUp(paths: readonly string[], flags: SharedFlags, io: Io): Promise<Setup> {
  const library = await loadBuiltin();
  const options = proposeOptions(flags, library);
  const found = await findNotebooks(paths, { cwd: io.cwd, readList: () => readAll(io.stdin) });
  return { ...found, cwd: io.cwd, library, options, rewriteOptions: rewriteOptions(flags) };
}

function proposeOptions(flags: SharedFlags, library: TemplateLibrary): Partial<ProposeOptions> {
  const known = new Set<string>(CHECKS);
  const checks = (flags.check ?? []).map((name) => {
    if (!known.has(name)) throw unknown('check', name, CHECKS);
    return name as (typeof CHECKS)[number];
  });
  const ids = library.templates.map((template) => template.id);
  for (const id of flags.template ?? []) {
    const named = id.endsWith('/*') ? ids.some((it) => it.startsWith(id.slice(0, -1))) : ids.includes(id);
    if (!named) throw unknown('template', id, ids);
  }
  return withoutUndefined({
    strictness: flags.strictness,
    minConfidence: flags.minConfidence,
    checks,
    templates: flags.template,
    placement: flags.placement,
    redact: flags.redact,
  });
}

function rewriteOptions(flags: SharedFlags): RewriteOptions {
  return { notes: flags.notes ?? 'full', cellTags: flags.cellTags ?? [] };
}

function unknown(what: 'check' | 'template', name: string, names: readonly string[]): NbassertError {
  return new NbassertError('usage', `there is no ${what} called "${name}"`, {
    hint: nearestHint(name, names) ?? '`nbassert templates list` prints all.',
  });
}

function withoutUndefined<T extends object>(record: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

/** All of a stream as UTF-8 text. */
export async function readAll(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** The flags of a command as they were given; commander's own type knows nothing of them. */
export function flagsOf<Flags>(command: Command): Flags {
  return command.opts() as Flags;
}
