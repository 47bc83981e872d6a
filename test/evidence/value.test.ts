import { describe, expect, test } from 'vitest';
import type { Evidence } from '../../src/evidence/types.ts';
import { readBundle, readValue } from '../../src/evidence/value.ts';

const zeroDimensional = (value: number, precision: number, name: string): Evidence => ({
  kind: 'scalar',
  type: 'float',
  value,
  text: String(value),
  precision,
  class: name,
});
const array = (given: Partial<Extract<Evidence, { kind: 'array' }>>) => ({
  kind: 'array',
  library: 'numpy',
  shape: null,
  dtype: null,
  values: null,
  truncated: false,
  precision: 0,
  ...given,
});
const scalar = (type: string, value: unknown, text: string, precision = 0, name: string | null = null) => ({
  kind: 'scalar',
  type,
  value,
  text,
  precision,
  class: name,
});
const int = (value: number) => scalar('int', value, String(value));
const sequence = (type: string, items: unknown[], more: object = {}) => ({
  kind: 'sequence',
  type,
  items,
  truncated: false,
  length: items.length,
  dtype: null,
  name: null,
  ...more,
});

describe('one number or word, as a format or str shows it', () => {
  test.each([
    ['0.83', scalar('float', 0.83, '0.83', 0.005)],
    ['0.8333333333333334', scalar('float', 0.8333333333333334, '0.8333333333333334')],
    ['83.1%', scalar('float', 0.831, '83.1%', 0.0005)],
    ['100%', scalar('float', 1, '100%', 0.005)],
    ['1,234', scalar('int', 1234, '1,234')],
    ['-1,234,567.80', scalar('float', -1234567.8, '-1,234,567.80', 0.005)],
    ['1.5e-05', scalar('float', 1.5e-5, '1.5e-05', 5e-7)],
    ['10L', scalar('int', 10, '10L')],
    ['2020-01-02 03:04:05', scalar('timestamp', '2020-01-02 03:04:05', '2020-01-02 03:04:05')],
    ['1 days 02:00:00', scalar('timedelta', '1 days 02:00:00', '1 days 02:00:00')],
    ['None', scalar('none', null, 'None')],
    ['int64', { kind: 'dtype', name: 'int64' }],
    ['datetime64[ns]', { kind: 'dtype', name: 'datetime64[ns]' }],
    ['torch.float32', { kind: 'dtype', name: 'torch.float32' }],
    ['tf.float32', { kind: 'dtype', name: 'tf.float32' }],
    ["<class 'pandas.core.frame.DataFrame'>", { kind: 'type', name: 'pandas.core.frame.DataFrame' }],
    ["<type 'int'>", { kind: 'type', name: 'int' }],
  ])('%s', (text, evidence) => {
    expect(readValue(text)).toEqual(evidence);
  });

  test.each([
    ['0.83', scalar('float', 0.83, '0.83')],
    ["u'x'", scalar('str', 'x', "u'x'")],
    ['"it\'s"', scalar('str', "it's", '"it\'s"')],
    ['sklearn.decomposition._pca.PCA', { kind: 'type', name: 'sklearn.decomposition._pca.PCA' }],
    ['pandas.core.frame.DataFrame', { kind: 'type', name: 'pandas.core.frame.DataFrame' }],
    ['int', { kind: 'type', name: 'int' }],
    [
      "numpy.datetime64('2015-07-04')",
      scalar('timestamp', '2015-07-04', "numpy.datetime64('2015-07-04')", 0, 'numpy.datetime64'),
    ],
    ['(0.5, 891L)', sequence('tuple', [scalar('float', 0.5, '0.5'), scalar('int', 891, '891L')])],
  ])('as a result: %s', (text, evidence) => {
    expect(readValue(text, { exact: true })).toEqual(evidence);
  });

  test.each([
    'Accuracy',
    'Accuracy: 0.83',
    'hello world',
    '1 2 3',
    '12 apples',
    '1.2.3',
    'data.csv',
    '2020-13',
    '12,34',
    '1,2',
    '5%%',
    "it's",
    '[1, 2',
    '[1 2, 3]',
    '{1: 2 3: 4}',
    "['a long text '\n 'in two lines']",
    'f(x) = 3',
    'one  two\nred  blue',
    '    indented\n    text that is no table',
    'Epoch',
    '=====',
    'loss: 0.3',
    "'the key of a KeyError'",
    '{"json": 1}',
    '["json"]',
  ])('no value in %j', (text) => {
    expect(readValue(text)).toEqual({ kind: 'text', text });
  });

  test.each(['InterpolationMode.BILINEAR', 're.IGNORECASE', '{\n  "valid": true\n}', '"json"'])(
    'no value in the result %j',
    (text) => {
      expect(readValue(text, { exact: true })).toEqual({ kind: 'text', text });
    },
  );

  test('a class is shown by its bare name only where IPython shows it', () => {
    const inCall = readValue('Resize(mode=Mode.near)', { exact: true });
    expect(inCall).toMatchObject({ class: 'Resize', parameters: { mode: { kind: 'text', text: 'Mode.near' } } });
    expect(readValue('[collections.OrderedDict, int]', { exact: true })).toMatchObject({
      items: [
        { kind: 'type', name: 'collections.OrderedDict' },
        { kind: 'type', name: 'int' },
      ],
    });
    expect(readValue('[collections.OrderedDict, int]')).toMatchObject({
      items: [
        { kind: 'text', text: 'collections.OrderedDict' },
        { kind: 'text', text: 'int' },
      ],
    });
  });
});

