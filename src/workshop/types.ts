import type { Check, Strictness, Variant } from '../templates/index.ts';

/** How much a workshop presumes. */
export const LEVELS = ['beginner', 'advanced'] as const;
export type Level = (typeof LEVELS)[number];

/** One output to be turned into an assert. Cells count from 0 in the notebook that the workshop was built from. */
export interface Exercise {
  /** `1`, `2`, … over all notebooks of the workshop, in their order. */
  readonly id: string;
  /** Index in `Workshop.notebooks`. */
  readonly notebook: number;
  readonly cell: number;
  /** In the cell's own source, from 1. */
  readonly line: number;
  /** The statement that shows something, as the author wrote it. */
  readonly source: string;
  /** What the saved output showed, cut to what a reader needs. */
  readonly shown: string;
  readonly check: Check;
  readonly template: string;
  /** What is shown, as an expression that may be evaluated once more. */
  readonly subject: string;
  /** Names that the output is about, those first that the solution uses. */
  readonly names: readonly string[];
  /** Names that these were made from: an assert about them is about the same thing. */
  readonly origins: readonly string[];
  readonly assumption: string;
  /** The lesson: why people look at this. Markdown. */
  readonly why: string;
  /** From strict to lenient; the solution is `chosen`. */
  readonly variants: readonly Variant[];
  readonly chosen: Strictness;
  /** Each says more than the one before. Markdown. */
  readonly hints: readonly string[];
}

export interface WorkshopNotebook {
  readonly title: string;
  /** Names of files in the folder of the workshop. */
  readonly exercises: string;
  readonly solutions: string;
}

/** What ties exercises, solutions and grading together: `workshop.json`. */
export interface Workshop {
  readonly format: 1;
  /** Version of nbassert that built it. */
  readonly version: string;
  readonly title: string;
  readonly level: Level;
  /** How long it is meant to take, whole. */
  readonly minutes: number;
  readonly notebooks: readonly WorkshopNotebook[];
  /** Files that the notebooks read, relative to the folder of the workshop, with `/`. */
  readonly data: readonly string[];
  readonly exercises: readonly Exercise[];
}

/** The form of the solution: the one that still holds on fresh data. */
export function solutionOf({ variants, chosen }: Exercise): Variant {
  return variants.find(({ strictness }) => strictness === chosen) ?? variants[0]!;
}
