import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBundle, readValue } from '../../src/evidence/value.ts';
import type { Output } from '../../src/notebook/index.ts';
import { display, read, stdout } from './helpers.ts';

const MIB = 1 << 20;

/** Texts that look like something and are not, each to be grown to any size. */
const BAD: Record<string, (size: number) => string> = {
  'one long word': (size) => 'a'.repeat(size),
  'one long number': (size) => '1'.repeat(size),
  'dots and digits': (size) => '1.'.repeat(size / 2),
  'open lists': (size) => '['.repeat(size),
  'open and closed lists': (size) => '['.repeat(size / 2) + ']'.repeat(size / 2),
  'open braces': (size) => '{'.repeat(size),
  'open brackets of all kinds': (size) => '[({'.repeat(size / 3),
  'open angles': (size) => '[<'.repeat(size / 2),
  'calls in calls': (size) => 'f('.repeat(size / 2),
  'an open string': (size) => `['${'x'.repeat(size)}`,
  backslashes: (size) => `'${'\\'.repeat(size)}`,
  'blank text': (size) => ' '.repeat(size),
  'blank lines': (size) => '\n'.repeat(size),
  'escape starts': (size) => '\x1b['.repeat(size / 2),
  'escape digits': (size) => `\x1b[${'1;'.repeat(size / 2)}`,
  'one wide line above many short ones': (size) => `  ${'a '.repeat(size / 4)}\n${'0\n'.repeat(size / 4)}`,
  'a Series footer below noise': (size) => `${'a   b c\n'.repeat(size / 8)}Name: x, dtype: int64`,
  footers: (size) => 'dtype: x\n'.repeat(size / 9),
  epochs: (size) => 'Epoch 1/2 a=1 b=2\n'.repeat(size / 18),
  'metrics on one line': (size) => `Epoch 1 ${'a: 1 '.repeat(size / 5)}`,
  rounds: (size) => '[1]\ta:1\n'.repeat(size / 8),
  'rounds on one line': (size) => `[1]\ta:1${'\tb: 1 + 2'.repeat(size / 9)}`,
  'layers in layers': (size) => `A(\n${'  (0-9): 10 x B()\n'.repeat(size / 18)})`,
  boxes: (size) => '+--'.repeat(size / 3),
  'spark rows': (size) => `+-+\n${'|a|\n'.repeat(size / 4)}`,
  'module lines': (size) => `A(\n${'  (a): B(\n'.repeat(size / 10)})`,
  'info lines': (size) =>
    `<class 'pandas.DataFrame'>\nRangeIndex: 1 entries\n${'a 1 non-null x\n'.repeat(size / 15)}dtypes: x(1)`,
  'summary rules': (size) => `coef \n${`${'='.repeat(30)}\n`.repeat(size / 31)}`,
  commas: (size) => `[${'1,'.repeat(size / 2)}]`,
  'adjacent strings': (size) => `(${"'a' ".repeat(size / 4)})`,
  categories: (size) => `${'Categories (2, object): [a\n'.repeat(size / 27)}`,
};

const HTML: Record<string, (size: number) => string> = {
  'deep elements': (size) => '<div>'.repeat(size / 5),
  'tables in tables': (size) => '<table><tr><td>'.repeat(size / 15),
  'wide spans': (size) =>
    `<table class="dataframe"><tr>${'<th colspan="1000" rowspan="1000">'.repeat(size / 34)}</table>`,
  'rows that reach down': (size) =>
    `<table class="dataframe">${'<tr><th rowspan="1000">'.repeat(size / 23)}</table>`,
  'cut in a tag': (size) => `<table class="dataframe">${'<tr><td>1</td></tr>'.repeat(size / 19)}<t`,
  'open comment': (size) => `<!--${'-'.repeat(size)}`,
  entities: (size) => `<table><tr><td>${'&lt'.repeat(size / 3)}</td></tr></table>`,
  attributes: (size) => `<table ${'a '.repeat(size / 2)}>`,
  'closing tags': (size) => '</td></p>'.repeat(size / 9),
};