describe('tensors', () => {
  test.each([
    ['tensor([1., 2.])', array({ library: 'torch', shape: [2], values: [1, 2], precision: 0.05 })],
    [
      'tensor([[1, 2],\n        [3, 4]])',
      array({ library: 'torch', shape: [2, 2], dtype: 'torch.int64', values: [1, 2, 3, 4] }),
    ],
    [
      "tensor([0.1234], device='cuda:0', dtype=torch.float64, grad_fn=<AddBackward0>)",
      array({ library: 'torch', shape: [1], dtype: 'torch.float64', values: [0.1234], precision: 0.00005 }),
    ],
    ['tensor(0.5000)', zeroDimensional(0.5, 0.00005, 'torch.Tensor')],
    ['tensor(7)', { ...zeroDimensional(7, 0, 'torch.Tensor'), type: 'int' }],
    ["tensor(0.0123, device='cuda:0', grad_fn=<NllLossBackward0>)", zeroDimensional(0.0123, 0.00005, 'torch.Tensor')],
    ['array(0.25)', zeroDimensional(0.25, 0.005, 'numpy.ndarray')],
    ['tensor(True)', array({ library: 'torch', shape: [], dtype: 'torch.bool', values: [true], precision: 0 })],
    [
      // The nearest float32 is not 1.7.
      'Array([0.5, 1.7], dtype=float32)',
      array({ library: 'jax', shape: [2], dtype: 'float32', values: [0.5, 1.7], precision: 0.05 }),
    ],
    [
      'Array([0.5, 1.6226422], dtype=float32)',
      array({ library: 'jax', shape: [2], dtype: 'float32', values: [0.5, 1.6226422], precision: 1.6226422 * 2 ** -24 }),
    ],
    ["array([b'a'], dtype='|S1')", array({ shape: [1], dtype: '|S1', values: null })],
    ['tensor([[0.1, 0.2,  ..., 0.3]])', array({ library: 'torch', truncated: true, precision: 0.05 })],
    [
      'Parameter containing:\ntensor([1.], requires_grad=True)',
      array({ library: 'torch', shape: [1], values: [1], precision: 0.05 }),
    ],
    [
      '\n  2   4\n 30  40\n[torch.cuda.FloatTensor of size 2x2 (GPU 0)]',
      array({ library: 'torch', shape: [2, 2], dtype: 'torch.float32', truncated: true }),
    ],
    [
      '<tf.Tensor: shape=(2, 2), dtype=int32, numpy=\narray([[1, 2],\n       [3, 4]], dtype=int32)>',
      array({ library: 'tensorflow', shape: [2, 2], dtype: 'int32', values: [1, 2, 3, 4] }),
    ],
    [
      '<tf.Tensor: shape=(), dtype=float32, numpy=0.25>',
      zeroDimensional(0.25, 0.005, 'tensorflow.Tensor'),
    ],
    [
      "<tf.Tensor 'Const:0' shape=(?, 3) dtype=float32>",
      array({ library: 'tensorflow', dtype: 'float32', truncated: true }),
    ],
    [
      "<tf.Variable 'w:0' shape=(3,) dtype=float32, numpy=array([1., 2., 3.], dtype=float32)>",
      array({ library: 'tensorflow', shape: [3], dtype: 'float32', values: [1, 2, 3], precision: 0.05 }),
    ],
    [
      'tf.Tensor([1 2 3], shape=(3,), dtype=int32)',
      array({ library: 'tensorflow', shape: [3], dtype: 'int32', values: [1, 2, 3] }),
    ],
    [
      'tf.Tensor(0.25, shape=(), dtype=float32)',
      zeroDimensional(0.25, 0.005, 'tensorflow.Tensor'),
    ],
    [
      'Array([1., 2.], dtype=float32)',
      array({ library: 'jax', shape: [2], dtype: 'float32', values: [1, 2], precision: 0.05 }),
    ],
    [
      'tensor([True, False])',
      array({ library: 'torch', shape: [2], dtype: 'torch.bool', values: [true, false] }),
    ],
    [
      '<tensorflow.python.keras.callbacks.History at 0x7fbff7a0a590>',
      {
        kind: 'object',
        class: 'tensorflow.python.keras.callbacks.History',
        parameters: {},
        address: true,
        text: '<tensorflow.python.keras.callbacks.History at 0x7fbff7a0a590>',
      },
    ],
    ['torch.Size([60, 28, 28])', sequence('size', [int(60), int(28), int(28)])],
    ['TensorShape([None, 3])', sequence('size', [scalar('none', null, 'None'), int(3)])],
    [
      "<5x3 sparse matrix of type '<class 'numpy.float64'>'\n\twith 5 stored elements in Compressed Sparse Row format>",
      array({ library: 'scipy', shape: [5, 3], dtype: 'float64', truncated: true }),
    ],
    [
      "<Compressed Sparse Row sparse matrix of dtype 'int64'\n\twith 5 stored elements and shape (5, 3)>",
      array({ library: 'scipy', shape: [5, 3], dtype: 'int64', truncated: true }),
    ],
  ])('%s', (text, evidence) => {
    expect(readValue(text, { exact: true })).toEqual(evidence);
  });
});

