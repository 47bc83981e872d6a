import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { seconds } from '../../src/evidence/reports/timing.ts';
import type { Evidence, Report } from '../../src/evidence/types.ts';
import { readBundle, readValue } from '../../src/evidence/value.ts';
import { pythonPath } from '../python.ts';

const script = fileURLToPath(new URL('./make-reports.py', import.meta.url));
const real = JSON.parse(execFileSync(pythonPath, [script], { encoding: 'utf8', maxBuffer: 2 ** 26 }));

function report(text: string, kind: Report['report']): Record<string, unknown> {
  const evidence = readValue(text);
  expect(evidence).toMatchObject({ kind: 'report', report: kind });
  return (evidence as Report).fields as Record<string, unknown>;
}
const none = (text: string) => expect(readValue(text).kind).not.toBe('report');

describe('df.info()', () => {
  test('as pandas prints it', () => {
    const fields = report(real.info.full.text, 'info');
    expect(fields).toMatchObject({ index: 'RangeIndex', rows: real.info.full.rows, columnCount: 4 });
    expect(fields.columns).toEqual(
      real.info.full.columns.map(([name, nonNull, dtype]: [string, number, string]) => ({
        name,
        nonNull,
        dtype,
      })),
    );
    expect(fields.dtypes).toEqual({ bool: 1, float64: 1, int64: 1, str: 1 });
  });
  test('without counts', () => {
    expect(report(real.info.uncounted.text, 'info').columns).toEqual(
      real.info.uncounted.columns.map(([name, nonNull, dtype]: [string, null, string]) => ({
        name,
        nonNull,
        dtype,
      })),
    );
  });
  test('of a wide frame, which names no columns', () => {
    expect(report(real.info.short.text, 'info')).toMatchObject({ rows: 5, columnCount: 150, columns: null });
  });
  test('as pandas printed it before 1.0', () => {
    const text =
      "<class 'pandas.core.frame.DataFrame'>\nRangeIndex: 891 entries, 0 to 890\nData columns (total 2 columns):\n" +
      'Passenger Id    891 non-null int64\nCabin           204 non-null object\ndtypes: int64(1), object(1)\nmemory usage: 83.7+ KB';
    expect(report(text, 'info')).toEqual({
      index: 'RangeIndex',
      rows: 891,
      columnCount: 2,
      columns: [
        { name: 'Passenger Id', nonNull: 891, dtype: 'int64' },
        { name: 'Cabin', nonNull: 204, dtype: 'object' },
      ],
      dtypes: { int64: 1, object: 1 },
      memory: '83.7+ KB',
    });
  });
  test('with a line missing it says nothing', () => {
    none(
      real.info.full.text
        .split('\n')
        .filter((line: string) => !line.includes('Cabin'))
        .join('\n'),
    );
  });
});

describe('classification_report', () => {
  interface Row {
    label: string;
    precision: number;
    recall: number;
    f1: number;
    support: number;
  }
  test.each([0, 1, 2])('form %i agrees with its numbers', (form) => {
    const { text, facts } = real.classification[form];
    const fields = report(text, 'classification');
    const precision = fields.precision as number;
    const rows = [...(fields.classes as Row[]), ...(fields.averages as Row[])];
    expect(rows.map((row) => row.label)).toEqual(Object.keys(facts).filter((key) => key !== 'accuracy'));
    for (const row of rows) {
      const wanted = facts[row.label];
      expect(Math.abs(row.precision - wanted.precision)).toBeLessThanOrEqual(precision + 1e-9);
      expect(Math.abs(row.recall - wanted.recall)).toBeLessThanOrEqual(precision + 1e-9);
      expect(Math.abs(row.f1 - wanted['f1-score'])).toBeLessThanOrEqual(precision + 1e-9);
      expect(row.support).toBe(wanted.support);
    }
    expect(Math.abs((fields.accuracy as number) - facts.accuracy)).toBeLessThanOrEqual(precision + 1e-9);
    expect(fields.support).toBe(200);
    expect(precision).toBe(form === 2 ? 0.00005 : 0.005);
  });
  test('before 0.20', () => {
    const text =
      '             precision    recall  f1-score   support\n\n          0       0.84      0.90      0.87       105\n\navg / total       0.84      0.90      0.87       105\n';
    expect(report(text, 'classification')).toMatchObject({
      accuracy: null,
      averages: [{ label: 'avg / total', support: 105 }],
    });
  });
  test('a broken row', () =>
    none('  precision    recall  f1-score   support\n\n  a   0.84   x   0.87   105\n'));
});

