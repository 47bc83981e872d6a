import { describe, expect, test } from 'vitest';
import { addToSide, comparisonPage, emptySide } from '../../src/reporters/index.ts';
import type { NotebookReport } from '../../src/repository/index.ts';
import type { Graded, GradedWorkshop } from '../../src/workshop/grade.ts';
import { gradePage } from '../../src/workshop/grade-page.ts';
import { handoutPage } from '../../src/workshop/handout-page.ts';
import type { Verdict } from '../../src/workshop/verdict.ts';
import { chromium, NO_CHROMIUM, openPage } from '../browser.ts';
import { ready } from './ready.ts';

const EVIL = '<script>window.hacked = true</script><img src=x onerror="parent.hacked=true"> & "quotes" \u202e';
const { workshop } = ready('what-a-pipeline-takes-for-granted');

const VERDICTS: readonly Verdict[] = [
  { kind: 'good', points: 1, text: 'It notices 2 of 3 faults.', caught: { own: 2, of: 3, solution: 2 } },
  { kind: 'too-strict', points: 0.5, text: `A false alarm: ${EVIL}`, caught: { own: 1, of: 3, solution: 2 } },
  { kind: 'vacuous', points: 0, text: 'Always true.', caught: null },
  { kind: 'unanswered', points: 0, text: 'Not answered yet.', caught: null },
];

function participant(name: string, first: number): Graded {
  const verdicts = new Map(workshop.exercises.map(({ id }, index) => [id, VERDICTS[(first + index) % VERDICTS.length]!]));
  const answers = new Map(
    workshop.exercises.map(({ id }) => [id, { exercise: id, cell: 0, source: `# Exercise ${id}\nassert "${EVIL}"` }]),
  );
  const share = [...verdicts.values()].reduce((sum, { points }) => sum + points, 0) / verdicts.size;
  return { submission: { name, notebooks: [], problem: null }, answers, verdicts, share, problem: null };
}

const GRADED: GradedWorkshop = {
  workshop: { ...workshop, title: EVIL },
  calibrations: new Map(
    workshop.exercises.map(({ id }) => [id, { healthy: [], faults: [{ id: 'a', kind: 'nulls', what: `values of \`${EVIL}\` missing`, isCaught: true }] }]),
  ),
  participants: [
    participant(EVIL, 0),
    participant('a-name-that-is-as-long-as-a-name-of-a-file-can-well-become-in-practice', 1),
    ...Array.from({ length: 10 }, (_, index) => participant(`participant ${index}`, index)),
    { submission: { name: 'broken', notebooks: [], problem: EVIL }, answers: new Map(), verdicts: new Map(), share: 0, problem: EVIL },
  ],
};

const before = emptySide(EVIL);
addToSide(before, {
  feedback: [
    { mechanism: 'print', check: 'shape', reason: null, proposals: [{}] },
    { mechanism: 'print', check: 'shape', reason: 'covered', proposals: [] },
    { mechanism: 'plot', check: null, reason: 'no-template', proposals: [] },
    { mechanism: 'assert', check: null, reason: null, proposals: [] },
  ],
} as unknown as NotebookReport);

test('what is counted on a side: known assumptions, said or not, and asserts', () => {
  expect(before).toEqual({ name: EVIL, notebooks: 1, asserts: 1, checks: { shape: { said: 1, unsaid: 1 } } });
});

const PAGES = [
  ['grades', gradePage(GRADED)],
  ['handout', handoutPage({ ...workshop, title: EVIL })],
  ['before and after', comparisonPage(before, emptySide('after'))],
] as const;

describe.each(PAGES)('the page of %s', (name, html) => {
  test('is whole by itself, and nothing on it runs', () => {
    expect(html).not.toMatch(/<(?:script|img|iframe|link|object|embed)\b/i);
    expect(html).not.toMatch(/\son\w+\s*=\s*["']?\w+[^>]*>(?=[^<]*<\/)/i);
    expect(html).toContain(`default-src 'none'`);
    if (name !== 'handout' || html.includes('&lt;script&gt;')) expect(html).toContain('&lt;script&gt;window.hacked');
    expect(html).not.toContain('\u202e');
  });

  test.skipIf(chromium === null).each([1280, 390])(`in a window of %i (${chromium ?? NO_CHROMIUM})`, (width) => {
    const page = openPage(html, width);
    expect(page.hacked).toBe(false);
    // A scroll bar takes some of it; more than the window has would mean to scroll sideways.
    expect(page.width).toBeLessThanOrEqual(width);
    expect(page.text.length).toBeGreaterThan(100);
    // The bidirectional override shows as text.
    if (name !== 'before and after') expect(page.title).toContain('<script>window.hacked = true</script>');
  });
});

if (chromium === null) console.error(NO_CHROMIUM);
