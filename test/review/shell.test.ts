import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { insteadOfReview } from '../../src/review/no-terminal.ts';
import { shellQuoted } from '../../src/review/shell.ts';

test.each([
  ['a/b.ipynb', 'a/b.ipynb'],
  ['-', '-'],
  ['a b.ipynb', "'a b.ipynb'"],
  ["it's.ipynb", "'it'\\''s.ipynb'"],
  ['$(rm -rf).ipynb', "'$(rm -rf).ipynb'"],
  ['*.ipynb', "'*.ipynb'"],
  ['a\nb', "$'a\\x0ab'"],
  ['', "''"],
])('%j', (word, quoted) => {
  expect(shellQuoted(word)).toBe(quoted);
});

test('bash reads back what was quoted', () => {
  const words = fc
    .sample(fc.string({ unit: 'binary', minLength: 0, maxLength: 12 }), 300)
    .filter((word) => !word.includes('\0') && !word.startsWith('-'));
  const script = `printf '%s\\0' ${words.map(shellQuoted).join(' ')}`;
  const read = execFileSync('bash', ['-c', script], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  expect(read.split('\0').slice(0, -1)).toEqual(words);
});

test('a path that looks like a flag stays a path', () => {
  expect(shellQuoted('-x.ipynb')).toBe('./-x.ipynb');
});

test('the lines that do the same', () => {
  const error = insteadOfReview(
    ['my notebook.ipynb', 'b.ipynb'],
    [{ name: '--check', values: ['shape', 'type'] }],
    [{ name: '--notes', values: ['none'] }],
  );
  expect(error.exitCode).toBe(2);
  expect(error.hint).toBe(
    [
      'Without questions, these do the same:',
      "    nbassert scan --check shape --check type 'my notebook.ipynb' b.ipynb",
      "    nbassert apply --check shape --check type --notes none 'my notebook.ipynb' b.ipynb",
      "    nbassert check --check shape --check type 'my notebook.ipynb' b.ipynb",
    ].join('\n'),
  );
  expect(insteadOfReview([], [], []).hint).toContain('nbassert scan .\n');
});
