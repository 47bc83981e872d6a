import type { Expression, Span } from '../python/index.ts';

export const MECHANISMS = [
  'last-cell',
  'print',
  'display',
  'printing-call',
  'plot',
  'assert',
  'assert-call',
  'silent',
] as const;
export type Mechanism = (typeof MECHANISMS)[number];

/** The mechanisms that show a value and leave the judgement to a reader. */
export const IMPLICIT: ReadonlySet<Mechanism> = new Set([
  'last-cell',
  'print',
  'display',
  'printing-call',
  'plot',
]);

/** One expression that a feedback statement is about. */
export interface Subject extends Expression {
  /** As the author wrote it, without enclosing parentheses; may span lines. */
  readonly source: string;
  /** Text shown beside the value (`"Accuracy:"`, the text before an f-string slot), trimmed; empty when there is none. */
  readonly label: string;
  /** How the value is formatted before it is shown: a format spec (`.2f`), `r`, `s`; null when as it is. */
  readonly format: string | null;
}

/**
 * A statement by which a notebook tells its author something; of the mechanism `silent` one that tells nothing, but makes what
 * the notebook goes on with.
 */
export interface Feedback extends Span {
  /** Index among all cells, from 0. */
  readonly cell: number;
  /** In the cell's own source, from 1. */
  readonly line: number;
  readonly endLine: number;
  readonly mechanism: Mechanism;
  /** As the author wrote it. */
  readonly source: string;
  /** Enclosing functions, classes and lambdas. */
  readonly depth: number;
  /** Whether it runs exactly once when the cell runs: not inside if, loop, try, function or comprehension. */
  readonly unconditional: boolean;
  /** What the statement is about; a `print` of literals only has none. */
  readonly subjects: readonly Subject[];
  readonly expression: Expression;
}
