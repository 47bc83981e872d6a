import { beforeAll, expect, test } from 'vitest';
import { readNotebook } from '../../src/notebook/index.ts';
import { propose } from '../../src/proposals/index.ts';
import { acceptAll, remove, rewrite } from '../../src/rewrite/index.ts';
import { loadBuiltin, type TemplateLibrary } from '../../src/templates/index.ts';

let library: TemplateLibrary;
beforeAll(async () => {
  library = await loadBuiltin();
});

/** Cells, each with the text it showed; a printed text ends in a line end. */
function notebookOf(...cells: readonly (readonly [source: string, shown?: string])[]) {
  const outputOf = (shown: string, count: number) =>
    shown.endsWith('\n')
      ? { output_type: 'stream', name: 'stdout', text: shown }
      : { output_type: 'execute_result', execution_count: count, metadata: {}, data: { 'text/plain': shown } };
  return readNotebook(
    JSON.stringify({
      cells: cells.map(([source, shown], index) => ({
        cell_type: 'code',
        execution_count: index + 1,
        metadata: {},
        outputs: shown === undefined ? [] : [outputOf(shown, index + 1)],
        source,
      })),
      metadata: {},
      nbformat: 4,
      nbformat_minor: 4,
    }),
  );
}

const FITTED = `from sklearn.linear_model import LinearRegression
X, y = load()
m = LinearRegression().fit(X, y)`;
const OPTIONS = { notes: 'none', cellTags: [] } as const;

const CASES = [
  {
    why: 'two expressions of one cell are bound to two names',
    notebook: () =>
      notebookOf([FITTED], ['print(m.score(X, y))\nprint(m.score(X[:9], y[:9]))', '0.9134\n0.8921\n']),
    sources: [
      FITTED,
      [
        'score = m.score(X, y)',
        'print(score)',
        'assert score >= 0.89, f"expected a score near 0.9134, found {score}"',
        'score_value = m.score(X[:9], y[:9])',
        'print(score_value)',
        'assert score_value >= 0.87, f"expected a score near 0.8921, found {score_value}"',
      ].join('\n'),
    ],
  },
  {
    why: 'a score that was bound by an earlier run is still said about its expression',
    notebook: () =>
      notebookOf([FITTED], ['m.score(X, y)', '0.9134'], ["title = 'score of the score'"], ['m.score(X, y)', '0.9134']),
    sources: [
      FITTED,
      'score_value = m.score(X, y)\nassert score_value >= 0.89, f"expected a score near 0.9134, found {score_value}"\nscore_value',
      "title = 'score of the score'",
      'm.score(X, y)',
    ],
  },
  {
    why: 'a subject over several lines is known again in the layout of its assert',
    notebook: () =>
      notebookOf(["import pandas as pd\ndf = pd.read_csv('a.csv')"], [
        "print(len(df[\n    (df['a'] > 1) &\n    (df['b'] > 2)\n]))",
        '12\n',
      ]),
    sources: null,
  },
];

test.each(CASES)('$why', ({ notebook: make, sources }) => {
  const notebook = make();
  const hardened = rewrite(notebook, acceptAll(propose(notebook, library)), OPTIONS);
  const after = readNotebook(hardened);
  if (sources !== null) expect(after.cells.map(({ source }) => source)).toEqual(sources);
  else expect(after.cells.length).toBeGreaterThan(notebook.cells.length);
  expect(acceptAll(propose(after, library))).toEqual([]);
  expect(remove(after)).toMatchObject({ text: notebook.text, left: [] });
});
