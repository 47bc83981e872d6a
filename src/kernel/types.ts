import type { MimeBundle, Output } from '../notebook/index.ts';

/** How notebooks are run. */
export interface RunOptions {
  /** A Python to use instead of looking for one; its own kernel is then used, whatever the notebook names. */
  readonly python: string | null;
  /** A kernel to use instead of the one the notebook names. */
  readonly kernel: string | null;
  /** Seconds for one cell; null for no limit. */
  readonly cellTimeout: number | null;
  /** Seconds for one run of a notebook; null for no limit. */
  readonly timeout: number | null;
  /** Megabytes that the kernel may use; null for no limit. */
  readonly memory: number | null;
  /** Where to look for a Python, beside the variables of the environment. */
  readonly env: NodeJS.ProcessEnv;
  /** Ends a run at once when it is aborted; no kernel stays behind. */
  readonly signal: AbortSignal | null;
}

/** What was raised in a cell, or kept it from being run to its end. */
export interface CellError {
  readonly kind: 'raised' | 'timeout' | 'died' | 'interrupted' | 'lost';
  /** The class of the exception; empty where none was raised. */
  readonly name: string;
  readonly message: string;
  /** In the cell's own source, from 1; null where it is not known. */
  readonly line: number | null;
  /** The last lines of the traceback, or of what the kernel wrote before it died; without colours. */
  readonly lines: readonly string[];
}

/** How one assert of a cell fared, as the kernel saw it. */
export interface AssertRecord {
  /** Counts the asserts of the cell in source order, from 0. */
  readonly index: number;
  /** How often it was reached (more than once in a loop), and how often it failed. */
  readonly times: number;
  readonly failed: number;
  readonly failure: Failure | null;
  /** Both sides of its comparison, where it is one of two numbers. */
  readonly numbers: readonly [number, number] | null;
}

export interface Failure {
  /** `AssertionError`, or what evaluating the assert raised instead. */
  readonly name: string;
  readonly message: string;
  /** Reprs of both sides of the comparison that failed; empty where it was none. */
  readonly operands: readonly string[];
}

/** One cell, run. */
export interface CellRun {
  readonly cell: number;
  readonly executionCount: number | null;
  readonly seconds: number;
  /** As an `.ipynb` file of nbformat 4 holds them. */
  readonly rawOutputs: readonly RawOutput[];
  /** Whether it showed more than was kept. */
  readonly cut: boolean;
  readonly asserts: readonly AssertRecord[];
  /** Data that its statements bound, where that was asked for; in order. */
  readonly bindings: readonly Binding[];
  /** What became of the fault that the cell was run with; null when there was none, or its statement was not reached. */
  readonly fault: FaultOutcome | null;
  /** Also set where the cell is expected to raise (`raises-exception`) and did. */
  readonly error: CellError | null;
}

/** Data that one statement of a cell bound: a place where faults can be put. */
export interface Binding {
  /** Counts the cell's own assignments to names, from 0. */
  readonly statement: number;
  /** In the cell's own source, from 1. */
  readonly line: number;
  /** Names that hold data: pandas DataFrame or Series, NumPy array, or what a scikit-learn loader gives. */
  readonly names: readonly string[];
  readonly objects: Readonly<Record<string, DataObject>>;
  /** Ids of the kinds of fault that make sense there, healthy variations among them. */
  readonly kinds: readonly string[];
}

export interface DataObject {
  /** Name of its class. */
  readonly type: string;
  readonly rows: number;
  /** Of a table with named columns; 200 at most. */
  readonly columns: readonly string[];
}

/** What a fault did. */
export interface FaultOutcome {
  /** False when it makes no sense for the data; `what` then says why. */
  readonly applied: boolean;
  /** "30 of 150 rows dropped"; Markdown. */
  readonly what: string;
}

/** How statements fared that were judged on the side. */
export interface Judgement extends FaultOutcome {
  /** One for each source; empty when the fault was not applied. `error` is null where it holds. */
  readonly verdicts: readonly { readonly error: { readonly name: string; readonly message: string } | null }[];
}

/** An output as JSON. */
export type RawOutput = { readonly [key: string]: unknown };
export type { Output };

/** One run of a notebook. */
export interface NotebookRun {
  /** Code cells that were run, in order; the last one may have failed. */
  readonly cells: readonly CellRun[];
  /** What ended the run before the last cell; null when it went through. */
  readonly stopped: { readonly cell: number; readonly error: CellError } | null;
  readonly seconds: number;
}

/** What an expression was, or why it has no value. */
export type Evaluated =
  | {
      readonly data: MimeBundle;
      /** Module and name of its class, such as `pandas.core.frame.DataFrame`. */
      readonly type: string;
      readonly number: number | null;
    }
  | { readonly error: { readonly name: string; readonly message: string } };
