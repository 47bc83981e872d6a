/**
 * The forms of feedback that the study of notebooks lists, by its keys: each in a notebook of its own, executed for real
 * (`fixtures/study/`), with the kind of proposal that it is to give or the reason why there is none.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type Notebook, readNotebook } from '../../src/notebook/index.ts';
import { readValue } from '../../src/evidence/index.ts';
import { type CellAnswers, type Finding, probing, propose } from '../../src/proposals/index.ts';
import { loadTemplates } from '../../src/templates/index.ts';
import { askPython } from './run-python.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const library = await loadTemplates(`${root}templates`);

interface Expected {
  /** Templates of which one has to propose. */
  readonly proposes?: RegExp;
  /** What stands in one of the asserts. */
  readonly holding?: RegExp;
  /** Nothing is proposed, and one of the statements has this reason. */
  readonly reason?: RegExp;
  /** No output shows it: without a run nothing is proposed, or what is given here; with one, what the other fields say. */
  readonly unrun?: RegExp | null;
}

/** The last cell of each notebook is the form that was studied. */
const EXECUTED: Readonly<Record<string, Expected>> = {
  P3: { proposes: /^model-performance\/accuracy$/, holding: /abs\(round\(.*\* 100, 2\) - 9\d\.\d+\) <= / },
  P6: { proposes: /^model-performance\/error$/, holding: /abs\(rmse - 5\d\.\d+\) <= 0\.\d,/ },
  P18: { proposes: /^model-performance\/accuracy$/, holding: /0\.9\d+ <= .* <= 0\.9/ },
  P50: { proposes: /^model-performance\/classification-report$/, holding: /'macro avg'/ },
  P54: { proposes: /^model-performance\/learned-parameter$/, holding: /abs\(line\.intercept_ - 152\.1\) <= 1\.6,/ },
  L3: { proposes: /^model-performance\/confusion-heatmap$/, unrun: null, holding: /share\.trace\(\) \/ share\.sum\(\) >= 0\.[789]/ },
  L52: { proposes: /^spot-check\/collection$/ },
  L2: { proposes: /^data-validation\/grouped-plot$/, unrun: null, holding: /<= \{0, 1, 2\}/ },
  L9: { proposes: /^data-distribution\/histogram$/, unrun: null, holding: /\.min\(\) >= 0/ },
  L14: { proposes: /^(existence|data-distribution|data-relationship)\// },
  L25: { proposes: /^data-validation\/category-plot$/, unrun: /nunique\(\) > 1/, holding: /min\(\) >= 0\.1,/ },
  L48: { proposes: /^data-distribution\/describe$/ },
  P71: { proposes: /^resource\/library-version$/, holding: />= \(1, \d+\)/ },
  P107: { reason: /^no-subject$/ },
  L64: { proposes: /^existence\/table-columns$/ },
  L66: { proposes: /^shape\/table-shape$/, holding: /shape == \(150, 5\)/ },
  L60: { proposes: /^shape\/numbered-columns$/, holding: /X_pca\.shape\[1\] == 2/ },
  P64: { proposes: /^data-distribution\/value-range$/, holding: /<= 1,/ },
  P114: { proposes: /^mathematical-property\/rows-sum-to-one$/ },
  L31: { proposes: /^model-training\/fitted-estimator$/, holding: /hasattr\(clf, 'classes_'\)/ },
  L42: { proposes: /^model-training\/best-params-in-grid$/, holding: /in grid\[name\]/ },
  P74: { proposes: /^missing-value\// },
  L12: { proposes: /^missing-value\/null-heatmap$/, unrun: null, holding: /not flowers\.isna\(\)\.any\(\)\.any\(\)/ },
  L36: { proposes: /^missing-value\// },
  P4: { proposes: /^shape\/row-count$/, holding: /len\(X_test\) == 171/ },
  P32: { proposes: /^shape\/features-fit-target$/ },
  L6: { proposes: /^data-relationship\/scatter$/, unrun: null, holding: /\.corr\(.*\) >= 0\.[78]/ },
  L10: { proposes: /^data-relationship\/scatter$/, unrun: null, holding: /\.corr\(.*\) >= 0\.[78]/ },
  P43: { proposes: /^type\/array-dtype$/ },
  L71: { proposes: /^type\/object-type$/, holding: /isinstance\(target, pd\.Series\)/ },
  P66: { reason: /^not-deterministic$/ },
};

async function executed(key: string): Promise<Notebook> {
  return readNotebook(await readFile(`${root}fixtures/study/cases/${key}.ipynb`, 'utf8'));
}

/** For libraries and machines that the tests do without: code with the output that they give. */
function written(before: string, cell: string, output: { stdout?: string; result?: string }): Notebook {
  const outputs =
    output.stdout !== undefined
      ? [{ output_type: 'stream', name: 'stdout', text: output.stdout }]
      : [
          {
            output_type: 'execute_result',
            execution_count: 2,
            data: { 'text/plain': output.result },
            metadata: {},
          },
        ];
  const cells = [before, cell].map((source, index) => ({
    cell_type: 'code',
    execution_count: index + 1,
    metadata: {},
    outputs: index === 0 ? [] : outputs,
    source,
  }));
  return readNotebook(JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 4 }));
}

const WRITTEN: readonly (readonly [key: string, Notebook, Expected])[] = [
  [
    'P68, P86',
    written('import torch', "if torch.cuda.is_available():\n    print('CUDA can be used')", {
      stdout: 'CUDA can be used\n',
    }),
    // What is printed is a constant, and the condition depends on the machine.
    { reason: /^no-subject$/ },
  ],
  [
    'P82',
    written('tpu = find_tpu()', "print('Running on TPU', tpu.master())", {
      stdout: 'Running on TPU grpc://10.0.0.2:8470\n',
    }),
    { proposes: /^resource\/accelerator$/ },
  ],
  [
    'L8',
    written('autoencoder = build()', 'autoencoder.fit(x, x, epochs=3)', {
      result: '<keras.callbacks.History at 0x7f2b5c0d1e80>',
    }),
    { reason: /^no-(evidence-match|template)$/ },
  ],
  [
    'L8 with a name',
    written('history = autoencoder.fit(x, x, epochs=3)', "history.history['loss']", {
      result: '[0.31, 0.22, 0.19]',
    }),
    { proposes: /^model-training\/loss-curve$/, holding: /\[-1\] < .*\[0\]/ },
  ],
  [
    'P92',
    written('net = Net()', 'print(net)', {
      stdout: 'Net(\n  (hidden): Linear(in_features=4, out_features=3, bias=True)\n)\n',
    }),
    { proposes: /^network-architecture\/torch-module$/, holding: /== 15/ },
  ],
];

function check(findings: readonly Finding[], expected: Omit<Expected, 'unrun'>): void {
  const proposals = findings.flatMap((finding) => finding.proposals);
  const reasons = findings.map((finding) => finding.reason);
  if (expected.reason !== undefined) {
    expect(proposals.map((it) => it.template)).toEqual([]);
    expect(reasons.filter((it) => it !== null && expected.reason?.test(it))).not.toEqual([]);
    return;
  }
  const wanted = expected.proposes ?? /./;
  expect(proposals.map((it) => it.template).filter((it) => wanted.test(it))).not.toEqual([]);
  const asserts = proposals.flatMap((it) => it.variants.map((variant) => variant.assert)).join('\n');
  expect(asserts).toMatch(expected.holding ?? /^assert /);
}

const ofLastCell = (notebook: Notebook, findings: readonly Finding[]): Finding[] =>
  findings.filter((it) => it.feedback.cell === notebook.cells.length - 1);

/** What Python says to the questions about the last cell of each notebook: their answers by key of the notebook. */
function answersOf(notebooks: ReadonlyMap<string, Notebook>): ReadonlyMap<string, CellAnswers> {
  const items = [...notebooks].map(([key, notebook]) => ({
    key,
    cells: notebook.cells.map((cell) => cell.source),
    questions: notebook.cells.slice(-1).flatMap((cell) => probing(notebook, library).questions(cell)),
  }));
  const said = askPython<Record<string, Record<string, string>>>(
    `
import warnings
warnings.simplefilter('ignore')
import matplotlib
matplotlib.use('Agg')
def answer(expression, scope):
    try:
        return repr(eval(expression, scope))
    except Exception:
        return None  # a question that does not fit the object has no answer

result = {}
for item in items:
    scope = {}
    for cell in item['cells']:
        exec(cell, scope)
    answers = {it['key']: answer(it['expression'], scope) for it in item['questions']}
    result[item['key']] = {key: text for key, text in answers.items() if text is not None}
`,
    items,
  );
  const read = (answers: Record<string, string>) =>
    new Map(Object.entries(answers).map(([key, text]) => [key, readValue(text, { exact: true })]));
  return new Map(
    Object.entries(said).map(([key, answers]) => [key, { values: read(answers), stale: new Set() }]),
  );
}

describe('implicit feedback', async () => {
  const notebooks = new Map<string, Notebook>();
  for (const key of Object.keys(EXECUTED)) notebooks.set(key, await executed(key));
  const asked = new Map([...notebooks].filter(([key]) => EXECUTED[key]?.unrun !== undefined));

  test.each([...notebooks].map(([key, notebook]) => ({ key, notebook })))('$key', ({ key, notebook }) => {
    const { unrun, ...expected } = EXECUTED[key] ?? {};
    const found = ofLastCell(notebook, propose(notebook, library).findings);
    if (unrun === undefined) check(found, expected);
    else if (unrun === null) expect(found.flatMap(({ proposals }) => proposals)).toEqual([]);
    else check(found, { holding: unrun });
  });

  test('plots, after a run', () => {
    const answers = answersOf(asked);
    for (const [key, notebook] of asked) {
      const of = answers.get(key);
      const known = of === undefined ? [] : [[notebook.cells.length - 1, of] as const];
      const { unrun: _, ...expected } = EXECUTED[key] ?? {};
      check(ofLastCell(notebook, propose(notebook, library, { answers: new Map(known) }).findings), expected);
    }
  });

  test.each(WRITTEN)('%s', (_key, notebook, expected) => {
    check(
      propose(notebook, library).findings.filter((it) => it.feedback.cell === 1),
      expected,
    );
  });
});

const NP = 'import numpy as np\n';

/** Facts that authors assert, and what a notebook shows when it leaves them implicit: the same fact comes out. */
const EXPLICIT: readonly (readonly [
  keys: string,
  template: string,
  before: string,
  cell: string,
  output: string,
  fact: RegExp,
])[] = [
  ['A5 A31', 'shape/table-shape', 'X = load()', 'X.shape', '(891, 12)', /X\.shape == \(891, 12\)/],
  ['A17', 'shape/column-count', 'X = load()', 'X.shape[1]', '13', /X\.shape\[1\] == 13/],
  ['A29', 'shape/equal-lengths', 'preds, y = load()', 'len(preds), len(y)', '(90, 90)', /len\(preds\) == len\(y\)/],
  ['A76 A93 A90', 'shape/row-count', 'test = load()', 'len(test)', '418', /len\(test\) == 418/],
  ['A84', 'shape/array-shape', 'X = load()', 'X.shape', '(60, 224, 224, 3)', /X\.shape\[1:\] == \(224, 224, 3\)/],
  ['A41 A44', 'data-validation/unique-values', 'df = load()', "df['y'].unique()", 'array([0, 1])', /set\(df\['y'\]\.unique\(\)\) == \{0, 1\}/],
  ['A46 A58 A15', 'data-validation/boolean-result', `${NP}z = load()`, 'np.isclose(z.std(), 1)', 'True', /assert np\.isclose\(z\.std\(\), 1\)/],
  ['A52', 'data-validation/unique-count', 'a = load()', "a['key'].nunique()", '100', /a\['key'\]\.nunique\(\) == 100/],
  ['A65', 'data-distribution/value-range', `${NP}pixels = load()`, 'np.max(pixels)', '255', /np\.max\(pixels\) <= 255/],
  ['A73', 'data-validation/count-of-filter', 'y = load()', '(y == 1).sum()', '342', /\(y == 1\)\.sum\(\) == 342/],
  ['A7', 'spot-check/list-values', 'neighbours = load()', 'neighbours', "['a', 'b']", /len\(neighbours\) == 2/],
  ['A19 A38', 'model-performance/learned-parameter', 'model = load()', 'model.intercept_', '2.9389', /<= model\.intercept_ <=/],
  ['A42 A50 A51 A63 A79', 'missing-value/null-counts', 'df = load()', 'df.isnull().sum()', 'a    0\nb    0\ndtype: int64', /not df\.isna\(\)\.any\(\)\.any\(\)/],
  ['A23', 'missing-value/present-counts', 'df = load()', 'df.count()', 'a    9\nb    9\ndtype: int64', /df\.count\(\)\.nunique\(\) == 1/],
  ['A43', 'existence/not-empty', 'df = load()', 'df.empty', 'False', /not df\.empty/],
  ['A86', 'existence/membership', 'df = load()', "'total' in df.index", 'True', /'total' in df\.index/],
  ['A10 A74', 'existence/path-exists', 'import os', "os.path.exists('data.csv')", 'True', /os\.path\.exists\('data\.csv'\)/],
  ['A14 A35 A40', 'resource/model-type', 'import sklearn.linear_model\nmodel = load()', 'model', 'LinearRegression()', /LinearRegression/],
  ['A18 A67', 'resource/library-version', 'import sklearn', 'sklearn.__version__', "'1.3.2'", />= \(1, 3\)/],
  ['A37', 'model-training/fitted-estimator', 'clf, X, y = load()', 'clf.fit(X, y)', 'LogisticRegression()', /hasattr\(clf, 'classes_'\)/],
  ['A2 A88', 'type/object-type', `${NP}a = load()`, 'type(a)', 'numpy.ndarray', /isinstance\(a, np\.ndarray\)/],
  ['A81', 'type/array-dtype', 'a = load()', 'a.dtype', "dtype('int64')", /a\.dtype\.kind in 'iu'/],
  ['A25', 'model-performance/score-spread', 'scores = load()', 'scores.std()', '0.021', /scores\.std\(\) <= 0\.0/],
  ['A64', 'mathematical-property/symmetric-matrix', `${NP}distances = load()`, 'distances', 'array([[0. , 1.5],\n       [1.5, 0. ]])', /np\.allclose\(distances, distances\.T\)/],
  ['A3 A21 A28 A70', 'batch-size/batch-fits-data', 'train, batch_size = load()', 'len(train), batch_size', '(6400, 32)', /len\(train\) % batch_size == 0/],
  ['A11 A62', 'network-architecture/equal-weights', 'a, b = load()', 'a.weight.shape, b.weight.shape', '(torch.Size([8, 4]), torch.Size([8, 4]))', /a\.weight\.shape == b\.weight\.shape/],
  ['A75', 'existence/membership', 'reg, allowed = load()', 'reg in allowed', 'True', /assert reg in allowed/],
  ['A33', 'data-leakage/no-overlap', 'tr, va = load()', 'set(tr.id) & set(va.id)', 'set()', /isdisjoint|&/],
  ['A56', 'data-validation/boolean-result', 'X = load()', '(X[:, 0] == 1).all()', 'True', /\(X\[:, 0\] == 1\)\.all\(\)/],
];

test.each(EXPLICIT)('%s: %s', (_keys, template, before, cell, result, fact) => {
  const { findings } = propose(written(before, cell, { result }), library);
  check(findings, { proposes: new RegExp(`^${template}$`), holding: fact });
});
