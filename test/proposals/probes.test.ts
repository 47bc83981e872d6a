import { beforeAll, describe, expect, test } from 'vitest';
import { readNotebook } from '../../src/notebook/index.ts';
import { type CellAnswers, probing, propose } from '../../src/proposals/index.ts';
import { readValue } from '../../src/evidence/index.ts';
import { loadBuiltin, type TemplateLibrary } from '../../src/templates/index.ts';

let library: TemplateLibrary;
let whole: TemplateLibrary;
let shapes: TemplateLibrary;
beforeAll(async () => {
  const builtin = await loadBuiltin();
  // Those ask about the whole of everything that is shown, which has a test of its own below.
  library = { templates: builtin.templates.filter(({ id }) => !id.includes('/whole-')) };
  shapes = { templates: builtin.templates.filter(({ id }) => id === 'data-validation/whole-values' || id === 'shape/table-shape') };
  whole = { templates: builtin.templates.filter(({ id }) => id === 'data-validation/whole-rows') };
});

const IMPORTS = 'import pandas as pd\nimport seaborn as sns\nimport matplotlib.pyplot as plt\ndf = pd.read_csv("a.csv")';

/** A notebook of the imports and one cell with what it showed. */
function notebookOf(source: string, ...outputs: object[]) {
  const code = (text: string, shown: readonly object[]) => ({
    cell_type: 'code',
    metadata: {},
    source: text,
    execution_count: 1,
    outputs: shown,
  });
  const cells = [code(IMPORTS, []), code(source, outputs)];
  return readNotebook(JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 4 }));
}
const result = (text: string) => ({
  output_type: 'execute_result',
  data: { 'text/plain': text },
  metadata: {},
  execution_count: 1,
});
const stdout = (text: string) => ({ output_type: 'stream', name: 'stdout', text });

describe('what is asked', () => {
  const cases: [string, object[], string[]][] = [
    ['df.shape', [result('(891, 12)')], []],
    ['df.shape;', [], []],
    ['df.columns', [result("Index(['a', 'b',\n       ...\n       'y', 'z'],\n      dtype='object', length=120)")], ['df.columns']],
    ['print(df.shape, len(df))', [stdout('1 2\n3 4 5\n')], ['df.shape', 'len(df)']],
    ['sns.countplot(x="a", data=df)', [result('<Axes: xlabel=\'a\'>')], ['df["a"].value_counts().head(50).to_dict()']],
    // Evaluated once more these would change something, cost much, or be another value by now.
    ['next(rows);', [], []],
    ['df.pop("a");', [], []],
    ['model.fit(df, y);', [], []],
    ['print(df.shape)\ndf = df.dropna()', [stdout('nothing\nof it\n')], []],
    ['if x:\n    print(df.shape)', [], []],
    ['def f():\n    print(df.shape)', [], []],
    ['# nbassert: skip\nprint(df.shape, len(df))', [stdout('1 2\n3 4 5\n')], []],
  ];
  test.each(cases)('%s', (source, outputs, expected) => {
    const notebook = notebookOf(source, ...outputs);
    const asked = probing(notebook, library).questions(notebook.cells[1]!);
    expect(asked.map(({ expression }) => expression)).toEqual(expected);
    expect(new Set(asked.map(({ key }) => key)).size).toBe(asked.length);
  });
});

test.each([
  ['df.head(1)', 1],
  ['df.shape', 1],
  ['sns.countplot(x="a", data=df)', 1],
  ['plt.hist(df["a"])', 1],
  ['df["a"].mean()', 1],
  ['df.groupby("a").mean()', 1],
  ['model.score(df, y)', 1],
  ['plt.hist(df)', 0],
  ['plt.title("a")', 0],
  // Asked is about what is left, not for another column.
  ['df.pop("a")', 1],
  ['next(df)', 0],
])('the whole of the table that %s is about', (source, times) => {
  const notebook = notebookOf(source);
  const asked = probing(notebook, whole).questions(notebook.cells[1]!);
  const questions = asked.filter(({ expression }) => expression.includes("{'rows': len(df), "));
  expect(questions.length).toBe(times);
});

