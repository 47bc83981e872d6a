import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { NbassertError } from '../errors.ts';
import { printable } from '../printable.ts';
import type { ProposeOptions } from '../proposals/index.ts';
import {
  type AnalyseContext,
  type BatchContext,
  cacheFolder,
  changedSince,
  type Discovery,
  findNotebooks,
  loadSettings,
  type NotebookSettings,
  openEvidence,
  type RunSettings,
  realPath,
  staged,
} from '../repository/index.ts';
import type { RewriteOptions } from '../rewrite/index.ts';
import { CHECKS, type TemplateLibrary } from '../templates/index.ts';
import type { Shard, SharedFlags } from './flags.ts';
import type { Io } from './io.ts';
import { nearestHint } from './nearest.ts';

/** What a command that reads notebooks works with. */
export interface Setup extends Discovery, AnalyseContext, BatchContext {
  /** Of notebooks that have no configuration of their own. */
  readonly rewriteOptions: RewriteOptions;
  settingsOf(path: string): NotebookSettings;
  /** For notebooks that come up later. */
  readonly settings: RunSettings;
  /** All templates that may have made a proposal. */
  readonly templates: TemplateLibrary;
  /** Why there may be less than expected: one sentence each. */
  readonly notices: readonly string[];
}

/**
 * Finds the notebooks that paths and flags mean, and how each is worked on: flags win over its configuration, which
 * wins over `defaults` of the command.
 * @throws NbassertError `usage`, `not-found`, `configuration`, `template`
 */
export async function setUp(
  paths: readonly string[],
  flags: SharedFlags,
  io: Io,
  defaults: Partial<ProposeOptions> = {},
): Promise<Setup> {
  // A wrong flag is said before the disk is searched.
  checksOf(flags);
  const found = await findNotebooks(paths, { cwd: io.cwd, readList: () => readAll(io.stdin) });
  return setUpFor(found, flags, io, defaults);
}

/** The same for notebooks that come up one by one (`RunSettings.prepare`), nobody knows how many. */
export async function setUpListed(flags: SharedFlags, io: Io): Promise<Setup> {
  const setup = await setUpFor({ notebooks: [], passedOver: [] }, flags, io, {});
  return { ...setup, jobs: flags.jobs ?? availableParallelism() };
}

async function setUpFor(
  found: Discovery,
  flags: SharedFlags,
  io: Io,
  defaults: Partial<ProposeOptions> = {},
): Promise<Setup> {
  const checks = checksOf(flags);
  const changed = onlyChanged(found.notebooks, flags, io.cwd);
  const { settings, notebooks: included, excluded } = await loadSettings(changed, io.cwd, {
    options: optionsOf(flags, checks),
    notes: flags.notes,
    cellTags: flags.cellTags,
    defaults,
    configFile: flags.config,
  });
  refuseUnknownTemplates(flags.template ?? [], settings.templates);
  const notebooks = flags.shard === undefined ? included : partOf(included, flags.shard);
  const copies = flags.run === true ? await executedCopies(notebooks, flags, (path) => settings.of(path).library, io) : flags.evidence;
  const evidence = copies === undefined ? undefined : openEvidence(copies, io.cwd, notebooks);
  const { library, options, rewriteOptions } = settings.of('');
  return {
    notebooks,
    passedOver: found.passedOver,
    cwd: io.cwd,
    library,
    templates: settings.templates,
    options,
    rewriteOptions,
    settingsOf: (path) => settings.of(path),
    settings,
    libraries: settings.libraries,
    evidence,
    jobs: jobsFor(notebooks.length, flags),
    cache: flags.cache === false ? null : await cacheFolder(io.env),
    notices: [...noticesOf(found.notebooks, changed, excluded, flags), ...noticeOfShard(included, notebooks, flags)],
  };
}

/** So many notebooks earn the second that a thread takes until it is loaded and warm, measured on two processors. */
const NOTEBOOKS_A_THREAD = 64;

/** How many threads work: who says how many gets them, as far as each has some notebooks to do; at least one. */
export function jobsFor(notebooks: number, { jobs }: Pick<SharedFlags, 'jobs'>, processors = availableParallelism()): number {
  const most =
    jobs === undefined
      ? Math.min(processors, Math.floor(notebooks / NOTEBOOKS_A_THREAD))
      : Math.min(jobs, Math.floor(notebooks / 2));
  return Math.max(1, most);
}

function noticeOfShard(all: readonly string[], part: readonly string[], { shard }: SharedFlags): string[] {
  if (shard === undefined || all.length === 0 || part.length > 0) return [];
  return [`Part ${shard.part}/${shard.of} is empty: there ${all.length === 1 ? 'is 1 notebook' : `are ${all.length} notebooks`}.`];
}

/** Every N-th: large notebooks, which often lie in one folder, are spread over the parts. */
function partOf(notebooks: readonly string[], { part, of }: Shard): readonly string[] {
  return notebooks.filter((_, at) => at % of === part - 1);
}

/** Loaded only when asked for: a run is never implied. */
async function executedCopies(
  notebooks: readonly string[],
  flags: SharedFlags,
  libraryOf: (path: string) => TemplateLibrary,
  io: Io,
): Promise<string> {
  const { runForEvidence } = await import('./run-evidence.ts');
  return runForEvidence(notebooks, flags, libraryOf, io);
}

function checksOf(flags: SharedFlags): ProposeOptions['checks'] | undefined {
  const known = new Set<string>(CHECKS);
  return flags.check?.map((name) => {
    if (!known.has(name)) throw unknown('check', name, CHECKS);
    return name as (typeof CHECKS)[number];
  });
}

function refuseUnknownTemplates(ids: readonly string[], { templates }: TemplateLibrary): void {
  const known = templates.map((template) => template.id);
  for (const id of ids) {
    const named = id.endsWith('/*') ? known.some((it) => it.startsWith(id.slice(0, -1))) : known.includes(id);
    if (!named) throw unknown('template', id, known);
  }
}

function optionsOf(
  flags: SharedFlags,
  checks: ProposeOptions['checks'] | undefined,
): Partial<ProposeOptions> {
  return withoutUndefined({
    strictness: flags.strictness,
    minConfidence: flags.minConfidence,
    checks,
    templates: flags.template,
    placement: flags.placement,
    redact: flags.redact,
  }) as Partial<ProposeOptions>;
}

function onlyChanged(notebooks: readonly string[], flags: SharedFlags, cwd: string): readonly string[] {
  const files =
    flags.staged === true ? staged(cwd) : flags.since === undefined ? null : changedSince(flags.since, cwd);
  if (files === null) return notebooks;
  return notebooks.filter((path) => files.has(realPath(resolve(cwd, path)) ?? ''));
}

function noticesOf(
  found: readonly string[],
  changed: readonly string[],
  excluded: readonly { readonly path: string; readonly by: string }[],
  flags: SharedFlags,
): string[] {
  const notices: string[] = [];
  if (found.length > 0 && changed.length === 0) {
    const what = flags.staged === true ? 'is staged' : `changed since ${flags.since}`;
    notices.push(`None of ${found.length === 1 ? '1 notebook' : `${found.length} notebooks`} ${what}.`);
  }
  const [first] = excluded;
  if (first !== undefined) {
    const what = excluded.length === 1 ? first.path : `${excluded.length} notebooks`;
    notices.push(`Passed over ${what}: shut out by ${first.by} (include, exclude).`);
  }
  return notices.map((text) => printable(text));
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
