import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { editNotebook, readNotebook } from '../../src/notebook/index.ts';
import { remove, rewrite } from '../../src/rewrite/index.ts';
import { normalForm } from '../../src/rewrite/provenance.ts';
import { pythonPath } from '../python.ts';
import { accepted, inline, type Sketch } from './proposals.ts';

const options = { notes: 'full', cellTags: [] } as const;

const notebookOf = (...sources: string[]) =>
  readNotebook(
    JSON.stringify(
      {
        cells: sources.map((source) => ({
          cell_type: 'code',
          execution_count: null,
          metadata: {},
          outputs: [],
          source,
        })),
        metadata: {},
        nbformat: 4,
        nbformat_minor: 4,
      },
      null,
      1,
    ),
  );

const hardened = (source: string, items: readonly Sketch[]) =>
  readNotebook(rewrite(notebookOf(source), items.map(accepted), options));

/** Somebody gives a cell another source. */
const touched = (
  notebook: ReturnType<typeof readNotebook>,
  cell: number,
  change: (source: string) => string,
) =>
  readNotebook(
    editNotebook(notebook, [{ kind: 'edit-source', cell, source: change(notebook.cells[cell]!.source) }]),
  );

const sources = (text: string) => readNotebook(text).cells.map((cell) => cell.source);

function black(source: string): string {
  const run = spawnSync(pythonPath, ['-m', 'black', '-q', '-'], { input: source, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout.trimEnd();
}

describe('inserted cells', () => {
  const items: Sketch[] = [
    { cell: 0, assert: 'assert df.shape == (3, 4), df.shape', note: 'The "table" has 3 rows.' },
  ];
  const LEFT = 'This inserted cell holds more than was inserted; it stays.';
  test.each([
    ['nothing', 2, (s: string) => s, ['df'], []],
    ['a formatter', 2, (s: string) => s.replace('(3, 4)', '(\n    3,\n    4,\n)'), ['df'], []],
    ['another number in an assert', 2, (s: string) => s.replace('3', '5'), ['df'], []],
    [
      'code of the author',
      2,
      (s: string) => `${s}\ny = 1`,
      ['df', 'assert df.shape == (3, 4), df.shape\ny = 1'],
      [{ cell: 2, message: LEFT }],
    ],
    [
      'words of the author',
      1,
      (s: string) => `${s} Mine.`,
      ['df', 'The "table" has 3 rows. Mine.'],
      [{ cell: 1, message: LEFT }],
    ],
    ['what is no Python any more', 2, () => 'assert (', ['df', 'assert ('], [{ cell: 2, message: LEFT }]],
  ] as const)('changed by %s', (_, cell, change, after, left) => {
    const result = remove(touched(hardened('df', items), cell, change));
    expect(sources(result.text)).toEqual(after);
    expect(result.left).toEqual(left);
    expect(result.removed).toBe(2 - left.length);
  });

  test('cells that only look like ours stay', () => {
    const text = notebookOf('a').text.replace('"metadata": {}', '"metadata": {"tags": ["nbassert"]}');
    expect(remove(readNotebook(text))).toEqual({ text, removed: 0, asserts: 0, left: [] });
    const half = notebookOf('a').text.replace(
      '"metadata": {}',
      '"metadata": {"nbassert": {"hash": "0", "inline": 3}}',
    );
    expect(remove(readNotebook(half))).toEqual({ text: half, removed: 0, asserts: 0, left: [] });
  });

  test('after Jupyter saved the file in another layout it is valid and without asserts', () => {
    const saved = JSON.stringify(JSON.parse(hardened('df', items).text), null, 2);
    expect(remove(readNotebook(saved)).text).toBe(JSON.stringify(JSON.parse(notebookOf('df').text), null, 2));
  });

  test('at the start of the notebook, and where nothing else is left', () => {
    const all = JSON.parse(hardened('df', items).text) as { cells: unknown[] };
    const moved = { ...all, cells: [all.cells[1], all.cells[0], all.cells[2]] };
    expect(sources(remove(readNotebook(JSON.stringify(moved, null, 1))).text)).toEqual(['df']);
    const alone = { ...all, cells: all.cells.slice(1) };
    expect(sources(remove(readNotebook(JSON.stringify(alone, null, 1))).text)).toEqual([]);
  });
});

describe('inline lines after somebody was in the cell', () => {
  const source = "df = load( 'a' )\nprint(df.shape)\nacc = score( df )\nprint('acc', measure(df))\n";
  const items: Sketch[] = [
    {
      cell: 0,
      assert:
        "assert list(df.columns) == ['passenger', 'age', 'fare', 'cabin', 'embarked'], list(df.columns)",
      placement: inline(0, source, 'print(df.shape)', 'after'),
    },
    {
      cell: 0,
      from: 60,
      assert: "assert value >= 0.8, f'{value}'",
      note: '',
      placement: inline(0, source, "print('acc', measure(df))", 'after', {
        name: 'value',
        expression: 'measure(df)',
      }),
    },
  ];

  test('black', () => {
    const formatted = touched(hardened(source, items), 0, black);
    expect(formatted.cells[0]?.source).toContain('list(\n    df.columns\n)');
    const result = remove(formatted);
    expect(sources(result.text)).toEqual([black(source)]);
    expect(result).toMatchObject({ removed: 3, left: [] });
    expect(readNotebook(result.text).cells[0]?.metadata).toEqual({});
  });

  test('lines of the author in front', () => {
    const result = remove(touched(hardened(source, items), 0, (text) => `# mine\n${text}`));
    expect(sources(result.text)).toEqual([`# mine\n${source}`]);
    expect(result).toMatchObject({ removed: 3, left: [] });
  });

  test('an assert changed by hand stays with its provenance, the others go', () => {
    const changed = touched(hardened(source, items), 0, (text) => text.replace("'age'", "'years'"));
    const result = remove(changed);
    const line = changed.cells[0]?.source.split('\n').find((text) => text.startsWith('assert list'));
    expect(sources(result.text)).toEqual([
      source.replace('shape)\n', `shape)\n# The table has 3 rows.\n${line}\n`),
    ]);
    expect(result.removed).toBe(2);
    expect(result.left).toEqual([
      {
        cell: 0,
        message:
          "`assert list(df.columns) == ['passenger', 'age', 'fare', 'cabin', 'embarked'], l…` is not as it was written any more; what became of it stays.",
      },
    ]);
    expect(remove(readNotebook(result.text))).toMatchObject({
      text: result.text,
      removed: 0,
      asserts: 0,
      left: result.left,
    });
  });

  test('a bound name that the author uses stays bound', () => {
    const result = remove(touched(hardened(source, items), 0, (text) => `${text}print(value)\n`));
    const bound = source.replace("print('acc', measure(df))", "value = measure(df)\nprint('acc', value)");
    expect(result.left.map((left) => left.message)).toEqual([
      '`value` is used elsewhere or no longer as it was bound; it stays bound.',
    ]);
    expect(sources(result.text)).toEqual([`${bound}print(value)\n`]);
  });

  test('a bound name that another cell uses stays bound', () => {
    const text = hardened(source, items).text.replace(/\}\s*\],\s*"metadata": \{\},\s*"nbformat"/, (end) =>
      end.replace(
        '}',
        '}, {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": null, "source": "value + 1"}',
      ),
    );
    const result = remove(readNotebook(text));
    expect(sources(result.text)).toEqual([
      source.replace("print('acc', measure(df))", "value = measure(df)\nprint('acc', value)"),
      'value + 1',
    ]);
    expect(result).toMatchObject({ removed: 2, left: [{ cell: 0 }] });
  });

  test('a name that the author had elsewhere in the cell is no hindrance', () => {
    const text = "print(f(1), 'value')\n";
    const bind = { name: 'value', expression: 'f(1)' };
    const sketch = {
      cell: 0,
      assert: 'assert value',
      placement: inline(0, text, "print(f(1), 'value')", 'after', bind),
    };
    expect(sources(remove(hardened(text, [sketch])).text)).toEqual([text]);
  });

  test('nor are the asserts of other cells that speak of it, keywords and attributes', () => {
    const text = 'print(f(1))';
    const other = 'g(value=3).value\nprint(h)';
    const notebook = notebookOf(text, other);
    const placement = inline(0, text, text, 'after', { name: 'value', expression: 'f(1)' });
    const beside = inline(1, other, 'print(h)', 'after');
    const items = [
      { cell: 0, assert: 'assert value', placement },
      { cell: 1, assert: 'assert h, f"expected a value, found {h}"', placement: beside },
    ];
    const result = remove(readNotebook(rewrite(notebook, items.map(accepted), options)));
    expect(result).toMatchObject({ text: notebook.text, left: [] });
  });

  test('an equal line of the author elsewhere is not taken for ours', () => {
    const text = 'a\nprint(a)\nif a:\n    assert a\n';
    const sketch = { cell: 0, assert: 'assert a', note: '', placement: inline(0, text, 'print(a)') };
    const result = remove(touched(hardened(text, [sketch]), 0, (now) => `# mine\n${now}`));
    expect(sources(result.text)).toEqual([`# mine\n${text}`]);
  });
});

