import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText, DISPLAY, readStreams, stripAnsi } from '../../../src/evidence/unprint/streams.ts';
import type { Output } from '../../../src/notebook/index.ts';

const out = (text: string): Output => ({ kind: 'stream', name: 'stdout', text });
const err = (text: string): Output => ({ kind: 'stream', name: 'stderr', text });

describe('readStreams', () => {
  it.each<[string, Output[], string, string]>([
    ['no outputs', [], '', ''],
    ['several outputs are one stream', [out('a'), out('b\n')], 'ab\n', ''],
    ['stderr between stays apart', [out('a\n'), err('w\n'), out('b\n')], 'a\nb\n', 'w\n'],
    [
      'a result is no stream',
      [out('a\n'), { kind: 'result', data: { 'text/plain': '1' }, executionCount: 1 }],
      'a\n',
      '',
    ],
    ['CRLF cut in two outputs', [out('a\r'), out('\nb')], 'a\nb', ''],
  ])('%s', (_name, outputs, stdout, stderr) => {
    expect(readStreams(outputs)).toEqual({ stdout, stderr, overwritten: [], displays: new Map(), cut: false });
  });

  it('says where text was overwritten', () => {
    expect(readStreams([out('x\n 10%\r100%\ndone\n')])).toEqual({
      stdout: 'x\n100%\ndone\n',
      stderr: '',
      overwritten: [[2, 6]],
      displays: new Map(),
      cut: false,
    });
  });

  it('gives what was displayed a line of its own, where it is asked for', () => {
    const table = { 'text/plain': 'a b' };
    const outputs = [out('x\n1\r2\n'), { kind: 'display' as const, data: table }, out('\b3')];
    expect(readStreams(outputs, () => true)).toEqual({
      stdout: `x\n2\n${DISPLAY}\n3`,
      stderr: '',
      overwritten: [
        [2, 3],
        [6, 7],
      ],
      displays: new Map([[4, table]]),
      cut: false,
    });
    expect(readStreams(outputs).stdout).toBe('x\n2\n3');
  });

  it('knows the line by which Colab says that it cut', () => {
    expect(readStreams([out('Streaming output truncated to the last 5000 lines.\n1\n')]).cut).toBe(true);
  });
});

describe('cleanText', () => {
  it.each([
    ['a\r\nb\r\n', 'a\nb\n'],
    ['a\r\r\nb', 'a\nb'],
    ['long text\rshort', 'shorttext'],
    ['ab\b\bcd', 'cd'],
    ['\b\ba', 'a'],
    ['1\r2\r3\n4\n', '3\n4\n'],
    ['\u001b[31mred\u001b[0m', 'red'],
    ['no control', 'no control'],
  ])('%j → %j', (raw, text) => {
    expect(cleanText(raw).text).toBe(text);
  });
});

describe('stripAnsi', () => {
  it.each([
    ['\u001b[1;31mx\u001b[0m y', 'x y'],
    ['\u001b]0;title\u0007x', 'x'],
    ['\u001b]0;title\u001b\\x', 'x'],
    ['\u001b[', '['],
    ['\u001b[1\nx', '[1\nx'],
    ['a\u001b', 'a'],
    ['\u001b\u001b[0mx', 'x'],
    ['[31m is text', '[31m is text'],
  ])('%j → %j', (raw, text) => {
    expect(stripAnsi(raw)).toBe(text);
  });

  it('leaves no escape character and touches nothing without one', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('\u001b', '[', ']', 'm', '1', ';', 'x', '\n', '\u0007') }),
        (text) => {
          expect(stripAnsi(text)).not.toContain('\u001b');
          if (!text.includes('\u001b')) expect(stripAnsi(text)).toBe(text);
        },
      ),
    );
  });

  it('is linear where codes never end', () => {
    const began = performance.now();
    stripAnsi('\u001b[1'.repeat(500_000));
    stripAnsi('\u001b]'.repeat(200_000));
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
