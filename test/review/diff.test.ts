import { expect, test } from 'vitest';
import { diffCells } from '../../src/review/diff.ts';
import { textOf } from '../../src/review/styled.ts';

const drawn = (lines: ReturnType<typeof diffCells>) =>
  lines.map(({ sign, label, isNote, content }) => `${sign}${isNote ? 'n' : 'c'} ${label}|${textOf(content)}`);

test('a note that grows stays prose, and a code cell code', () => {
  const changes = [
    { kind: 'changed', index: 2, type: 'markdown', before: 'One.', after: 'One.\n\n**Two** `if`.' },
    { kind: 'changed', index: 3, type: 'code', before: 'assert a', after: 'assert a\nassert b' },
  ] as const;
  const lines = diffCells(changes);
  expect(drawn(lines)).toEqual([' n note|One.', '+n |', '+n |**Two** `if`.', ' c code|assert a', '+c |assert b']);
  expect(lines[2]?.content.map(({ style }) => style)).toEqual(['strong', 'plain', 'string', 'plain']);
  expect(lines[4]?.content[0]?.style).toBe('keyword');
});
