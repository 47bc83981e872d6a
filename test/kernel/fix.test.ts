import { expect, test } from 'vitest';
import { applyFixes, findAsserts, planFixes, type Verdict } from '../../src/kernel/index.ts';
import { toleranceFactor, toleranceLimit } from '../../src/kernel/tolerance.ts';
import { readNotebook } from '../../src/notebook/index.ts';
import { remove } from '../../src/rewrite/index.ts';
import { inserted, notebookOf } from './notebooks.ts';

// NIST/SEMATECH e-Handbook, one-sided tolerance factors for coverage and certainty 0.95: 4.203, 2.911, 2.396, 2.065.
test.each([
  [5, 4.203],
  [10, 2.911],
  [20, 2.396],
  [50, 2.065],
])('the factor for %i runs is within two percent of the tabled one', (n, tabled) => {
  expect(Math.abs(toleranceFactor(n) / tabled - 1)).toBeLessThan(0.02);
});

test.each<[string, number[], 'above' | 'below', number | null]>([
  ['too few', [1, 2], 'above', null],
  ['no spread', [1, 1, 1, 1], 'above', null],
  ['above', [0.8, 0.81, 0.79, 0.8, 0.8], 'above', 0.77],
  ['below', [0.8, 0.81, 0.79, 0.8, 0.8], 'below', 0.83],
  ['large numbers', [1000, 1100, 900, 1000, 1000], 'above', 703],
])('a limit: %s', (_, values, side, expected) => {
  expect(toleranceLimit(values, side)).toBe(expected);
});

function flaky(source: string, numbers: Verdict['numbers'], note = 'At least 0.8 was seen, 10.8 too.') {
  const notebook = notebookOf(['x', inserted(note, 'markdown'), inserted(source)]);
  const verdicts = findAsserts(notebook).map((place, at): Verdict => {
    const status = at === 0 ? 'flaky' : 'holds';
    return { place, status, reached: 5, failed: at === 0 ? 2 : 0, failure: null, numbers };
  });
  const fixes = planFixes(notebook, verdicts);
  const text = applyFixes(notebook, fixes);
  const cells = readNotebook(text).cells.map((cell) => cell.source);
  return { actions: fixes.map(({ action }) => action), cells, left: remove(readNotebook(text)).left };
}

const SEEN = [0.8, 0.81, 0.79, 0.8, 0.8].map((value): [number, number] => [value, 0.8]);

test.each<[string, string, Verdict['numbers'], string[]]>([
  [
    'a limit moves, in message and note too',
    'assert acc >= 0.8, f"expected 0.8, found {acc}"',
    SEEN,
    ['x', 'At least 0.77 was seen, 10.8 too.', 'assert acc >= 0.77, f"expected 0.77, found {acc}"'],
  ],
  [
    'a limit on the left',
    'assert 0.8 < acc',
    SEEN.map(([value, limit]): [number, number] => [limit, value]),
    ['x', 'At least 0.77 was seen, 10.8 too.', 'assert 0.77 < acc'],
  ],
  ['no limit: the cell goes with its note', 'assert acc == 0.8', SEEN, ['x']],
  ['no numbers', 'assert acc >= 0.8', [], ['x']],
  [
    'others of the cell stay',
    'assert a.any()\nassert b',
    [],
    ['x', 'At least 0.8 was seen, 10.8 too.', 'assert b'],
  ],
])('%s', (_, source, numbers, cells) => {
  const fixed = flaky(source, numbers);
  expect(fixed.cells).toEqual(cells);
  expect(fixed.left).toEqual([]);
});

test('what the author wrote is left alone', () => {
  const notebook = notebookOf(['assert acc >= 0.8']);
  const place = findAsserts(notebook)[0]!;
  const verdict: Verdict = { place, status: 'flaky', reached: 5, failed: 1, failure: null, numbers: SEEN };
  const fixes = planFixes(notebook, [verdict]);
  expect(fixes.map(({ action }) => action)).toEqual([{ kind: 'leave', why: 'it is your own' }]);
  expect(applyFixes(notebook, fixes)).toBe(notebook.text);
});

test('what holds or always fails is no business of a fix', () => {
  const notebook = notebookOf(['x', inserted('assert a\nassert b')]);
  const verdicts = findAsserts(notebook).map((place, at): Verdict => {
    return { place, status: at === 0 ? 'fails' : 'holds', reached: 5, failed: 5, failure: null, numbers: [] };
  });
  expect(planFixes(notebook, verdicts)).toEqual([]);
});
