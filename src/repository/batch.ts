import type { TemplateLibrary } from '../templates/index.ts';
import { saltOf } from './cache.ts';
import type { EvidenceSource } from './evidence-copy.ts';
import { hashOfLibrary, type Libraries } from './libraries.ts';
import type { PoolOptions } from './pool.ts';
import type { NotebookSettings } from './settings.ts';
import type { NotebookTask } from './tasks.ts';

/** What a run over many notebooks works with. */
export interface BatchContext {
  /** Absolute. */
  readonly cwd: string;
  readonly libraries: Libraries;
  settingsOf(path: string): NotebookSettings;
  /** Executed copies to read the outputs from. */
  readonly evidence?: EvidenceSource | undefined;
  /** How many notebooks are worked on at the same time. */
  readonly jobs: number;
  /** Absolute; null: nothing is remembered from run to run. */
  readonly cache: string | null;
}

/** The plain data of one notebook's task. @param uses what the result depends on beside options and templates */
export function taskOf(
  path: string,
  { options, templateFolders, library }: NotebookSettings,
  { cwd, evidence, cache }: BatchContext,
  uses: unknown,
): NotebookTask {
  // A result that depends on a second file is not remembered.
  const isRemembered = cache !== null && evidence === undefined;
  return {
    path,
    cwd,
    options,
    templateFolders,
    evidence: evidence ?? null,
    cache: isRemembered ? { folder: cache, salt: saltOf([options, uses, hashOf(library)]) } : null,
  };
}

export function poolOptions({ jobs, libraries }: BatchContext): PoolOptions {
  return { jobs, libraryOf: (folders) => libraries.of(folders) };
}

const hashes = new WeakMap<TemplateLibrary, string>();

function hashOf(library: TemplateLibrary): string {
  const hash = hashes.get(library) ?? hashOfLibrary(library);
  hashes.set(library, hash);
  return hash;
}
