import { expect, test } from 'vitest';
import { areAskedFor } from '../../src/templates/asked-columns.ts';
import { areNamedByCode, isListOfColumns } from '../../src/templates/named-columns.ts';
import { notebookOf } from '../python/effects-cases.ts';

test.each([
  ['one by one', "t = load()\nx = t['a']\ny = t['b'] > 0", true],
  ['a list', "t = load()\nx = t[['a', 'b']].values", true],
  ['a name for a list', "wanted = ['a', 'b']\nt = load()\nx = t[wanted]", true],
  ['a list and another one', "t = load()\nx = t[['a'] + ['b']]", true],
  ['an assignment', "t = load()\nt['a'] = 1\nt['b'] = t['c']", true],
  ['one of two', "t = load()\nx = t['a']", false],
  ['of another table', "t = load()\nx = u[['a', 'b']]", false],
  ['before it was loaded', "t = old()\nx = t[['a', 'b']]\nt = load()", false],
  ['in a function, which may not run', "t = load()\ndef f():\n    return t[['a', 'b']]", false],
  ['rows', "t = load()\nx = t[t.a > 0]", false],
  ['never', 't = load()', false],
  ['nothing known of it', "x = t[['a', 'b']]", false],
])('columns asked for: %s: %s', (_, source, expected) => {
  const { code: notebook, names } = notebookOf([source, "t.head()\nt[['a', 'b']]"]);
  expect(areAskedFor('t', ['a', 'b'], { at: { cell: 1, offset: 0 }, notebook, names })).toBe(expected);
});

test('no column at all is none that was asked for', () => {
  const { code: notebook, names } = notebookOf(["t = load()\nt['a']", 't']);
  expect(areAskedFor('t', [], { at: { cell: 1, offset: 0 }, notebook, names })).toBe(false);
});

const LISTS = "wanted = ['a', 'b']\nname = 'a'\nrest = others(df)\nmask = df.a > 0";

test.each([
  ['wanted', true],
  ["wanted + ['c']", true],
  ["['a', 'b']", true],
  ['wanted + rest', false],
  ['rest', false],
  ['name', false],
  ['mask', false],
  ["df['a'] > 0", false],
  ['unknown', false],
])('%s lists columns: %s', (source, expected) => {
  const { code: notebook, names } = notebookOf([LISTS, 'df']);
  const around = { at: { cell: 1, offset: 0 }, notebook, names };
  expect(isListOfColumns(source, around)).toBe(expected);
  expect(areNamedByCode(`df[${source}]`, around)).toBe(expected);
});