describe('calls that stand for a value', () => {
  test.each([
    [
      "defaultdict(<class 'int'>, {'a': 1})",
      {
        kind: 'mapping',
        type: 'defaultdict',
        entries: [[scalar('str', 'a', "'a'"), int(1)]],
        truncated: false,
      },
    ],
    [
      "OrderedDict([('a', 1)])",
      {
        kind: 'mapping',
        type: 'OrderedDict',
        entries: [[scalar('str', 'a', "'a'"), int(1)]],
        truncated: false,
      },
    ],
    ['Counter({1: 2})', { kind: 'mapping', type: 'Counter', entries: [[int(1), int(2)]], truncated: false }],
    ["dict_keys(['a'])", sequence('keys', [scalar('str', 'a', "'a'")])],
    [
      '[int, numpy.float64]',
      sequence('list', [
        { kind: 'type', name: 'int' },
        { kind: 'type', name: 'numpy.float64' },
      ]),
    ],
    ['range(0, 3)', sequence('range', [int(0), int(1), int(2)])],
    ['range(0, 100000)', sequence('range', [], { truncated: true, length: 100000 })],
    ['set([1, 2])', sequence('set', [int(1), int(2)])],
    [
      "Int64Index([1, 5], dtype='int64')",
      sequence('index', [int(1), int(5)], { dtype: 'int64', class: 'Int64Index' }),
    ],
    [
      "Index([u'a', u'b'], dtype='object')",
      sequence('index', [scalar('str', 'a', "u'a'"), scalar('str', 'b', "u'b'")], {
        dtype: 'object',
        class: 'Index',
      }),
    ],
    [
      "MultiIndex(levels=[['a', 'b'], [1, 2]],\n           labels=[[0, 0, 1], [0, 1, 0]],\n           names=['x', None])",
      sequence(
        'index',
        [
          sequence('tuple', [scalar('str', 'a', "'a'"), int(1)]),
          sequence('tuple', [scalar('str', 'a', "'a'"), int(2)]),
          sequence('tuple', [scalar('str', 'b', "'b'"), int(1)]),
        ],
        { class: 'MultiIndex', names: ['x', null] },
      ),
    ],
    [
      "<ArrowStringArray>\n['a', 'b']\nLength: 2, dtype: str",
      sequence('other', [scalar('str', 'a', "'a'"), scalar('str', 'b', "'b'")], { dtype: 'str' }),
    ],
    [
      "['a', 'b']\nCategories (2, object): ['a', 'b']",
      sequence('other', [scalar('str', 'a', "'a'"), scalar('str', 'b', "'b'")], { dtype: 'category' }),
    ],
    ["dtype([('a', '<i4')])", { kind: 'dtype', name: "[('a', '<i4')]" }],
    ["dtype('O')", { kind: 'dtype', name: 'object' }],
    ["CategoricalDtype(categories=['a'], ordered=False)", { kind: 'dtype', name: 'category' }],
    ['<StringDtype(na_value=nan)>', { kind: 'dtype', name: 'str' }],
    [
      "SVC(C=1.0, kernel='rbf',\n    gamma=None)",
      {
        kind: 'object',
        class: 'SVC',
        parameters: {
          C: scalar('float', 1, '1.0'),
          kernel: scalar('str', 'rbf', "'rbf'"),
          gamma: scalar('none', null, 'None'),
        },
        address: false,
        text: "SVC(C=1.0, kernel='rbf',\n    gamma=None)",
      },
    ],
    [
      '<keras.callbacks.History at 0x7f6ccb68f630>',
      {
        kind: 'object',
        class: 'keras.callbacks.History',
        parameters: {},
        address: true,
        text: '<keras.callbacks.History at 0x7f6ccb68f630>',
      },
    ],
    [
      'KMeans(a=1, ...cut off somewh...)',
      {
        kind: 'object',
        class: 'KMeans',
        parameters: {},
        address: false,
        text: 'KMeans(a=1, ...cut off somewh...)',
      },
    ],
  ])('%s', (text, evidence) => {
    expect(readValue(text, { exact: true })).toEqual(evidence);
  });
});