test.each<[string, string, readonly (number | null)[]]>([
  ['twice in one cell', 'print(df.head())\ndf.tail()', [null, 0, 0]],
  ['in a later cell', 'df.head()\n---\ndf.tail()', [null, 0, 0]],
  ['changed in between', 'df.head()\n---\ndf["b"] = 1\ndf.tail()', [null, 0, null]],
  ['changed, and looked at twice', 'df.head()\n---\ndf["b"] = 1\ndf.tail()\n---\ndf.head()', [null, 0, null, 2]],
  ['another table', 'df.head()\n---\nother = df[:9]\nother.head()', [null, 0, null]],
])('what was asked before is not asked again: %s', (_, source, expected) => {
  const cells = [IMPORTS, ...source.split('\n---\n')].map((text) => ({ cell_type: 'code', metadata: {}, source: text, execution_count: 1, outputs: [] }));
  const notebook = readNotebook(JSON.stringify({ cells, metadata: { language_info: { name: 'python' } }, nbformat: 4, nbformat_minor: 4 }));
  const { questions } = probing(notebook, whole);
  const asked = notebook.cells.flatMap((cell) => questions(cell)).filter(({ key }) => key.endsWith('whole-rows'));
  expect(asked.map(({ answeredBy }) => answeredBy?.cell ?? null)).toEqual(expected);
});

describe('what is made of the answers', () => {
  function proposed(source: string, outputs: object[], answer: string | null, stale: number[] = []) {
    const notebook = notebookOf(source, ...outputs);
    const values = probing(notebook, library).questions(notebook.cells[1]!).flatMap(({ key }) =>
      answer === null ? [] : [[key, readValue(answer, { exact: true })] as const],
    );
    const answers: CellAnswers = { values: new Map(values), stale: new Set(stale) };
    const { findings } = propose(notebook, library, { answers: new Map([[1, answers]]) });
    return findings.flatMap(({ proposals }) => proposals);
  }
  const asserts = (...given: Parameters<typeof proposed>) =>
    proposed(...given).flatMap(({ variants }) => variants.map(({ assert }) => assert));

  test('an answer is evidence where the output has none', () => {
    const unclear: [string, object[]] = ['print(df.shape, df.shape)', [stdout('1 2\n3 4 5\n')]];
    expect(asserts(...unclear, null)).toEqual([]);
    expect(asserts(...unclear, '(891, 12)').join('\n')).toContain('df.shape[1] == 12');
  });

  test('an answer counts more than an output that was cut', () => {
    const cut = result("Index(['a', 'b',\n       ...\n       'y', 'z'],\n      dtype='object', length=120)");
    const whole = "Index(['a', 'b', 'm', 'y', 'z'], dtype='object')";
    expect(asserts('df.columns', [cut], null).join('\n')).not.toContain("'m'");
    expect(asserts('df.columns', [cut], whole).join('\n')).toContain("'m'");
  });

  test('a plot gets the evidence of its template', () => {
    const plot: [string, object[]] = ['sns.countplot(x="a", data=df)', [result("<Axes: xlabel='a'>")]];
    expect(asserts(...plot, "{'no': 50, 'yes': 51}").join('\n')).toContain("{'no', 'yes'}");
  });

  test('a saved output that the run contradicts is said among the reasons', () => {
    const shown = [result('(891, 12)')];
    const why = (stale: number[]) => proposed('df.shape', shown, null, stale).flatMap((one) => one.why);
    expect(why([1])).toContain('The saved output says otherwise: a run shows this.');
    expect(why([])).not.toContain('The saved output says otherwise: a run shows this.');
  });
});

