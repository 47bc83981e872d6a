/** Cells, the subject behind the mark `§`, and what changes it first: sentence and `@cell:line`, or null. */
export interface ChangeCase {
  readonly why: string;
  readonly cells: readonly string[];
  readonly subject: string;
  readonly change: string | null;
  /** Set when CPython cannot run it (a library that is not there, a file). */
  readonly cannotRun?: true;
}

const PANDAS = "import pandas as pd, numpy as np\ndf = pd.DataFrame({'a': [1, 2, 3], 'b': [3.0, None, 1.0]})";
const c = (
  why: string,
  subject: string,
  change: string | null,
  cells: readonly string[],
  cannotRun?: true,
): ChangeCase => ({ why, cells, subject, change, ...(cannotRun ? { cannotRun } : {}) });

/** A DataFrame `df`, its shape shown, and what follows in the same cell. */
const df = (why: string, follows: string, change: string | null, subject = 'df.shape') =>
  c(why, subject, change, [PANDAS, `print(§${subject})\n${follows}`]);
/** A list `xs = [3, 1, 2]`, shown, and what follows. */
const xs = (why: string, follows: string, change: string | null, before = '') =>
  c(why, 'xs', change, [`xs = [3, 1, 2]\n${before}`, `print(§xs)\n${follows}`]);

