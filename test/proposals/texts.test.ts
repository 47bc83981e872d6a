import { beforeAll, expect, test } from 'vitest';
import { readNotebook } from '../../src/notebook/index.ts';
import { propose } from '../../src/proposals/index.ts';
import { loadBuiltin, type TemplateLibrary } from '../../src/templates/index.ts';

let library: TemplateLibrary;
beforeAll(async () => {
  library = await loadBuiltin();
});

/** What is proposed where a name is printed that was made in the cell above. */
function proposedFor(definition: string): number {
  const before = `from sklearn.metrics import accuracy_score\ny, p = load()\n${definition}`;
  const cell = (source: string, text: string | null, count: number) => ({
    cell_type: 'code',
    execution_count: count,
    metadata: {},
    outputs: text === null ? [] : [{ output_type: 'stream', name: 'stdout', text }],
    source,
  });
  const cells = [cell(before, null, 1), cell("print('accuracy:', acc)", 'accuracy: 0.83\n', 2)];
  const notebook = readNotebook(JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 4 }));
  return propose(notebook, library).findings.flatMap(({ proposals }) => proposals).length;
}

test.each([
  ['a formatted text', "acc = '{:.2f}'.format(accuracy_score(y, p))"],
  ['an f-string', "acc = f'{accuracy_score(y, p):.2f}'"],
  ['with a percent sign', "acc = '%.2f' % accuracy_score(y, p)"],
  ['turned into a text', 'acc = str(accuracy_score(y, p))'],
  ['by format', "acc = format(accuracy_score(y, p), '.2f')"],
  ['put together', "acc = '0.' + digits"],
  ['through another name', "shown = f'{accuracy_score(y, p):.2f}'\nacc = shown"],
])('a number that is a text is compared with none: %s', (_, definition) => {
  expect(proposedFor(definition)).toBe(0);
});

test.each([
  ['a number', 'acc = accuracy_score(y, p)'],
  ['a rounded number', 'acc = round(accuracy_score(y, p), 2)'],
  ['a remainder', 'acc = accuracy_score(y, p) % 2'],
  ['a text turned back', "acc = float('%.2f' % accuracy_score(y, p))"],
])('a number stays one: %s', (_, definition) => {
  expect(proposedFor(definition)).toBe(1);
});
