import { Chalk } from 'chalk';
import { describe, expect, test } from 'vitest';
import { composeEdit, editForm, problemOf, readEdit } from '../../src/review/edit.ts';
import type { Form } from '../../src/review/state.ts';
import type { EditorResult, Question, Terminal } from '../../src/review/terminal.ts';

const FORM: Form = { name: 'strict', assert: 'assert a\nassert b', note: 'Two lines.\nOf note.' };

/** A terminal that answers questions and edits from a list, and keeps what it was asked. */
function scripted(answers: (string | null)[], edits: ((text: string) => EditorResult)[], hasEditor = true) {
  const asked: string[] = [];
  const terminal: Terminal = {
    colors: new Chalk({ level: 0 }),
    size: () => ({ width: 80, height: 24 }),
    draw: () => {},
    keep: (lines) => void asked.push(...lines.filter((line) => line !== '')),
    key: async () => 'q',
    isInterrupted: () => false,
    ask: async (question: Question) => {
      asked.push(question.initial);
      for (;;) {
        const answer = answers.shift() ?? null;
        const problem = answer === null ? null : question.problemOf(answer);
        if (problem === null) return answer;
        asked.push(problem);
      }
    },
    hasEditor,
    edit: async (text) => {
      asked.push(text);
      return edits.shift()!(text);
    },
  };
  return { terminal, asked };
}

const edited = (text: string): EditorResult => ({ kind: 'text', text });

describe('problemOf', () => {
  test.each([
    'assert x',
    'assert x == 1, f"{x}"',
    'assert x, (\n    "message"\n)',
    'import numpy as np\nassert np.isfinite(x)',
    'assert (x, y) == (1, 2), (x, y)',
    'assert (x > 0), "positive"',
    'assert (1, 2) in pairs',
  ])('valid: %s', (text) => {
    expect(problemOf(text)).toBeNull();
  });
  test.each<[string, RegExp]>([
    ['', /^There is nothing left/],
    [' \n ', /^There is nothing left/],
    ['assert x ==', /^This is not valid Python: /],
    ['assert x\nassert (', /^This is not valid Python: line 2: /],
    ['assert "', /^This is not valid Python: /],
    ['!ls', /^This is IPython syntax/],
    ['%timeit x', /^This is IPython syntax/],
    ['assert (x > 0, "positive")', /^This asserts a tuple, which is always true/],
  ])('invalid: %s', (text, problem) => {
    expect(problemOf(text)).toMatch(problem);
  });
});