describe('statsmodels', () => {
  test.each(['repr', 'str'])('summary as %s', (form) => {
    const fields = report(real.regression[form], 'regression-summary');
    const numbers = fields.numbers as Record<string, { value: number; precision: number }>;
    expect(Math.abs(numbers['R-squared']!.value - real.regression.r2)).toBeLessThanOrEqual(0.0005);
    expect(numbers['No. Observations']).toEqual({ value: real.regression.n, precision: 0 });
    const rows = fields.coefficients as { name: string; values: typeof numbers }[];
    expect(rows.map((row) => row.name)).toEqual(real.regression.names);
    for (const [at, row] of rows.entries()) {
      expect(Math.abs(row.values.coef!.value - real.regression.coef[at])).toBeLessThanOrEqual(
        row.values.coef!.precision + 1e-9,
      );
      expect(Math.abs(row.values['std err']!.value - real.regression.errors[at])).toBeLessThanOrEqual(
        0.0005 + 1e-9,
      );
    }
  });
  test('an older version, which heads both ends of an interval at once', () => {
    const rule = '='.repeat(78);
    const text = [
      '                 Generalized Linear Model Regression Results',
      rule,
      'Dep. Variable:                  admit   No. Observations:                  400',
      rule,
      '                 coef    std err          z      P>|z|      [95.0% Conf. Int.]',
      '-'.repeat(78),
      'Intercept     -4.9494      1.075     -4.604      0.000        -7.057    -2.842',
      rule,
    ].join('\n');
    const [first] = report(text, 'regression-summary').coefficients as { name: string; values: Record<string, { value: number }> }[];
    expect(first!.name).toBe('Intercept');
    expect(first!.values.coef!.value).toBe(-4.9494);
    expect(first!.values['P>|z|']!.value).toBe(0);
    expect([first!.values['[lower']!.value, first!.values['upper]']!.value]).toEqual([-7.057, -2.842]);
  });
  test('the table of coefficients alone, which shows itself as HTML only', () => {
    const evidence = readBundle(real.regression.table);
    expect(evidence).toMatchObject({ kind: 'report', report: 'regression-summary' });
    const { coefficients, ...rest } = (evidence as Report).fields as Record<string, unknown>;
    expect(rest).toEqual({ title: '', numbers: {}, texts: {} });
    expect(coefficients).toEqual(report(real.regression.repr, 'regression-summary').coefficients);
  });
  test.each([
    ['another table of the summary', '<table class="simpletable"><tr><td>R-squared:</td><td>0.5</td></tr></table>'],
    ['a cell that is no number', '<table class="simpletable"><tr><td></td><th>coef</th></tr><tr><th>x</th><td>?</td></tr></table>'],
    ['one that was cut off', '<table class="simpletable"><tr><td></td><th>coef</th></tr><tr><th>x</th><td>1</td></tr>'],
  ])('%s is no report', (_, html) => {
    expect(readBundle({ ...real.regression.table, 'text/html': html }).kind).not.toBe('report');
  });
  test('the result of a cell, beside its HTML', () => {
    const html = '<table class="simpletable"><tr><th>a</th><td>1</td></tr></table>'.repeat(3);
    expect(readBundle({ 'text/plain': real.regression.repr, 'text/html': html })).toMatchObject({
      report: 'regression-summary',
    });
  });
});

