/** What went wrong most often in a room. */

import type { GradedWorkshop } from './grade.ts';
import type { Verdict, VerdictKind } from './verdict.ts';

export interface Misconception {
  readonly kind: VerdictKind;
  /** Answers of this kind, and participants that gave one. */
  readonly answers: number;
  readonly participants: number;
  /** One answer to show, with what is wrong with it; that of the exercise where it is most frequent. */
  readonly example: { readonly exercise: string; readonly source: string; readonly text: string };
}

/** What is right, or simply missing, is no misconception. */
const NONE: ReadonlySet<VerdictKind> = new Set<VerdictKind>(['good', 'unanswered']);

/** The most frequent first. */
export function misconceptionsOf({ participants }: GradedWorkshop): Misconception[] {
  const found = new Map<VerdictKind, { name: number; exercise: string; source: string; verdict: Verdict }[]>();
  for (const [name, { answers, verdicts }] of participants.entries()) {
    for (const [exercise, verdict] of verdicts) {
      const source = answers.get(exercise)?.source ?? '';
      if (!NONE.has(verdict.kind))
        found.set(verdict.kind, [...(found.get(verdict.kind) ?? []), { name, exercise, source, verdict }]);
    }
  }
  return [...found]
    .map(([kind, all]): Misconception => {
      const counts = new Map<string, number>();
      for (const { exercise } of all) counts.set(exercise, (counts.get(exercise) ?? 0) + 1);
      const [most] = [...counts].sort(([, a], [, b]) => b - a)[0]!;
      const { exercise, source, verdict } = all.find((it) => it.exercise === most)!;
      return {
        kind,
        answers: all.length,
        participants: new Set(all.map(({ name }) => name)).size,
        example: { exercise, source, text: verdict.text },
      };
    })
    .sort((a, b) => b.answers - a.answers);
}
