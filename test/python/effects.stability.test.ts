import { describe, expect, it } from 'vitest';
import { isOfTime, parseCell, type Stability, stabilityOf, variesBetweenRuns } from '../../src/python/index.ts';
import { marked } from './effects-cases.ts';

const SPLIT = 'from sklearn.model_selection import train_test_split\nX = list(range(9))';
const FOREST = 'from sklearn.ensemble import RandomForestClassifier\nX, y = [[0], [1]], [0, 1]';
const NP = 'import numpy as np';

const CASES: readonly (readonly [kind: Stability['kind'], subject: string, before: string])[] = [
  ['deterministic', 'x', 'x = 3'],
  ['deterministic', 'df.shape', "import pandas as pd\ndf = pd.read_csv('x.csv')"],
  ['volatile', 'df.shape', "import pandas as pd\ndf = pd.read_csv('https://example.org/latest')"],
  ['volatile', 'df.shape', "import pandas as pd\nURL = 'https://example.org/api?q=x'\ndf = pd.read_json(URL)"],
  ['deterministic', 'df.shape', "import pandas as pd\ndf = pd.read_csv('https://example.org/x.csv')"],
  ['deterministic', 'df.shape', "import pandas as pd\nURL = 'https://example.org/x.csv?raw=true'\ndf = pd.read_csv(URL)"],
  ['deterministic', 'df', "import os, pandas as pd\ndf = pd.read_csv(os.path.join(os.getcwd(), 'x.csv'))"],
  ['random', 'a', `${NP}\na = np.random.rand(3)`],
  ['deterministic', 'a.shape', `${NP}\na = np.random.rand(3)`],
  ['deterministic', 'len(a)', `${NP}\na = np.random.rand(3)`],
  ['deterministic', 'type(a)', `${NP}\na = np.random.rand(3)`],
  ['random', 'len(a[a > 0.5])', `${NP}\na = np.random.rand(3)`],
  ['random', 'b', `${NP}\na = np.random.rand(3)\nb = a + 1`],
  ['random', 'b', `${NP}\na = np.random.rand(3)\nb = []\nb.append(a)`],
  ['random', 'b', `${NP}\nb = {}\nb['x'] = np.random.rand(3)`],
  ['seeded', 'a', `${NP}\nnp.random.seed(0)\na = np.random.rand(3)`],
  ['random', 'a', `${NP}\na = np.random.rand(3)\nnp.random.seed(0)`],
  ['random', 'a', `${NP}\nnp.random.seed(0)\nnp.random.seed()\na = np.random.rand(3)`],
  ['random', 'a', `${NP}, time\nnp.random.seed(int(time.time()))\na = np.random.rand(3)`],
  ['random', 'a', `${NP}\nif X:\n    np.random.seed(0)\na = np.random.rand(3)`],
  ['random', 'a', `${NP}, random\nrandom.seed(0)\na = np.random.rand(3)`],
  ['seeded', 'a', `${NP}\ndef seed_all(s):\n    np.random.seed(s)\nseed_all(1)\na = np.random.rand(3)`],
  ['random', 'a', `${NP}\ndef seed_all(s):\n    np.random.seed(s)\na = np.random.rand(3)`],
  ['seeded', 'rng.normal()', `${NP}\nrng = np.random.default_rng(0)`],
  ['random', 'rng.normal()', `${NP}\nrng = np.random.default_rng()`],
  ['seeded', 'rng.rand()', `${NP}\nrng = np.random.RandomState(42)`],
  ['seeded', 'random.random()', 'import random\nrandom.seed(3)'],
  ['random', 'xs', 'import random\nxs = [1, 2]\nrandom.shuffle(xs)'],
  ['seeded', 'xs', 'import random\nxs = [1, 2]\nrandom.seed(1)\nrandom.shuffle(xs)'],
  ['random', 'a', `${SPLIT}\na, b = train_test_split(X)`],
  ['deterministic', 'len(a)', `${SPLIT}\na, b = train_test_split(X)`],
  ['seeded', 'a', `${SPLIT}\na, b = train_test_split(X, random_state=1)`],
  ['random', 'a', `${SPLIT}\na, b = train_test_split(X, random_state=None)`],
  ['deterministic', 'a', `${SPLIT}\na, b = train_test_split(X, shuffle=False)`],
  ['seeded', 'a', `${SPLIT}\nimport numpy as np\nnp.random.seed(1)\na, b = train_test_split(X)`],
  ['random', 'm.predict(X)', `${FOREST}\nm = RandomForestClassifier()\nm.fit(X, y)`],
  ['seeded', 'm.predict(X)', `${FOREST}\nm = RandomForestClassifier(random_state=0)\nm.fit(X, y)`],
  ['random', 's', `${FOREST}\nm = RandomForestClassifier().fit(X, y)\ns = m.score(X, y)`],
  [
    'deterministic',
    'm.score(X, y)',
    'from sklearn.linear_model import LinearRegression\nX, y = [[0]], [1]\nm = LinearRegression().fit(X, y)',
  ],
  ['random', 'm.score(X, y)', 'from sklearn.svm import LinearSVC\nX, y = [[0]], [1]\nm = LinearSVC(C=100).fit(X, y)'],
  ['seeded', 'm.score(X, y)', 'from sklearn.svm import LinearSVC\nX, y = [[0]], [1]\nm = LinearSVC(random_state=0).fit(X, y)'],
  ['deterministic', 'm.score(X, y)', 'from sklearn.svm import LinearSVC\nX, y = [[0]], [1]\nm = LinearSVC(dual=False).fit(X, y)'],
  ['deterministic', 'm.score(X, y)', 'from sklearn.svm import SVC\nX, y = [[0]], [1]\nm = SVC().fit(X, y)'],
  ['random', 'm.score(X, y)', 'from sklearn.ensemble import HistGradientBoostingClassifier as H\nX, y = [[0]], [1]\nm = H().fit(X, y)'],
  ['deterministic', 'm.score(X, y)', 'from sklearn.ensemble import HistGradientBoostingClassifier as H\nX, y = [[0]], [1]\nm = H(early_stopping=False).fit(X, y)'],
  ['random', 'r', 'from sklearn.inspection import permutation_importance\nr = permutation_importance(m, X, y)'],
  ['seeded', 'r', 'from sklearn.inspection import permutation_importance\nr = permutation_importance(m, X, y, random_state=0)'],
  ['random', 'r', 'from sklearn.feature_selection import mutual_info_classif\nr = mutual_info_classif(X, y)'],
  ['deterministic', 'r', 'from sklearn.feature_selection import f_classif\nr = f_classif(X, y)'],
  ['seeded', 'df.sample(3, random_state=1)', 'import pandas as pd\ndf = pd.DataFrame()'],
  ['random', 'df.sample(3)', 'import pandas as pd\ndf = pd.DataFrame()'],
  ['random', 'df.randomSplit([0.7, 0.3])[0]', 'df = load()'],
  ['seeded', 'df.randomSplit([0.7, 0.3], 42)[0]', 'df = load()'],
  ['seeded', 'df.randomSplit([0.7, 0.3], seed=42)[0]', 'df = load()'],
  ['deterministic', 'df.sample(3).shape', 'import pandas as pd\ndf = pd.DataFrame()'],
  ['random', 't', 'import torch\nt = torch.randn(3)'],
  ['seeded', 't', 'import torch\ntorch.manual_seed(0)\nt = torch.randn(3)'],
  ['random', 't', 'import tensorflow as tf\nt = tf.random.normal([3])'],
  ['seeded', 't', 'import tensorflow as tf\ntf.random.set_seed(1)\nt = tf.random.normal([3])'],
  ['volatile', 'time.time() - t', 'import time\nt = time.time()'],
  ['volatile', 'datetime.now()', 'from datetime import datetime'],
  ['volatile', 'datetime.datetime.now().year', 'import datetime'],
  ['volatile', 'uuid.uuid4()', 'import uuid'],
  ['volatile', 'id(x)', 'x = 3'],
  ['volatile', "hash('a')", ''],
  ['volatile', "os.listdir('.')", 'import os'],
  ['deterministic', "sorted(os.listdir('.'))", 'import os'],
  ['deterministic', "len(os.listdir('.'))", 'import os'],
  ['volatile', 'files[0]', "import glob\nfiles = glob.glob('*')"],
  ['volatile', 'list(set(xs))', 'xs = [1]'],
  ['volatile', 'list(s)', "s = {'a', 'b'}"],
  ['deterministic', 'set(xs)', 'xs = [1]'],
  ['deterministic', 'sorted(set(xs))', 'xs = [1]'],
  ['deterministic', 'len(set(xs))', 'xs = [1]'],
  ['volatile', "len(pd.date_range('2008-01-01', 'today'))", 'import pandas as pd'],
  ['deterministic', "len(pd.date_range('2008-01-01', '2009-01-01'))", 'import pandas as pd'],
  ['random', 'w', 'import tensorflow as tf\nw = tf.Variable(tf.truncated_normal([3, 3]))'],
  ['seeded', 'w', 'import tensorflow as tf\ntf.set_random_seed(1)\nw = tf.random_normal([3, 3])'],
  ['deterministic', 'df.drop(columns=cols)', "df = pd.DataFrame()\ncols = list(set(['a', 'b']))"],
  ['deterministic', 'df.drop(cols, axis=1).head()', "df = pd.DataFrame()\ncols = list(set(['a', 'b']))"],
  ['deterministic', 'df[df.a.isin(cols)]', "df = pd.DataFrame()\ncols = list(set(['a', 'b']))"],
  ['deterministic', "'a' in cols", "cols = list(set(['a', 'b']))"],
  ['deterministic', "[c for c in ['a', 'b'] if c not in cols]", "cols = list(set(['a', 'b']))"],
  ['deterministic', 'len(cols), max(cols)', "cols = list(set(['a', 'b']))"],
  ['volatile', 'df[cols]', "df = pd.DataFrame()\ncols = list(set(['a', 'b']))"],
  ['volatile', 'cols[0] in xs', "xs = [1]\ncols = list(set(['a', 'b']))"],
  ['volatile', 'df.drop(columns=cols[:1])', "df = pd.DataFrame()\ncols = list(set(['a', 'b']))"],
  ['random', 'df.drop(columns=drawn)', 'import random\ndf = pd.DataFrame()\ndrawn = random.sample(range(9), 2)'],
  ['volatile', 'r.status_code', "import requests\nr = requests.get('https://example.org')"],
  ['volatile', 'np.__version__', NP],
  ['volatile', 'torch.cuda.is_available()', 'import torch'],
  ['volatile', 'name', 'name = input()'],
  ['random', 'f()', `${NP}\ndef f():\n    return np.random.rand()`],
  ['seeded', 'f()', `${NP}\ndef f():\n    np.random.seed(0)\n    return np.random.rand()`],
  ['random', 'g()', `${NP}\ndef f():\n    return np.random.rand()\ndef g():\n    return f() + 1`],
  ['random', 'f()', `${NP}\nk = np.random.rand()\ndef f():\n    return k`],
  ['deterministic', 'f(2)', 'def f(n):\n    return n if n < 1 else f(n - 1)'],
  ['random', 'a', `${NP}\na = 0\nfor i in range(3):\n    a += np.random.rand()`],
  ['random', 'b', `${NP}\na = b = 0\nfor i in range(3):\n    b = a\n    a = np.random.rand()`],
  ['random', 'a', `${NP}\na = 0\nif 1:\n    a = np.random.rand()`],
  ['deterministic', 'a', `${NP}\na = np.random.rand()\na = 3`],
  ['random', '[np.random.rand() for i in xs]', `${NP}\nxs = [1]`],
  ['random', 'f"{np.random.rand()}"', NP],
];

