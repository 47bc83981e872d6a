/** Inline lines after the real black has been over the cell, as `black notebook.ipynb` goes over it: gone, or said to stay. */
import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, test } from 'vitest';
import { editNotebook, type Notebook, readNotebook } from '../../src/notebook/index.ts';
import { remove, rewrite } from '../../src/rewrite/index.ts';
import { pythonPath } from '../python.ts';
import { accepted, inline, type Sketch } from './proposals.ts';

const FORMAT = `
import black, json, sys
def formatted(source, length, quotes):
    mode = black.Mode(line_length=length, string_normalization=quotes)
    try:
        return black.format_cell(source, fast=True, mode=mode)
    except black.NothingChanged:
        return source
json.dump([formatted(*one) for one in json.load(sys.stdin)], sys.stdout)
`;

/** How people set black: its own way, wide lines, narrow lines, quotes as they are. */
const MODES = [
  { length: 88, quotes: true },
  { length: 120, quotes: true },
  { length: 60, quotes: true },
  { length: 88, quotes: false },
];

function black(texts: readonly { source: string; length: number; quotes: boolean }[]): string[] {
  const input = JSON.stringify(texts.map(({ source, length, quotes }) => [source, length, quotes]));
  const { status, stdout, stderr } = spawnSync(pythonPath, ['-c', FORMAT], { input, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as string[];
}

/** The cell, and the statement in it that the assert is about. */
const CELLS: readonly (readonly [why: string, source: string, statement: string])[] = [
  ['a lone display', 'df.head()', 'df.head()'],
  ['ugly code', "df=load( 'a' )\nprint( df.shape )\nx = {  'a':1 }", 'print( df.shape )'],
  ['behind imports', 'import pandas as pd\nprint(df.shape)\ny = 2', 'print(df.shape)'],
  ['in front of a function', 'print(df.shape)\ndef f(x):\n  return x\nf(1)', 'print(df.shape)'],
  ['behind a function', 'def f(x):\n  return x\nprint(df.shape)\nf(1)', 'print(df.shape)'],
  ['between comments', '# first\nprint(df.shape) # the shape\n#then\ny=1', 'print(df.shape)'],
  ['blank lines around', 'x = 1\n\n\nprint(df.shape)\n\n\ny = 1', 'print(df.shape)'],
  ['a statement of several lines', "print('rows', df.shape[0],\n      'columns', df.shape[1])\ny=1", "print('rows', df.shape[0],\n      'columns', df.shape[1])"],
  ['under with', "with open('f') as f:\n  print(df.shape)\n  y=1", 'print(df.shape)'],
  ['a magic above', '%matplotlib inline\nprint(df.shape)\nplt.plot(x)', 'print(df.shape)'],
  ['a trailing semicolon', 'print(df.shape)\nplt.plot( x );', 'print(df.shape)'],
  ['text over lines', 'sql = """\n  select  *\n"""\nprint(df.shape)\ny = 1', 'print(df.shape)'],
];

const ASSERTS: readonly (readonly [why: string, assert: string, note: string])[] = [
  ['short', 'assert x == 1, x', ''],
  ['with a comment', 'assert x == 1, x', 'The number is one. Seen above.'],
  ['long', "assert set(df['Embarked'].dropna().unique()) <= {'C', 'Q', 'S'}, f'unexpected values: {set(df.Embarked)}'", 'Only three ports.'],
  ['over lines', "assert df.shape[1] == 12, (\n    f'expected 12 columns, found {df.shape[1]}'\n)", 'Twelve columns.'],
  ['two asserts', "assert df.shape[1] == 12, df.shape\nassert df.shape[0] > 0, (\n    f'expected rows, found {df.shape}'\n)", 'Twelve columns.'],
  ['over lines, and short', 'assert (\n    x == 1\n), (\n    x\n)', ''],
  ['quotes in texts', `assert list(df) == ['it\\'s', "say \\"x\\"", 'a,b', '(c)'], list(df)`, ''],
  ['a very long list', `assert list(df.columns) == [${Array.from({ length: 14 }, (_, i) => `'column_${i}'`).join(', ')}], list(df.columns)`, 'The columns.'],
  ['unusual spacing', 'assert  abs( acc-0.83 )<=0.01 , acc', ''],
  ['numbers and operators', 'assert 1E5 < x**2 and not -x[1 : ] > 0XFF, f"{x!r:>10}"', ''],
];

const SIDES = ['before', 'after'] as const;

interface Case {
  readonly why: string;
  readonly source: string;
  readonly items: readonly Sketch[];
}

const cases: readonly Case[] = CELLS.flatMap(([cell, source, statement]) =>
  ASSERTS.flatMap(([kind, assert, note]) =>
    SIDES.filter((side) => side === 'before' || statement !== source).map((side) => ({
      why: `${kind}, ${side} ${cell}`,
      source,
      items: [{ cell: 0, assert, note, placement: inline(0, source, statement, side) }],
    })),
  ),
);

const BOUND: readonly Case[] = [
  ['a call', "print('acc', measure( df ))\ny=1", 'measure( df )'],
  ['a call over lines', "print('acc', measure(df,\n   'x'))", "measure(df,\n   'x')"],
  ['a long call', `print('accuracy', measure_everything(${Array.from({ length: 9 }, (_, i) => `argument_${i}`).join(', ')}))\ny=1`, `measure_everything(${Array.from({ length: 9 }, (_, i) => `argument_${i}`).join(', ')})`],
].map(([why = '', source = '', expression = '']) => ({
  why: `bound: ${why}`,
  source,
  items: [
    {
      cell: 0,
      assert: "assert value >= 0.8, f'expected a better value, found {value}'",
      note: 'Good enough.',
      placement: inline(0, source, source.split('\ny=1')[0] ?? '', 'after', { name: 'value', expression }),
    },
  ],
}));

function notebookOf(source: string) {
  const cell = { cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source };
  return readNotebook(JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 4 }, null, 1));
}