test('provenance that was tampered with neither throws nor writes what is no JSON', () => {
  const { text } = hardened('df', [
    { cell: 0, assert: 'assert df', note: '', placement: inline(0, 'df', 'df') },
  ]);
  const value = (mark: unknown) => {
    const notebook = JSON.parse(text) as { cells: { metadata: object }[] };
    notebook.cells[0]!.metadata = { nbassert: mark };
    return readNotebook(JSON.stringify(notebook));
  };
  const piece = { at: 0, inserted: 'assert df\n' };
  for (const mark of [
    null,
    [],
    'x',
    { inline: null },
    { inline: [null, 3, {}] },
    { inline: [{ pieces: [] }] },
    { inline: [{ pieces: [{ at: -1, inserted: '' }] }] },
    { inline: [{ pieces: [{ at: 1e300, inserted: 'x' }] }] },
    { inline: [{ pieces: [{ at: 0, inserted: '' }] }] },
    { inline: [{ pieces: [{ ...piece, binds: '(((' }] }] },
    { inline: [{ pieces: [piece], original: { source: '"df"], "x": [', metadata: '{}' } }] },
    { inline: [{ pieces: [piece], original: { source: '"rm -rf"', metadata: '{}' } }] },
    { inline: [{ pieces: [piece], original: { source: '"df"', metadata: '{"evil": 1}' } }] },
    { inline: Array.from({ length: 500 }, () => ({ pieces: [{ at: 0, inserted: '' }] })) },
  ]) {
    const result = remove(value(mark));
    expect(['df', 'assert df\ndf']).toContain(readNotebook(result.text).cells[0]?.source);
    expect(result.text).not.toContain('"evil":1}}');
  }
});

test.each([
  ['assert x == "a", x', "assert (\n    x == 'a'\n), x,", true],
  ['assert x == 1', 'assert x == 2', false],
  ['assert x.y', 'assert x . y', true],
  ['assert x', 'assert not x', false],
  ['assert x[1]', 'assert x(1)', false],
])('normal form: %j and %j', (a, b, same) => {
  expect(normalForm(a) === normalForm(b)).toBe(same);
});
