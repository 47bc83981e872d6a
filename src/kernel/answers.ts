/** An answer (Python with asserts) judged in a live kernel: on the data as they are, corrupted, and healthily varied. */

/** What is asked of the kernel about one answer behind one cell. */
export interface AnswerRequest {
  readonly answer: string;
  /** What the cell shows, as an expression that may be evaluated once more; null where that is not to be risked. */
  readonly subject: string | null;
  /** Names that the subject is about. */
  readonly names: readonly string[];
  /** Columns that it is about: they are corrupted first. */
  readonly columns: readonly string[];
  /** Kinds of fault to try, and kinds of healthy variation. */
  readonly kinds: readonly string[];
  readonly healthy: readonly string[];
  /** How often each kind of fault is tried, each time elsewhere in the data. */
  readonly seeds: number;
  /** So many faults that change what is shown are enough. */
  readonly most: number;
  /** Ids of the variations to try; null for all that apply. */
  readonly only: readonly string[] | null;
  /** For each run of the answer. */
  readonly seconds: number;
}

/** What became of one run of an answer. */
export type AnswerOutcome =
  | { readonly kind: 'held' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'raised'; readonly name: string; readonly message: string }
  | { readonly kind: 'syntax'; readonly line: number | null; readonly message: string }
  /** It tried what an answer may not: `deletes a file`. */
  | { readonly kind: 'touched'; readonly message: string }
  | { readonly kind: 'endless' }
  | { readonly kind: 'memory' };

/** One state of the data that an answer was run on. */
export interface TriedVariation {
  readonly id: string;
  readonly kind: string;
  readonly healthy: boolean;
  /** What is different there, for a reader: "3 of 15 values of `Age` missing". */
  readonly what: string;
  /** Whether what the cell shows is another there. */
  readonly changes: boolean;
  /** Null where it was not run, because nothing that is shown changes. */
  readonly outcome: AnswerOutcome | null;
}

export interface AnswerJudgement {
  /** On the data as the cell left them. */
  readonly clean: AnswerOutcome;
  /** The same with its comparisons the other way round; only where it failed. */
  readonly reversed: AnswerOutcome | null;
  /** Names whose values the answer changed. */
  readonly changes: readonly string[];
  /** Only where it held. */
  readonly variations: readonly TriedVariation[];
}