describe('what the notebook makes and does not show', () => {
  const ANSWER = "{'parts': 1, 'rows': 50, 'width': 2, 'holes': [], 'missing': 0, 'numbers': ['a', 'b'], 'others': [], 'repeated': 0}";

  /** Where something is proposed, by what statement, and how sure it is. */
  function found(...sources: string[]): string[] {
    const cells = sources.map((source) => ({ cell_type: 'code', metadata: {}, source, execution_count: null, outputs: [] }));
    const notebook = readNotebook(JSON.stringify({ cells, metadata: { language_info: { name: 'python' } }, nbformat: 4, nbformat_minor: 4 }));
    const { questions } = probing(notebook, whole);
    const answers = new Map(
      notebook.cells.map((cell) => {
        const values = questions(cell).map(({ key }) => [key, readValue(ANSWER, { exact: true })] as const);
        return [cell.index, { values: new Map(values), stale: new Set<number>() }] as const;
      }),
    );
    const { findings } = propose(notebook, whole, { answers });
    return findings.flatMap(({ feedback, proposals }) =>
      proposals.map(({ confidence }) => `${feedback.cell} ${feedback.mechanism} ${feedback.source} ${confidence}`),
    );
  }
  const READ = 'import pandas as pd\ndf = pd.read_csv("a.csv")';

  test.each<[string, string[], string[]]>([
    ['a file that is only trained on', [READ, 'model.fit(df, y);'], ['0 silent df = pd.read_csv("a.csv") medium']],
    ['made, and given to no model', [READ, 'part = df[df["a"] > 1]', 'f(part)'], ['0 silent df = pd.read_csv("a.csv") medium']],
    ['split off by hand', [READ, 'df_train = df[:40]', 'f(df_train)'], ['0 silent df = pd.read_csv("a.csv") medium', '1 silent df_train = df[:40] medium']],
    ['named like a part, and none', [READ, 'latest = df[:40]', 'f(latest)'], ['0 silent df = pd.read_csv("a.csv") medium']],
    ['looked at further down', [READ, 'df.head()'], ['1 last-cell df.head() medium']],
    ['looked at when it has changed', [READ, 'df["c"] = 1\ndf.head()'], ['0 silent df = pd.read_csv("a.csv") low', '1 last-cell df.head() medium']],
    ['changed in its cell', [`${READ}\ndf["c"] = 1`, 'f(df)'], []],
    ['made of nothing but code', ['import pandas as pd\ndf = pd.DataFrame({"a": [1, 2]})', 'model.fit(df, y);'], []],
    ['made and left', [READ], []],
  ])('%s', (_, sources, expected) => {
    expect(found(...sources)).toEqual(expected);
  });
});

describe('what is said of an object already', () => {
  const ANSWER = "{'parts': 1, 'shape': [150, 4], 'whole': False, 'least': [0.1], 'greatest': [7.9], 'upper': [5.8]}";

  /** What is proposed of an array that is made, shown by its shape or not, and gone on with. */
  function proposedOf(...cells: (readonly [source: string, shown?: string])[]): string[] {
    const json = cells.map(([source, shown]) => ({
      cell_type: 'code',
      metadata: {},
      source,
      execution_count: 1,
      outputs: shown === undefined ? [] : [result(shown)],
    }));
    const notebook = readNotebook(JSON.stringify({ cells: json, metadata: { language_info: { name: 'python' } }, nbformat: 4, nbformat_minor: 4 }));
    const { questions } = probing(notebook, shapes);
    const answers = new Map(
      notebook.cells.map((cell) => {
        const values = questions(cell).map(({ key }) => [key, readValue(ANSWER, { exact: true })] as const);
        return [cell.index, { values: new Map(values), stale: new Set<number>() }] as const;
      }),
    );
    const { findings } = propose(notebook, shapes, { answers });
    return findings.flatMap(({ proposals }) =>
      proposals.flatMap(({ variants, chosen }) => variants.filter(({ strictness }) => strictness === chosen).map(({ assert }) => testsOf(assert))),
    );
  }
  const testsOf = (assert: string) => assert.split('\n').filter((line) => line.startsWith('assert ')).map((line) => line.replace(/,? ?[(f].*$/, '')).join('; ');
  const READ = 'import numpy as np\nX = np.loadtxt("a.txt")';

  test('is not said by the next template as well', () => {
    expect(proposedOf([READ], ['model.fit(X, y);'])[0]).toMatch(/^assert X\.shape\[1\] == 4 and 135 <= len.*; assert 0 <= X\.min/);
    const both = proposedOf([`${READ}\nX.shape, 3`, '((150, 4), 3)'], ['model.fit(X, y);']);
    expect(both).toHaveLength(2);
    expect(both.filter((it) => it.includes('shape') || it.includes('len'))).toHaveLength(1);
    expect(both.filter((it) => it.includes('X.min'))).toEqual(['assert 0 <= X.min']);
  });

  test('is said of what the name holds afterwards', () => {
    const both = proposedOf([`${READ}\nX.shape, 3`, '((150, 4), 3)'], ['X = X[X[:, 0] > 1]\nX_train = X[:100]'], ['model.fit(X_train, y);']);
    expect(both.filter((it) => it.includes('X_train.shape[1]'))).toHaveLength(1);
  });
});