const hardened = (source: string, items: readonly Sketch[]) =>
  readNotebook(rewrite(notebookOf(source), items.map(accepted), { notes: 'full', cellTags: [] }));
const sourceOf = ({ cells }: Notebook) => cells[0]?.source ?? '';
const edited = (notebook: Notebook, source: string) =>
  readNotebook(editNotebook(notebook, [{ kind: 'edit-source', cell: 0, source }]));

describe('remove behind black', () => {
  const all = [...cases, ...BOUND].flatMap((one) => MODES.map((mode) => ({ ...one, mode })));
  let written: string[];
  let formatted: string[];
  let wanted: string[];
  let results: { source: string; left: number }[];

  beforeAll(() => {
    const notebooks = all.map(({ source, items }) => hardened(source, items));
    written = notebooks.map(sourceOf);
    formatted = black(written.map((source, at) => ({ source, ...all[at]!.mode })));
    const removed = notebooks.map((notebook, at) =>
      remove(edited(notebook, formatted[at]!)),
    );
    results = removed.map(({ text, left }) => ({ source: sourceOf(readNotebook(text)), left: left.length }));
    // Blank lines that black put around an assert may stay; another go of black takes them or shows them to be its own.
    wanted = black(all.map(({ source, mode }) => ({ source, ...mode })));
    const again = black(results.map(({ source }, at) => ({ source, ...all[at]!.mode })));
    results = results.map((result, at) => ({ ...result, source: again[at]! }));
  }, 120_000);

  test('black had something to do, and left every assert in its cell', () => {
    expect(formatted.filter((text) => !text.includes('assert'))).toEqual([]);
    expect(written.filter((text, at) => text !== formatted[at]).length).toBeGreaterThan(all.length / 2);
  });

  test.each(all.map(({ why, mode }, index) => ({ why, ...mode, index })))('$why ($length columns, quotes $quotes)', ({ index }) => {
    const { source, left } = results[index]!;
    expect({ source: source.replace(/\n{2,}/g, '\n'), left }).toEqual({ source: wanted[index]!.replace(/\n{2,}/g, '\n'), left: 0 });
  });
});

describe('remove behind black and a person', () => {
  const source = 'df=load()\nprint( df.shape )\ny = 1';
  const items: readonly Sketch[] = [
    { cell: 0, assert: "assert df.shape[1]==12, f'{df.shape}'", note: '', placement: inline(0, source, 'print( df.shape )', 'after') },
    { cell: 0, from: 30, assert: 'assert y >= 1, y', note: '', placement: inline(0, source, 'y = 1', 'after') },
  ];

  test.each([
    ['another number', (text: string) => text.replace('12', '13'), 'assert df.shape[1] == 13, f"{df.shape}"'],
    ['one more condition', (text: string) => text.replace('==12', '==12 and y'), 'assert df.shape[1] == 12 and y, f"{df.shape}"'],
    ['another name', (text: string) => text.replace('f\'{df.shape}\'', 'f\'{y}\''), 'assert df.shape[1] == 12, f"{y}"'],
  ])('%s: that line stays and is named, the other goes', (_, change, stays) => {
    const notebook = hardened(source, items);
    const [text = ''] = black([{ source: change(sourceOf(notebook)), length: 88, quotes: true }]);
    const { text: after, left, removed } = remove(edited(notebook, text));
    expect(sourceOf(readNotebook(after))).toBe(`df = load()\nprint(df.shape)\n${stays}\ny = 1`);
    expect({ removed, left }).toEqual({
      removed: 1,
      left: [{ cell: 0, message: "`assert df.shape[1]==12, f'{df.shape}'` is not as it was written any more; what became of it stays." }],
    });
  });

  test('taken out by hand: nothing of ours is left to say, but that it is not as it was', () => {
    const notebook = hardened(source, items);
    const [text = ''] = black([{ source, length: 88, quotes: true }]);
    expect(remove(edited(notebook, text))).toMatchObject({ removed: 0, asserts: 0 });
  });
});
