import { expect, test } from 'vitest';
import { contradictions, copyText, DEFAULT_RUN_OPTIONS, liveEvidence } from '../../src/kernel/index.ts';
import { type Cell, readNotebook } from '../../src/notebook/index.ts';
import { pythonPath } from '../python.ts';
import { onDisk } from './notebooks.ts';

function shown(...texts: string[]) {
  const cells = texts.map((text) => ({
    cell_type: 'code',
    metadata: {},
    source: 'x',
    execution_count: 1,
    outputs: [
      { output_type: 'execute_result', data: { 'text/plain': text }, metadata: {}, execution_count: 1 },
    ],
  }));
  return readNotebook(JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 4 }));
}

test.each<[string, string, string, boolean]>([
  ['another number', '891', '890', true],
  ['another shape', '(891, 12)', '(891, 13)', true],
  ['the same', '(891, 12)', '(891, 12)', false],
  ['the same, spelled by NumPy 2', '0.5', 'np.float64(0.5)', false],
  ['an address', '<Axes at 0x7f01>', '<Axes at 0x7f02>', false],
])('a saved output that a run contradicts: %s', (_, saved, live, expected) => {
  expect(contradictions(shown(saved), shown(live)).map(({ cell, line }) => [cell, line])).toEqual(
    expected ? [[0, 1]] : [],
  );
});

/** Two prints whose values nobody can tell apart in the output, so that the kernel is asked. */
function printed(text: string, source = 'print(x, y)') {
  const outputs = [{ output_type: 'stream', name: 'stdout', text }];
  const cells = [{ cell_type: 'code', metadata: {}, source, execution_count: 1, outputs }];
  return readNotebook(JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 4 }));
}

test.each<[string, string, string, boolean]>([
  ['another number', '891 2', '890', true],
  ['the same number', '891 2', '891', false],
  ['more digits than a print shows of a float', '0.83 2', '0.8314', true],
  ['another kind', '891 2', "'891'", false],
])('a saved output that an answer contradicts: %s', (_, saved, answer, expected) => {
  const notebook = printed(`${saved}\n`);
  const data = { data: { 'text/plain': answer }, type: 'int', number: null };
  const answers = new Map([[0, new Map([['0:0', data]])]]);
  const found = contradictions(notebook, printed('one two three\n'), answers);
  expect(found.map(({ cell, line }) => [cell, line])).toEqual(expected ? [[0, 1]] : []);
  expect(contradictions(notebook, printed('one two three\n'))).toEqual([]);
});

test.each<[string, string, boolean]>([
  ['what the format has rounded', '0.8314', false],
  ['what rounds to another number', '0.8361', true],
])('a saved output of a format and %s', (_, answer, expected) => {
  const source = "print(f'{x:.2f}', y)";
  const data = { data: { 'text/plain': answer }, type: 'float', number: null };
  const answers = new Map([[0, new Map([['0:0', data]])]]);
  const found = contradictions(printed('0.83 2\n', source), printed('one two three\n', source), answers);
  expect(found.length).toBe(expected ? 1 : 0);
});

test('a run gives outputs and answers, and keeps what is saved behind the cell it stopped in', async () => {
  const one = onDisk(['x = 3\nx', '1/0', 'x']);
  try {
    const options = { ...DEFAULT_RUN_OPTIONS, python: pythonPath };
    const asked: unknown[] = [];
    const prepared: number[] = [];
    const prepare = ({ index }: Cell) => void prepared.push(index);
    const questions = (cell: Cell) => {
      asked.push([cell.index, cell.outputs.map(({ kind }) => kind)]);
      return [
        { key: 'a', expression: `x + ${cell.index}`, answeredBy: null },
        { key: 'b', expression: 'missing', answeredBy: null },
        { key: 'c', expression: 'x', answeredBy: { cell: 0, key: 'a' } },
        { key: 'd', expression: 'x', answeredBy: { cell: 7, key: 'a' } },
      ];
    };
    const live = await liveEvidence(one.file, readNotebook(one.text), { prepare, questions }, options);
    expect(asked).toEqual([[0, ['result']]]);
    expect(prepared).toEqual([0, 1]);
    expect(live.answers.get(0)).toMatchObject(
      new Map([
        ['a', { data: { 'text/plain': '3' } }],
        ['b', { error: { name: 'NameError' } }],
        ['c', { data: { 'text/plain': '3' } }],
      ]),
    );
    expect([...live.answers.keys()]).toEqual([0]);
    expect(live.executed.cells.map(({ outputs }) => outputs.map(({ kind }) => kind))).toEqual([
      ['result'],
      ['error'],
      [],
    ]);
    expect(live.executed.text).toBe(one.text);
    const copy = readNotebook(copyText(live));
    expect(copy.cells.map(({ source, outputs }) => [source, outputs])).toEqual(
      live.executed.cells.map(({ source, outputs }) => [source, outputs]),
    );
    expect(one.now()).toBe(one.text);
  } finally {
    one.remove();
  }
});
