import { describe, expect, test } from 'vitest';
import { readNotebook } from '../../src/notebook/index.ts';
import { changedCells, type RewriteOptions, remove, rewrite, rewriteCells } from '../../src/rewrite/index.ts';
import { VERSION } from '../../src/package.ts';
import { accepted, inline, type Sketch } from './proposals.ts';

const full: RewriteOptions = { notes: 'full', cellTags: [] };
const none: RewriteOptions = { notes: 'none', cellTags: [] };

/** Rewrites, checks the complete text, and that removal gives the bytes back. */
function check(before: string, items: readonly Sketch[], after: string, options = none): void {
  const notebook = readNotebook(before);
  const text = rewrite(notebook, items.map(accepted), options);
  expect(text.replaceAll(`"${VERSION}"`, '"V"')).toBe(after);
  expect(remove(readNotebook(text))).toMatchObject({ text: before, left: [] });
  expect(rewrite(readNotebook(text), [], options)).toBe(text);
}

const one = { cell: 0, assert: 'assert x' };
/** `hash` of `assert x` and of the note: SHA-256 of `assertx` and of `größe.`, as Python's hashlib gives it. */
const NOTE = 'b4095ac17c2b';
const HASH = '95fe021fbdeb';

describe('single asserts of one cell', () => {
  const code = (...asserts: string[]): string => {
    const before = readNotebook('{"cells":[{"cell_type":"code","execution_count":1,"metadata":{},"outputs":[],"source":["x"]}],"metadata":{},"nbformat":4,"nbformat_minor":2}');
    const items = asserts.map((assert) => accepted({ cell: 0, assert }));
    return readNotebook(rewrite(before, items, none)).cells.slice(1).map((cell) => cell.source).join();
  };
  test.each([
    ['a condition once, whatever the message', ['assert a\nassert 1 <= len(x) <= 2, "rows"', 'assert 1 <= len(x) <= 2, (\n    f"found, {len(x)}"\n)\nassert b'], 'assert a\nassert 1 <= len(x) <= 2, "rows"\n\nassert b'],
    ['nothing left of the second', ['assert a, "one"', "assert a, 'two'"], 'assert a, "one"'],
    ['a comma inside of a condition', ['assert x.shape == (1, 2)', 'assert x.shape == (1, 3)'], 'assert x.shape == (1, 2)\nassert x.shape == (1, 3)'],
    ['a comma inside of a text', ["assert x == 'a,b'", "assert x == 'a,c'"], "assert x == 'a,b'\nassert x == 'a,c'"],
    ['statements that are no asserts', ['a, b = f()', 'a, c = g()'], 'a, b = f()\na, c = g()'],
  ])('%s', (_, asserts, after) => expect(code(...asserts)).toBe(after));
});

