import { type Reading, readEvidence } from '../../src/evidence/index.ts';
import { cellsShowingAll, findFeedback } from '../../src/feedback/index.ts';
import type { Cell, Output } from '../../src/notebook/index.ts';
import { parseNotebookCode } from '../../src/python/index.ts';

export const stdout = (text: string): Output => ({ kind: 'stream', name: 'stdout', text });
export const result = (text: string, executionCount: number | null = 1): Output => ({
  kind: 'result',
  data: { 'text/plain': text },
  executionCount,
});
export const display = (text: string): Output => ({ kind: 'display', data: { 'text/plain': text } });

export function codeCell(
  index: number,
  source: string,
  outputs: readonly Output[],
  count: number | null = 1,
): Cell {
  return { index, id: null, type: 'code', source, executionCount: count, outputs, metadata: {}, tags: [] };
}

/** The readings of a cell's feedback in source order; `before` is a cell in front of it. */
export function read(
  source: string,
  outputs: readonly Output[],
  before = 'import numpy as np\nimport pandas as pd',
): Reading[] {
  const notebook = parseNotebookCode([
    { index: 0, type: 'code', source: before },
    { index: 1, type: 'code', source },
  ]);
  const code = notebook.cell(1)!;
  const cell = codeCell(1, source, outputs);
  const showsAll = cellsShowingAll([codeCell(0, before, []), cell]);
  const feedback = findFeedback(code, showsAll.has(1));
  const readings = readEvidence(cell, code, feedback, notebook);
  return feedback.map((one) => readings.get(one)!);
}

/** Short form of what was read: the text of each value, `null` for none; rounds as lists. */
export function texts(reading: Reading): unknown {
  const short = (value: Reading['values'][number]) =>
    value === null ? null : 'text' in value ? value.text : value.kind;
  return reading.rounds?.map((round) => round.values.map(short)) ?? reading.values.map(short);
}
