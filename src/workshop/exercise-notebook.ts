/** The notebook that participants fill in, and the one with the solutions: edits of the notebook they come from. */

import { editNotebook, type NewCell, type Notebook, type NotebookEdit } from '../notebook/index.ts';
import { codeSpan, fenced } from './markdown.ts';
import { type Exercise, type Level, solutionOf } from './types.ts';

/** On every cell that a workshop put in. */
export const EXERCISE_TAG = 'nbassert-exercise';

/** What an answer cell says until it has an answer; the notebook runs through with it. */
export function placeholder(id: string): string {
  return `print("Exercise ${id}: not answered yet")  # replace this line by your assert`;
}

/** The first line of an answer cell: grading finds it again by this, also where an editor dropped the metadata. */
export function marker(id: string): string {
  return `# Exercise ${id}`;
}

/** The text of the notebook with a question and an empty answer behind each chosen output. No other byte changes. */
export function exerciseText(notebook: Notebook, exercises: readonly Exercise[], level: Level): string {
  return editNotebook(
    notebook,
    exercises.map((exercise) => {
      const answer = `${marker(exercise.id)}\n${placeholder(exercise.id)}`;
      return inserted(exercise, [markdown(exercise, question(exercise, level)), code(exercise, answer)]);
    }),
  );
}

/** The same with the answers, and why they matter. */
export function solutionText(notebook: Notebook, exercises: readonly Exercise[], level: Level): string {
  return editNotebook(
    notebook,
    exercises.map((exercise) => {
      const { assert, note } = solutionOf(exercise);
      return inserted(exercise, [
        markdown(exercise, question(exercise, level)),
        code(exercise, `${marker(exercise.id)}\n${assert}`),
        markdown(exercise, `${note}\n\n${exercise.why}`),
      ]);
    }),
  );
}

function inserted({ cell }: Exercise, cells: readonly NewCell[]): NotebookEdit {
  return { kind: 'insert-cells', after: cell, cells };
}

function metadataOf({ id }: Exercise): NewCell['metadata'] {
  return { nbassert: { exercise: id }, tags: [EXERCISE_TAG] };
}

function markdown(exercise: Exercise, source: string): NewCell {
  return { type: 'markdown', source, metadata: metadataOf(exercise) };
}

function code(exercise: Exercise, source: string): NewCell {
  return { type: 'code', source, metadata: metadataOf(exercise) };
}

/** What is asked; beginners find the hints folded in below. */
function question({ id, source, hints }: Exercise, level: Level): string {
  const isLong = source.includes('\n');
  const asked = [
    `### Exercise ${id}`,
    `What does the output of ${isLong ? 'this' : codeSpan(source)} let you rely on?`,
    ...(isLong ? [fenced(source, 'python')] : []),
    'Say it as an `assert` that still holds on fresh, healthy data.',
  ];
  const folded = hints.map(
    (hint, index) => `<details><summary>Hint ${index + 1}</summary>\n\n${hint}\n\n</details>`,
  );
  return [...asked, ...(level === 'beginner' ? folded : [])].join('\n\n');
}