describe('a pair of cells in the style of the file', () => {
  test('as Jupyter writes it, behind the last cell: lines are only added', () => {
    check(
      `{
 "cells": [
  {
   "cell_type": "code",
   "execution_count": 1,
   "metadata": {},
   "outputs": [],
   "source": [
    "x"
   ]
  }
 ],
 "metadata": {},
 "nbformat": 4,
 "nbformat_minor": 2
}
`,
      [{ ...one, note: 'Größe.' }],
      `{
 "cells": [
  {
   "cell_type": "code",
   "execution_count": 1,
   "metadata": {},
   "outputs": [],
   "source": [
    "x"
   ]
  },
  {
   "cell_type": "markdown",
   "metadata": {
    "nbassert": {
     "feedback": 0,
     "hash": "NOTE",
     "templates": [
      "shape/dataframe-shape"
     ],
     "version": "V"
    },
    "tags": [
     "nbassert",
     "hide-input"
    ]
   },
   "source": [
    "Größe."
   ]
  },
  {
   "cell_type": "code",
   "execution_count": null,
   "metadata": {
    "nbassert": {
     "feedback": 0,
     "hash": "HASH",
     "templates": [
      "shape/dataframe-shape"
     ],
     "version": "V"
    },
    "tags": [
     "nbassert",
     "hide-input"
    ]
   },
   "outputs": [],
   "source": [
    "assert x"
   ]
  }
 ],
 "metadata": {},
 "nbformat": 4,
 "nbformat_minor": 2
}
`
        .replace('HASH', HASH)
        .replace('NOTE', NOTE),
      { notes: 'full', cellTags: ['hide-input', 'nbassert'] },
    );
  });

  const mark = (feedback: string | number, space = '') =>
    `{"nbassert":${space}{"feedback":${space}${JSON.stringify(feedback)},${space}"hash":${space}"${HASH}",${space}"templates":${space}["shape/dataframe-shape"],${space}"version":${space}"V"},${space}"tags":${space}["nbassert"]}`;

  test.each([
    [
      'minified, between cells, ids from 4.5 on, source as a string',
      '{"cells":[{"cell_type":"code","execution_count":null,"id":"a","metadata":{},"outputs":[],"source":"x"},{"cell_type":"raw","id":"b","metadata":{},"source":""}],"metadata":{},"nbformat":4,"nbformat_minor":5}',
      `{"cells":[{"cell_type":"code","execution_count":null,"id":"a","metadata":{},"outputs":[],"source":"x"},{"cell_type":"code","execution_count":null,"id":"ID","metadata":${mark('a')},"outputs":[],"source":"assert x"},{"cell_type":"raw","id":"b","metadata":{},"source":""}],"metadata":{},"nbformat":4,"nbformat_minor":5}`,
    ],
    [
      'on one line with spaces, the neighbour’s order of keys, no id below 4.5',
      '{"cells": [{"source": ["x"], "cell_type": "code", "metadata": {"id": "Zq"}, "execution_count": 1.0, "outputs": []}], "nbformat_minor": 0, "nbformat": 4, "metadata": {}}',
      `{"cells": [{"source": ["x"], "cell_type": "code", "metadata": {"id": "Zq"}, "execution_count": 1.0, "outputs": []},{"source": ["assert x"], "cell_type": "code", "metadata": ${mark(0, ' ')}, "execution_count": null, "outputs": []}], "nbformat_minor": 0, "nbformat": 4, "metadata": {}}`,
    ],
    [
      'nbformat 3: into the worksheet of the cell in front',
      '{"metadata":{},"nbformat":3,"nbformat_minor":0,"worksheets":[{"cells":[{"cell_type":"code","collapsed":false,"input":["x"],"language":"python","metadata":{},"outputs":[],"prompt_number":1}],"metadata":{}},{"cells":[]}]}',
      `{"metadata":{},"nbformat":3,"nbformat_minor":0,"worksheets":[{"cells":[{"cell_type":"code","collapsed":false,"input":["x"],"language":"python","metadata":{},"outputs":[],"prompt_number":1},{"cell_type":"code","collapsed":false,"input":["assert x"],"language":"python","metadata":${mark(0)},"outputs":[]}],"metadata":{}},{"cells":[]}]}`,
    ],
    [
      'of duplicate keys the one that counts; NaN, big numbers and odd spelling untouched',
      '\ufeff{"cells":[],"cells":[{"x":NaN,"cell_type":"raw","cell_type":"code","source":"x","y":12345678901234567890,"z":"\\/\\u0041"}],"nbformat":4}\r\n',
      `\ufeff{"cells":[],"cells":[{"x":NaN,"cell_type":"raw","cell_type":"code","source":"x","y":12345678901234567890,"z":"\\/\\u0041"},{"cell_type":"code","source":"assert x","execution_count":null,"metadata":${mark(0)},"outputs":[]}],"nbformat":4}\r\n`,
    ],
  ])('%s', (_, before, after) => {
    check(before, [one], after.replace('"ID"', '"6d60341e"'));
  });

  test('CRLF, tabs, escapes instead of Unicode', () => {
    const before =
      '{\n\t"cells": [\n\t\t{\n\t\t\t"cell_type": "code",\n\t\t\t"metadata": {},\n\t\t\t"source": ["\\u00e9"]\n\t\t}\n\t],\n\t"nbformat": 4\n}';
    const notebook = readNotebook(before.replaceAll('\n', '\r\n'));
    const text = rewrite(notebook, [accepted({ cell: 0, assert: 'assert "é😀"' })], none);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(text).toContain(
      '\t\t\t"source": [\r\n\t\t\t\t"assert \\"\\u00e9\\ud83d\\ude00\\""\r\n\t\t\t]\r\n\t\t}\r\n\t],',
    );
    expect(remove(readNotebook(text)).text).toBe(notebook.text);
  });
});

/** A minified notebook of one code cell. */
const cellOf = (source: string, metadata = '{}') =>
  `{"cells":[{"cell_type":"code","metadata":${metadata},"source":${JSON.stringify(source)}}],"nbformat":4}`;

