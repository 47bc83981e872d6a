/**
 * The forms of feedback that the study of notebooks lists, by its keys: each in a notebook of its own, executed for real
 * (`fixtures/study/`), with the kind of proposal that it is to give or the reason why there is none.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type Notebook, readNotebook } from '../../src/notebook/index.ts';
import { type Finding, propose } from '../../src/proposals/index.ts';
import { loadTemplates } from '../../src/templates/index.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const library = await loadTemplates(`${root}templates`);

interface Expected {
  /** Templates of which one has to propose. */
  readonly proposes?: RegExp;
  /** What stands in one of the asserts. */
  readonly holding?: RegExp;
  /** Nothing is proposed, and one of the statements has this reason. */
  readonly reason?: RegExp;
  /** Not done yet, and why; a proposal must not be of another kind. */
  readonly gap?: string;
}

/** The last cell of each notebook is the form that was studied. */
const EXECUTED: Readonly<Record<string, Expected>> = {
  P3: { proposes: /^model-performance\/accuracy$/, holding: /round\(.*\* 100, 2\) >= [89]\d/ },
  P6: { proposes: /^model-performance\/error$/, holding: /<= [56]\d/ },
  P18: { proposes: /^model-performance\/accuracy$/, holding: />= 0\.[89]/ },
  P50: { proposes: /^model-performance\/classification-report$/, holding: /'macro avg'/ },
  P54: { proposes: /^model-performance\/learned-parameter$/, holding: /<= line\.intercept_ <=/ },
  L3: {
    proposes: /^model-performance\/confusion/,
    gap: 'a plot of shares: nothing saved says what they are',
  },
  L52: { reason: /^no-template$/ },
  L2: { proposes: /^data-/, gap: 'a plot: it needs values shown elsewhere or a kernel' },
  L9: { proposes: /^(data-distribution|type)\//, gap: 'a plot: it needs values shown elsewhere or a kernel' },
  L14: { proposes: /^(existence|data-distribution|data-relationship)\// },
  L25: { proposes: /^data-(validation|distribution)\// },
  L48: { proposes: /^data-distribution\/describe$/ },
  P71: { proposes: /^resource\/library-version$/, holding: />= \(1, \d+\)/ },
  P107: { reason: /^no-subject$/ },
  L64: { proposes: /^existence\/table-columns$/ },
  L66: { proposes: /^shape\/table-shape$/, holding: /shape\[1\] == 5/ },
  L60: { proposes: /^(shape|existence|spot-check)\//, gap: 'numbered columns of a cut table' },
  P64: { proposes: /^data-distribution\/value-range$/, holding: /<= 1,/ },
  P114: { proposes: /^mathematical-property\/rows-sum-to-one$/ },
  L31: { proposes: /^model-training\/fitted-estimator$/, holding: /hasattr\(clf, 'classes_'\)/ },
  L42: { proposes: /^model-training\/best-params-in-grid$/, holding: /in grid\[name\]/ },
  P74: { proposes: /^missing-value\// },
  L12: { proposes: /^missing-value\//, gap: 'a plot: it needs values shown elsewhere or a kernel' },
  L36: { proposes: /^missing-value\// },
  P4: { proposes: /^shape\/row-count$/, holding: /len\(X_test\) > 0/ },
  P32: { proposes: /^shape\/features-fit-target$/ },
  L6: { proposes: /^data-relationship\//, gap: 'a plot: it needs values shown elsewhere or a kernel' },
  L10: { proposes: /^data-relationship\//, gap: 'a plot: it needs values shown elsewhere or a kernel' },
  P43: { proposes: /^type\/array-dtype$/ },
  L71: { proposes: /^type\/object-type$/, holding: /isinstance\(target, pd\.Series\)/ },
  P66: { reason: /^no-(evidence-match|template)$/ },
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
    { proposes: /^resource\/gpu/, gap: 'a constant under a condition shows no value' },
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

function check(findings: readonly Finding[], expected: Expected): void {
  const proposals = findings.flatMap((finding) => finding.proposals);
  const reasons = findings.map((finding) => finding.reason);
  if (expected.reason !== undefined) {
    expect(proposals.map((it) => it.template)).toEqual([]);
    expect(reasons.filter((it) => it !== null && expected.reason?.test(it))).not.toEqual([]);
    return;
  }
  const wanted = expected.proposes ?? /./;
  if (expected.gap !== undefined && proposals.length === 0) return;
  expect(proposals.map((it) => it.template).filter((it) => wanted.test(it))).not.toEqual([]);
  const asserts = proposals.flatMap((it) => it.variants.map((variant) => variant.assert)).join('\n');
  expect(asserts).toMatch(expected.holding ?? /^assert /);
}

describe('implicit feedback', () => {
  test.each(Object.entries(EXECUTED))('%s', async (key, expected) => {
    const notebook = await executed(key);
    const { findings } = propose(notebook, library);
    check(
      findings.filter((it) => it.feedback.cell === notebook.cells.length - 1),
      expected,
    );
  });

  test.each(WRITTEN)('%s', (_key, notebook, expected) => {
    check(
      propose(notebook, library).findings.filter((it) => it.feedback.cell === 1),
      expected,
    );
  });
});

/** Facts that authors assert, and a template that states the same from what a notebook shows. */
const EXPLICIT: readonly (readonly [keys: string, fact: string, template: string])[] = [
  ['A5 A31', 'an exact shape', 'shape/table-shape'],
  ['A17', 'a number of columns', 'shape/column-count'],
  ['A29', 'equal lengths', 'shape/equal-lengths'],
  ['A76 A93 A90', 'a length', 'shape/row-count'],
  ['A84', 'trailing dimensions', 'shape/array-shape'],
  ['A41 A44', 'exactly some values', 'data-validation/unique-values'],
  ['A46 A58 A15', 'close within a tolerance', 'data-validation/boolean-result'],
  ['A52', 'cardinality', 'data-validation/unique-count'],
  ['A65', 'an upper bound', 'data-distribution/value-range'],
  ['A73', 'the count of a filter', 'data-validation/count-of-filter'],
  ['A7', 'neighbours that were found', 'spot-check/list-values'],
  ['A19', 'coefficients', 'model-performance/learned-parameter'],
  ['A38', 'inside a band', 'model-performance/learned-parameter'],
  ['A42 A50 A51 A63 A79', 'no missing values', 'missing-value/null-counts'],
  ['A23', 'present values by group', 'missing-value/present-counts'],
  ['A43', 'not empty', 'existence/not-empty'],
  ['A86', 'a key in an index', 'existence/membership'],
  ['A10 A74', 'a file exists', 'existence/path-exists'],
  ['A14', 'an object is there', 'resource/model-type'],
  ['A18 A67', 'a version', 'resource/library-version'],
  ['A37', 'fitted', 'model-training/fitted-estimator'],
  ['A2 A88', 'a class of arrays', 'type/object-type'],
  ['A35 A40', 'a class of estimators', 'resource/model-type'],
  ['A81', 'all integers', 'type/array-dtype'],
  ['A25', 'a spread below a bound', 'model-performance/score-spread'],
  ['A64', 'symmetric', 'mathematical-property/symmetric-matrix'],
  ['A3 A21 A28 A70', 'a batch that fits the data', 'batch-size/batch-fits-data'],
  ['A11 A62', 'weights of one size', 'network-architecture/weight-shapes'],
  ['A75', 'one of the options', 'existence/membership'],
  ['A33', 'no key in two parts', 'data-leakage/no-overlap'],
  ['A56', 'a column of ones', 'data-validation/boolean-result'],
];

test.each(EXPLICIT)('%s: %s can be stated', (_keys, _fact, id) => {
  expect(library.templates.map((template) => template.id)).toContain(id);
});
