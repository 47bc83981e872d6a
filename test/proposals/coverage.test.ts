import { expect, test } from 'vitest';
import { readNotebook } from '../../src/notebook/index.ts';
import { propose } from '../../src/proposals/index.ts';
import { loadBuiltin } from '../../src/templates/index.ts';
import { notebookOf, type SampleCell } from '../repository/notebooks.ts';

const LOAD: SampleCell = { source: "import pandas as pd\ndf = pd.read_csv(path)" };
const SHAPE: SampleCell = { source: 'df.shape', shown: '(891, 12)' };

/** Of each statement the cell, and how sure its proposals are, or why there is none. */
async function confidencesOf(cells: readonly SampleCell[]): Promise<string[]> {
  const { findings } = propose(readNotebook(notebookOf(cells)), await loadBuiltin());
  return findings.map(
    ({ feedback, proposals, reason }) =>
      `${feedback.cell}: ${reason ?? proposals.map(({ confidence }) => confidence).join(' ')}`,
  );
}

test.each<[string, readonly SampleCell[], string[]]>([
  ['once', [LOAD, SHAPE], ['1: high']],
  ['of the unchanged subject: covered', [LOAD, SHAPE, SHAPE], ['1: high', '2: covered']],
  [
    'the same assert of the changed subject: not to be read first',
    [LOAD, SHAPE, { source: 'df = df.dropna()\ndf.shape', shown: '(712, 12)' }],
    ['1: high', '2: low'],
  ],
  [
    'another assert of the changed subject: as sure as the first',
    [LOAD, SHAPE, { source: "df = df.drop(columns='a')\ndf.shape", shown: '(891, 11)' }],
    ['1: high', '2: high'],
  ],
  [
    'of another subject',
    [LOAD, SHAPE, { source: "other = pd.read_csv('b.csv')\nother.shape", shown: '(891, 12)' }],
    ['1: high', '2: high'],
  ],
])('a fact shown again: %s', async (_name, cells, expected) => {
  expect(await confidencesOf(cells)).toEqual(expected);
});

test('what a later relation of the same statement states as well needs no proposal of its own', async () => {
  const split = 'X, y = train_test_split(pd.read_csv("a.csv")["x"], pd.read_csv("a.csv")["y"])';
  const notebook = JSON.parse(
    notebookOf([
      { source: `import pandas as pd\nfrom sklearn.model_selection import train_test_split\n${split}` },
      { source: 'print(X.shape, y.shape)' },
    ]),
  );
  notebook.cells[1].outputs = [{ output_type: 'stream', name: 'stdout', text: '(300,) (300,)\n' }];
  const { findings } = propose(readNotebook(JSON.stringify(notebook)), await loadBuiltin());
  expect(findings.flatMap(({ proposals }) => proposals).map(({ assumption }) => assumption)).toEqual([
    '`X` is one-dimensional and has about 300 entries',
    '`X` and `y` are of one length',
  ]);
});
