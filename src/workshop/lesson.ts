/** Practice with one notebook: what is asked, what is worth how much, where one is. Pure. */

import type { Check } from '../templates/index.ts';
import type { Verdict } from './verdict.ts';

/** How far somebody is, as it is saved. */
export interface LessonProgress {
  /** Index of the exercise that is next. */
  readonly next: number;
  /** Points of the exercises that are done, in their order. */
  readonly points: readonly number[];
}

export const FRESH: LessonProgress = { next: 0, points: [] };

/** For naming the assumption at the first go, and for an assert as good as the solution without a hint. */
export const POINTS = { named: 1, asserted: 3 } as const;
export const MOST_POINTS = POINTS.named + POINTS.asserted;

/** What an exercise is worth: each hint takes a point off, down to one; an assert that is only partly right has half. */
export function pointsFor(named: boolean, verdict: Verdict | null, hints: number): number {
  const full = Math.max(1, POINTS.asserted - hints);
  const share = verdict === null ? 0 : verdict.points === 1 ? full : verdict.points > 0 ? full / 2 : 0;
  return (named ? POINTS.named : 0) + share;
}

export function withPoints({ next, points }: LessonProgress, won: number): LessonProgress {
  return { next: next + 1, points: [...points, won] };
}

export function total({ points }: LessonProgress): number {
  return points.reduce((sum, one) => sum + one, 0);
}

/** What is saved, read back; null when it is not of a lesson of this many exercises. */
export function readProgress(text: string, exercises: number): LessonProgress | null {
  try {
    const { next, points } = JSON.parse(text) as Partial<LessonProgress>;
    const isWhole = Number.isInteger(next) && next! >= 0 && next! <= exercises;
    const isList = Array.isArray(points) && points.length === next && points.every((it) => Number.isFinite(it));
    return isWhole && isList ? { next: next!, points: points! } : null;
  } catch {
    return null;
  }
}

/** The kinds of check that are mixed up most easily come up beside the right one. */
const OFFERED: readonly Check[] = [
  'shape',
  'missing-value',
  'data-validation',
  'existence',
  'type',
  'data-distribution',
  'model-performance',
  'data-relationship',
];

/** The right check and three others, in an order that depends on the exercise alone. */
export function choicesFor(check: Check, exercise: number): Check[] {
  const others = OFFERED.filter((it) => it !== check);
  const start = (exercise * 3) % others.length;
  const three = [0, 1, 2].map((step) => others[(start + step) % others.length]!);
  const place = (exercise * 7 + 2) % 4;
  return [...three.slice(0, place), check, ...three.slice(place)];
}
