import { describe, expect, test } from 'vitest';
import { withinLimit } from '../../src/repository/limit.ts';
import { notebookOf } from '../python/effects-cases.ts';
import type { Accepted } from '../../src/rewrite/index.ts';

/** As much of an accepted proposal as the limit looks at: its template, its sureness, its object, what is asserted. */
function accepted(template: string, confidence: string, object: string, assert: string): Accepted {
  return { proposal: { template, confidence, object }, assert, note: '' } as unknown as Accepted;
}

const rows = accepted('shape', 'medium', 'df', 'assert len(df) == 3');
const names = accepted('existence', 'high', 'df', "assert {'a'} <= set(df.columns)");
const moreRows = accepted('shape', 'medium', 'df', 'assert len(df) > 2, "df is short"');
const otherRows = accepted('shape', 'medium', 'other', 'assert len(other) == 5');
const holes = accepted('missing-value', 'medium', 'df', 'assert df.notna().all().all()');
const mean = accepted('data-distribution', 'low', 'df', 'assert 1 <= df.a.mean() <= 2');
const otherMean = accepted('data-distribution', 'low', 'other', 'assert 1 <= other.a.mean() <= 2');
const both = accepted('shape', 'high', 'both', 'assert both.shape[1] == 2\nassert both.shape[0] > 0');

/** The same behind the cell of a notebook. */
function at(cell: number, template: string, confidence: string, object: string, assert: string): Accepted {
  return { proposal: { template, confidence, object, feedback: { cell } }, assert, note: '' } as unknown as Accepted;
}

const CODE = ['X, y = load()\ntrain, test = split(X)', 'X = load()', 'y'];
const fewX = at(0, 'shape', 'medium', 'X', 'assert len(X) == 3, f"{len(y)}"');
const meanX = at(0, 'data-distribution', 'low', 'X', 'assert X.mean() > 1');
const parts = at(0, 'data-leakage', 'low', 'train', 'assert sorted([*train, *test]) == sorted(X)');
const partsAgain = at(0, 'data-leakage', 'low', 'test', 'assert sorted([*train, *test]) == sorted(X)');
const otherX = at(1, 'data-distribution', 'low', 'X', 'assert X.mean() > 2');
const onlyX = at(1, 'data-leakage', 'medium', 'model', 'assert len(X) == 3');

describe('the limit among the names of a notebook', () => {
  test.each<[string, readonly Accepted[], number, readonly Accepted[]]>([
    ['what is said of three objects before what is said of one', [fewX, parts], 1, [parts]],
    ['the same assert of another subject is not written again', [parts, partsAgain, fewX], 2, [parts, fewX]],
    ['an object that has the name of another', [fewX, meanX, otherX], 2, [fewX, otherX]],
    ['what the assert is about, not what was looked at', [fewX, onlyX, otherX], 2, [fewX, onlyX]],
    ['names in texts do not count', [fewX, meanX], 1, [fewX]],
  ])('%s', (_, given, limit, taken) => {
    const { code, names } = notebookOf(CODE);
    expect(withinLimit(given, limit, { code, names })).toEqual(taken);
  });
});

describe('the limit', () => {
  test.each<[string, readonly Accepted[], number | null, readonly Accepted[]]>([
    ['none', [rows, moreRows], null, [rows, moreRows]],
    ['room for all', [rows, moreRows], 2, [rows, moreRows]],
    ['the surest first, in the order of the notebook', [mean, rows, names], 2, [rows, names]],
    ['another template about the same object before the same', [rows, moreRows, holes], 2, [rows, holes]],
    ['the same template about another object, too', [rows, moreRows, otherRows], 2, [rows, otherRows]],
    ['an object that nothing is said of yet before a second fact', [rows, holes, otherRows], 2, [rows, otherRows]],
    ['surer ones of the same object before others of another', [names, both, otherRows], 3, [names, both]],
    ['a less sure fact about another object before a second one', [rows, holes, otherMean], 2, [rows, otherMean]],
    ['but not before one of high confidence', [rows, names, otherMean], 2, [names, otherMean]],
    ['of equals the first', [otherRows, rows], 1, [otherRows]],
    ['asserts are counted, and those of one proposal stay together', [rows, both], 2, [both]],
    ['what does not fit makes room for what does', [names, both, rows], 2, [names, rows]],
    ['one that never fits is taken where it is the first', [both, rows], 1, [both]],
    ['nothing to choose from', [], 1, []],
  ])('%s', (_, given, limit, taken) => {
    expect(withinLimit(given, limit)).toEqual(taken);
  });
});
