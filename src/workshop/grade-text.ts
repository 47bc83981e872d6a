/** Grades for a terminal, and for a spreadsheet. */

import type { ChalkInstance } from 'chalk';
import { printable, printableLine } from '../printable.ts';
import type { Graded, GradedWorkshop } from './grade.ts';
import { misconceptionsOf } from './misconceptions.ts';
import { withoutPlaceholder } from './answer.ts';
import { VERDICT_KINDS, type Verdict } from './verdict.ts';

const NAME_WIDTH = 28;

/** A table of participants and exercises in percent, then what is wrong with each answer that is not right. */
export function gradeText(graded: GradedWorkshop, chalk: ChalkInstance): string {
  const { exercises } = graded.workshop;
  const head = `${'participant'.padEnd(NAME_WIDTH)}${exercises.map(({ id }) => id.padStart(5)).join('')}${'all'.padStart(7)}`;
  const rows = graded.participants.map((one) => rowOf(one, exercises, chalk));
  const total = totalRow(graded);
  const lines = [chalk.bold(head), ...rows, total, '', ...misconceptionLines(graded, chalk)];
  return `${lines.join('\n')}\n`;
}

function rowOf(
  { submission, verdicts, share, problem }: Graded,
  exercises: GradedWorkshop['workshop']['exercises'],
  chalk: ChalkInstance,
): string {
  const name = printableLine(submission.name, NAME_WIDTH - 2).padEnd(NAME_WIDTH);
  if (problem !== null && verdicts.size === 0) return `${name}${chalk.yellow(printableLine(problem, 200))}`;
  const cells = exercises.map(({ id }) => {
    const verdict = verdicts.get(id);
    return paintOf(verdict, chalk)(shortOf(verdict).padStart(5));
  });
  return `${name}${cells.join('')}${percent(share).padStart(7)}`;
}

function totalRow({ workshop, participants }: GradedWorkshop): string {
  const means = workshop.exercises.map(({ id }) => {
    const points = participants.map(({ verdicts }) => verdicts.get(id)?.points ?? 0);
    return percent(mean(points)).padStart(5);
  });
  const all = percent(mean(participants.map(({ share }) => share)));
  return `${'all'.padEnd(NAME_WIDTH)}${means.join('')}${all.padStart(7)}`;
}

function misconceptionLines(graded: GradedWorkshop, chalk: ChalkInstance): string[] {
  return misconceptionsOf(graded).flatMap(({ kind, answers, participants, example }) => [
    `${chalk.bold(`${answers} × ${VERDICT_KINDS[kind]}`)} (${participants} ${participants === 1 ? 'participant' : 'participants'})`,
    `    exercise ${example.exercise}: ${printableLine(withoutPlaceholder(example.source, example.exercise), 90)}`,
    `    ${printable(example.text)}`,
  ]);
}

function shortOf(verdict: Verdict | undefined): string {
  if (verdict === undefined) return '?';
  return verdict.kind === 'unanswered' ? '-' : String(Math.round(verdict.points * 100));
}

function paintOf(verdict: Verdict | undefined, chalk: ChalkInstance): (text: string) => string {
  if (verdict === undefined || verdict.kind === 'unanswered') return chalk.dim;
  return verdict.points === 1 ? chalk.green : verdict.points > 0 ? chalk.yellow : chalk.red;
}

/** One line an answer: participant, exercise, check, verdict, points, faults noticed, of, by the solution, answer, text. */
export function gradeCsv({ workshop, participants }: GradedWorkshop): string {
  const head = 'participant,exercise,check,verdict,points,caught,faults,solution_caught,answer,text';
  const lines = participants.flatMap(({ submission, answers, verdicts, problem }) =>
    workshop.exercises.map(({ id, check }) => {
      const verdict = verdicts.get(id);
      const caught = verdict?.caught;
      const source = withoutPlaceholder(answers.get(id)?.source ?? '', id).trim();
      return [
        submission.name,
        id,
        check,
        verdict?.kind ?? 'not-graded',
        verdict?.points ?? 0,
        caught?.own ?? '',
        caught?.of ?? '',
        caught?.solution ?? '',
        source,
        verdict?.text ?? problem ?? '',
      ]
        .map(csvField)
        .join(',');
    }),
  );
  return `${[head, ...lines].join('\r\n')}\r\n`;
}

/** RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe in front. */
function csvField(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = printable(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
