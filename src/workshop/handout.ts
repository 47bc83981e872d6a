/** The page that participants take home: the checks they met, why they matter, a look and its assert for each. */

import type { Check } from '../templates/index.ts';
import { codeSpan, fenced, plain } from './markdown.ts';
import { type Exercise, solutionOf, type Workshop } from './types.ts';

export interface HandoutSection {
  readonly check: Check;
  /** The one exercise that stands for the check, and how many there were. */
  readonly example: Exercise;
  readonly count: number;
}

/** One section a check, in the order in which they are met. */
export function sectionsOf({ exercises }: Pick<Workshop, 'exercises'>): HandoutSection[] {
  const byCheck = new Map<Check, Exercise[]>();
  for (const exercise of exercises)
    byCheck.set(exercise.check, [...(byCheck.get(exercise.check) ?? []), exercise]);
  return [...byCheck].map(([check, found]) => ({ check, example: found[0]!, count: found.length }));
}

export const INTRODUCTION =
  'Who looks at an output expects something of it. An assert says what, stops the notebook when it is no longer so, and ' +
  'tells the next reader. Look as before; then write down what you saw that has to stay true.';

/** What makes an assert worth having, in the words of the verdicts. */
export const RULES: readonly string[] = [
  'It is about what was shown, and it would fail if that were wrong: `assert True` says nothing.',
  'It holds on the next healthy data too: relations and one-sided limits before copied numbers.',
  'It costs and changes nothing: no training, no file, no `inplace=True`.',
  'Its message shows what was found: `assert len(df) > 0, f"expected rows, found {len(df)}"`.',
];

/** What the three strictnesses are for. */
export const STRICTNESS_MEANING = {
  strict: 'what was seen, exactly: for data that never changes',
  balanced: 'what a fresh, healthy run would still satisfy',
  lenient: 'structure only',
} as const;

export function handoutMarkdown(workshop: Workshop): string {
  const sections = sectionsOf(workshop).map(({ check, example, count }) =>
    [
      `## ${check} (${count === 1 ? '1 exercise' : `${count} exercises`})`,
      example.why,
      `${codeSpan(example.source)} becomes:`,
      fenced(solutionOf(example).assert, 'python'),
    ].join('\n\n'),
  );
  const rules = RULES.map((rule) => `- ${rule}`).join('\n');
  return `${[`# ${plain(workshop.title)}`, INTRODUCTION, rules, ...sections].join('\n\n')}\n`;
}
