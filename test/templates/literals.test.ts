import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Refusal } from '../../src/templates/code.ts';
import { flat } from '../../src/templates/layout.ts';
import { collection, literal, pythonNumber, pythonString } from '../../src/templates/literals.ts';
import { askPython } from './run-python.ts';

const floats = { floats: true };

test('any text comes back from its literal as it was', () => {
  const texts = [
    ...fc.sample(fc.string({ unit: 'binary' }), 400),
    ...fc.sample(
      fc.string({
        unit: fc.constantFrom("'", '"', '\\', '\n', '{', '}', '#', '\u2028', '\u0001', 'é', '😀'),
      }),
      400,
    ),
    '"); import os; ("',
    "'''",
    '\\',
  ];
  const back = askPython<string[]>(
    'result = [ast.literal_eval(it) for it in items]',
    texts.map(pythonString),
  );
  expect(back).toEqual(texts);
});

test('a literal is one line of printable characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(pythonString(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    }),
  );
});

test('numbers come back as they were', () => {
  const numbers = fc.sample(fc.double({ noNaN: true, noDefaultInfinity: true }), 500);
  const back = askPython<number[]>(
    'result = [float(ast.literal_eval(it)) for it in items]',
    numbers.map((it) => pythonNumber(it)),
  );
  expect(back.map((it) => it + 0)).toEqual(numbers.map((it) => it + 0));
});

test.each([
  [0.8, '0.8'],
  [1e-7, '1e-07'],
  [1000000, '1000000'],
  [-0, '0'],
  [1e22, '1e+22'],
])('%d is written %s', (value, expected) => {
  expect(pythonNumber(value)).toBe(expected);
});

const scalar = (type: string, value: unknown) => ({
  kind: 'scalar',
  type,
  value,
  text: String(value),
  precision: 0,
  class: null,
});

test.each([
  ['a float that is whole', scalar('float', 1), '1.0'],
  ['an integer', scalar('int', 891), '891'],
  ['a big integer', scalar('int', '123456789012345678901'), '123456789012345678901'],
  ['truth', scalar('bool', true), 'True'],
  ['nothing', scalar('none', null), 'None'],
  [
    'a tuple of one',
    { kind: 'sequence', type: 'tuple', items: [scalar('int', 3)], truncated: false },
    '(3,)',
  ],
  ['an empty set', { kind: 'sequence', type: 'set', items: [], truncated: false }, 'set()'],
  ['an empty list', [], '[]'],
  [
    'labels of several levels',
    [
      ['a', 1],
      ['b', 2],
    ],
    "[('a', 1), ('b', 2)]",
  ],
])('%s', (_name, value, expected) => {
  expect(flat(literal(value, floats).python)).toBe(expected);
});

test('sets are sorted, numbers by value, without doubles', () => {
  expect(flat(collection([10, 9, 1, 9], 'set', floats).python)).toBe('{1, 9, 10}');
  expect(flat(collection(['b', 'a', 'a'], 'set', floats).python)).toBe("{'a', 'b'}");
});

test.each([
  ['nan', scalar('float', Number.NaN)],
  ['infinity', scalar('float', Number.POSITIVE_INFINITY)],
  ['a cut list', { kind: 'sequence', type: 'list', items: [], truncated: true }],
  ['long text', scalar('str', 'x'.repeat(81))],
  ['too many values', Array.from({ length: 61 }, (_, index) => index)],
  ['a point in time', scalar('timestamp', '2020-01-01')],
  ['a figure', { kind: 'figure', mime: 'image/png' }],
  ['something unknown', { constructor: 'x' }],
  ['an integer that is none', scalar('int', '1; import os')],
])('%s has no literal', (_name, value) => {
  expect(() => literal(value, floats)).toThrow(Refusal);
});

test('a float of an unstable run is not copied, an integer is', () => {
  expect(() => literal(0.5, { floats: false })).toThrow(Refusal);
  expect(() => literal(scalar('float', 1), { floats: false })).toThrow(Refusal);
  expect(literal(5, { floats: false }).python).toBe('5');
});

test('deep nesting ends in a refusal', () => {
  let nested: unknown = 1;
  for (let depth = 0; depth < 10_000; depth++) nested = [nested];
  expect(() => literal(nested, floats)).toThrow(Refusal);
});
