import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Refusal } from '../../src/templates/code.ts';
import { codeSpan, noteText } from '../../src/templates/note.ts';
import { bare } from '../../src/templates/questions.ts';

test.each([
  ['text', 'age', '`age`'],
  ['markup', '<script>alert(1)</script>', '`<script>alert(1)</script>`'],
  ['backticks', 'a`b``c', '```a`b``c```'],
  ['a backtick at the end', 'a`', '`` a` ``'],
  ['line ends', 'a\nb', '`a b`'],
  ['a number', 0.5, '0.5'],
  ['a list', ['a', 'b'], '`a`, `b`'],
  [
    'a long list',
    ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'],
    '`a`, `b`, `c`, `d`, `e`, `f`, `g`, `h` and 2 more',
  ],
])('%s', (_name, value, expected) => {
  expect(noteText(value)).toBe(expected);
});

test('no text leaves its code span', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('`', 'a', ' ', '\n', '*', '<', '\u202e') }), (text) => {
      const span = codeSpan(text);
      const fence = /^`+/.exec(span)?.[0] ?? '';
      const inner = span.slice(fence.length, -fence.length);
      expect(inner.match(/`+/g)?.includes(fence) ?? false).toBe(false);
      expect(span).not.toMatch(/[\n\u202e]/);
    }),
  );
});

test('words that could be markup are refused', () => {
  expect(bare('version 2.2').text).toBe('version 2.2');
  expect(() => bare('<b>')).toThrow(Refusal);
  expect(() => bare('[a](b)')).toThrow(Refusal);
});
