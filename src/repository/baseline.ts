import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { NbassertError } from '../errors.ts';
import { printableLine } from '../printable.ts';
import { CONFIDENCES, type Confidence } from '../templates/index.ts';
import type { Gap } from './gaps.ts';

/** One kind of gap that is known and let pass. */
export interface BaselineEntry {
  readonly key: string;
  readonly template: string;
  readonly confidence: Confidence;
  /** How many gaps of this key the notebook may have. */
  readonly count: number;
  /** The feedback, cut to a line, for whoever reads the file; nothing is compared with it. */
  readonly source: string;
}

/** Gaps that were there when the gate was put up. */
export interface Baseline {
  /** By path of the notebook, relative to the folder of the baseline file, with `/`. */
  readonly notebooks: ReadonlyMap<string, readonly BaselineEntry[]>;
}

/** What this run judges; entries it does not judge are neither missing nor dropped. */
export interface Judged {
  readonly minConfidence: Confidence;
  isJudged(template: string): boolean;
}

export interface Comparison {
  /** Gaps that the baseline does not hold: the last ones of a key, where it holds some. */
  readonly fresh: readonly Gap[];
  readonly known: readonly Gap[];
  /** Entries (with the number too many) that the notebook no longer has. */
  readonly gone: readonly BaselineEntry[];
}

const FORMAT = 1;
export const EMPTY_BASELINE: Baseline = { notebooks: new Map() };

/** Where a notebook stands in a baseline. Both paths absolute. */
export function baselinePath(baselineFile: string, notebook: string): string {
  return relative(dirname(baselineFile), notebook).split(sep).join('/');
}

/** Entries of notebooks that are no longer on disk. */
export function vanished(baseline: Baseline, baselineFile: string): string[] {
  return [...baseline.notebooks.keys()].filter((path) => !existsSync(resolve(dirname(baselineFile), path)));
}

/** Compares what a notebook has with what was known of it. */
export function compare(gaps: readonly Gap[], entries: readonly BaselineEntry[], judged: Judged): Comparison {
  const left = new Map(entries.map((entry) => [entry.key, entry.count]));
  const fresh: Gap[] = [];
  const known: Gap[] = [];
  for (const gap of gaps) {
    const count = left.get(gap.key) ?? 0;
    if (count > 0) left.set(gap.key, count - 1);
    (count > 0 ? known : fresh).push(gap);
  }
  const gone = entries
    .filter((entry) => isJudgedEntry(entry, judged))
    .map((entry) => ({ ...entry, count: left.get(entry.key) ?? 0 }))
    .filter(({ count }) => count > 0);
  return { fresh, known, gone };
}

function isJudgedEntry({ template, confidence }: BaselineEntry, judged: Judged): boolean {
  const certain = CONFIDENCES.indexOf(confidence) >= CONFIDENCES.indexOf(judged.minConfidence);
  return certain && judged.isJudged(template);
}

/** What a notebook's entries are to be from now on: its gaps, and the old entries that were not judged. */
export function entriesFor(
  gaps: readonly Gap[],
  before: readonly BaselineEntry[],
  judged: Judged,
): BaselineEntry[] {
  const entries = new Map<string, BaselineEntry>();
  for (const entry of before) if (!isJudgedEntry(entry, judged)) entries.set(entry.key, entry);
  for (const { key, feedback, proposal } of gaps) {
    const count = (entries.get(key)?.count ?? 0) + 1;
    const { template, confidence } = proposal;
    entries.set(key, { key, template, confidence, count, source: printableLine(feedback.source, 80) });
  }
  return [...entries.values()].sort(
    (a, b) => compareText(a.template, b.template) || compareText(a.key, b.key),
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** One entry a line, sorted, so that a diff of two baselines shows what changed and merges well. */
export function writeBaseline({ notebooks }: Baseline): string {
  const blocks = [...notebooks]
    .filter(([, entries]) => entries.length > 0)
    .sort(([a], [b]) => compareText(a, b))
    .map(([path, entries]) => {
      const lines = entries.map((entry) => `      ${JSON.stringify(entry)}`);
      return `    ${JSON.stringify(path)}: [\n${lines.join(',\n')}\n    ]`;
    });
  const body = blocks.length === 0 ? '{}' : `{\n${blocks.join(',\n')}\n  }`;
  return `{\n  "nbassert-baseline": ${FORMAT},\n  "notebooks": ${body}\n}\n`;
}

/**
 * Reads a baseline file (absolute path); null when there is none.
 * @throws NbassertError `configuration` for what is no baseline
 */
export function readBaseline(file: string, shown: string): Baseline | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new NbassertError('configuration', `the baseline cannot be read: ${(cause as Error).message}`, {
      place: { file: shown },
      cause,
    });
  }
  return parseBaseline(text, shown);
}

function parseBaseline(text: string, shown: string): Baseline {
  const wrong = (what: string, cause?: unknown) =>
    new NbassertError('configuration', `this is no baseline: ${what}`, {
      place: { file: shown },
      hint: 'Write it anew with --update-baseline after removing or restoring the file.',
      cause,
    });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw wrong((cause as Error).message, cause);
  }
  const root = recordOf(value);
  if (root?.['nbassert-baseline'] !== FORMAT) throw wrong(`"nbassert-baseline" is not ${FORMAT}`);
  const notebooks = recordOf(root.notebooks);
  if (notebooks === null) throw wrong('"notebooks" is no object');
  return {
    notebooks: new Map(
      Object.entries(notebooks).map(([path, entries]) => {
        const read = Array.isArray(entries) ? entries.map(entryOf) : [null];
        if (read.includes(null)) throw wrong(`the entries of "${printableLine(path)}" have the wrong form`);
        return [path, read.filter((entry) => entry !== null)];
      }),
    ),
  };
}

function entryOf(value: unknown): BaselineEntry | null {
  const { key, template, confidence, count, source } = recordOf(value) ?? {};
  if (typeof key !== 'string' || typeof template !== 'string' || typeof source !== 'string') return null;
  if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 1) return null;
  const level = CONFIDENCES.find((it) => it === confidence);
  return level === undefined ? null : { key, template, confidence: level, count, source };
}

function recordOf(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}
