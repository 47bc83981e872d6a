/** What is known of notebooks that did not change: one small file a notebook, named after everything its content depends on. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import writeFileAtomic from 'write-file-atomic';
import type { FileStamp } from '../notebook/save.ts';
import { HOME } from '../package.ts';
import type { CachePlace } from './tasks.ts';

const DAY = 24 * 60 * 60 * 1000;
/** What nobody asked for in so long goes. */
const KEPT = 30 * DAY;
/** Says when it was last tidied up, by its time. */
const TIDIED = 'tidied';

/** The hash of the compiled program, written by the build. Null for code that was not built: nothing is remembered then. */
const BUILD = readText(join(HOME, 'build-id'));

/**
 * The folder for this program's cache: `NBASSERT_CACHE_DIR`, or where the system keeps such things. Null when this code was
 * not built, since nothing would tell what an older state of it remembered.
 */
export async function cacheFolder(env: NodeJS.ProcessEnv): Promise<string | null> {
  if (BUILD === null) return null;
  const given = env.NBASSERT_CACHE_DIR ?? '';
  if (given !== '') return given;
  const { default: envPaths } = await import('env-paths');
  return envPaths('nbassert', { suffix: '' }).cache;
}

/** A name for all that a result depends on beside the bytes of the notebook and this program. */
export function saltOf(parts: unknown): string {
  return createHash('sha256').update(`${BUILD}\0${JSON.stringify(parts)}`).digest('hex');
}

/**
 * What was found out about these bytes before; otherwise `work` finds it out, and it is remembered if `isToKeep`. A cache that
 * cannot be read or written is as good as none: it never fails a run.
 */
export async function remembered<Result>(
  place: CachePlace | null,
  { hash }: FileStamp,
  work: () => Promise<Result>,
  isToKeep: (result: Result) => boolean = () => true,
): Promise<Result> {
  if (place === null) return work();
  const name = createHash('sha256').update(`${place.salt}\0${hash}`).digest('hex');
  const file = join(place.folder, name.slice(0, 2), name.slice(2));
  const known = recall<Result>(file);
  if (known !== null) return known.result;
  const result = await work();
  if (isToKeep(result)) keep(file, result);
  return result;
}

function recall<Result>(file: string): { readonly result: Result } | null {
  try {
    const result = JSON.parse(inflateRawSync(readFileSync(file)).toString('utf8')) as Result;
    touch(file);
    return { result };
  } catch {
    return null;
  }
}

/** At most once a day, so that reading costs no writing. */
function touch(file: string): void {
  const now = Date.now();
  if (now - statSync(file).mtimeMs > DAY) utimesSync(file, new Date(now), new Date(now));
}

/** For nobody else's eyes: a report holds what outputs show. */
function keep(file: string, result: unknown): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const bytes = deflateRawSync(JSON.stringify(result), { level: 1 });
    writeFileAtomic.sync(file, bytes, { mode: 0o600, fsync: false });
  } catch {
    // A full or read-only disk costs time, nothing else.
  }
}

/** Removes what was not asked for in a month; looks for it once a day. Never throws. */
export function tidyCache(folder: string): void {
  try {
    const now = Date.now();
    const stamp = join(folder, TIDIED);
    if (now - (statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0) < DAY) return;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(stamp, '');
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const file = join(entry.parentPath, entry.name);
      // Only names that `remembered` gives: the folder may have been set to one that holds other things.
      const isOurs = /[\\/][0-9a-f]{2}[\\/][0-9a-f]{62}$/.test(file);
      if (entry.isFile() && isOurs && now - statSync(file).mtimeMs > KEPT) rmSync(file, { force: true });
    }
  } catch {
    // Another run may be tidying too.
  }
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