const table = (given: object) => ({
  kind: 'table',
  library: 'pandas',
  columnsName: null,
  index: null,
  indexNames: [],
  truncatedRows: false,
  truncatedColumns: false,
  ...given,
});

describe('tables', () => {
  const frame =
    '<table border="1" class="dataframe"><thead><tr style="text-align: right;"><th></th><th>a</th><th>b</th></tr></thead>' +
    '<tbody><tr><th>0</th><td>1</td><td>x</td></tr><tr><th>1</th><td>2</td><td>y</td></tr></tbody></table>';
  const read = table({
    columns: ['a', 'b'],
    index: [0, 1],
    indexNames: [null],
    rows: [
      ['1', 'x'],
      ['2', 'y'],
    ],
    shape: [2, 2],
  });

  test.each([
    ['plain', `<div>\n<style scoped>.dataframe td {}</style>\n${frame}\n</div>`],
    [
      'in Colab’s wrapper',
      `<div id="df-1" class="colab-df-container"><div><style scoped>.dataframe {}</style>${frame}</div>` +
        '<div class="colab-df-buttons"><button class="colab-df-convert" title="Convert">Convert</button><script>const t = "<table></table>";</script></div></div>',
    ],
    ['whose index stands in td', frame.replaceAll(/<tr><th>(\d)<\/th>/g, '<tr><td>$1</td>')],
    ['with its size', `<div>${frame}<p>2 rows × 2 columns</p></div>`],
  ])('a frame %s', (_, html) => {
    expect(readBundle({ 'text/plain': '   a  b\n0  1  x\n1  2  y', 'text/html': html })).toEqual(read);
  });

  test('a frame of polars, whose strings stand in quotes', () => {
    const rows = ['"x"', 'null', '"null"', '"a long val…', '""'].map((text) => `<tr><td>${text}</td></tr>`).join('');
    const html = `<div><small>shape: (5, 1)</small><table border="1" class="dataframe"><thead><tr><th>b</th></tr><tr><td>str</td></tr></thead><tbody>${rows}</tbody></table></div>`;
    expect(readBundle({ 'text/plain': '', 'text/html': html })).toEqual({
      ...read,
      library: 'polars',
      columns: ['b'],
      index: null,
      indexNames: [],
      rows: [['x'], ['null'], ['"null"'], ['a long val...'], ['']],
      shape: [5, 1],
    });
  });

  test.each([
    ['cut off', `<div>${frame.slice(0, -30)}`],
    ['with a size that contradicts it', `${frame}<p>5 rows × 2 columns</p>`],
    ['twice', frame + frame],
    ['of Dask', `<div><strong>Dask DataFrame Structure:</strong></div>${frame}`],
    ['with rows of different length', frame.replace('<td>x</td>', '')],
    ['that is none', '<p>a</p>'],
    [
      'whose index cannot be told from columns',
      frame.replace('<th></th>', '<th>n</th>').replaceAll(/<tr><th>(\d)<\/th>/g, '<tr><td>$1</td>'),
    ],
  ])('no frame in HTML %s', (_, html) => {
    expect(readBundle({ 'text/plain': 'words', 'text/html': html })).toEqual({ kind: 'text', text: 'words' });
  });

  test('rows and columns that were cut', () => {
    const html =
      '<table class="dataframe"><thead><tr><th></th><th>a</th><th>...</th><th>z</th></tr></thead><tbody>' +
      '<tr><th>0</th><td>1</td><td>...</td><td>2</td></tr><tr><th>...</th><td>...</td><td>...</td><td>...</td></tr>' +
      '<tr><th>890</th><td>3</td><td>...</td><td>4</td></tr></tbody></table><p>891 rows &times; 12 columns</p>';
    expect(readBundle({ 'text/html': html })).toEqual(
      table({
        columns: ['a', 'z'],
        index: [0, 890],
        indexNames: [null],
        rows: [
          ['1', '2'],
          ['3', '4'],
        ],
        shape: [891, 12],
        truncatedRows: true,
        truncatedColumns: true,
        doubtfulLabels: ['index'],
      }),
    );
  });

  test('a Styler: rows may be hidden, so that no size is claimed', () => {
    const html =
      '<style type="text/css">#T_1_row0_col0 {}</style><table id="T_1"><thead><tr><th class="blank level0" >&nbsp;</th>' +
      '<th id="T_1_level0_col0" class="col_heading level0 col0" >a</th></tr></thead><tbody><tr>' +
      '<th id="T_1_level0_row0" class="row_heading level0 row0" >0</th><td class="data row0 col0" >1.50</td></tr></tbody></table>';
    expect(
      readBundle({ 'text/plain': '<pandas.io.formats.style.Styler at 0x7f0000000000>', 'text/html': html }),
    ).toEqual(
      table({ columns: ['a'], index: [0], indexNames: [null], rows: [['1.50']], shape: [null, null] }),
    );
  });

  test('an estimator’s HTML holds tables of its own', () => {
    expect(
      readBundle({ 'text/plain': 'Ridge(alpha=2)', 'text/html': `<div class="sk-top">${frame}</div>` }),
    ).toMatchObject({ kind: 'object', class: 'Ridge' });
  });

  test('an image is a figure', () => {
    expect(readBundle({ 'text/plain': '<Figure size 1x1 with 1 Axes>', 'image/png': 'iVBOR' })).toEqual({
      kind: 'figure',
      mime: 'image/png',
    });
  });

  test.each([
    [
      'polars',
      'shape: (2, 2)\n┌─────┬─────┐\n│ foo ┆ bar │\n│ --- ┆ --- │\n│ i64 ┆ str │\n╞═════╪═════╡\n│ 1   ┆ a   │\n│ 2   ┆ b   │\n└─────┴─────┘',
      table({
        library: 'polars',
        columns: ['foo', 'bar'],
        rows: [
          ['1', 'a'],
          ['2', 'b'],
        ],
        shape: [2, 2],
      }),
    ],
    [
      'polars, cut',
      'shape: (1_000, 9)\n┌─────┬───┬─────┐\n│ foo ┆ … ┆ bar │\n│ --- ┆   ┆ --- │\n│ i64 ┆   ┆ str │\n╞═════╪═══╪═════╡\n│ 1   ┆ … ┆ a   │\n│ …   ┆ … ┆ …   │\n│ 2   ┆ … ┆ b   │\n└─────┴───┴─────┘',
      table({
        library: 'polars',
        columns: ['foo', 'bar'],
        rows: [
          ['1', 'a'],
          ['2', 'b'],
        ],
        shape: [1000, 9],
        truncatedRows: true,
        truncatedColumns: true,
      }),
    ],
    [
      'Spark',
      '+---+-----+\n|age| name|\n+---+-----+\n|  2|Al|ce|\n|  5|  Bob|\n+---+-----+\n',
      table({
        library: 'spark',
        columns: ['age', 'name'],
        rows: [
          ['2', 'Al|ce'],
          ['5', 'Bob'],
        ],
        shape: [2, 2],
      }),
    ],
    [
      'Spark, cut',
      '+---+\n|age|\n+---+\n|  2|\n+---+\nonly showing top 1 row\n',
      table({ library: 'spark', columns: ['age'], rows: [['2']], shape: [null, 1], truncatedRows: true }),
    ],
    [
      'PrettyTable',
      '+-----+------+\n| age | name |\n+-----+------+\n|  2  |  Al  |\n+-----+------+',
      table({ library: 'text', columns: ['age', 'name'], rows: [['2', 'Al']], shape: [1, 2] }),
    ],
    [
      'pandas, wrapped',
      '   a  b  \\\n0  1  2   \n1  3  4   \n\n     c  \n0  5.5  \n1  6.0  ',
      table({
        columns: ['a', 'b', 'c'],
        index: [0, 1],
        indexNames: [null],
        rows: [
          ['1', '2', '5.5'],
          ['3', '4', '6.0'],
        ],
        shape: [2, 3],
      }),
    ],
    [
      'pandas, with both names',
      'Survived    0    1\nSex               \nfemale     81  233\nmale      468  109',
      table({
        columns: [0, 1],
        columnsName: 'Survived',
        index: ['female', 'male'],
        indexNames: ['Sex'],
        rows: [
          ['81', '233'],
          ['468', '109'],
        ],
        shape: [2, 2],
      }),
    ],
  ])('%s', (_, text, evidence) => {
    expect(readValue(text)).toEqual(evidence);
  });
});
