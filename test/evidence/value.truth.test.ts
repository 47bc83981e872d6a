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
    ).toEqual([]);
    expect(unread((truth) => readValue(truth.repr, { exact: true }))).toEqual([]);
    expect(unread((truth) => readValue(truth.str))).toEqual([]);
  });
});
