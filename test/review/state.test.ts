import { describe, expect, test } from 'vitest';
import { actionOf, KEY_BINDINGS } from '../../src/review/keys.ts';
import {
  acceptedForms,
  formsOf,
  openReview,
  press,
  type ReviewState,
  shownForm,
  withEdit,
} from '../../src/review/state.ts';
import { proposal } from './samples.ts';

const form = (strictness: 'strict' | 'balanced' | 'lenient', assert: string) => ({
  strictness,
  assert,
  note: `note of ${assert}`,
});

/** Five proposals: templates a b a c a; the first has three forms, the others one. */
const PROPOSALS = ['a/x', 'b/x', 'a/x', 'c/x', 'a/x'].map((template, cell) =>
  proposal('df.shape', cell, {
    template,
    chosen: 'balanced',
    variants:
      cell === 0
        ? [form('strict', 's0'), form('balanced', 'b0'), form('lenient', 'l0')]
        : [form('balanced', `b${cell}`)],
  }),
);

/** `E:text` stands for an edit that gave `text`. */
function play(keys: readonly string[], start = openReview(PROPOSALS)): ReviewState {
  return keys.reduce(
    (state, key) => (key.startsWith('E:') ? withEdit(state, key.slice(2), 'n') : press(state, key)),
    start,
  );
}

/** Decisions as one letter a proposal, what is asked, and the phase. */
function summary(state: ReviewState) {
  const letters = PROPOSALS.map(({ key }) => {
    const decision = state.decisions.get(key);
    return decision === undefined ? '.' : decision.kind === 'accept' ? 'y' : 'n';
  });
  return [
    letters.join(''),
    state.at,
    state.phase,
    acceptedForms(state)
      .map((one) => one.form.assert)
      .join(' '),
  ];
}