export const CHANGES: readonly ChangeCase[] = [
  df('nothing follows', '', null),
  df('reading follows', 'df.describe()\ndf.head()', null),
  df('rebound', "df = df.drop(columns='a')", '`df` is assigned again @1:2'),
  df('rebound in a tuple', 'x, df = 1, df.T', '`df` is assigned again @1:2'),
  df('rebound by a starred target', 'x, *df = [1, 2]', '`df` is assigned again @1:2'),
  df('rebound in a branch', 'if True:\n    df = None', '`df` is assigned again @1:3'),
  df('rebound by a loop', 'for df in []: pass', '`df` is the variable of a loop @1:2'),
  df('rebound by with', "import io\nwith io.StringIO('x') as df: pass", '`df` is bound by a `with` @1:3'),
  df('rebound by walrus', '(df := 3)', '`df` is assigned by `:=` @1:2'),
  df(
    'walrus in a comprehension reaches out',
    '[(df := i) for i in range(2)]',
    '`df` is assigned by `:=` @1:2',
  ),
  df('rebound by import', 'import math as df', '`df` is imported @1:2'),
  df('rebound by def', 'def df(): pass', '`df` is defined again @1:2'),
  df('rebound by class', 'class df: pass', '`df` is defined again @1:2'),
  df('deleted', 'del df', '`df` is deleted @1:2'),
  df(
    'bound by except',
    'try:\n    1/0\nexcept ZeroDivisionError as df:\n    pass',
    '`df` is bound by an `except` @1:4',
  ),
  df('bound by match', 'match 3:\n    case df: pass', '`df` is bound by a match @1:3'),
  df('a comprehension variable is another', '[df for df in [1, 2]]', null),
  df('a lambda parameter is another', 'f = lambda df: df', null),
  df('a parameter is another', 'def f(df):\n    df = 3\n    return df\nf(1)', null),
  df('a name in a class body is another', 'class A:\n    df = 3', null),
  df('an attribute of that name is another', 'class A: pass\no = A()\no.df = 3', null),
  df('a keyword of that name is another', 'dict(df=3)', null),
  df('augmented', 'df += 1', '`df` is updated in place @1:2'),
  df('column assigned', "df['c'] = 1", "`df['c']` is assigned to @1:2"),
  df('column assigned through loc', "df.loc[0, 'a'] = 9", "`df.loc[0, 'a']` is assigned to @1:2"),
  df('attribute assigned', "df.columns = ['x', 'y']", '`df.columns` is assigned to @1:2'),
  df('column deleted', "del df['a']", "`df['a']` is assigned to @1:2"),
  df('stored in a tuple target', "x, df['c'] = 1, 2", "`df['c']` is assigned to @1:2"),
  df('stored by a loop', "for df.attrs['x'] in [1]: pass", "`df.attrs['x']` is assigned to @1:2"),
  df('inplace', 'df.dropna(inplace=True)', '`df` is changed by `df.dropna()` with `inplace` @1:2'),
  df(
    'inplace by a name',
    'flag = True\ndf.dropna(inplace=flag)',
    '`df` is changed by `df.dropna()` with `inplace` @1:3',
  ),
  df('inplace off', 'df.dropna(inplace=False)', null),
  df('inplace on a copy', 'df.copy().dropna(inplace=True)', null),
  df('insert', "df.insert(0, 'z', 1)", '`df` is changed by `df.insert()` @1:2'),
  df('pop', "df.pop('a')", '`df` is changed by `df.pop()` @1:2'),
  df('alias changed', "other = df\nother['c'] = 1", "`other['c']` is assigned to @1:3"),
  df('copy changed', "other = df.copy()\nother['c'] = 1", null),
  df('column subset changed', "other = df[['a']]\nother.columns = ['z']", null),
  df(
    'conditional alias changed',
    "other = df if 1 else None\nother['c'] = 1",
    "`other['c']` is assigned to @1:3",
  ),
  df('alias by or', "other = None or df\nother['c'] = 1", "`other['c']` is assigned to @1:3"),
  df('alias in a list', "for d in [df]:\n    d['c'] = 1", "`d['c']` is assigned to @1:3"),
  df('alias in a list by index', "all_ = [df]\nall_[0]['c'] = 1", "`all_[0]['c']` is assigned to @1:3"),
  df('alias in a dict', "d = {'k': df}\nd['k']['c'] = 1", "`d['k']['c']` is assigned to @1:3"),
  df(
    'alias in a dict by a loop',
    "d = {'k': df}\nfor k, v in d.items():\n    v['c'] = 1",
    "`v['c']` is assigned to @1:4",
  ),
  df(
    'alias in an attribute',
    "class A: pass\no = A()\no.x = df\no.x['c'] = 1",
    "`o.x['c']` is assigned to @1:5",
  ),
  df('alias appended', "l = []\nl.append(df)\nl[0]['c'] = 1", "`l[0]['c']` is assigned to @1:4"),
  df('a list that holds it changes itself', 'l = [df]\nl.append(1)', null),
  df('alias by walrus', "(o := df)\no['c'] = 1", "`o['c']` is assigned to @1:3"),
  df('alias by unpacking', "o, p = df, 1\no['c'] = 1", "`o['c']` is assigned to @1:3"),
  df('alias by chain', "o = p = df\no['c'] = 1", "`o['c']` is assigned to @1:3"),
  df('the alias was rebound before', "o = df\no = df.copy()\no['c'] = 1", null),
  df(
    'the alias was rebound in a branch only',
    "o = df\nif 0:\n    o = df.copy()\no['c'] = 1",
    "`o['c']` is assigned to @1:5",
  ),
  df(
    'changed in a comprehension',
    "[d.insert(0, 'q', 1) for d in [df]]",
    '`df` is changed by `d.insert()` @1:2',
  ),
  df('changed through zip', "for d, n in zip([df], 'z'):\n    d[n] = 1", '`d[n]` is assigned to @1:3'),
  df(
    'changed by a lambda over it',
    "list(map(lambda d: d.insert(0, 'q', 1), [df]))",
    '`df` is changed by `d.insert()` @1:2',
  ),
  df('own function changes a global', "def f():\n    df['c'] = 1\nf()", '`df` is changed by `f()` @1:4'),
  df('own function defined only', "def f():\n    df['c'] = 1", null),
  df(
    'own function changes its argument',
    "def f(d):\n    d['c'] = 1\nf(df)",
    '`df` is changed by `f()` @1:4',
  ),
  df('own function changes another argument', "def f(d, e):\n    e['c'] = 1\nf(df, {})", null),
  df(
    'own function changes it by keyword',
    "def f(d, e):\n    e['c'] = 1\nf(e=df, d={})",
    '`df` is changed by `f()` @1:4',
  ),
  df(
    'own function changes a copy of its argument',
    "def f(d):\n    d = d.copy()\n    d['c'] = 1\nf(df)",
    '`df` is changed by `f()` @1:5',
  ),
  df(
    'own function changes a copy under another name',
    "def f(d):\n    e = d.copy()\n    e['c'] = 1\nf(df)",
    null,
  ),
  df(
    'own function changes a local alias',
    "def f(d):\n    e = d\n    e['c'] = 1\nf(df)",
    '`df` is changed by `f()` @1:5',
  ),
  df(
    'own function rebinds a global',
    'def f():\n    global df\n    df = 3\nf()',
    '`df` is assigned by `f()` @1:5',
  ),
  df('own function rebinds a local', 'def f():\n    df = 3\nf()', null),
  df(
    'through two own functions',
    "def g(d):\n    d['c'] = 1\ndef f(x):\n    g(x)\nf(df)",
    '`df` is changed by `f()` @1:6',
  ),
  df(
    'recursive function',
    "def f(d, n):\n    if n: f(d, n - 1)\n    else: d['c'] = 1\nf(df, 2)",
    '`df` is changed by `f()` @1:5',
  ),
  df(
    'functions in a circle',
    "def f(d, n):\n    if n: g(d, n - 1)\ndef g(d, n):\n    if n: f(d, n - 1)\n    d['c'] = 1\nf(df, 2)",
    '`df` is changed by `f()` @1:7',
  ),
  df(
    'own function by name',
    "def f(d):\n    d['c'] = 1\nlist(map(f, [df]))",
    '`df` may be changed by `f()` @1:4',
  ),
  df('own function that reads', 'def f(d):\n    return d.shape\nf(df)', null),
  df('own function with a default', 'def f(d=df):\n    return d.shape\nf()', null),
  df('own lambda', "f = lambda d: d.insert(0, 'q', 1)\nf(df)", '`df` is changed by `f()` @1:3'),
  df(
    'star arguments',
    "def f(*ds):\n    for d in ds:\n        d['c'] = 1\nf(1 and df)",
    '`df` is changed by `f()` @1:5',
  ),
  df('unpacked arguments', "def f(d):\n    d['c'] = 1\nf(*[df])", '`df` is changed by `f()` @1:4'),
  df(
    'own class changes its argument',
    "class A:\n    def __init__(self, d):\n        d['c'] = 1\nA(df)",
    '`df` is changed by `__init__()` @1:5',
  ),
  df(
    'own method changes its argument',
    "class A:\n    def put_in(self, d):\n        d['c'] = 1\nA().put_in(df)",
    '`df` is changed by `put_in()` @1:5',
  ),
  df('own method reads', 'class A:\n    def look(self, d):\n        return d.shape\nA().look(df)', null),
  df('a library function reads', 'pd.concat([df, df])\nnp.mean(df)', null),
  df(
    'a function nobody knows',
    'try:\n    mystery(df)\nexcept NameError: pass',
    '`mystery` may be changed by `mystery()` @1:3'
      .replace('`mystery` may be changed by', '`df` is passed to')
      .replace(' @1:3', ', which may change it @1:3'),
  ),
  df('exec', "exec('df = 3')", 'any name may be assigned again by `exec()` @1:2'),
  df('globals', "globals()['df'] = 3", 'any name may be assigned again by `globals()` @1:2'),
  df('globals update', 'globals().update(df=3)', 'any name may be assigned again by `globals()` @1:2'),
  df('star import', 'from math import *', 'any name may be assigned again by `import *` @1:2'),
  df(
    'own function that runs exec',
    "def f():\n    exec('global df; df = 3')\nf()",
    'any name may be assigned again by `f()` @1:4',
  ),
  c(
    '%run',
    'df.shape',
    'any name may be assigned again by `%run` @1:2',
    [PANDAS, 'print(§df.shape)\n%run other.py'],
    true,
  ),
  c(
    '%reset',
    'df.shape',
    'any name may be assigned again by `%reset` @1:2',
    [PANDAS, 'print(§df.shape)\n%reset -f'],
    true,
  ),
  c(
    '%store -r',
    'df.shape',
    'any name may be assigned again by `%store` @1:2',
    [PANDAS, 'print(§df.shape)\n%store -r df'],
    true,
  ),
  c('%store', 'df.shape', null, [PANDAS, 'print(§df.shape)\n%store df'], true),
  c(
    '%load',
    'df.shape',
    'any name may be assigned again by `%load` @1:2',
    [PANDAS, 'print(§df.shape)\n%load x.py'],
    true,
  ),
  c(
    'unknown magic',
    'df.shape',
    'any name may be assigned again by `%foo` @1:2',
    [PANDAS, 'print(§df.shape)\n%foo x'],
    true,
  ),
  c('harmless magic', 'df.shape', null, [PANDAS, 'print(§df.shape)\n%matplotlib inline'], true),
  c('shell', 'df.shape', null, [PANDAS, 'print(§df.shape)\n!ls'], true),
  c(
    'shell into a name',
    'df.shape',
    '`df` is assigned again @1:2',
    [PANDAS, 'print(§df.shape)\ndf = !ls'],
    true,
  ),
  c(
    '%time with an assignment',
    'df.shape',
    '`df` is assigned again @1:2',
    [PANDAS, 'print(§df.shape)\n%time df = df.T'],
    true,
  ),
  c(
    'shell after a listing',
    "os.listdir('.')",
    'a shell command runs @0:3',
    ["import os\nprint(§os.listdir('.'))\n!touch x"],
    true,
  ),
  c(
    'file written after a listing',
    "os.listdir('.')",
    '`df.to_csv()` may write to files @1:3',
    [PANDAS, "import os\nprint(§os.listdir('.'))\ndf.to_csv('x')"],
    true,
  ),
  c('another language', 'df.shape', null, [PANDAS, 'print(§df.shape)', '%%bash\nls'], true),
  c(
    'a cell that does not parse',
    'df.shape',
    'the cell cannot be read, so that anything may happen @2:1',
    [PANDAS, 'print(§df.shape)', 'df = = 3'],
    true,
  ),
  c('rebound in a later cell', 'df.shape', '`df` is assigned again @2:1', [
    PANDAS,
    'print(§df.shape)',
    'df = 3',
  ]),
  c('changed before only', 'df.shape', null, [PANDAS, "df['c'] = 1\nprint(§df.shape)"]),
  c('what comes earlier in the loop comes again', 'df.shape', "`df['c']` is assigned to @1:2", [
    PANDAS,
    "for i in range(2):\n    df['c'] = i\n    print(§df.shape)",
  ]),
  c('the end of a loop', 'len(xs)', '`xs` is changed by `xs.append()` @0:4', [
    'xs = []\nwhile len(xs) < 3:\n    print(§len(xs))\n    xs.append(1)',
  ]),
  c('in a function', 'df.shape', 'it stands in a function, which may run at another time, @1:2', [
    PANDAS,
    'def f():\n    print(§df.shape)\n    return 1',
  ]),
  c('with closes', 'f.closed', '`f` is closed by its `with` @0:3', [
    "import io\nwith io.StringIO('x') as f:\n    print(§f.closed)",
  ]),
  c('own function of the subject rebound', 'f(2)', '`f` is defined again @0:4', [
    'def f(x):\n    return x\nprint(§f(2))\ndef f(x):\n    return x + 1',
  ]),
  c('what an own function reads', 'f(2)', '`k` is assigned again @0:5', [
    'k = 1\ndef f(x):\n    return x + k\nprint(§f(2))\nk = 2',
  ]),
  c('what an own function reads through another', 'f(2)', '`k` is assigned again @0:7', [
    'k = 1\ndef g(x):\n    return x + k\ndef f(x):\n    return g(x)\nprint(§f(2))\nk = 2',
  ]),
  c('what a lambda reads', 'f(2)', '`k` is assigned again @0:4', [
    'k = 1\nf = lambda x: x + k\nprint(§f(2))\nk = 2',
  ]),
  c('comprehension in the subject', '[x for x in xs]', '`xs` is changed by `xs.append()` @0:3', [
    'xs = [1]\nprint(§[x for x in xs])\nxs.append(2)',
  ]),
  c('a comprehension variable of the subject', '[x for x in xs]', null, [
    'xs = [1]\nprint(§[x for x in xs])\nx = 3',
  ]),
  c('same name inside and outside', '[x for x in x]', '`x` is assigned again @0:3', [
    'x = [1]\nprint(§[x for x in x])\nx = 3',
  ]),
  xs('append', 'xs.append(1)', '`xs` is changed by `xs.append()` @1:2'),
  xs('sort', 'xs.sort()', '`xs` is changed by `xs.sort()` @1:2'),
  xs('method handed over', 'list(map(xs.append, [1]))', '`xs` may be changed by its `.append` @1:2'),
  xs('sorted', 'sorted(xs)', null),
  xs('slice assigned', 'xs[:] = []', '`xs[:]` is assigned to @1:2'),
  xs('copy appended', 'ys = list(xs)\nys.append(1)', null),
  xs('slice appended', 'ys = xs[:]\nys.append(1)', '`ys` is changed by `ys.append()` @1:3'),
  xs('shuffle', 'import random\nrandom.shuffle(xs)', '`xs` is changed by `random.shuffle()` @1:3'),
  xs('heapify', 'import heapq\nheapq.heapify(xs)', '`xs` is changed by `heapq.heapify()` @1:3'),
  xs('method by a name', 'add = xs.append\nadd(1)', '`add` may be changed by `add()` @1:3'),
  xs('alias made before', 'ys.append(1)', '`ys` is changed by `ys.append()` @1:2', 'ys = xs'),
  xs('alias of an alias', 'zs.append(1)', '`zs` is changed by `zs.append()` @1:2', 'ys = xs\nzs = ys'),
  xs('siblings of one list', 'zs.append(1)', '`zs` is changed by `zs.append()` @1:2', 'ys = xs\nzs = xs'),
  xs('updated alias', 'ys += [1]', '`ys` is updated in place @1:2', 'ys = xs'),
  xs('setattr and friends elsewhere', "class A: pass\nsetattr(A, 'x', 1)", null),
  xs(
    'held by a partial',
    'g()',
    '`g` may be changed by calling it @1:2',
    'import functools\ng = functools.partial(xs.append, 1)',
  ),
  xs(
    'own method on self',
    'b.add_one()',
    '`b` is changed by `add_one()` @1:2',
    'class B:\n    def __init__(self, l): self.l = l\n    def add_one(self): self.l.append(1)\nb = B(xs)',
  ),
  xs('default argument', 'f()', '`xs` is changed by `f()` @1:2', 'def f(l=xs): xs.append(l)'),
  xs(
    'deep in expressions',
    'print([y for y in [0] if xs.append(y)])',
    '`xs` is changed by `xs.append()` @1:2',
  ),
  xs('in a condition', 'if xs.pop() > 3: pass', '`xs` is changed by `xs.pop()` @1:2'),
  xs('in an f-string', "print(f'{xs.pop()}')", '`xs` is changed by `xs.pop()` @1:2'),
  xs('in a decorator', '@xs.append\ndef f(): pass', '`xs` may be changed as a decorator @1:2'),
  xs('in a default', 'def f(a=xs.append(1)): pass', '`xs` is changed by `xs.append()` @1:2'),
  xs('in a class body', 'class A:\n    xs.append(1)', '`xs` is changed by `xs.append()` @1:3'),
  c('dict update', 'd', '`d` is changed by `d.update()` @0:3', ['d = {}\nprint(§d)\nd.update(a=1)']),
  c('set add', 's', '`s` is changed by `s.add()` @0:3', ['s = set()\nprint(§s)\ns.add(1)']),
  c('nested list', 'm', '`row` is changed by `row.append()` @0:4', [
    'm = [[1], [2]]\nprint(§m)\nfor row in m:\n    row.append(0)',
  ]),
  c('shallow copy, then deep', 'm', '`n` is changed by `n[0].append()` @0:4', [
    'm = [[1], [2]]\nprint(§m)\nn = list(m)\nn[0].append(0)',
  ]),
  c('iterator moved on by next', 'it', '`it` is changed by `next()` @0:3', [
    'it = iter([1, 2])\nprint(§it)\nnext(it)',
  ]),
  c('iterator moved on by a loop', 'it', '`it` is read from @0:3', [
    'it = iter([1, 2])\nprint(§it)\nfor i in it: pass',
  ]),
  c('generator used by sum', 'it', '`it` is read from @0:3', [
    'it = (i for i in [1, 2])\nprint(§it)\nsum(it)',
  ]),
  c('a list is not used up', 'it', null, ['it = [1, 2]\nprint(§it)\nfor i in it: pass\nsum(it)']),
  c('array view', 'a', '`b[0]` is assigned to @0:5', [
    'import numpy as np\na = np.arange(4)\nprint(§a)\nb = a[1:]\nb[0] = 9',
  ]),
  c('array reshaped', 'a', '`b[0]` is assigned to @0:5', [
    'import numpy as np\na = np.arange(4)\nprint(§a)\nb = a.reshape(2, 2)\nb[0] = 9',
  ]),
  c('array copied', 'a', null, [
    'import numpy as np\na = np.arange(4)\nprint(§a)\nb = np.array(a)\nb[0] = 9',
  ]),
  c('array computed', 'a', null, ['import numpy as np\na = np.arange(4)\nprint(§a)\nb = a + 1\nb[0] = 9']),
  c('asarray', 'a', '`b[0]` is assigned to @0:5', [
    'import numpy as np\na = np.arange(4)\nprint(§a)\nb = np.asarray(a)\nb[0] = 9',
  ]),
  c('out=', 'a', '`a` is written to by `np.add()` @0:4', [
    'import numpy as np\na = np.arange(4)\nprint(§a)\nnp.add(a, 1, out=a)',
  ]),
  c('fill_diagonal', 'a', '`a` is changed by `np.fill_diagonal()` @0:4', [
    'import numpy as np\na = np.eye(2)\nprint(§a)\nnp.fill_diagonal(a, 5)',
  ]),
  c('array fill', 'a', '`a` is changed by `a.fill()` @0:4', [
    'import numpy as np\na = np.eye(2)\nprint(§a)\na.fill(5)',
  ]),
  c('fit', 'm.get_params()', '`m` is changed by `m.fit()` @1:3', [
    'from sklearn.linear_model import LinearRegression\nm = LinearRegression()',
    'X, y = [[1], [2]], [1, 2]\nprint(§m.get_params())\nm.fit(X, y)',
  ]),
  c('set_params', 'm.fit_intercept', '`m` is changed by `m.set_params()` @1:2', [
    'from sklearn.linear_model import LinearRegression\nm = LinearRegression()',
    'print(§m.fit_intercept)\nm.set_params(fit_intercept=False)',
  ]),
  c('an estimator that is trained again leaves what it learnt from before', 'X', null, [
    'from sklearn.linear_model import LinearRegression\nX, y = [[1], [2]], [1, 2]\nm = LinearRegression()\nm.fit(X, y)',
    'print(§X)\nm.fit([[3], [4]], [1, 2])',
  ]),
  c('something else that is trained again may not', 'X', '`m` is changed by `fit()` @1:2', [
    'class Keeper:\n    rows = None\n    def fit(self, rows):\n        self.rows = self.rows or rows\n        self.rows.append(3)\nX = [1]\nm = Keeper()\nm.fit(X)',
    'print(§X)\nm.fit([2])',
  ]),
  c('fit through a pipeline', 'hasattr(m, "coef_")', '`p` is changed by `p.fit()` @1:3', [
    'from sklearn.linear_model import LinearRegression\nfrom sklearn.pipeline import Pipeline\nm = LinearRegression()\np = Pipeline([("m", m)])',
    'X, y = [[1], [2]], [1, 2]\nprint(§hasattr(m, "coef_"))\np.fit(X, y)',
  ]),
  c('predict changes nothing', 'm.coef_', null, [
    'from sklearn.linear_model import LinearRegression\nm = LinearRegression().fit([[1], [2]], [1, 2])',
    'print(§m.coef_)\nm.predict([[1]])\nm.score([[1], [2]], [1, 2])',
  ]),
  c('data given to fit stays', 'X', null, [
    'from sklearn.linear_model import LinearRegression\nm = LinearRegression()\nX, y = [[1], [2]], [1, 2]',
    'print(§X)\nm.fit(X, y)',
  ]),
  c('split leaves its data', 'X', null, [
    'from sklearn.model_selection import train_test_split\nX = [[1], [2], [3]]',
    'print(§X)\na, b = train_test_split(X)',
  ]),
  c(
    'torch in place',
    't',
    '`t` is changed by `t.add_()` @0:4',
    ['import torch\nt = torch.ones(2)\nprint(§t)\nt.add_(1)'],
    true,
  ),
  c('torch out of place', 't', null, ['import torch\nt = torch.ones(2)\nprint(§t)\nt.add(1)'], true),
  c(
    'torch optimiser',
    'list(net.parameters())',
    '`opt` is changed by `opt.step()` @0:5',
    [
      'import torch\nnet = torch.nn.Linear(1, 1)\nopt = torch.optim.SGD(net.parameters(), lr=0.1)\nprint(§list(net.parameters()))\nopt.step()',
    ],
    true,
  ),
  c(
    'torch init',
    'net.weight',
    '`net` is changed by `torch.nn.init.zeros_()` @0:4',
    ['import torch\nnet = torch.nn.Linear(1, 1)\nprint(§net.weight)\ntorch.nn.init.zeros_(net.weight)'],
    true,
  ),
  c(
    'relu in place',
    't',
    '`t` is changed by `F.relu()` with `inplace` @0:4',
    ['import torch, torch.nn.functional as F\nt = torch.ones(2)\nprint(§t)\nF.relu(t, inplace=True)'],
    true,
  ),
  c(
    'plots leave data alone',
    'df.shape',
    null,
    [
      PANDAS,
      'import matplotlib.pyplot as plt, seaborn as sns\nprint(§df.shape)\nplt.plot(df.a)\nsns.heatmap(df.corr())\ndf.plot()\ndf.hist()\nplt.show()',
    ],
    true,
  ),
  c(
    'a helper module may change it',
    'df.shape',
    '`df` is passed to `helpers.clean()`, which may change it @1:3',
    [PANDAS, 'import helpers\nprint(§df.shape)\nhelpers.clean(df)'],
    true,
  ),
  c('a name that only looks alike', 'df.shape', null, [
    PANDAS,
    "print(§df.shape)\ndf2 = df.copy()\ndf2['c'] = 1",
  ]),
  c('a string that mentions it', 'df.shape', null, [PANDAS, "print(§df.shape)\nx = 'df = 3'  # df = 3"]),
  c('a module path is not data', 'pd.isnull(df).sum().sum()', null, [
    PANDAS,
    'print(§pd.isnull(df).sum().sum())\npd.options.display.max_rows = 5',
  ]),
  c('a module path is data', 'sys.path', '`sys` is changed by `sys.path.append()` @0:3', [
    "import sys\nprint(§sys.path)\nsys.path.append('x')",
  ]),
];
