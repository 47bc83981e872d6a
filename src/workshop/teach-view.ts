/** The screen of a lesson. */

import { cutLine, highlightPython, type Line, line, plainLines, span, wrapWords } from '../review/index.ts';
import type { Check, Strictness } from '../templates/index.ts';
import type { ComparedForm, Comparison } from './forms.ts';
import { STRICTNESS_MEANING } from './handout.ts';
import { QUESTIONS } from './hints.ts';
import type { Exercise } from './types.ts';
import type { Verdict } from './verdict.ts';

export interface LessonScreen {
  readonly title: string;
  /** From 1. */
  readonly number: number;
  readonly of: number;
  readonly score: number;
  readonly exercise: Exercise;
  readonly choices: readonly Check[];
  readonly chosen: Check | null;
  /** How many hints are shown. */
  readonly hints: number;
  readonly verdict: Verdict | null;
  readonly forms: readonly ComparedForm[];
  readonly message: string;
}

export interface ScreenSize {
  readonly width: number;
  readonly height: number;
  readonly hasEditor: boolean;
}

/** Lines of output that are shown: first choice, then fewer, so that question and keys fit. */
const OUTPUT_LINES = [12, 6, 3, 1] as const;

/** At most as high and wide as the terminal. What is asked comes last, next to the keys. */
export function screenOf(screen: LessonScreen, size: ScreenSize): Line[] {
  const room = Math.max(8, size.height - 1);
  const foot = [line(''), ...keyLines(screen, size)];
  const arranged = OUTPUT_LINES.map((most) => [...lookLines(screen, most), line(''), ...bodyLines(screen, size.width)]);
  const body = arranged.find((lines) => lines.length + foot.length <= room) ?? arranged.at(-1)!;
  // The newest stands below: when all does not fit, the top goes.
  const shown = body.length + foot.length <= room ? body : body.slice(body.length + foot.length - room);
  return [...shown, ...foot].map((one) => cutLine(one, size.width));
}

function lookLines({ title, number, of, score, exercise }: LessonScreen, most: number): Line[] {
  const output = exercise.shown.trim() === '' ? [line('no saved output', 'faint')] : plainLines(exercise.shown.trimEnd());
  const head = `${number} of ${of}, ${title} · cell ${exercise.cell}, line ${exercise.line} · ${score} points`;
  return [
    ...plainLines(head, 'title'),
    line(''),
    ...gutter('code', highlightPython(exercise.source).slice(0, most)),
    ...gutter('out', output.length <= most ? output : [...output.slice(0, most), line('⋯', 'faint')]),
  ];
}

function gutter(label: string, lines: readonly Line[]): Line[] {
  return lines.map((one, index) => [span(`${index === 0 ? label.padStart(6) : '      '} │ `, 'faint'), ...one]);
}

function bodyLines(screen: LessonScreen, width: number): Line[] {
  const { chosen, exercise } = screen;
  const hints = exercise.hints.slice(0, screen.hints).flatMap((hint, index) => text(`Hint ${index + 1}: ${hint}`, width));
  if (chosen === null) {
    return [
      line('Which assumption is this? What would you want to know, looking at it?', 'strong'),
      ...screen.choices.flatMap((check, index) => choiceLines(check, index, width)),
      ...hints,
    ];
  }
  return [
    ...answerToChoice(chosen, exercise, width),
    ...hints,
    ...verdictLines(screen.verdict, width),
    ...screen.forms.flatMap((form) => formLines(form)),
    ...(screen.message === '' ? [] : text(screen.message, width, 'warning')),
  ];
}

function choiceLines(check: Check, index: number, width: number): Line[] {
  const [first = '', ...rest] = wrapWords(`${check}: ${QUESTIONS[check]}`, width - 6);
  return [[span(`  ${index + 1}  `, 'key'), span(first)], ...rest.map((part) => line(`     ${part}`))];
}

function answerToChoice(chosen: Check, { check, assumption, why }: Exercise, width: number): Line[] {
  const isRight = chosen === check;
  const said = isRight ? `Yes, ${check}: ${assumption}.` : `Rather ${check} than ${chosen}: ${assumption}.`;
  const lesson = why.split('\n\n')[0] ?? '';
  return [...text(said, width, isRight ? 'added' : 'warning'), ...text(lesson, width, 'faint')];
}

function verdictLines(verdict: Verdict | null, width: number): Line[] {
  if (verdict === null) return [];
  const style = verdict.points === 1 ? 'added' : verdict.points > 0 ? 'warning' : 'removed';
  return [line(''), ...text(verdict.text.replaceAll('`', ''), width, style)];
}

const COMPARED: Readonly<Record<Comparison, string>> = {
  same: 'yours says the same',
  more: 'yours says this and more',
  less: 'yours says a part of this',
  other: '',
};

function formLines({ strictness, assert, comparison }: ComparedForm): Line[] {
  const note = COMPARED[comparison] === '' ? '' : ` (${COMPARED[comparison]})`;
  return [
    [span(strictness, 'strong'), span(`: ${meaning(strictness)}`), span(note, 'added')],
    ...gutter('', highlightPython(assert)),
  ];
}

function meaning(strictness: Strictness): string {
  return STRICTNESS_MEANING[strictness];
}

function text(words: string, width: number, style: Parameters<typeof line>[1] = 'plain'): Line[] {
  return wrapWords(words, width - 2).flatMap((part) => plainLines(part, style));
}

function keyLines({ chosen }: LessonScreen, { hasEditor }: ScreenSize): Line[] {
  const keys: [string, string][] =
    chosen === null
      ? [['1-4', 'choose'], ['h', 'hint'], ['q', 'stop, keep the score']]
      : [
          ['w', 'write the assert'],
          ...(hasEditor ? ([['e', 'in your editor']] as [string, string][]) : []),
          ['h', 'hint'],
          ['s', 'show the forms'],
          ['n', 'next exercise'],
          ['q', 'stop'],
        ];
  return [keys.flatMap(([key, label]) => [span(key, 'key'), span(` ${label}   `)])];
}