function milliseconds(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Code, and what it is said to have written, of any number of lines. */
const STREAMS: Record<string, (lines: number) => [source: string, outputs: Output[]]> = {
  'a loop that prints': (lines) => ["for i in x:\n    print(i, f(i))", [stdout('a 1\n'.repeat(lines))]],
  'prints of anything above one of a number': (lines) => ["f()\nprint('n:', n)", [stdout(`${'x y\n'.repeat(lines)}n: 5\n`)]],
  'displays in a loop': (lines) => [
    'for i in x:\n    display(i)\n    print(1)',
    Array.from({ length: lines / 50 }, () => [display('1'), stdout('1\n')]).flat(),
  ],
  'titles and rules of summaries': (lines) => [
    'print(a)\nprint(b)',
    [stdout(`${`  ${'x'.repeat(60)}\n${'='.repeat(62)}\n`.repeat(lines / 2)}  ${'y'.repeat(60)}\n`)],
  ],
  'heads of reports': (lines) => ['print(a)\nprint(b)', [stdout(`  precision recall f1-score support\n\n`.repeat(lines / 2))]],
  'heads of info': (lines) => ['f()\ndf.info()', [stdout("<class 'a.B'>\nx\n".repeat(lines / 2))]],
  'heads of layers': (lines) => ['f()\nm.summary()', [stdout(`${'_'.repeat(30)}\nLayer (type)\n`.repeat(lines / 2))]],
  'progress on one line': (lines) => ['f()\nprint(n)', [stdout(`${'10%\r'.repeat(lines)}\n5\n`)]],
};

describe('outputs of 100,000 lines beside their code', () => {
  test.each(Object.entries(STREAMS))('%s: no crash, time in proportion', (_, make) => {
    const took = (lines: number) => milliseconds(() => read(...make(lines)));
    took(1000);
    const small = took(10_000);
    expect(took(100_000)).toBeLessThan(40 * Math.max(small, 50));
  });
});

describe('input that no reader was made for', () => {
  test.each(Object.entries(BAD))('%s: no crash, time in proportion', (_, make) => {
    const small = make(MIB / 8);
    const large = make(MIB);
    readValue(small);
    const one = Math.min(
      milliseconds(() => readValue(small)),
      milliseconds(() => readValue(small)),
    );
    const eight = milliseconds(() => readValue(large, { exact: true }));
    expect(eight).toBeLessThan(8 * 5 * one + 400);
  });

  test.each(Object.entries(HTML))('HTML of %s: no crash, time in proportion', (_, make) => {
    const read = (size: number) =>
      readBundle({ 'text/plain': '<IPython.core.display.HTML object>', 'text/html': make(size) });
    const one = Math.min(
      milliseconds(() => read(MIB / 8)),
      milliseconds(() => read(MIB / 8)),
    );
    expect(milliseconds(() => read(MIB))).toBeLessThan(8 * 5 * one + 400);
  });

  test('50 MB of text are text', () => {
    const text = '[1, 2, 3]\n'.repeat(5 * MIB);
    expect(readValue(text)).toEqual({ kind: 'text', text });
  });

  test('a table of 100,000 lines is read', () => {
    const lines = Array.from(
      { length: 100_000 },
      (_, row) => `${String(row).padEnd(6)} ${String(row * 2).padStart(10)}`,
    );
    const evidence = readValue(`${lines.join('\n')}\nLength: 100000, dtype: int64`);
    expect(evidence.kind).toBe('series');
  });

  test('any text gives evidence, and never throws', () => {
    const piece = fc.constantFrom(
      '[',
      ']',
      '(',
      ')',
      '{',
      '}',
      '<',
      '>',
      "'",
      '"',
      '\\',
      ',',
      ':',
      '=',
      '...',
      ' ',
      '\n',
      '\r\n',
      '\x1b[31m',
      '\x00',
      'nan',
      'NaN',
      '1',
      '-2.5',
      '1e5',
      'dtype: ',
      'int64',
      'Name: x, ',
      'array(',
      'Index(',
      '│',
      '┆',
      '+-+',
      '\u202e',
      '😀',
      'a',
      '%',
      '<NA>',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.boolean(), (parts, exact) => {
        expect(readValue(parts.join(''), { exact }).kind).toBeTypeOf('string');
      }),
      { numRuns: 3000 },
    );
  });

  test('any HTML gives evidence, and never throws', () => {
    const piece = fc.constantFrom(
      '<table class="dataframe">',
      '<table>',
      '</table>',
      '<thead>',
      '</thead>',
      '<tbody>',
      '<tr>',
      '</tr>',
      '<th>',
      '<th colspan="3">',
      '<td rowspan="2">',
      '<td>',
      '</td>',
      '1',
      '...',
      'a',
      '<p>5 rows × 2 columns</p>',
      '<small>shape: (1, 2)</small>',
      '<style>',
      '<',
      '&',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (parts) => {
        expect(readBundle({ 'text/html': parts.join('') }).kind).toBeTypeOf('string');
      }),
      { numRuns: 3000 },
    );
  });
});

describe('control characters, line ends and directions', () => {
  test('ANSI colours are not part of a value', () => {
    expect(readValue('\x1b[32m12\x1b[0m')).toEqual(readValue('12'));
  });
  test('CRLF reads as LF', () => {
    expect(readValue('a    1\r\nb    2\r\ndtype: int64')).toEqual(readValue('a    1\nb    2\ndtype: int64'));
  });
  test('line ends of both kinds', () => {
    expect(readValue('a    1\r\nb    2\ndtype: int64')).toEqual(readValue('a    1\nb    2\ndtype: int64'));
  });
  test('right-to-left text stays as it is', () => {
    const text = 'שלום עולם\u202e';
    expect(readValue(text)).toEqual({ kind: 'text', text });
    expect(readValue(`'${text}'`, { exact: true })).toMatchObject({ kind: 'scalar', type: 'str', value: text });
  });
  test('a class of parameters named like an object’s own stays data', () => {
    expect(readValue('A(__proto__=1, constructor=2)', { exact: true })).toMatchObject({
      kind: 'object',
      class: 'A',
    });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
  test.each([
    'nan',
    '[nan]',
    '(nan, 1)',
    '{nan: nan}',
    'array([nan])',
    '[nan 1.]',
    'np.float64(nan)',
    'a   NaN\ndtype: float64',
    '    a\n0 NaN',
  ])('nan in %j', (text) => {
    expect(['text', 'object']).not.toContain(readValue(text).kind);
  });
});
