import { describe, expect, test } from 'vitest';
import { rematch } from '../../src/review/rematch.ts';
import { acceptedForms, openReview, press, withEdit } from '../../src/review/state.ts';
import { proposal } from './samples.ts';

const offer = (cell: number, source: string, assert: string) =>
  proposal(source, cell, { variants: [{ strictness: 'strict', assert, note: '' }] });

const BEFORE = [offer(0, 'df.shape', 'a0'), offer(1, 'df.columns', 'a1'), offer(2, 'df.dtypes', 'a2')];

describe('after y n on the first two of three', () => {
  const reviewed = press(press(openReview(BEFORE), 'y'), 'n');
  test.each<
    [
      name: string,
      after: typeof BEFORE,
      kept: Record<string, string>,
      lost: string[],
      at: number,
      phase: string,
    ]
  >([
    [
      'nothing changed',
      [...BEFORE],
      { '0:1:shape/shape': 'accept', '1:1:shape/shape': 'skip' },
      [],
      2,
      'open',
    ],
    [
      'an undecided one is gone',
      BEFORE.slice(0, 2),
      { '0:1:shape/shape': 'accept', '1:1:shape/shape': 'skip' },
      [],
      2,
      'done',
    ],
    ['a decided one is gone', BEFORE.slice(1), { '1:1:shape/shape': 'skip' }, ['0:1:shape/shape'], 1, 'open'],
    [
      'the assert of a decided one changed',
      [offer(0, 'df.shape', 'other'), ...BEFORE.slice(1)],
      { '1:1:shape/shape': 'skip' },
      ['0:1:shape/shape'],
      0,
      'open',
    ],
    [
      'the code of a decided one changed',
      [offer(0, 'df2.shape', 'a0'), ...BEFORE.slice(1)],
      { '1:1:shape/shape': 'skip' },
      ['0:1:shape/shape'],
      0,
      'open',
    ],
    [
      'a cell was inserted in front',
      [offer(1, 'df.shape', 'a0'), offer(2, 'df.columns', 'a1'), offer(3, 'df.dtypes', 'a2')],
      { '1:1:shape/shape': 'accept', '2:1:shape/shape': 'skip' },
      [],
      2,
      'open',
    ],
    [
      'a moved one with a twin cannot be told apart',
      [offer(4, 'df.shape', 'a0'), offer(5, 'df.shape', 'a0'), ...BEFORE.slice(1)],
      { '1:1:shape/shape': 'skip' },
      ['0:1:shape/shape'],
      0,
      'open',
    ],
    ['all gone', [], {}, ['0:1:shape/shape', '1:1:shape/shape'], 0, 'done'],
  ])('%s', (_name, after, kept, lost, at, phase) => {
    const result = rematch(reviewed, after);
    const decisions = Object.fromEntries([...result.state.decisions].map(([key, { kind }]) => [key, kind]));
    expect({
      decisions,
      lost: result.lost.map(({ key }) => key),
      at: result.state.at,
      phase: result.state.phase,
    }).toEqual({
      decisions: kept,
      lost,
      at,
      phase,
    });
  });
});

test('an edit goes along with its proposal, and the old history is forgotten', () => {
  const reviewed = press(withEdit(openReview(BEFORE), 'mine', 'note'), 'y');
  const { state } = rematch(reviewed, [offer(7, 'df.shape', 'a0')]);
  expect(acceptedForms(state).map(({ form }) => form.assert)).toEqual(['mine']);
  expect(state.history).toEqual([]);
});