describe('what goes into a pair', () => {
  const items: Sketch[] = [
    { cell: 0, from: 9, assert: 'assert b\n', note: 'B is so. Really.', template: 't/b' },
    {
      cell: 0,
      from: 0,
      assert: 'assert a',
      note: 'A has 0.5 approx. 3 items. More.\nSecond line.',
      template: 't/a',
    },
    { cell: 0, from: 9, assert: 'assert b', note: 'Again.', template: 't/b2' },
    { cell: 0, from: 12, assert: 'assert (\n    c\n)', note: '', template: 't/c' },
    { cell: 0, from: 13, assert: 'assert d', note: 'B is so. Really.', template: 't/d' },
    { cell: 0, from: 14, assert: '  ', note: 'Nothing.', template: 't/e' },
  ];
  const code = 'assert a\nassert b\n\nassert (\n    c\n)\n\nassert d';
  test.each([
    ['full', ['A has 0.5 approx. 3 items. More.\nSecond line.\n\nB is so. Really.', code]],
    ['short', ['A has 0.5 approx. 3 items.\n\nB is so.', code]],
    ['none', [code]],
  ] as const)(
    'notes %s: source order, duplicates dropped, blank lines around long asserts',
    (notes, sources) => {
      const notebook = readNotebook(cellOf('df'));
      const cells = rewriteCells(notebook, items.map(accepted), { notes, cellTags: [] });
      expect(cells.slice(1).map((cell) => cell.source)).toEqual(sources);
      expect(cells.slice(1).every((cell) => cell.cell === null)).toBe(true);
    },
  );

  test('empty asserts and no asserts write nothing', () => {
    const notebook = readNotebook(cellOf('df'));
    expect(rewrite(notebook, [accepted({ cell: 0, assert: ' ' })], full)).toBe(notebook.text);
    expect(rewrite(notebook, [], full)).toBe(notebook.text);
  });

  test('a second go puts another pair behind the first, and names the feedback the same way', () => {
    const before = readNotebook(cellOf('a').replace('],"nbf', ',{"cell_type":"code","source":"b"}],"nbf'));
    const once = readNotebook(rewrite(before, [accepted({ cell: 0, assert: 'assert 1' })], none));
    const twice = readNotebook(
      rewrite(
        once,
        [accepted({ cell: 0, assert: 'assert 2' }), accepted({ cell: 2, assert: 'assert 3' })],
        none,
      ),
    );
    expect(twice.cells.map((cell) => cell.source)).toEqual(['a', 'assert 1', 'assert 2', 'b', 'assert 3']);
    expect(
      twice.cells.map((cell) => (cell.metadata.nbassert as { feedback: number } | undefined)?.feedback),
    ).toEqual([undefined, 0, 0, undefined, 1]);
    expect(remove(twice)).toEqual({ text: before.text, removed: 3, asserts: 3, left: [] });
  });

  test('the review sees what one more decision changes', () => {
    const notebook = readNotebook(cellOf('print(a)\nb'));
    const first = accepted({ cell: 0, assert: 'assert a', note: 'A.' });
    const next = accepted({ cell: 0, from: 9, assert: 'assert b', note: 'B.' });
    const within = accepted({ cell: 0, assert: 'assert c', placement: inline(0, 'print(a)\nb', 'b') });
    expect(changedCells(notebook, [], [first], full)).toEqual([
      { cell: 0, type: 'markdown', before: null, after: 'A.' },
      { cell: 0, type: 'code', before: null, after: 'assert a' },
    ]);
    expect(changedCells(notebook, [first], [next], full)).toEqual([
      { cell: 0, type: 'markdown', before: 'A.', after: 'A.\n\nB.' },
      { cell: 0, type: 'code', before: 'assert a', after: 'assert a\nassert b' },
    ]);
    expect(changedCells(notebook, [first], [within], none)).toEqual([
      { cell: 0, type: 'code', before: 'print(a)\nb', after: 'print(a)\nassert c\nb' },
    ]);
    expect(changedCells(notebook, [first], [first], full)).toEqual([]);
  });
});

