import { expect, test } from 'vitest';
import { readNotebook } from '../../src/notebook/index.ts';
import { propose } from '../../src/proposals/index.ts';
import { loadBuiltin } from '../../src/templates/index.ts';
import { notebookOf, type SampleCell } from '../repository/notebooks.ts';

const LOAD: SampleCell = { source: "import pandas as pd\ndf = pd.read_csv(path)" };
const SHAPE: SampleCell = { source: 'df.shape', shown: '(891, 12)' };

/** A look at two rows of a table with columns of one letter. */
function HEAD(columns: string): SampleCell {
  const row = (cells: readonly string[]) => cells.map((cell) => `  ${cell}`).join('');
  const names = [...columns];
  return { source: 'df.head()', shown: [` ${row(names)}`, `0${row(names.map(() => '1'))}`, `1${row(names.map(() => '2'))}`].join('\n') };
}

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
  [
    'most columns of the changed subject: not to be read first',
    [LOAD, HEAD('abcd'), { ...HEAD('abcde'), source: "df['e'] = rank(df)\ndf.head()" }],
    ['1: high', '2: low'],
  ],
  [
    'other columns of the changed subject',
    [LOAD, HEAD('abcd'), { ...HEAD('abxyz'), source: 'df = df.join(other)\ndf.head()' }],
    ['1: high', '2: high'],
  ],
  [
    'half of the columns are new',
    [LOAD, HEAD('a'), { ...HEAD('ab'), source: 'df = df.join(other)\ndf.head()' }],
    ['1: medium', '2: high'],
  ],
])('a fact shown again: %s', async (_name, cells, expected) => {
  expect(await confidencesOf(cells)).toEqual(expected);
});

test.each<[string, string, string, string[]]>([
  ['a stronger fact further down', 'print(len(train))\nprint(len(train), len(test))', '90\n90 10\n', ['covered', '1 proposal']],
  ['a change in between', 'print(len(train))\ntrain = train[:80]\nprint(len(train), len(test))', '90\n80 10\n', ['1 proposal', '1 proposal']],
])('a fact of the same cell that follows from another: %s', async (_name, source, shown, expected) => {
  const cell = { cell_type: 'code', execution_count: 1, metadata: {}, source, outputs: [{ output_type: 'stream', name: 'stdout', text: shown }] };
  const text = JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 4 });
  const { findings } = propose(readNotebook(text), await loadBuiltin());
  expect(findings.map(({ proposals, reason }) => reason ?? `${proposals.length} proposal`)).toEqual(expected);
});

test('what is averaged over all predictions is the accuracy, which is said once', async () => {
  const cells: SampleCell[] = [
    { source: 'from sklearn.metrics import accuracy_score, f1_score, precision_score\ny, p = load()' },
    { source: 'accuracy_score(y, p)', shown: '0.85' },
    { source: "f1_score(y, p, average='micro')", shown: '0.85' },
    { source: "precision_score(y, p, average='micro')", shown: '0.85' },
    { source: "f1_score(y, p, average='macro')", shown: '0.81' },
  ];
  expect(await confidencesOf(cells)).toEqual(['1: high', '2: covered', '3: covered', '4: high']);
});
