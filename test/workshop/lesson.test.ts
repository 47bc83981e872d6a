import { Chalk } from 'chalk';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import type { Terminal } from '../../src/review/index.ts';
import { choicesFor, FRESH, type LessonProgress, pointsFor, readProgress } from '../../src/workshop/lesson.ts';
import { type Lesson, teach } from '../../src/workshop/teach.ts';
import type { Verdict } from '../../src/workshop/verdict.ts';
import { ready } from './ready.ts';

const exercises = ready('from-looking-to-checking').workshop.exercises.slice(0, 2);
const GOOD: Verdict = { kind: 'good', points: 1, text: 'It notices 2 of 3 faults.', caught: null };
const WEAK: Verdict = { kind: 'weak', points: 0.5, text: 'It notices 1 of 3 faults.', caught: null };

test.each([
  [true, GOOD, 0, 4],
  [true, GOOD, 1, 3],
  [false, GOOD, 3, 1],
  [true, WEAK, 0, 2.5],
  [true, null, 0, 1],
  [false, null, 2, 0],
])('named %s, %o, %i hints: %i points', (named, verdict, hints, points) => {
  expect(pointsFor(named, verdict, hints)).toBe(points);
});

test.each([
  ['{"next":1,"points":[4]}', { next: 1, points: [4] }],
  ['{"next":3,"points":[1,1,1]}', null],
  ['{"next":1,"points":[]}', null],
  ['{"next":"1","points":["x"]}', null],
  ['{', null],
])('saved %s', (text, progress) => {
  expect(readProgress(text, 2)).toEqual(progress);
});

test('four different choices, the right one among them, not always at one place', () => {
  const places = Array.from({ length: 8 }, (_, index) => {
    const choices = choicesFor('shape', index);
    expect(new Set(choices).size).toBe(4);
    return choices.indexOf('shape');
  });
  expect(places).not.toContain(-1);
  expect(new Set(places).size).toBeGreaterThan(2);
});

/** Presses keys and types answers; keeps the last screens. */
function sitting(keys: string[], answers: string[], verdicts: (Verdict | null)[], start = FRESH) {
  const screens: string[] = [];
  const kept: string[] = [];
  const saved: LessonProgress[] = [];
  const terminal: Terminal = {
    colors: new Chalk({ level: 0 }),
    size: () => ({ width: 80, height: 30 }),
    draw: (lines) => void screens.push(lines.map((line) => stripVTControlCharacters(line)).join('\n')),
    keep: (lines) => void kept.push(...lines),
    key: async () => keys.shift() ?? 'q',
    isInterrupted: () => false,
    ask: async () => answers.shift() ?? null,
    hasEditor: false,
    edit: async () => ({ kind: 'failed', message: '' }),
  };
  const lesson: Lesson = {
    title: 'looking',
    exercises,
    judge: async () => verdicts.shift() ?? null,
    compare: (exercise) => exercise.variants.map(({ strictness, assert }) => ({ strictness, assert, comparison: 'other' })),
    save: (progress) => saved.push(progress),
  };
  return { run: () => teach(lesson, start, terminal), screens, kept, saved };
}

const right = (index: number) => String(choicesFor(exercises[index]!.check, index).indexOf(exercises[index]!.check) + 1);
const other = (index: number) => (right(index) === '1' ? '2' : '1');

test('through a lesson: named, answered, scored, saved', async () => {
  const { run, kept, saved, screens } = sitting(
    [right(0), 'w', 'n', other(1), 'h', 'w', 'w', 'n'],
    ['assert set(orders.columns)', 'assert orders is not None', 'assert orders.shape[1] == 7'],
    [GOOD, GOOD],
  );
  expect(await run()).toEqual({ next: 2, points: [4, 2] });
  expect(saved).toEqual([{ next: 1, points: [4] }, { next: 2, points: [4, 2] }]);
  expect(kept.at(-1)).toBe('Done: 6 of 8 points in 2 of 2 exercises.');
  expect(screens.some((screen) => screen.includes('It can never fail: in assert orders is not None'))).toBe(true);
  expect(screens.some((screen) => screen.includes('Rather shape than'))).toBe(true);
});

test('who has seen the forms does not win with them', async () => {
  const { run } = sitting([right(0), 'w', 's', 'w', 'n', 'q'], ['assert len(orders)', 'assert set(orders.columns)'], [WEAK, GOOD]);
  expect(await run()).toEqual({ next: 1, points: [2.5] });
});

test('left and resumed; what is not done is not saved', async () => {
  const first = sitting([right(0), 'w', 'q'], ['assert set(orders.columns)'], [GOOD]);
  expect(await first.run()).toEqual(FRESH);
  expect(first.saved).toEqual([]);
  const second = sitting([right(1), 'n'], [], [], { next: 1, points: [4] });
  expect(await second.run()).toEqual({ next: 2, points: [4, 1] });
  expect(second.screens[0]).toContain('2 of 2, looking · cell 3, line 1 · 4 points');
});

test('what cannot be told without running says so', async () => {
  const { run, screens } = sitting([right(0), 'w', 'q'], ['assert set(orders.columns)'], [null]);
  await run();
  expect(screens.at(-1)?.replace(/\s+/g, ' ')).toContain('Whether it holds cannot be told without running it');
});
