import { expect, test } from 'vitest';
import { compilePattern } from '../../src/python/index.ts';
import { problem } from './patterns-cases.ts';

const METAVARIABLE = '`$`, an upper-case letter, then upper-case letters, digits or `_`';

test.each<[string, number, string]>([
  ['', 0, 'a Python expression'],
  ['  \n', 0, 'a Python expression'],
  ['$X', 0, 'code around the metavariable'],
  ['($_)', 1, 'code around the metavariable'],
  ['f($$$ARGS)', 2, 'write `$...ARGS`'],
  ['f($$$)', 2, 'write `$...ARGS`'],
  ['f(a, $$$rest)', 5, 'write `$...REST`'],
  ['$df.head()', 0, 'write `$DF`'],
  ['f($...args)', 2, 'write `$...ARGS`'],
  ['f($...)', 2, '`...` or `$...ARGS` for any number of arguments'],
  ['f($$X)', 2, `write \`$X\`: ${METAVARIABLE}`],
  ['f($1)', 2, `write \`$X\`: ${METAVARIABLE}`],
  ['f(a$X)', 2, `write \`$AX\`: ${METAVARIABLE}`],
  ['f(${X})', 2, '`$X` for a metavariable, without braces'],
  ['$...A + 1', 0, 'a place among arguments or items; `$X` for one expression'],
  ['f(..., $X, ...)', 11, 'at most one `...` or `$...ARGS` in a list'],
  ['$X....a()....b()', 5, 'at most one `....`'],
  ['f(n=1, n=2)', 7, 'each keyword argument once'],
  ['f($K=1)', 2, 'a name; `...` for any arguments'],
  ['$X.$name', 3, 'write `$NAME`'],
  ['a; b', 1, 'one expression, without `;`'],
  ['a\nb', 2, 'one expression'],
  ['x = $X', 0, 'an expression'],
  ['import a', 0, 'an expression'],
  ['f(', 2, 'a Python expression'],
  ['f(a b)', 4, 'a Python expression'],
  ['a) + (b', 0, 'a Python expression'],
])('%j is wrong at %i', (pattern, at, expected) => {
  expect(problem(pattern)).toEqual({ at, expected });
});

test.each([
  'f("$df")',
  "f('$$$')",
  'f(x)',
  '$_X.a',
  '$A1_B.a',
  'f($...A)',
  'f(...)',
  '$X....head()',
  '$X[$_]',
])('%s is fine', (pattern) => {
  expect(problem(pattern)).toBe('fine');
});

test('a metavariable alone passes where the caller allows it', () => {
  expect(compilePattern('$X', { allowAny: true }).variables).toEqual(['X']);
});

test('variables come in order, ellipses with their dots', () => {
  expect(compilePattern('$B.$NAME($A, $B, $_, $...REST)').variables).toEqual(['B', 'NAME', 'A', '...REST']);
});

test.each(['f($df', '$$$(', '$X....', 'f($X $Y)'])(
  'the letters that stand in for $ never show: %s',
  (pattern) => {
    const found = problem(pattern);
    expect(found).not.toBe('fine');
    expect(JSON.stringify(found)).not.toMatch(/[\u0100-\uffff]/);
  },
);
