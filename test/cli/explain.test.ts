import { expect, test } from 'vitest';
import { folderOf } from '../repository/notebooks.ts';
import { runCli } from './io.ts';

const NOTEBOOK = JSON.stringify({
  nbformat: 4,
  nbformat_minor: 4,
  metadata: {},
  cells: [
    { cell_type: 'markdown', metadata: {}, source: '# a' },
    {
      cell_type: 'code',
      execution_count: 2,
      metadata: {},
      source: 'print("Acc:", acc)\ndf.shape',
      outputs: [
        { output_type: 'stream', name: 'stdout', text: 'Acc: 0.5\n' },
        {
          output_type: 'execute_result',
          execution_count: 2,
          metadata: {},
          data: { 'text/plain': '(891, 12)' },
        },
      ],
    },
    { cell_type: 'code', execution_count: 1, metadata: {}, source: 'x = 1', outputs: [] },
    { cell_type: 'code', execution_count: null, metadata: {}, source: 'if:', outputs: [] },
  ],
});

const explain = (...args: string[]) =>
  runCli(['scan', '--explain', ...args], { cwd: folderOf({ 'a.ipynb': NOTEBOOK }) });

test('a cell: outputs, stdout, and each statement with skeleton, slots and values', async () => {
  const { code, stdout, stderr } = await explain('a.ipynb:1');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.split('\n').map((line) => line.replace(/⇒ \{"kind":"(\w+)".*/, '⇒ $1'))).toEqual([
    'outputs: stdout; result (text/plain)',
    '  Cell 2 below ran before it (1 before 2).',
    'stdout',
    '  | Acc: 0.5',
    '  The code explains all of stdout.',
    'line 1, print: print("Acc:", acc)',
    '    skeleton  "Acc: " ‹acc: any› "\\n"',
    '    slot      run 0, acc (any): 5–8 "0.5"',
    '    value     acc ⇒ scalar',
    'line 2, last-cell: df.shape',
    '    value     df.shape ⇒ sequence',
    '',
  ]);
});

test('a line of a cell: its statements only', async () => {
  const { stdout } = await explain('a.ipynb:1:2');
  expect(stdout.match(/^line .*/gm)).toEqual(['line 2, last-cell: df.shape']);
});

test('a cell without feedback', async () => {
  const { code, stdout } = await explain('a.ipynb:2');
  expect({ code, last: stdout.split('\n').at(-2) }).toEqual({ code: 0, last: 'No feedback.' });
});

test.each([
  [
    ['a.ipynb'],
    'error: "a.ipynb" names no cell\n  Write FILE:CELL, such as titanic.ipynb:3; cells count from 0, as in what `nbassert scan` prints.\n',
  ],
  [['a.ipynb:0'], 'error: a.ipynb: cell 0: that is no code cell\n'],
  [['a.ipynb:3'], 'error: a.ipynb: cell 3: that cell cannot be read as Python\n'],
  [['a.ipynb:4'], 'error: a.ipynb: cell 4: the last cell of the notebook is 3\n'],
  [['.:1:5', 'a.ipynb'], 'error: --explain names the one notebook it is about\n  Leave out a.ipynb.\n'],
])('%j is refused', async (args, stderr) => {
  expect(await explain(...args)).toEqual({ code: 2, stdout: '', stderr });
});
