import type { Evidence, EvidenceReason, Reading } from '../evidence/index.ts';
import type { Feedback } from '../feedback/index.ts';
import type { Notebook } from '../notebook/index.ts';
import type { PythonNotebook, Span } from '../python/index.ts';
import type { Check, Confidence, Strictness, Variant } from '../templates/index.ts';

/** Where note and assert go. */
export type Placement =
  /** A note cell and a code cell directly behind the feedback cell. */
  | { readonly kind: 'new-cell'; readonly after: number }
  /** Into the feedback cell, as lines of their own in front of (`before`) or behind (`after`) the feedback statement at `statement`. */
  | {
      readonly kind: 'inline';
      readonly cell: number;
      readonly statement: Span;
      readonly side: 'before' | 'after';
      /** Rule 3: `expression` is bound to `name` in front of the statement, and the statement then shows `name`. */
      readonly bind: { readonly name: string; readonly expression: Span } | null;
    };

/** One assert and note offered for one feedback statement. */
export interface Proposal {
  /** `cell:line:template`, with `#n` from the second on; unique in the notebook and the same on every run. */
  readonly key: string;
  readonly template: string;
  readonly check: Check;
  readonly feedback: Feedback;
  /** The object that it checks, as the notebook names it; see `objectOf`. */
  readonly object: string;
  readonly evidence: Evidence | null;
  /** What the saved output showed, as text. */
  readonly shown: string;
  readonly assumption: string;
  /** From strict to lenient; at least one. */
  readonly variants: readonly Variant[];
  readonly chosen: Strictness;
  readonly confidence: Confidence;
  /** Sentences: why this check, why this confidence, why this placement. */
  readonly why: readonly string[];
  readonly placement: Placement;
}

/** Why a feedback statement has no proposal. `templates list --reasons` prints them with their explanation. */
export const PROPOSAL_REASONS = [
  'covered',
  'explicit',
  'no-subject',
  'no-template',
  'no-evidence-match',
  'changed-before-assert',
  'side-effect',
  'not-deterministic',
  'private',
  'conditional',
  'in-function',
  'skipped',
  'filtered',
] as const;
export type Reason = EvidenceReason | (typeof PROPOSAL_REASONS)[number];

export interface Finding {
  readonly feedback: Feedback;
  readonly reading: Reading | null;
  /** The check of its first proposal, or of the template that matched the code but had to stay silent; null otherwise. */
  readonly check: Check | null;
  readonly proposals: readonly Proposal[];
  /** Null exactly when there are proposals or the feedback is an explicit one. */
  readonly reason: Reason | null;
}

/** Everything nbassert has to say about one notebook. */
export interface Analysis {
  readonly notebook: Notebook;
  readonly code: PythonNotebook;
  /** All feedback, in document order. */
  readonly findings: readonly Finding[];
}

/** What a kernel said about one cell. */
export interface CellAnswers {
  /** Answers to the questions of `probing`, by key. */
  readonly values: ReadonlyMap<string, Evidence>;
  /** Lines of statements whose saved output the run contradicts. */
  readonly stale: ReadonlySet<number>;
}

export interface ProposeOptions {
  readonly strictness: Strictness;
  /** For single kinds of check; wins over `strictness`. */
  readonly strictnessByCheck?: Partial<Record<Check, Strictness>>;
  readonly minConfidence: Confidence;
  /** Only these checks; empty for all. */
  readonly checks: readonly Check[];
  /** Only these template ids (or `check/*`); empty for all. */
  readonly templates: readonly string[];
  readonly placement: 'new-cell' | 'inline';
  /** Keep every literal from outputs out of what is proposed (rule 9). */
  readonly redact: boolean;
  /** Look at each statement by itself: only what the notebook asserts covers it, and no other proposal does. */
  readonly apart?: boolean;
  /** What a run of the notebook said beside its outputs, by index of the cell. */
  readonly answers?: ReadonlyMap<number, CellAnswers>;
}