describe('keys', () => {
  test.each<[string, string[], string, number, ReviewState['phase'], string]>([
    ['nothing pressed', [], '.....', 0, 'open', ''],
    ['y accepts what is shown', ['y'], 'y....', 1, 'open', 'b0'],
    ['n skips', ['n'], 'n....', 1, 'open', ''],
    ['the last decision ends it', ['y', 'n', 'y', 'n', 'y'], 'ynyny', 5, 'done', 'b0 b2 b4'],
    ['s shows the next form, which y accepts', ['s', 'y'], 'y....', 1, 'open', 'l0'],
    ['s comes round', ['s', 's', 'y'], 'y....', 1, 'open', 's0'],
    ['s with one form does nothing', ['n', 's', 'y'], 'ny...', 2, 'open', 'b1'],
    ['s decides nothing', ['s', 's', 's'], '.....', 0, 'open', ''],
    ['an edit decides nothing', ['E:mine'], '.....', 0, 'open', ''],
    ['an edit is accepted by y', ['E:mine', 'y'], 'y....', 1, 'open', 'mine'],
    ['an edit can be passed by with s', ['E:mine', 's', 'y'], 'y....', 1, 'open', 's0'],
    ['a accepts the rest', ['n', 'a'], 'nyyyy', 5, 'done', 'b1 b2 b3 b4'],
    ['a leaves what was skipped', ['T', 'a'], 'nynyn', 5, 'done', 'b1 b3'],
    ['a takes the form that is shown', ['s', 'a'], 'yyyyy', 5, 'done', 'l0 b1 b2 b3 b4'],
    ['t accepts the template', ['t'], 'y.y.y', 1, 'open', 'b0 b2 b4'],
    ['T skips the template', ['T'], 'n.n.n', 1, 'open', ''],
    ['t does not touch what was decided before', ['n', 'n', 't'], 'nny.y', 3, 'open', 'b2 b4'],
    ['after t the next undecided is asked', ['t', 'y', 'n'], 'yyyny', 5, 'done', 'b0 b1 b2 b4'],
    ['u takes back y', ['y', 'u'], '.....', 0, 'open', ''],
    ['u takes back one decision', ['y', 'n', 'u'], 'y....', 1, 'open', 'b0'],
    ['u takes back a whole t', ['y', 'n', 't', 'u'], 'yn...', 2, 'open', 'b0'],
    ['u as often as there are decisions', ['y', 'n', 'u', 'u', 'u'], '.....', 0, 'open', ''],
    ['u keeps the form that was shown', ['s', 'y', 'u', 'y'], 'y....', 1, 'open', 'l0'],
    ['u keeps the edit', ['E:mine', 'y', 'u', 'y'], 'y....', 1, 'open', 'mine'],
    ['u does not count s, i, ? and pages', ['y', 's', 'i', 'space', 'b', 'u'], '.....', 0, 'open', ''],
    ['right leaves a proposal undecided', ['right', 'y'], '.y...', 2, 'open', 'b1'],
    ['behind the last decision comes what was left', ['right', 'y', 'y', 'y', 'y'], '.yyyy', 0, 'open', 'b1 b2 b3 b4'],
    ['there is nothing behind the last', ['right', 'right', 'right', 'right', 'right'], '.....', 4, 'open', ''],
    ['there is nothing before the first', ['left', 'left'], '.....', 0, 'open', ''],
    ['left decides anew', ['y', 'n', 'left', 'y'], 'yy...', 2, 'open', 'b0 b1'],
    ['left and right keep a decision', ['y', 'left', 'right'], 'y....', 1, 'open', 'b0'],
    ['a decision made anew can be undone', ['y', 'left', 'n', 'u'], 'y....', 0, 'open', 'b0'],
    ['s and y make another form of an accepted one', ['y', 'left', 's', 'y'], 'y....', 1, 'open', 'l0'],
    ['j and k are right and left', ['j', 'j', 'k', 'y'], '.y...', 2, 'open', 'b1'],
    ['d leaves the rest', ['y', 'd'], 'y....', 1, 'done', 'b0'],
    ['q leaves the rest', ['y', 'n', 'q'], 'yn...', 2, 'stopped', 'b0'],
    ['Ctrl-C', ['y', 'ctrl-c'], 'y....', 1, 'interrupted', 'b0'],
    ['Enter and Esc decide nothing', ['enter', 'escape', 'enter'], '.....', 0, 'open', ''],
    [
      'other keys decide nothing',
      ['x', 'Y', 'N', '1', 'ä', 'alt-y', 'ctrl-d', 'home', 'tab'],
      '.....',
      0,
      'open',
      '',
    ],
    ['in the help, a key only goes back', ['?', 'y'], '.....', 0, 'open', ''],
    ['after the help, keys work again', ['?', 'a', 'y'], 'y....', 1, 'open', 'b0'],
    ['in the help, Ctrl-C stops', ['?', 'ctrl-c'], '.....', 0, 'interrupted', ''],
    ['after the end nothing changes', ['y', 'q', 'n', 'u', 'a'], 'y....', 1, 'stopped', 'b0'],
  ])('%s', (_name, keys, decisions, at, phase, asserts) => {
    expect(summary(play(keys))).toEqual([decisions, at, phase, asserts]);
  });

  test('every key without an action says so and changes nothing else', () => {
    for (const key of ['enter', 'escape', 'x', 'this', 'home']) {
      const before = play(['y']);
      const after = press(before, key);
      expect(after).toEqual({ ...before, message: expect.stringContaining('y accepts, n skips') });
    }
  });

  test('e and E ask for an edit, once', () => {
    expect(play(['e']).request).toBe('edit');
    expect(play(['E']).request).toBe('edit-inline');
    expect(play(['e', 'i']).request).toBeNull();
  });

  test('i stays as set for the next proposal', () => {
    expect(play(['i', 'y', 'n']).showsWhy).toBe(true);
    expect(play(['i', 'y', 'i']).showsWhy).toBe(false);
    expect(openReview(PROPOSALS, true).showsWhy).toBe(true);
  });

  test('o is over with the next proposal', () => {
    expect(play(['o']).showsAll).toBe(true);
    expect(play(['o', 'o']).showsAll).toBe(false);
    expect(play(['o', 'y']).showsAll).toBe(false);
    expect(play(['o', 'right']).showsAll).toBe(false);
  });

  test('a decision goes back to the first part of the screen', () => {
    expect(play(['space', 'space']).page).toBe(2);
    expect(play(['space', 'b', 'b']).page).toBe(0);
    expect(play(['space', 'y']).page).toBe(0);
  });

  test('a state is never changed in place', () => {
    const start = openReview(PROPOSALS);
    const copy = structuredClone({ ...start, proposals: [] });
    play(['s', 'y', 'E:mine', 't', 'u', 'q'], start);
    expect({ ...start, proposals: [] }).toEqual(copy);
  });
});

test('without proposals there is nothing to ask', () => {
  expect(openReview([]).phase).toBe('done');
});

test('the form shown first is the chosen one', () => {
  const state = openReview(PROPOSALS);
  expect(formsOf(state, PROPOSALS[0]!)[shownForm(state, PROPOSALS[0]!)]?.assert).toBe('b0');
});

test('each key is bound once, and each action has a key', () => {
  const keys = KEY_BINDINGS.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.map(actionOf)).not.toContain(null);
  expect(actionOf('enter')).toBeNull();
  expect(actionOf('escape')).toBeNull();
  expect(actionOf('constructor')).toBeNull();
});
