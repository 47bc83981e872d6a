import { describe, expect, test } from 'vitest';
import { parseCell, parseNotebookCode } from '../../src/python/index.ts';
import { cpythonStatements } from './oracle.ts';

/** Python 3 that must be left alone, quirks of the parser included. */
const VALID = [
  'x = 1.\ny = 1.e5 + 2.j',
  'print -1',
  'print >> f, x',
  'map(print, xs)',
  'def f():\n    yield\n    x = yield',
  'await x',
  'df.head();',
  'match = 1\ntype(match)',
  'f(a for a, b in c)',
  'lambda *args, **kwargs: 0',
  "f'{a!r:>{width}} {{}} {b=}'",
  "'\\N{EM DASH}' r'C:\\Users'",
  'é = 1\n变量 = 2',
  '   x = 1\n   if x:\n      y',
  'if a:\n\tb\n# c\n\td',
  'a \\\n  + b\r\nif a:\r\n  b',
  "x = 'a\\\r\nb'",
  '',
  '# only a comment',
  'return x',
];

/** What CPython 3 refuses, with the line of the problem. */
const INVALID: [source: string, line: number][] = [
  ['x = 1\nprint x', 2],
  ["exec 'a'", 1],
  ["raise E, 'x'", 1],
  ['try:\n  a\nexcept E, e:\n  b', 1],
  ['`x`', 1],
  ['a <> b', 1],
  ['0777', 1],
  ['10L', 1],
  ["ur'x'", 1],
  ['lambda (a, b): a', 1],
  ["x = 'abc\ny", 1],
  ['a\n  b', 2],
  ['if a:\n  b\n c', 3],
  ['if a:\n\tb\n        c', 3],
  ['f() = 1', 1],
  ['f(a=1, 2)', 1],
  ['a.if', 1],
  ['x\ny = “a”', 2],
  ["'C:\\Users\\me'", 1],
  ['(', 1],
  ['x = (1,\n', 1],
  ['a ? b', 1],
  ['if x: !ls', 1],
  ["f'}'", 1],
  ['def f(a=1, b): pass', 1],
];

describe('what parses', () => {
  test.each(VALID)('%j has no problem', (source) => {
    expect(parseCell(source, 0).problem).toBeNull();
  });

  test.each(INVALID)('%j is refused in line %i', (source, line) => {
    expect(parseCell(source, 0).problem).toMatchObject({ kind: 'syntax', line });
  });

  test('CPython says the same of each', () => {
    expect(cpythonStatements(VALID).every((statements) => statements !== null)).toBe(true);
    expect(cpythonStatements(INVALID.map(([source]) => source))).toEqual(INVALID.map(() => null));
  });

  test('known misses: Python 3 that the parser does not know', () => {
    const missed = [
      'with a as b.c: pass',
      'with (a as b, c as d): pass',
      '@a[0]\ndef f(): pass',
      'lambda a, /: a',
    ];
    expect(cpythonStatements(missed).every((statements) => statements !== null)).toBe(true);
    expect(missed.map((source) => parseCell(source, 0).problem?.kind)).toEqual(missed.map(() => 'syntax'));
  });
});

describe('the cell', () => {
  test('offsets of an indented cell are those of the source', () => {
    const source = '  x = 1\n  total';
    const last = parseCell(source, 0).tree.topNode.lastChild!;
    expect(source.slice(last.from, last.to)).toBe('total');
  });

  test('another language is no syntax error', () => {
    expect(parseCell('\n%%bash\nls', 0).problem).toMatchObject({ kind: 'other-language', line: 2 });
  });

  test('a notebook holds its code cells by their index', () => {
    const cells = [
      { index: 0, type: 'markdown', source: '# x' },
      { index: 1, type: 'code', source: 'x' },
    ];
    const notebook = parseNotebookCode(cells);
    expect(notebook.cells.map((cell) => cell.index)).toEqual([1]);
    expect(notebook.cell(1)?.source).toBe('x');
    expect(notebook.cell(0)).toBeUndefined();
  });
});

describe('hostile input', () => {
  const DEEP: [string, string][] = [
    ['brackets', '('.repeat(10_000) + ')'.repeat(10_000)],
    ['open brackets', '['.repeat(10_000)],
    ['a sum', `${'1+'.repeat(10_000)}1`],
    ['negations', `${'not '.repeat(10_000)}a`],
    ['calls', `a${'()'.repeat(10_000)}`],
  ];
  test.each(DEEP)('10,000 nested %s are refused', (_, source) => {
    expect(parseCell(source, 0).problem?.kind).toBe('syntax');
  });

  const LONG: [string, string][] = [
    ['statements', 'x = f(1)\n'.repeat(110_000)],
    ['quotes', "'".repeat(1_000_001)],
    ['shell commands', '!ls\n'.repeat(250_000)],
    ['a comment', `#${'a'.repeat(1_000_000)}`],
    ['cell magics', '%%time\n'.repeat(140_000)],
  ];
  test.each(LONG)('a megabyte of %s takes seconds at most', (_, source) => {
    const start = performance.now();
    parseCell(source, 0);
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});
