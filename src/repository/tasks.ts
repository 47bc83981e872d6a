import type { ErrorKind, ErrorPlace } from '../errors.ts';
import { NbassertError } from '../errors.ts';
import type { RewriteOptions } from '../rewrite/index.ts';
import type { NotebookWork } from './analyse.ts';
import type { NotebookReport, ReportWants } from './report.ts';

/** All that has to be known to work on one notebook. Plain data: it survives the way to another thread. */
export interface NotebookTask extends NotebookWork {
  readonly templateFolders: readonly string[];
  /** Where what is known of unchanged notebooks is kept; null: nowhere. */
  readonly cache: CachePlace | null;
}

/** A folder, and all but the notebook that a result depends on. */
export interface CachePlace {
  /** Absolute. */
  readonly folder: string;
  readonly salt: string;
}

export interface ReportTask extends NotebookTask {
  readonly kind: 'report';
  readonly wants: ReportWants;
}

export interface ApplyTask extends NotebookTask {
  readonly kind: 'apply';
  readonly rewriteOptions: RewriteOptions;
  /** At most so many proposals, the surest first; null: all. */
  readonly limit: number | null;
  /** Write nothing, and hand back what would change. */
  readonly dryRun: boolean;
}

/** What became of one notebook. */
export interface Applied {
  readonly path: string;
  /** Assert statements that were or would be written. */
  readonly asserts: number;
  /** Of a dry run, what would change, as a patch that `git apply` takes; otherwise empty. */
  readonly patch: string;
}

export type Task = ReportTask | ApplyTask;
export type ResultOf<T extends Task> = T extends ReportTask ? NotebookReport : Applied;

/** The end of a task: its result, or the error that one notebook met, as plain data. */
export type Settled<Result> = { readonly result: Result } | { readonly failure: PlainError };

/** An `NbassertError` without its class, which does not survive the way between threads. */
export interface PlainError {
  readonly kind: ErrorKind;
  readonly message: string;
  readonly place: ErrorPlace;
  readonly hint: string | undefined;
}

/** Waits for work on one notebook. An error that is no `NbassertError` is a defect: it is told of this notebook, and the others go on. */
export async function settle<Result>(path: string, work: () => Promise<Result>): Promise<Settled<Result>> {
  try {
    return { result: await work() };
  } catch (error) {
    return { failure: plainError(path, error) };
  }
}

export function plainError(path: string, error: unknown): PlainError {
  if (error instanceof NbassertError) {
    const { kind, message, place, hint } = error;
    return { kind, message, place: { ...place, file: path }, hint };
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const [first, ...frames] = stack.split('\n').map((line) => line.trim());
  return {
    kind: 'defect',
    message: `nbassert failed on this notebook: ${first}`,
    place: { file: path },
    hint: `This is a defect of nbassert; please report it with: ${frames.slice(0, 3).join(', ')}`,
  };
}

export function toError({ kind, message, place, hint }: PlainError): NbassertError {
  return new NbassertError(kind, message, { place, ...(hint === undefined ? {} : { hint }) });
}
