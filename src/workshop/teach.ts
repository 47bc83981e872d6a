/** The way through a lesson in a terminal: look, name the assumption, write the assert, hear what it is worth. */

import { paint, type Terminal } from '../review/index.ts';
import type { Check } from '../templates/index.ts';
import { readAnswer } from './answer.ts';
import type { ComparedForm } from './forms.ts';
import { choicesFor, type LessonProgress, MOST_POINTS, pointsFor, total, withPoints } from './lesson.ts';
import { type LessonScreen, screenOf } from './teach-view.ts';
import type { Exercise } from './types.ts';
import { type Verdict, verdictOnText } from './verdict.ts';

export interface Lesson {
  readonly title: string;
  readonly exercises: readonly Exercise[];
  /** The verdict on an answer that parses and asserts something; null when it cannot be told without running it. */
  judge(exercise: Exercise, answer: string): Promise<Verdict | null>;
  compare(exercise: Exercise, answer: string): readonly ComparedForm[];
  /** Called whenever an exercise is done. */
  save(progress: LessonProgress): void;
}

/** How one exercise ended. */
type Ended = { readonly points: number } | 'stopped';

/** Goes on from `progress` until the end, or until the person stops; what is done is saved. */
export async function teach(lesson: Lesson, progress: LessonProgress, terminal: Terminal): Promise<LessonProgress> {
  let now = progress;
  while (now.next < lesson.exercises.length) {
    const ended = await new OneExercise(lesson, now, terminal).run();
    if (ended === 'stopped') break;
    now = withPoints(now, ended.points);
    lesson.save(now);
  }
  const isDone = now.next >= lesson.exercises.length;
  terminal.keep([
    `${isDone ? 'Done' : 'Stopped'}: ${total(now)} of ${MOST_POINTS * now.points.length} points in ${now.points.length} of ${lesson.exercises.length} exercises.`,
    ...(isDone ? [] : ['The same command goes on from here.']),
  ]);
  return now;
}

class OneExercise {
  readonly #lesson: Lesson;
  readonly #exercise: Exercise;
  readonly #terminal: Terminal;
  readonly #choices: readonly Check[];
  #screen: LessonScreen;
  #named: boolean | null = null;
  #best: Verdict | null = null;
  /** Who has seen the solution does not win with it. */
  #sawForms = false;
  #answer = '';

  constructor(lesson: Lesson, progress: LessonProgress, terminal: Terminal) {
    this.#lesson = lesson;
    this.#exercise = lesson.exercises[progress.next]!;
    this.#terminal = terminal;
    this.#choices = choicesFor(this.#exercise.check, progress.next);
    this.#screen = {
      title: lesson.title,
      number: progress.next + 1,
      of: lesson.exercises.length,
      score: total(progress),
      exercise: this.#exercise,
      choices: this.#choices,
      chosen: null,
      hints: 0,
      verdict: null,
      forms: [],
      message: '',
    };
  }

  async run(): Promise<Ended> {
    for (;;) {
      this.#draw();
      const key = await this.#terminal.key();
      if (key === 'q' || key === 'ctrl-c') return 'stopped';
      if (key === 'h') this.#hint();
      else if (this.#named === null) this.#choose(key);
      else if (key === 'n') return this.#end();
      else if (key === 'w' || key === 'enter') await this.#write();
      else if (key === 'e' && this.#terminal.hasEditor) await this.#edit();
      else if (key === 's') this.#showForms();
    }
  }

  #draw(): void {
    const { width, height } = this.#terminal.size();
    const lines = screenOf(this.#screen, { width, height, hasEditor: this.#terminal.hasEditor });
    this.#terminal.draw(paint(lines, this.#terminal.colors));
  }

  #show(change: Partial<LessonScreen>): void {
    this.#screen = { ...this.#screen, message: '', ...change };
  }

  #choose(key: string): void {
    const chosen = this.#choices[Number(key) - 1];
    if (chosen === undefined) return;
    this.#named = chosen === this.#exercise.check;
    this.#show({ chosen });
  }

  #hint(): void {
    const hints = Math.min(this.#screen.hints + 1, this.#exercise.hints.length);
    this.#show({ hints, message: hints === this.#screen.hints ? 'There are no more hints; s shows the solution.' : '' });
  }

  #showForms(): void {
    this.#sawForms = true;
    this.#show({ forms: this.#lesson.compare(this.#exercise, this.#answer) });
  }

  #end(): Ended {
    const frame = { ...this.#screen, message: '' };
    const points = pointsFor(this.#named === true, this.#best, frame.hints);
    this.#terminal.keep([`Exercise ${frame.number}: ${points} of ${MOST_POINTS} points.`]);
    return { points };
  }

  async #write(): Promise<void> {
    const text = await this.#terminal.ask({
      message: 'Your assert:',
      initial: this.#answer === '' ? 'assert ' : this.#answer.replace(/\n/g, '; '),
      problemOf: () => null,
    });
    if (text !== null) await this.#judge(text);
  }

  async #edit(): Promise<void> {
    const edited = await this.#terminal.edit(this.#answer === '' ? 'assert \n' : this.#answer);
    if (edited.kind === 'failed') this.#show({ message: edited.message });
    else await this.#judge(edited.text.trimEnd());
  }

  async #judge(answer: string): Promise<void> {
    this.#answer = answer;
    const read = readAnswer(answer, this.#exercise);
    this.#show({ message: 'Trying it on the data …', verdict: null, forms: [] });
    this.#draw();
    const verdict =
      read.kind === 'assert' ? await this.#lesson.judge(this.#exercise, answer) : verdictOnText(read);
    if (verdict !== null && !this.#sawForms && verdict.points > (this.#best?.points ?? -1)) this.#best = verdict;
    const isRight = verdict?.points === 1;
    const forms = isRight ? this.#lesson.compare(this.#exercise, answer) : [];
    this.#show({ verdict, forms, message: verdict === null ? UNTOLD : isRight ? '' : AGAIN });
  }
}

const AGAIN = 'w tries again; s compares it with the three forms, and ends the points for this one.';
const UNTOLD = 'It parses, and is about the output. Whether it holds cannot be told without running it: compare the forms.';