describe('stabilityOf', () => {
  it.each(CASES)('%s: %s', (kind, subject, before) => {
    const { code, names, expression } = marked([before, `§${subject}`], subject);
    const found = stabilityOf(expression, code, names);
    expect(found.kind).toEqual(kind);
    expect(found.why === '').toEqual(kind === 'deterministic');
  });

  it('keeps texts apart that are read as if they stood in one place', () => {
    const { code, names, expression } = marked(['import pandas as pd', 's = df.sample(9)', '§s.b'], 's.b');
    const at = { cell: expression.cell.index, offset: expression.node.to };
    const varies = (source: string) => {
      const text = parseCell(source, at.cell);
      const node = text.tree.topNode.firstChild!.firstChild!;
      return variesBetweenRuns({ cell: text, node }, at, code, names);
    };
    // Each begins with another name at the same offset: what `set` means there is not what `s` does.
    const texts = ['set(s.b)', 's.b.nunique()', 'pd.Series(s.b)', 'len(s)', 's.b'];
    const expected = [true, true, true, false, true];
    expect(texts.map(varies)).toEqual(expected);
    expect(texts.toReversed().map(varies)).toEqual(expected.toReversed());
  });

  it('reads 10,000 cells that build on each other', () => {
    const cells = Array.from({ length: 10_000 }, (_, i) => (i === 0 ? 'x = 1' : 'y = x\nx = y + 1'));
    const { code, names, expression } = marked([...cells, '§x'], 'x');
    expect(stabilityOf(expression, code, names).kind).toEqual('deterministic');
  });
});

describe('isOfTime', () => {
  it.each([
    [true, 'time.time() - t', 'import time\nt = time.time()'],
    [true, 'round(end - start, 2)', 'import time\nstart = time.time()\nend = time.time()'],
    [true, 'datetime.datetime.now().year', 'import datetime'],
    [true, "len(pd.date_range('2008-01-01', 'today'))", 'import pandas as pd'],
    [false, "len(pd.date_range('2008-01-01', '2009-01-01'))", 'import pandas as pd'],
    [false, 'uuid.uuid4()', 'import uuid'],
    [false, "os.listdir('.')", 'import os'],
    [false, 'np.__version__', NP],
    [false, 'np.random.rand()', NP],
    [false, 'x', 'x = 3'],
  ])('%s: %s', (expected, subject, before) => {
    const { code, names, expression } = marked([before, `§${subject}`], subject);
    expect(isOfTime(stabilityOf(expression, code, names))).toBe(expected);
  });
});
