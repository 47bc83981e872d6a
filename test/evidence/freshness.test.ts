import { describe, expect, it } from 'vitest';
import { freshnessOf } from '../../src/evidence/index.ts';
import type { Output } from '../../src/notebook/index.ts';
import { codeCell, result, stdout } from './helpers.ts';

const error: Output = { kind: 'error', name: 'E', message: '', traceback: [] };

function freshness(cells: [count: number | null, ...outputs: Output[]][]): (string | true)[] {
  const made = cells.map(([count, ...outputs], i) => codeCell(i, 'x', outputs, count));
  return [...freshnessOf(made).values()].map(({ fresh, why }) => fresh || why);
}

describe('freshnessOf', () => {
  it.each<[string, Parameters<typeof freshness>[0], (string | true)[]]>([
    ['run from top to bottom', [[1], [2], [3]], [true, true, true]],
    ['gaps are normal', [[4], [9], [30]], [true, true, true]],
    ['stripped counts say nothing', [[null], [null, stdout('1')]], [true, true]],
    [
      'counts that most cells lost say nothing',
      [[null, stdout('1')], [null, stdout('1')], [3, stdout('1')], [null, stdout('1')], [null, stdout('1')]],
      [true, true, true, true, true],
    ],
    [
      'counts that some cells lost',
      [[1, stdout('1')], [2, stdout('1')], [3, stdout('1')], [null, stdout('1')], [4, stdout('1')]],
      [true, true, true, 'The cell has an output but no execution count, so it was changed or never ran to its end.', true],
    ],
    ['not run and without output', [[1], [null], [2]], [true, true, true]],
    [
      'an output without a count',
      [[1], [null, stdout('1')]],
      [true, 'The cell has an output but no execution count, so it was changed or never ran to its end.'],
    ],
    [
      'out of order',
      [[1], [5], [3]],
      [true, 'Cell 2 below ran before it (3 before 5).', 'Cell 1 above ran after it (5 after 3).'],
    ],
    [
      'the same count twice',
      [[2], [2]],
      ['Another cell has the same execution count, 2.', 'Another cell has the same execution count, 2.'],
    ],
    ['a failure', [[1, error], [2]], ['The cell failed when it was run last.', true]],
    ['a result of another run', [[7, result('1', 3)]], ['The output is from run 3, the cell says 7.']],
  ])('%s', (_name, cells, expected) => {
    expect(freshness(cells)).toEqual(expected);
  });
});
