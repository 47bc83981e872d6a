import type { DataOrigin } from '../../python/index.ts';
import type { WholeAndParts } from '../split.ts';

/** What filters may look at beside their arguments. */
export interface FilterContext {
  /** False when the subject differs from run to run (rule 4). */
  readonly stable: boolean;
  /** Whether floats may be copied: not where they would be others on the next run, unless what is made of them has room for any. */
  readonly floats: boolean;
  /** The spelling of a dotted name in the notebook, or null. */
  readonly spelling: (dotted: string) => string | null;
  /** Whether an expression was shown as a table; see surroundings.ts. */
  readonly isShownAsTable: (source: string) => boolean;
  /** Whether the notebook asks for its third size. */
  readonly hasThirdSize: (source: string) => boolean;
  /** Words of what is appended to a list of this name. */
  readonly wordsAddedTo: (name: string) => readonly string[];
  /** Where the data comes from that the evidence is about. */
  readonly data: DataOrigin;
  /** How many rows a score of the subject was taken from; null where the notebook does not say. */
  readonly scoredRows: () => number | null;
  /** Whether a fact, as templates call theirs, is said already of what a subject holds. */
  readonly isSaid: (fact: string) => boolean;
  /** The name that the statement of the subject gives it, or null. */
  readonly assignedName: () => string | null;
  /** Whether two names are rows that the code cut out of one table; see cuts.ts. */
  readonly areCutFromOne: (one: string, other: string) => boolean;
  /** Whether the code itself gives the values of an expression, or assigns it; see given-values.ts. */
  readonly areGiven: (source: string) => boolean;
  readonly isAssigned: (source: string) => boolean;
  /** Whether the code assigns, picks or names the columns of a table; see named-columns.ts. */
  readonly areAssigned: (name: string) => boolean;
  readonly areNamedByCode: (name: string) => boolean;
  readonly isListOfColumns: (source: string) => boolean;
  /** Whether the code has asked a table for each of some columns; see asked-columns.ts. */
  readonly areAskedFor: (name: string, columns: readonly string[]) => boolean;
  /** What a name is bound to, as it is written; empty where the code leaves it open. */
  readonly definitionOf: (name: string) => string;
  /** Whether the code chose what a name holds, so that nothing may be left; see emptied.ts. */
  readonly mayBeEmpty: (name: string) => boolean;
  /** Whether the code itself says that what a name holds has rows; see sure-rows.ts. */
  readonly hasSureRows: (name: string) => boolean;
  /** What a Keras model was compiled to measure first, or null; see compiled-metrics.ts. */
  readonly firstMetric: (model: string) => string | null;
  /** The names of all parts of one split, or null; see split.ts. */
  readonly splitParts: (name: string) => readonly string[] | null;
  /** What the split was given that made a name, each with its parts, or null; see split.ts. */
  readonly splitWholes: (name: string) => readonly WholeAndParts[] | null;
  /** The training part that was split off together with a held-out part of that name, or null. */
  readonly trainingPart: (name: string) => string | null;
}

/** @throws Refusal when the value is none it can say anything of: what asked for it is then not written */
export type Filter = (context: FilterContext, value: unknown, ...rest: unknown[]) => unknown;

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
