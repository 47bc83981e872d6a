import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readBundle, readValue } from '../../src/evidence/value.ts';
import { pythonPath } from '../python.ts';
import { compare, type Truth } from './truth.ts';

const script = fileURLToPath(new URL('./make-truth.py', import.meta.url));
const truths: Truth[] = JSON.parse(
  execFileSync(pythonPath, [script], { encoding: 'utf8', maxBuffer: 2 ** 28 }),
);

/** Printed, these are the text of another value too. */
const ALSO_ANOTHER = new Set(["decimal.Decimal('1.50')", "np.dtype([('a', '<i4'), ('b', '<f8')])"]);

/** Strings with gaps of their own, and a name that reads like a footer. */
const UNSURE = [
  "pd.Series({'a': 1, 'b': 2}, name='a, Length: 3')",
  "pd.Series(['a   b', 'c'])",
  "pd.Series(['one    two', 'six    ten'])",
];
/** Text that does not tell columns from levels; HTML does. */
const UNSURE_TEXT = [
  ...UNSURE,
  "pd.DataFrame({'t': ['a  b', 'c  d'], 'u': ['e f', 'g h']})",
  "pd.DataFrame({'': [1, 2], 'f': [1, 2]})",
  'multi.T',
];
/** Strings printed without quotes may be the text of anything. */
const WORDS = [
  "'male'",
  `'it\\'s "quoted"'`,
  "'two\\nlines'",
  "'tab\\tand \\\\ slash'",
  "'Ünïcode ☃ 😀'",
  "''",
  "'\\x00\\x1b[0m'",
  "np.str_('a')",
  "np.timedelta64(4, 'h')",
];

describe('what IPython and print show of a value, read back', () => {
  test('as a result of a cell, all forms', () => {
    const wrong = truths.flatMap((truth) =>
      compare(
        readBundle({ 'text/plain': truth.repr, ...(truth.html === null ? {} : { 'text/html': truth.html }) }),
        truth.facts,
      )
        .slice(0, 2)
        .map((line) => `${truth.source}: ${line}`),
    );
    expect(wrong).toEqual([]);
  });

  test('as the plain text of a result', () => {
    const wrong = truths.flatMap((truth) =>
      compare(readValue(truth.repr, { exact: true }), truth.facts)
        .slice(0, 2)
        .map((line) => `${truth.source}: ${line}`),
    );
    expect(wrong).toEqual([]);
  });

  test('as print shows it', () => {
    const wrong = truths.flatMap((truth) =>
      (ALSO_ANOTHER.has(truth.source) ? [] : compare(readValue(truth.str), truth.facts))
        .slice(0, 2)
        .map((line) => `${truth.source}: ${line}`),
    );
    expect(wrong).toEqual([]);
  });

  test('few are left unread', () => {
    const unread = (read: (truth: Truth) => { kind: string }) =>
      truths.filter((truth) => ['text', 'object'].includes(read(truth).kind)).map((truth) => truth.source);
    expect(
      unread((truth) =>
        readBundle({ 'text/plain': truth.repr, ...(truth.html === null ? {} : { 'text/html': truth.html }) }),
      ),
    ).toEqual(UNSURE);
    expect(unread((truth) => readValue(truth.repr, { exact: true }))).toEqual(UNSURE_TEXT);
    expect(unread((truth) => readValue(truth.str))).toEqual([...WORDS, ...UNSURE_TEXT]);
  });
});