describe('inline', () => {
  test('one question a line', async () => {
    const { terminal, asked } = scripted(['assert a > 0', 'assert b'], [], false);
    expect(await editForm(FORM, terminal, false)).toEqual({
      kind: 'edited',
      assert: 'assert a > 0\nassert b',
      note: FORM.note,
    });
    expect(asked).toEqual(['assert a', 'assert b', 'assert a', 'assert b', 'Two lines.']);
  });
  test('a single line is refused while it is asked', async () => {
    const { terminal, asked } = scripted(['assert a >', 'assert a > 1'], [], false);
    const form = { ...FORM, assert: 'assert a' };
    expect(await editForm(form, terminal, false)).toEqual({
      kind: 'edited',
      assert: 'assert a > 1',
      note: FORM.note,
    });
    expect(asked).toEqual(['assert a', expect.stringContaining('not valid Python'), 'Two lines.']);
  });
  test('several lines are asked again with what was typed', async () => {
    const { terminal, asked } = scripted(['assert a', 'assert (', 'assert a', 'assert c'], [], false);
    expect(await editForm(FORM, terminal, false)).toEqual({
      kind: 'edited',
      assert: 'assert a\nassert c',
      note: FORM.note,
    });
    expect(asked).toEqual([
      ...['assert a', 'assert b', 'assert a', 'assert b'],
      expect.stringContaining('line 2'),
      ...['assert a', 'assert (', 'assert a', 'assert ('],
      'Two lines.',
    ]);
  });
  test.each<[string, (string | null)[], string]>([
    ['is asked line by line', ['One.', 'Two.'], 'One.\nTwo.'],
    ['loses a line that is emptied', ['', 'Of note.'], 'Of note.'],
    ['is gone when all lines are', ['', ' '], ''],
    ['keeps the rest at Esc', ['One.', null], 'One.\nOf note.'],
  ])('the note %s', async (_name, answers, note) => {
    const { terminal } = scripted(['assert z', ...answers], [], false);
    expect(await editForm({ ...FORM, assert: 'assert a' }, terminal, false)).toEqual({
      kind: 'edited',
      assert: 'assert z',
      note,
    });
  });
  test('leaving it keeps the proposal', async () => {
    const { terminal } = scripted(['assert z', null], [], false);
    expect(await editForm(FORM, terminal, false)).toMatchObject({ kind: 'kept' });
  });
  test('the same text is no edit', async () => {
    const { terminal } = scripted(['assert a', 'assert b'], [], false);
    expect(await editForm(FORM, terminal, false)).toEqual({
      kind: 'kept',
      message: 'The edit changed nothing.',
    });
  });
  test('is used beside an editor when it is asked for', async () => {
    const { terminal } = scripted(['assert z', 'assert b'], []);
    expect(await editForm(FORM, terminal, true)).toMatchObject({ kind: 'edited' });
  });
});

describe('in an editor', () => {
  test('assert and note', async () => {
    const { terminal } = scripted(
      [],
      [(text) => edited(text.replace('assert b', 'assert c').replace('Of note', 'Worth a note'))],
    );
    expect(await editForm(FORM, terminal, false)).toEqual({
      kind: 'edited',
      assert: 'assert a\nassert c',
      note: 'Two lines.\nWorth a note.',
    });
  });
  test('what is no Python is shown again with the reason', async () => {
    const { terminal, asked } = scripted(
      [],
      [
        (text) => edited(text.replace('assert b', 'assert (')),
        (text) => edited(text.replace('assert (', 'assert (c)')),
      ],
    );
    expect(await editForm(FORM, terminal, false)).toMatchObject({
      kind: 'edited',
      assert: 'assert a\nassert (c)',
    });
    expect(asked[1]).toMatch(/^#: This is not valid Python: line 2: .*\n/);
  });
  test('closing it twice with the same mistake gives up, with the reason', async () => {
    const { terminal } = scripted([], [(text) => edited(text.replace('assert b', 'assert (')), edited]);
    expect(await editForm(FORM, terminal, false)).toEqual({
      kind: 'kept',
      message: expect.stringMatching(/not valid Python.*The proposal is as it was\.$/),
    });
  });
  test.each<[string, EditorResult, string]>([
    [
      'fails',
      { kind: 'failed', message: 'The editor ended with exit code 1.' },
      'The editor ended with exit code 1.',
    ],
    ['leaves nothing', edited('\n'), 'The edit was left; the proposal is as it was.'],
    ['changes nothing', edited(composeEdit(FORM)), 'The edit changed nothing.'],
  ])('that %s keeps the proposal', async (_name, result, message) => {
    const { terminal } = scripted([], [() => result]);
    expect(await editForm(FORM, terminal, false)).toEqual({ kind: 'kept', message });
  });
});

test.each<[string, Form]>([
  ['several lines', FORM],
  ['no note', { ...FORM, note: '' }],
  ['comments', { ...FORM, assert: '# why\nassert a  # because' }],
])('composed and read back: %s', (_name, form) => {
  expect(readEdit(composeEdit(form), form)).toEqual({ assert: form.assert, note: form.note });
  expect(readEdit(composeEdit(form, 'line 1: wrong').replaceAll('\n', '\r\n'), form)).toEqual({
    assert: form.assert,
    note: form.note,
  });
});