describe('lines inside the feedback cell', () => {
  test.each([
    [
      'before the display',
      'df = f()\ndf.head()',
      'df.head()',
      'before',
      undefined,
      'df = f()\n# N.\nassert x\ndf.head()',
    ],
    [
      'a trailing semicolon stays last',
      'plot(df);',
      'plot(df)',
      'before',
      undefined,
      '# N.\nassert x\nplot(df);',
    ],
    [
      'behind, with semicolon and comment',
      'print(df);  # see\ny',
      'print(df)',
      'after',
      undefined,
      'print(df);  # see\n# N.\nassert x\ny',
    ],
    [
      'indentation',
      'for i in j:\n\tprint(i)\n',
      'print(i)',
      'after',
      undefined,
      'for i in j:\n\tprint(i)\n\t# N.\n\tassert x\n',
    ],
    ['CRLF', 'a\r\nprint(a)\r\n', 'print(a)', 'before', undefined, 'a\r\n# N.\r\nassert x\r\nprint(a)\r\n'],
    [
      'one line of several statements',
      'a = 1; print(a); b = 2',
      'print(a)',
      'before',
      undefined,
      'a = 1; assert x; print(a); b = 2',
    ],
    [
      'the same, behind',
      'a = 1; print(a); b = 2',
      'print(a)',
      'after',
      undefined,
      'a = 1; print(a); assert x; b = 2',
    ],
    [
      'under a condition on one line',
      'if a: print(a)\nb',
      'print(a)',
      'before',
      undefined,
      'if a: assert x; print(a)\nb',
    ],
    [
      'a magic in front',
      'a\n%time print(a)',
      'print(a)',
      'before',
      undefined,
      'a\n# N.\nassert x\n%time print(a)',
    ],
    [
      'several lines',
      'print(a,\n      b)\nc',
      'print(a,\n      b)',
      'after',
      undefined,
      'print(a,\n      b)\n# N.\nassert x\nc',
    ],
    [
      'bound once',
      '  print("p", f())',
      'print("p", f())',
      'after',
      { name: 'r', expression: 'f()' },
      '  r = f()\n  print("p", r)\n  # N.\n  assert x',
    ],
    [
      'bound over lines',
      'print(f(a)\n  + 1)',
      'print(f(a)\n  + 1)',
      'before',
      { name: 'r', expression: 'f(a)\n  + 1' },
      'r = (f(a)\n  + 1)\n# N.\nassert x\nprint(r)',
    ],
    [
      'bound, on a shared line',
      'a = 1; f()',
      'f()',
      'before',
      { name: 'r', expression: 'f()' },
      'a = 1; r = f(); assert x; r',
    ],
  ] as const)('%s', (_, source, statement, side, bind, after) => {
    const notebook = readNotebook(cellOf(source));
    const placement = inline(0, source, statement, side, bind);
    const text = rewrite(notebook, [accepted({ ...one, note: 'N. More.', placement })], full);
    expect(readNotebook(text).cells.map((cell) => cell.source)).toEqual([after]);
    expect(remove(readNotebook(text))).toMatchObject({ text: notebook.text, left: [] });
  });

  test('nothing comes behind the last expression, whatever was asked for', () => {
    const notebook = readNotebook(cellOf('df'));
    const sketch: Sketch = { ...one, mechanism: 'last-cell', placement: inline(0, 'df', 'df', 'after') };
    expect(readNotebook(rewrite(notebook, [accepted(sketch)], none)).cells[0]?.source).toBe('assert x\ndf');
  });

  test('a compound statement cannot share a line, and says so', () => {
    const notebook = readNotebook(cellOf('a = 1; print(a)'));
    const sketch = {
      cell: 0,
      assert: 'for i in a:\n    assert i',
      placement: inline(0, 'a = 1; print(a)', 'print(a)'),
    };
    expect(() => rewrite(notebook, [accepted(sketch)], none)).toThrow(
      expect.objectContaining({ kind: 'unwritable', where: 'cell 0, line 1' }),
    );
  });

  test('no name is bound twice; an expression inside another is bound first', () => {
    const source = 'print(f(g()))';
    const items = [
      {
        cell: 0,
        assert: 'assert a',
        placement: inline(0, source, source, 'before', { name: 'a', expression: 'f(g())' }),
      },
      {
        cell: 0,
        assert: 'assert b',
        placement: inline(0, source, source, 'before', { name: 'b', expression: 'g()' }),
      },
      {
        cell: 0,
        assert: 'assert a > 1',
        placement: inline(0, source, source, 'before', { name: 'a', expression: 'f(g())' }),
      },
    ];
    const text = rewrite(readNotebook(cellOf(source)), items.map(accepted), none);
    expect(readNotebook(text).cells[0]?.source).toBe(
      'b = g()\na = f(b)\nassert a\nassert b\nassert a > 1\nprint(a)',
    );
    expect(remove(readNotebook(text)).text).toBe(cellOf(source));
  });

  test.each([
    ['white space in empty metadata', cellOf('df', '{ }')],
    ['metadata that is none', cellOf('df', 'null')],
    ['no metadata', cellOf('df').replace('"metadata":{},', '')],
    ['keys before and behind', cellOf('df', '{"colab": {"base_uri":"x\\/y"}, "tags" : []}')],
    ['needless escapes', cellOf('df').replace('"df"', '"d\\u0066"')],
  ])('%s comes back byte for byte', (_, before) => {
    const sketch = { ...one, placement: inline(0, 'df', 'df') };
    const text = rewrite(readNotebook(before), [accepted(sketch)], none);
    expect(text).not.toBe(before);
    expect(remove(readNotebook(text))).toEqual({ text: before, removed: 1, asserts: 1, left: [] });
  });
});
