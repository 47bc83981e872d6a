import { expect, test } from 'vitest';
import { propose, readNotebook } from '../../src/index.ts';
import { loadBuiltin } from '../../src/templates/index.ts';

async function assertsOf(...sources: readonly string[]): Promise<string[]> {
  const cells = [...sources, 'df.shape'].map((source, at) => ({
    cell_type: 'code',
    execution_count: at + 1,
    metadata: {},
    outputs:
      source === 'df.shape'
        ? [{ output_type: 'execute_result', execution_count: at + 1, metadata: {}, data: { 'text/plain': '(3, 2)' } }]
        : [],
    source,
  }));
  const text = JSON.stringify({ cells, metadata: { language_info: { name: 'python' } }, nbformat: 4, nbformat_minor: 2 });
  const { findings } = propose(readNotebook(text), await loadBuiltin());
  return findings.flatMap(({ proposals }) => proposals).map(({ variants }) => variants[0]?.assert ?? '');
}

const LOAD = 'import pandas as pd\ndf = pd.read_csv("a.csv")';

test.each([
  ['prints as calls', 'print("x")', 'f"expected shape (3, 2), found {df.shape}"'],
  ['prints as statements, which Python 3 does not parse', 'print "x"', '"expected shape (3, 2), found {}".format(df.shape)'],
  ['indented', 'for c in df:\n    print c', '"expected shape (3, 2), found {}".format(df.shape)'],
  ['another cell that does not parse', 'print the result', '"expected shape (3, 2), found {}".format(df.shape)'],
  ['a cell that does not parse and prints nothing', 'x = = 1', 'f"expected shape (3, 2), found {df.shape}"'],
])('a message is written for the Python of the notebook: %s', async (_, source, message) => {
  expect(await assertsOf(LOAD, source)).toEqual([`assert df.shape == (3, 2), ${message}`]);
});
