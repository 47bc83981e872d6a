import { expect, it } from 'vitest';
import { explainEvidence } from '../../src/evidence/index.ts';
import { findFeedback } from '../../src/feedback/index.ts';
import { parseCell } from '../../src/python/index.ts';
import { renderExplanation } from '../../src/reporters/explain.ts';

it('shows output, skeleton, slots and values of a cell', () => {
  const source = "print('Acc:', acc)\nprint(a, b)";
  const code = parseCell(source, 0);
  const cell = {
    index: 0,
    id: null,
    type: 'code' as const,
    source,
    executionCount: 1,
    outputs: [
      { kind: 'stream' as const, name: 'stdout' as const, text: 'Acc: 0.5\nNew York \u001b[0mCity\u0007\n' },
    ],
    metadata: {},
    tags: [],
  };
  expect(renderExplanation(explainEvidence(cell, code, findFeedback(code))).split('\n')).toEqual([
    'outputs: stdout',
    'stdout',
    '  | Acc: 0.5',
    '  | New York City\\x07',
    '  The code explains all of stdout.',
    "line 1, print: print('Acc:', acc)",
    '    skeleton  "Acc: " ‹acc: any› "\\n"',
    '    slot      run 0, acc (any): 5–8 "0.5"',
    '    value     acc ⇒ {"kind":"scalar","type":"float","value":0.5,"text":"0.5","precision":0,"class":null}',
    'line 2, print: print(a, b)',
    '    skeleton  ‹a: any› " " ‹b: any› "\\n"',
    '    value     a ⇒ none: ambiguous-output',
    '    value     b ⇒ none: ambiguous-output',
    '',
  ]);
});
