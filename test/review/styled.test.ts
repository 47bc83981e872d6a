import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { highlightPython } from '../../src/review/highlight.ts';
import { line, textOf, widthOf, wrapCode, wrapProse, wrapWords } from '../../src/review/styled.ts';

const code = (text: string, width: number) => wrapCode(highlightPython(text)[0]!, width).map(textOf);

describe('code', () => {
  test.each<[string, string, number, string[]]>([
    ['fits', 'assert x > 0', 12, ['assert x > 0']],
    ['between expressions before inside a string', 'assert a.b > 0, f"expected {a} or b"', 30, ['assert a.b > 0,', '  ↳ f"expected {a} or b"']],
    ['deeper than its indentation', "    'Age', 'Cabin', 'Fare',", 20, ["    'Age', 'Cabin',", "      ↳ 'Fare',"]],
    ['inside a string at a blank', '"one two three four five"', 16, ['"one two three', '  ↳ four five"']],
    ['behind a bracket', 'set(columnsOfTheTable)', 18, ['set(', '  ↳ columnsOfTheTa', '  ↳ ble)']],
    ['in front of a dot', 'numbers.largest.value', 18, ['numbers.largest', '  ↳ .value']],
    ['inside a word, where there is nothing else', 'abcdefghijklmnopqrstuvwx', 16, ['abcdefghijklmnop', '  ↳ qrstuvwx']],
    ['wide characters', 'f("データ", "分析", x)', 14, ['f("データ",', '  ↳ "分析", x)']],
    ['empty', '', 10, ['']],
  ])('%s', (_name, text, width, pieces) => {
    expect(code(text, width)).toEqual(pieces);
  });
});

test('words', () => {
  expect(wrapWords('  one two\n three  ', 8)).toEqual(['one two', 'three']);
  expect(wrapWords('', 8)).toEqual([]);
  expect(wrapWords('abcdefghijklmno', 10)).toEqual(['abcdefghij', 'klmno']);
});

test('nothing is lost but blanks, and no piece is too wide', () => {
  const bare = (text: string) => text.replaceAll(/[\s↳]/g, '');
  fc.assert(
    fc.property(
      fc.string({ unit: fc.oneof(fc.constantFrom(...'ab ,.([{"'), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })), maxLength: 120 }),
      fc.integer({ min: 20, max: 60 }),
      (text, width) => {
        const one = line(text.replaceAll(/[\n\r\u2028\u2029]/g, ' '));
        for (const wrap of [wrapCode, wrapProse]) {
          const pieces = wrap(one, width);
          expect(bare(pieces.map(textOf).join(''))).toBe(bare(textOf(one)));
          for (const piece of pieces) expect(stringWidth(textOf(piece))).toBeLessThanOrEqual(Math.max(width, widthOf(one.slice(0, 0))));
        }
      },
    ),
    { numRuns: 500 },
  );
});
