import { Chalk } from 'chalk';
import { describe, expect, test } from 'vitest';
import { NbassertError } from '../../src/errors.ts';
import type { Proposal } from '../../src/proposals/index.ts';
import { paint } from '../../src/review/paint.ts';
import { type OpenNotebook, reviewNotebook } from '../../src/review/session.ts';
import { summaryLines } from '../../src/review/summary.ts';
import type { EditorResult, Terminal } from '../../src/review/terminal.ts';
import type { Accepted } from '../../src/rewrite/index.ts';
import { proposal } from './samples.ts';

const offer = (cell: number, source: string, assert: string) =>
  proposal(source, cell, {
    variants: [{ strictness: 'strict', assert, note: '' }],
    assumption: `a fact of ${source}.`,
  });

const PROPOSALS = [
  offer(0, 'a.shape', 'assert a'),
  offer(1, 'b.shape', 'assert b'),
  offer(2, 'c.shape', 'assert c'),
];

/** A file that others may change: `versions` are its proposals at each reading. */
class FakeFile {
  readonly saved: string[][] = [];
  readonly #versions: (readonly Proposal[] | NbassertError)[];
  #current = 0;
  constructor(...versions: (readonly Proposal[] | NbassertError)[]) {
    this.#versions = versions;
  }
  /** What a run says of an assert. */
  said: (assert: string) => string | Promise<string> = (assert) => `${assert} holds`;
  /** Someone else saves the next version. */
  change(): void {
    this.#current += 1;
  }
  open(): OpenNotebook {
    const mine = this.#current;
    const proposals = this.#versions[mine]!;
    if (proposals instanceof NbassertError) throw proposals;
    return {
      path: 'a.ipynb',
      proposals,
      cellAt: () => ({ source: '', executionCount: null }),
      whyOf: () => '',
      preview: (_accepted: readonly Accepted[], next: Accepted) => [
        { kind: 'new', type: 'code', source: next.assert },
      ],
      tryOut: async ({ assert }) => this.said(assert),
      catches: () => 'catches 5 of 12 faults',
      hasChanged: () => this.#current !== mine,
      reread: () => this.open(),
      save: (accepted) => {
        if (this.#current !== mine)
          throw new NbassertError('unwritable', 'The file changed since it was read.');
        this.saved.push(accepted.map(({ assert }) => assert));
      },
    };
  }
}

/** Presses keys; a function among them does something outside. The screens are kept. */
function keyboard(keys: (string | (() => void))[], edits: ((text: string) => EditorResult)[] = []) {
  const screens: string[] = [];
  const terminal: Terminal = {
    colors: new Chalk({ level: 0 }),
    size: () => ({ width: 80, height: 24 }),
    draw: (lines) => void screens.push(lines.join('\n')),
    keep: () => {},
    key: async () => {
      for (let next = keys.shift(); ; next = keys.shift()) {
        if (next === undefined) throw new Error('asked for more keys than there are');
        if (typeof next === 'string') return next;
        next();
      }
    },
    isInterrupted: () => keys[0] === 'ctrl-c',
    ask: async () => null,
    hasEditor: true,
    edit: async (text) => edits.shift()!(text),
  };
  return { terminal, screens, keys };
}

async function run(
  file: FakeFile,
  pressed: (string | (() => void))[],
  edits: ((text: string) => EditorResult)[] = [],
) {
  const { terminal, screens, keys } = keyboard(pressed, edits);
  const outcome = await reviewNotebook(file.open(), terminal, { notebook: null, showsWhy: false });
  const report = { outcomes: [outcome], failed: [], withoutProposals: [], leftOut: 0, notReached: 0, interrupted: false };
  return {
    saved: file.saved,
    phase: outcome.state.phase,
    lost: outcome.lost.map(({ key }) => key),
    error: outcome.error?.message ?? null,
    screens,
    left: keys.length,
    summary: paint(summaryLines(report, 80), new Chalk({ level: 0 })),
  };
}

describe('what is written', () => {
  test.each<[string, string[], string[][], string]>([
    ['all decided', ['y', 'n', 'y'], [['assert a', 'assert c']], 'done'],
    ['nothing accepted writes nothing', ['n', 'n', 'n'], [], 'done'],
    ['q keeps what was accepted', ['y', 'q'], [['assert a']], 'stopped'],
    ['q at once', ['q'], [], 'stopped'],
    ['d keeps what was accepted', ['y', 'd'], [['assert a']], 'done'],
    ['Ctrl-C writes nothing', ['y', 'y', 'ctrl-c'], [], 'interrupted'],
    ['a', ['a'], [['assert a', 'assert b', 'assert c']], 'done'],
    ['undone is not written', ['y', 'u', 'n', 'y', 'd'], [['assert b']], 'done'],
    ['drawing again asks for no decision', ['redraw', 'y', 'redraw', 'q'], [['assert a']], 'stopped'],
  ])('%s', async (_name, keys, saved, phase) => {
    const result = await run(new FakeFile(PROPOSALS), [...keys]);
    expect({ saved: result.saved, phase: result.phase, left: result.left, error: result.error }).toEqual({
      saved,
      phase,
      left: 0,
      error: null,
    });
  });
});

describe('a run up to the proposal', () => {
  test('says whether it holds, and asks again', async () => {
    const result = await run(new FakeFile(PROPOSALS), ['r', 'y', 'q']);
    expect(result).toMatchObject({ saved: [['assert a']], phase: 'stopped', left: 0 });
    expect(result.screens[1]).toContain('Running up to cell 0 …');
    expect(result.screens[2]).toContain('assert a holds');
    expect(result.screens[2]).toContain('catches 5 of 12 faults');
    expect(result.screens[3]).not.toContain('holds');
  });
  test('that cannot be made says why', async () => {
    const file = new FakeFile(PROPOSALS);
    file.said = () => {
      throw new NbassertError('kernel', 'No Python was found.', { hint: 'Install Python 3.' });
    };
    const result = await run(file, ['r', 'q']);
    expect(result.screens[2]).toContain('No Python was found. Install Python 3.');
  });
  test('is left with Ctrl-C, which writes nothing', async () => {
    const file = new FakeFile(PROPOSALS);
    file.said = () => new Promise(() => {});
    expect(await run(file, ['y', 'r', 'ctrl-c'])).toMatchObject({ saved: [], phase: 'interrupted', left: 0 });
  });
});

describe('a file that someone else changed', () => {
  const shifted = [
    offer(1, 'a.shape', 'assert a'),
    offer(2, 'b.shape', 'assert b'),
    offer(3, 'c.shape', 'assert c'),
  ];
  test('all decisions fit: written at once', async () => {
    const file = new FakeFile(PROPOSALS, shifted);
    const result = await run(file, ['y', 'n', () => file.change(), 'y']);
    expect(result).toMatchObject({ saved: [['assert a', 'assert c']], lost: [], error: null, phase: 'done' });
  });
  test('a decided one is gone: the others are written, it is named', async () => {
    const file = new FakeFile(PROPOSALS, PROPOSALS.slice(1));
    const result = await run(file, ['y', 'y', () => file.change(), 'n']);
    expect(result).toMatchObject({ saved: [['assert b']], lost: ['0:1:shape/shape'], error: null });
    expect(result.summary).toEqual([
      'a.ipynb: 1 accepted, 1 skipped; written.',
      ' + cell 1, line 1: assert b',
      ' - cell 2, line 1: skipped: a fact of c.shape.',
      ' ! cell 0, line 1: not written: the notebook changed meanwhile',
    ]);
  });
  test('a skipped one is gone: nothing is missing', async () => {
    const file = new FakeFile(PROPOSALS, PROPOSALS.slice(1));
    const result = await run(file, ['n', 'y', () => file.change(), 'n']);
    expect(result).toMatchObject({ saved: [['assert b']], lost: [], error: null });
  });
  test('something new is there: it is asked', async () => {
    const file = new FakeFile(PROPOSALS.slice(0, 1), PROPOSALS.slice(0, 2));
    const result = await run(file, [() => file.change(), 'y', 'n']);
    expect(result).toMatchObject({ saved: [['assert a']], lost: [], left: 0 });
    expect(result.screens.at(-1)).toContain(
      'The notebook changed on disk and was read again: 1 of 1 decision still fit',
    );
  });
  test('q stays q', async () => {
    const file = new FakeFile(PROPOSALS, PROPOSALS);
    const result = await run(file, ['y', () => file.change(), 'q']);
    expect(result).toMatchObject({ saved: [['assert a']], phase: 'stopped', left: 0 });
  });
  test('it is no notebook any more: nothing is written, the reason is kept', async () => {
    const file = new FakeFile(PROPOSALS, new NbassertError('unreadable', 'This is not JSON.'));
    const result = await run(file, ['y', () => file.change(), 'q']);
    expect(result).toMatchObject({ saved: [], error: 'This is not JSON.' });
    expect(result.summary).toEqual([
      'a.ipynb: 1 accepted, 0 skipped, 2 not decided; the file is as it was.',
      ' ! a.ipynb: This is not JSON.',
    ]);
  });
  test('it keeps changing: given up', async () => {
    const file = new FakeFile(...Array.from({ length: 50 }, () => PROPOSALS));
    const opened = file.open();
    const restless = (one: OpenNotebook): OpenNotebook => ({
      ...one,
      reread: () => restless(one.reread()),
      save: (accepted) => {
        file.change();
        one.save(accepted);
      },
    });
    const { terminal } = keyboard(['a']);
    const outcome = await reviewNotebook(restless(opened), terminal, { notebook: null, showsWhy: false });
    expect(outcome.error?.message).toBe('The file changed since it was read.');
    expect(file.saved).toEqual([]);
  });
  test('while the editor was open: read again before anything is asked', async () => {
    const file = new FakeFile(PROPOSALS, PROPOSALS.slice(1));
    const result = await run(
      file,
      ['y', 'e', 'y', 'n'],
      [
        (text) => {
          file.change();
          return { kind: 'text', text: text.replace('assert b', 'assert b > 1') };
        },
      ],
    );
    expect(result).toMatchObject({ saved: [['assert b > 1']], lost: ['0:1:shape/shape'], left: 0 });
  });
});

test('a failing editor loses no decision', async () => {
  const result = await run(
    new FakeFile(PROPOSALS),
    ['y', 'e', 'q'],
    [() => ({ kind: 'failed', message: 'The editor ended with exit code 1.' })],
  );
  expect(result).toMatchObject({ saved: [['assert a']], error: null });
  expect(result.screens.at(-1)).toContain('The editor ended with exit code 1.');
});

test('a read-only file: the reason, nothing written', async () => {
  const file = new FakeFile(PROPOSALS);
  const opened = {
    ...file.open(),
    save: () => {
      throw new NbassertError('unwritable', 'The file is read-only.', { hint: 'Give yourself permission.' });
    },
  };
  const { terminal } = keyboard(['a']);
  const outcome = await reviewNotebook(opened, terminal, { notebook: null, showsWhy: false });
  expect(outcome).toMatchObject({ written: [], error: { message: 'The file is read-only.' } });
});
