/** Saved outputs that a run speaks against: the notebook, its data or a library is not what it was when they were made. */

import { type Evidence, type Reading, readBundle, readEvidence } from '../evidence/index.ts';
import { cellsShowingAll, type Feedback, findFeedback } from '../feedback/index.ts';
import { isPython, type Notebook } from '../notebook/index.ts';
import { withAnswers } from '../proposals/index.ts';
import { parseNotebookCode } from '../python/index.ts';
import type { Evaluated } from './types.ts';

/** A saved output that a run does not show any more. */
export interface Contradiction {
  readonly cell: number;
  readonly line: number;
  readonly source: string;
  readonly saved: Evidence;
  readonly live: Evidence;
}

/** Kinds that say a value. Texts and reprs of objects hold addresses, times and progress, which differ every time. */
const VALUES = new Set<Evidence['kind']>([
  'scalar',
  'sequence',
  'mapping',
  'table',
  'series',
  'array',
  'dtype',
  'type',
]);

/**
 * Values that the saved outputs say, and the live ones, or the kernel when it was asked, say otherwise; in document order. Pure.
 *
 * @param answers what the kernel said to the questions of `probing`, by index of the cell and key
 */
export function contradictions(
  saved: Notebook,
  live: Notebook,
  answers: ReadonlyMap<number, ReadonlyMap<string, Evaluated>> = new Map(),
): Contradiction[] {
  const code = parseNotebookCode(isPython(saved.language) ? saved.cells : []);
  const showsAll = cellsShowingAll(saved.cells);
  return code.cells.flatMap((parsed) => {
    const before = saved.cells[parsed.index];
    const after = live.cells[parsed.index];
    if (before === undefined || after === undefined || before === after || before.outputs.length === 0)
      return [];
    const feedback = findFeedback(parsed, showsAll.has(parsed.index));
    const [was, is] = [
      readEvidence(before, parsed, feedback, code),
      readEvidence(after, parsed, feedback, code),
    ];
    return feedback.flatMap((one) => {
      const said = was.get(one)?.values ?? [];
      const pairs = [
        ...said.map((value, index) => [value, is.get(one)?.values[index], contradict] as const),
        ...said.map((value, index) => [value, answersTo(one, answers.get(one.cell))?.values[index], contradictsAnswer] as const),
      ];
      for (const [a, b, test] of pairs) {
        if (a != null && b != null && test(a, b)) return [{ cell: one.cell, line: one.line, source: one.source, saved: a, live: b }];
      }
      return [];
    });
  });
}

/** What the kernel said when it was asked for what a statement shows. */
function answersTo(feedback: Feedback, answers: ReadonlyMap<string, Evaluated> | undefined): Reading | null {
  const known = [...(answers ?? [])].flatMap(([key, answer]) =>
    'data' in answer ? [[key, readBundle(answer.data, { exact: true })] as const] : [],
  );
  return withAnswers(null, feedback, { values: new Map(known), stale: new Set() });
}

function contradict(saved: Evidence, live: Evidence): boolean {
  // Another kind is the work of another version of a library more often than another value.
  if (saved.kind !== live.kind || !VALUES.has(saved.kind)) return false;
  return essence(saved) !== essence(live);
}

/** A printed number is a rounded one, and an answer is exact; what was cut does not contradict the whole. */
function contradictsAnswer(saved: Evidence, answer: Evidence): boolean {
  if (saved.kind === 'scalar' && answer.kind === 'scalar') return isOtherScalar(saved, answer);
  if (saved.kind === 'sequence' && answer.kind === 'sequence') {
    if (saved.truncated || answer.truncated) return false;
    if (saved.items.length !== answer.items.length) return true;
    return saved.items.some((item, at) => contradictsAnswer(item, answer.items[at]!));
  }
  return false;
}

function isOtherScalar(saved: Extract<Evidence, { kind: 'scalar' }>, answer: Extract<Evidence, { kind: 'scalar' }>): boolean {
  const [a, b] = [saved.value, answer.value];
  if (typeof a !== 'number' || typeof b !== 'number') return typeof a === typeof b && a !== b;
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) !== Number.isNaN(b);
  return Math.abs(a - b) > saved.precision + 1e-9 * Math.abs(b);
}

/** What a value says, without how it was spelled. */
function essence(evidence: Evidence): string {
  const skipped = new Set(['text', 'class', 'precision', 'dtype', 'library', 'doubtfulLabels']);
  return JSON.stringify(evidence, (key, value) => (skipped.has(key) ? undefined : value));
}
