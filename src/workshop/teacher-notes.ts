/** What the teacher has beside the screen: timing, what to say at each exercise, what answers to expect. */

import { STRICTNESS_MEANING } from './handout.ts';
import { codeSpan, fenced, plain } from './markdown.ts';
import { type Exercise, type Workshop, type WorkshopNotebook, solutionOf } from './types.ts';

/** Minutes before the first exercise and behind the last one. */
const OPENING = 10;
const CLOSING = 10;
/** A pair needs so long for an exercise, talk included, where the time is not given. */
const MINUTES_EACH = { beginner: 5, advanced: 6 } as const;

/** How long a workshop of so many exercises takes. */
export function minutesFor(exercises: number, level: Workshop['level']): number {
  return OPENING + CLOSING + exercises * MINUTES_EACH[level];
}

export function teacherNotes(workshop: Workshop): string {
  return `${[
    `# ${plain(workshop.title)}: notes for the teacher`,
    `${workshop.minutes} minutes, ${workshop.exercises.length} exercises, ${workshop.level} level. Hand out ${handedOut(workshop)}; keep the solutions and \`workshop.json\`.`,
    '## Timing',
    timing(workshop),
    '## Opening',
    'Run the notebook from top to bottom without a word, and ask: *was everything all right?* Everybody looked; nobody can ' +
      'say at what. Then change one value in the data, run it again, and ask the same question. That is what the asserts ' +
      'are for.',
    '## The exercises',
    ...workshop.exercises.map(exerciseNotes),
    '## Closing',
    'Collect the notebooks in one folder, one file a participant, and put the page on the screen:',
    fenced('nbassert workshop grade submissions --workshop . --html graded.html', 'sh'),
    'Talk about the column with the least green first, and about the answers under *Misconceptions* without names. Last ' +
      'slide: `nbassert scan --format html --compare BEFORE AFTER`, the notebooks before and after.',
  ].join('\n\n')}\n`;
}

function handedOut({ notebooks, data }: Workshop): string {
  const files = [...notebooks.map(({ exercises }: WorkshopNotebook) => exercises), ...data, 'handout.html'];
  return files.map((file) => codeSpan(file)).join(', ');
}

function timing({ exercises, minutes }: Workshop): string {
  const each = Math.max(1, (minutes - OPENING - CLOSING) / Math.max(1, exercises.length));
  const rows = exercises.map(
    ({ id, check, source }, index) =>
      `| ${Math.round(OPENING + index * each)} | ${id} | ${check} | ${codeSpan(source, 60).replaceAll('|', '\\|')} |`,
  );
  return [
    '| minute | exercise | check | output |',
    '|---|---|---|---|',
    '| 0 | | | opening |',
    ...rows,
    `| ${minutes - CLOSING} | | | closing |`,
  ].join('\n');
}

function exerciseNotes(exercise: Exercise): string {
  const { id, check, source, assumption, variants, hints } = exercise;
  const forms = variants.map(
    ({ strictness, assert }) =>
      `${strictness}, ${STRICTNESS_MEANING[strictness]}:\n\n${fenced(assert, 'python')}`,
  );
  return [
    `### Exercise ${id}: ${check}`,
    source.includes('\n') ? fenced(source, 'python') : codeSpan(source),
    `Ask: ${hints[0]} What is assumed: ${assumption}. The solution is the ${solutionOf(exercise).strictness} form.`,
    ...forms,
  ].join('\n\n');
}