test('scikit-learn estimators', () => {
  const [simple, pipeline] = real.estimators.map((text: string) =>
    readValue(text, { exact: true }),
  ) as Evidence[];
  expect(simple).toMatchObject({
    kind: 'object',
    class: 'LogisticRegression',
    parameters: { C: { value: 0.5 }, max_iter: { value: 200 } },
  });
  expect(pipeline).toMatchObject({
    kind: 'object',
    class: 'Pipeline',
    parameters: { steps: { kind: 'sequence', length: 2 } },
  });
});

describe('model.summary()', () => {
  const layers = [
    { name: 'dense', type: 'Dense', shape: '(None, 64)', parameters: 7850 },
    { name: 'dropout', type: 'Dropout', shape: '(None, 64)', parameters: 0 },
  ];
  test('with rules, Keras 2', () => {
    const text =
      'Model: "sequential"\n_________________________________________________________________\nLayer (type)                 Output Shape              Param #   \n' +
      '=================================================================\ndense (Dense)                (None, 64)                7,850     \n' +
      '_________________________________________________________________\ndropout (Dropout)            (None, 64)                0         \n' +
      '=================================================================\nTotal params: 7,850\nTrainable params: 7,850\nNon-trainable params: 0\n_________________________________________________________________';
    expect(report(text, 'model-summary')).toEqual({
      name: 'sequential',
      layers,
      total: 7850,
      trainable: 7850,
      nonTrainable: 0,
    });
  });
  test('in a box, Keras 3', () => {
    const text =
      'Model: "sequential"\n┏━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━┳━━━━━━━━━━━┓\n┃ Layer (type)            ┃ Output Shape   ┃   Param # ┃\n' +
      '┡━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━╇━━━━━━━━━━━┩\n│ dense (Dense)           │ (None, 64)     │     7,850 │\n' +
      '├─────────────────────────┼────────────────┼───────────┤\n│ dropout (Dropout)       │ (None, 64)     │         0 │\n' +
      '└─────────────────────────┴────────────────┴───────────┘\n Total params: 7,850 (30.66 KB)\n Trainable params: 7,850 (30.66 KB)\n Non-trainable params: 0 (0.00 B)';
    expect(report(text, 'model-summary')).toEqual({
      name: 'sequential',
      layers,
      total: 7850,
      trainable: 7850,
      nonTrainable: 0,
    });
  });
  test('a header without a table', () => none('Layer (type)   Output Shape   Param #\nTotal params: 5'));
});

describe('PyTorch modules', () => {
  test('nested', () => {
    const text =
      'Net(\n  (features): Sequential(\n    (0): Linear(in_features=784, out_features=64, bias=True)\n    (1): ReLU()\n  )\n  (out): Linear(in_features=64, out_features=10, bias=True)\n)';
    const fields = report(text, 'module');
    expect(fields.class).toBe('Net');
    expect(
      (fields.layers as { path: string; class: string }[]).map((layer) => [layer.path, layer.class]),
    ).toEqual([
      ['features', 'Sequential'],
      ['features.0', 'Linear'],
      ['features.1', 'ReLU'],
      ['out', 'Linear'],
    ]);
    expect(fields.layers).toMatchObject([{}, { parameters: { in_features: { value: 784 } } }, {}, {}]);
  });
  test('equal neighbours, shown once', () => {
    const block = '    (0-1): 2 x Block(\n      (act): ReLU()\n    )\n    (2-3): 2 x Identity()\n';
    const fields = report(`Net(\n  (layers): ModuleList(\n${block}  )\n)`, 'module');
    expect((fields.layers as { path: string }[]).map(({ path }) => path)).toEqual(
      ['', '.0', '.0.act', '.1', '.1.act', '.2', '.3'].map((path) => `layers${path}`),
    );
  });
  test.each(['Net(\n  (0-1): 3 x A()\n)', 'Net(\n  (0-99998): 99999 x A()\n  (99999-199997): 99999 x A()\n)', 'Net(\n  words\n)', 'Net(\n      (a): B()\n)', 'Net(\n  (a): B(\n)'])('none in %j', none);
});

