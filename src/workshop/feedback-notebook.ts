/** What a participant gets back: the notebook as it was handed in, with a comment behind each answer. */

import { editNotebook, type Notebook, type NotebookEdit } from '../notebook/index.ts';
import type { Graded } from './grade.ts';
import { fenced } from './markdown.ts';
import { findAnswers } from './submission.ts';
import { solutionOf, type Workshop } from './types.ts';
import { VERDICT_KINDS, type Verdict } from './verdict.ts';

/** The text of one notebook of a submission with the comments. No other byte changes; empty answers get none. */
export function feedbackText(notebook: Notebook, { verdicts }: Graded, workshop: Workshop): string {
  const edits: NotebookEdit[] = [];
  for (const { exercise: id, cell } of findAnswers(notebook, workshop).values()) {
    const verdict = verdicts.get(id);
    const exercise = workshop.exercises.find((it) => it.id === id);
    if (verdict === undefined || exercise === undefined || verdict.kind === 'unanswered') continue;
    const metadata = { nbassert: { feedback: id }, tags: ['nbassert-feedback'] };
    const source = commentOn(verdict, id, solutionOf(exercise).assert, exercise.why);
    edits.push({ kind: 'insert-cells', after: cell, cells: [{ type: 'markdown', source, metadata }] });
  }
  return editNotebook(notebook, edits);
}

function commentOn(verdict: Verdict, id: string, solution: string, why: string): string {
  const head = `**Exercise ${id}, ${Math.round(verdict.points * 100)} %: ${VERDICT_KINDS[verdict.kind]}.** ${verdict.text}`;
  if (verdict.kind === 'good') return head;
  return [head, 'One way to say it:', fenced(solution, 'python'), why].join('\n\n');
}
