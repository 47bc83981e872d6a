import { expect, test } from 'vitest';
import { acceptAll, loadBuiltin, propose, readNotebook, remove, rewrite } from '../../src/index.ts';

function notebook(cells: readonly (readonly [source: string, result: string | null])[]): string {
  const raw = cells.map(([source, result], index) => ({
    cell_type: 'code',
    execution_count: index + 1,
    metadata: {},
    outputs:
      result === null
        ? []
        : [
            {
              data: { 'text/plain': [result] },
              execution_count: index + 1,
              metadata: {},
              output_type: 'execute_result',
            },
          ],
    source: source.split(/(?<=\n)/),
  }));
  return `${JSON.stringify({ cells: raw, metadata: {}, nbformat: 4, nbformat_minor: 4 }, null, 1)}\n`;
}

test('a bound name that is also an attribute elsewhere is taken out again', async () => {
  const text = notebook([
    ['import pandas as pd', null],
    ['with open("a.json") as f:\n    line = f.readline()\npd.read_json(line).shape', '(2, 12)'],
    ['recipes = pd.read_json("b.json")', null],
    ['recipes.shape', '(173278, 17)'],
  ]);
  const analysis = propose(readNotebook(text), await loadBuiltin());
  const accepted = acceptAll(analysis);
  const binds = accepted.map(({ proposal: { placement } }) => placement.kind === 'inline' && placement.bind);
  expect(binds.filter(Boolean)).toEqual([expect.objectContaining({ name: 'shape' })]);
  const hardened = rewrite(analysis.notebook, accepted, { notes: 'full', cellTags: [] });
  expect(remove(readNotebook(hardened))).toEqual({ text, removed: expect.any(Number), asserts: 4, left: [] });
});