describe('training logs', () => {
  test('Keras', () => {
    const text =
      'Epoch 1/2\n\r  1/100 [....] - ETA: 5s - loss: 0.9\r100/100 [====] - 2s 15ms/step - loss: 0.5012 - accuracy: 0.81 - val_loss: 0.41\n' +
      'Epoch 2/2\n100/100 [====] - 2s 15ms/step - loss: 3.1e-01 - accuracy: 0.88 - val_loss: 0.40\n';
    expect(report(text, 'training-log')).toEqual({
      epoch: 2,
      epochs: 2,
      metrics: {
        loss: [
          { value: 0.5012, precision: 0.00005 },
          { value: 0.31, precision: 0.005 },
        ],
        accuracy: [
          { value: 0.81, precision: 0.005 },
          { value: 0.88, precision: 0.005 },
        ],
        val_loss: [
          { value: 0.41, precision: 0.005 },
          { value: 0.4, precision: 0.005 },
        ],
      },
    });
  });
  test('written by hand', () => {
    expect(
      report('Epoch: 10, loss=0.25, acc: nan\nEpoch: 20, loss=0.2, acc: 1', 'training-log'),
    ).toMatchObject({
      epoch: 20,
      epochs: null,
      metrics: { loss: [{ value: 0.25 }, { value: 0.2 }], acc: [{ value: Number.NaN }, { value: 1 }] },
    });
  });
  test.each(['Epochs are long', 'Epoch 1', 'loss: 0.3', 'an Epoch 1: a=1'])('none in %j', none);
  test('rounds of XGBoost', () => {
    expect(report('[0]\tvalid-auc:0.90000\tvalid-error:1e-03\n[5]\tvalid-auc:0.95000\tvalid-error:1e-03', 'training-log')).toMatchObject({
      epoch: 5,
      epochs: null,
      metrics: { 'valid-auc': [{ value: 0.9, precision: 0.000005 }, { value: 0.95 }], 'valid-error': [{}, { value: 0.001 }] },
    });
  });
  test('rounds of LightGBM, where the best one stands once more at the end', () => {
    const text = "[LightGBM] [Info] Total Bins 606\n[20]\tvalid_0's auc: 0.93\n[40]\tvalid_0's auc: 0.94 + 0.01\nEarly stopping, best iteration is:\n[38]\tvalid_0's auc: 0.95";
    expect(report(text, 'training-log')).toEqual({
      epoch: 40,
      epochs: null,
      metrics: { "valid_0's auc": [{ value: 0.93, precision: 0.005 }, { value: 0.94, precision: 0.005 }] },
    });
  });
  test.each(['[1]\tno number', '[1] loss: 0.5', '[1]\tloss: 0.5 or so'])('none in %j', none);
});

describe('timings', () => {
  test.each([
    [
      'CPU times: user 1.2 s, sys: 30 ms, total: 1.23 s\nWall time: 2.5 s',
      { wall: 2.5, cpu: 1.23, loop: null, deviation: null, loops: null },
    ],
    ['Wall time: 1min 2s', { wall: 62, cpu: null, loop: null, deviation: null, loops: null }],
    [
      '1.25 ms ± 20 µs per loop (mean ± std. dev. of 7 runs, 1,000 loops each)',
      { wall: null, cpu: null, loop: 0.00125, deviation: 0.00002, loops: 1000 },
    ],
    [
      '10 loops, best of 3: 20 ms per loop',
      { wall: null, cpu: null, loop: 0.02, deviation: null, loops: 10 },
    ],
  ])('%s', (text, fields) => {
    const read = report(text, 'timing') as Record<string, number | null>;
    for (const [key, value] of Object.entries(fields))
      if (value === null) expect(read[key]).toBeNull();
      else expect(read[key]).toBeCloseTo(value, 12);
  });
  test.each([
    ['2h 3min 4s', 7384],
    ['500 µs', 0.0005],
    ['', null],
    ['5 apples', null],
  ])('%j is %s seconds', (text, value) => {
    if (value === null) expect(seconds(text)).toBeNull();
    else expect(seconds(text)).toBeCloseTo(value, 12);
  });
  test.each(['Wall time', 'It took 5 s', 'Wall time: 5 s\nand a result: 3'])('none in %j', none);
});
