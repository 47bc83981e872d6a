import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editNotebook, type Notebook, readNotebook } from '../../src/notebook/index.ts';
import { type Accepted, remove, rewrite } from '../../src/rewrite/index.ts';
import { shape, textOf } from '../notebook/arbitrary.ts';
import { pythonPath } from '../python.ts';
import { accepted } from './proposals.ts';

/** A release run sets this to 100000. */
const numRuns = Number(process.env.NBASSERT_PROPERTY_RUNS ?? 500);
const timeout = 60_000 + numRuns * 20;

interface Choice {
  readonly cell: number;
  readonly line: number;
  readonly how: 'new' | 'before' | 'after' | 'bind';
  readonly assert: string;
  readonly note: string;
}

const choice: fc.Arbitrary<Choice> = fc.record({
  cell: fc.nat(4),
  line: fc.nat(6),
  how: fc.constantFrom('new', 'before', 'after', 'bind'),
  assert: fc.constantFrom(
    'assert df.shape == (3, 4), df.shape',
    'assert x > 0.5, (\n    f"x is {x}"\n)',
    'assert list(df) == ["é", "\\u2028"]',
    'assert acc >= 0.8, acc',
  ),
  note: fc.constantFrom('', 'The table has 3 rows.', 'Größe: 3. Zwei Sätze.\nZweite Zeile 😀.'),
});
const options = fc.record({
  notes: fc.constantFrom('none', 'short', 'full'),
  cellTags: fc.constantFrom([], ['hide-input', 'nbassert']),
});

/** Decisions that fit the notebook; those that do not are dropped. */
function decide(notebook: Notebook, choices: readonly Choice[], kinds: readonly Choice['how'][]): Accepted[] {
  return choices.flatMap((one): Accepted[] => {
    const cell = notebook.cells[one.cell];
    if (cell?.type !== 'code' || !kinds.includes(one.how)) return [];
    if (one.how === 'new') return [accepted(one)];
    // A line of its own: the statement, from its first to its last character that is no white space.
    const lines = [...cell.source.matchAll(/[^\r\n]+/g)].filter((match) => match[0].trim() !== '');
    const found = lines[one.line];
    if (found === undefined) return [];
    const from = found.index + (found[0].length - found[0].trimStart().length);
    const to = from + found[0].trim().length;
    const placement = {
      kind: 'inline',
      cell: one.cell,
      statement: { from, to },
      side: one.how === 'after' ? 'after' : 'before',
      bind: one.how === 'bind' ? { name: `checked_${from}`, expression: { from, to } } : null,
    } as const;
    return [accepted({ ...one, from, placement })];
  });
}

function isSubsequence(part: string, whole: string): boolean {
  let at = 0;
  for (let index = 0; index < whole.length && at < part.length; index++) {
    if (whole[index] === part[at]) at++;
  }
  return at === part.length;
}

describe('over arbitrary notebooks and decisions', () => {
  test('new cells keep every byte in order, and remove gives the bytes back', { timeout }, () => {
    fc.assert(
      fc.property(shape(false), fc.array(choice, { maxLength: 8 }), options, (shape, choices, options) => {
        const notebook = readNotebook(textOf(shape));
        const decisions = decide(notebook, choices, ['new']);
        const text = rewrite(notebook, decisions, options);
        if (decisions.length === 0) {
          expect(text).toBe(notebook.text);
          return;
        }
        expect(isSubsequence(notebook.text, text)).toBe(true);
        if (shape.style.indent !== null) expect(linesKept(notebook.text, text)).toBe(true);
        const after = readNotebook(text);
        expect(after.cells.length).toBeGreaterThan(notebook.cells.length);
        expect(
          after.cells.filter((cell) => !cell.tags.includes('nbassert')).map((cell) => cell.source),
        ).toEqual(notebook.cells.map((cell) => cell.source));
        expect(rewrite(after, [], options)).toBe(text);
        expect(remove(after)).toMatchObject({ text: notebook.text, left: [] });
      }),
      { numRuns },
    );
  });

  test('inline lines and new cells in two goes: remove gives the bytes back', { timeout }, () => {
    const choices = fc.array(choice, { maxLength: 6 });
    fc.assert(
      fc.property(shape(false), choices, choices, options, (shape, first, second, options) => {
        const notebook = readNotebook(textOf(shape));
        const all = ['new', 'before', 'after', 'bind'] as const;
        const once = readNotebook(rewrite(notebook, decide(notebook, first, all), options));
        const own = second.map((one) => ({ ...one, cell: placeOf(once, one.cell) }));
        const twice = readNotebook(rewrite(once, decide(once, own, all), options));
        expect(remove(once)).toMatchObject({ text: notebook.text, left: [] });
        expect(remove(twice)).toMatchObject({ text: notebook.text, left: [] });
      }),
      { numRuns },
    );
  });

  test('what was valid stays valid for nbformat', { timeout: 120_000 }, () => {
    const samples = fc.sample(
      fc.tuple(shape(true), fc.array(choice, { minLength: 1, maxLength: 8 }), options),
      {
        numRuns: Math.min(numRuns, 400),
        seed: 7,
      },
    );
    const texts = samples.flatMap(([shape, choices, options]) => {
      const notebook = readNotebook(textOf(shape));
      const decisions = decide(notebook, choices, ['new', 'before', 'after', 'bind']);
      return [notebook.text, rewrite(notebook, decisions, options)];
    });
    expect(validate(texts)).toEqual([]);
  });
});

/** The index of the n-th cell that is not nbassert's. */
function placeOf(notebook: Notebook, n: number): number {
  return notebook.cells.filter((cell) => !cell.tags.includes('nbassert'))[n]?.index ?? notebook.cells.length;
}

/** What `git diff --numstat` calls no deleted line. */
function linesKept(before: string, after: string): boolean {
  const lines = after.split('\n');
  let at = 0;
  return before.split('\n').every((line) => {
    while (at < lines.length && lines[at] !== line) at++;
    return at++ < lines.length;
  });
}

const VALIDATE = `
import json, sys, warnings, nbformat
warnings.simplefilter('error')
bad = []
for index, text in enumerate(json.load(sys.stdin)):
    try:
        nbformat.validate(json.loads(text.lstrip('\\ufeff')))
    except Exception as error:
        bad.append([index, str(error).split('\\n')[0], text])
json.dump(bad, sys.stdout)
`;

function validate(texts: readonly string[]): unknown {
  const run = spawnSync(pythonPath, ['-c', VALIDATE], {
    input: JSON.stringify(texts),
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout);
}

test('an edit of nothing is no edit', () => {
  const notebook = readNotebook('{"cells":[],"metadata":{},"nbformat":4,"nbformat_minor":4}');
  expect(editNotebook(notebook, [])).toBe(notebook.text);
});
