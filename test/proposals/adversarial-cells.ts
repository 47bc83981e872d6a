/** A notebook with the mistakes and habits of real ones: its cells, and what becomes of each statement that shows something. */
export interface AdversarialCase {
  readonly why: string;
  readonly cells: readonly string[];
  /** `statement → where its asserts go`, or the rule that forbids one. What no template asks for is not listed. */
  readonly outcomes: readonly string[];
  /** The error that a cell raises by itself. */
  readonly raises?: string;
}

export const CASES: readonly AdversarialCase[] = [
  {
    why: 'loop over dataframes that mutates',
    cells: [
      `import pandas as pd, numpy as np
train = pd.DataFrame({'age':[1,None,3],'sex':['m','f','m']}); test = pd.DataFrame({'age':[4,None],'sex':['f','f']})
full_data=[train,test]`,
      `print(train.shape, test.shape)
for dataset in full_data:
    dataset['age2'] = dataset['age'].fillna(0)`,
      'train.isnull().sum()',
      `print(train.isnull().sum())
for d in full_data:
    d['age'] = d['age'].fillna(d['age'].median())`,
      'train.head()',
    ],
    outcomes: [
      'print(train.shape, test.shape) → after',
      'train.isnull().sum() → new cell',
      'train.head() → new cell',
    ],
  },
  {
    why: 'loop with iloc set',
    cells: [
      `import pandas as pd
df = pd.DataFrame({'a':range(5),'b':list('abcde')})`,
      `print(df['a'].max())
for i, row in df.iterrows():
    df.at[i,'a'] = row['a']*10`,
      'df.describe()',
    ],
    outcomes: [
      'df.describe() → new cell',
    ],
  },
  {
    why: 'iat through alias Series',
    cells: [
      `import pandas as pd
df = pd.DataFrame({'a':range(5),'b':[1.5]*5})
s = df['a']`,
      `print(df.a.sum(), df.shape)
df.iat[0,0] = 99`,
      `print(df['a'].max())
df['a'].values[:] = 0`,
      `print(df.b.max()); df.loc[:, 'b'] *= 3`,
    ],
    outcomes: [
      'print(df.a.sum(), df.shape) → after',
    ],
    raises: 'ValueError',
  },
  {
    why: 'rename columns by assignment in next line',
    cells: [
      `import pandas as pd
df = pd.DataFrame({'A':[1,2],'B':[3,4]})`,
      `print(df.columns)
df.columns = [c.lower() for c in df.columns]`,
      'df.columns',
      `print(list(df.columns)); df.rename(columns={'a':'z'}, inplace=True)`,
    ],
    outcomes: [
      'print(df.columns) → after',
      'df.columns → new cell',
    ],
  },
  {
    why: 'function mutating argument',
    cells: [
      `import pandas as pd
def clean(d):
    d.dropna(inplace=True)
    d['n'] = 1
    return d
df = pd.DataFrame({'a':[1,None,3]})`,
      `print(df.shape)
df2 = clean(df)
print(df2.shape, df.shape)`,
    ],
    outcomes: [
      'print(df.shape) → after',
      'print(df2.shape, df.shape) → new cell',
    ],
  },
  {
    why: 'function mutating global through helper',
    cells: [
      `import pandas as pd
df = pd.DataFrame({'a':[1,None,3]})
def step1():
    global df
    df = df.dropna()
def run_all():
    step1()`,
      `print(len(df))
run_all()
print(len(df))`,
    ],
    outcomes: [
      'print(len(df)) → after',
      'print(len(df)) → new cell',
    ],
  },
  {
    why: 'pipeline with method of own class',
    cells: [
      `import pandas as pd
class Prep:
    def __init__(self, df): self.df = df
    def run(self):
        self.df['new'] = 1
        return self
df = pd.DataFrame({'a':[1,2,3]})
p = Prep(df)`,
      `print(df.shape)
p.run()`,
      'df.shape',
    ],
    outcomes: [
      'print(df.shape) → after',
      'df.shape → new cell',
    ],
  },
  {
    why: 'property that mutates',
    cells: [
      `class C:
    def __init__(self): self.xs=[1]
    @property
    def size(self):
        self.xs.append(1); return len(self.xs)
c = C()`,
      'c.size',
      'print(len(c.xs))',
    ],
    outcomes: [
      'c.size → bound as size_value',
      'print(len(c.xs)) → new cell',
    ],
  },
  {
    why: 'generator consumed by sum',
    cells: [
      'g = (i*i for i in range(4))',
      'print(sum(g))',
      'print(sum(g))',
    ],
    outcomes: [
    ],
  },
  {
    why: 'zip twice',
    cells: [
      'z = zip([1,2],[3,4])',
      'list(z)',
      'len(list(z))',
    ],
    outcomes: [
    ],
  },
  {
    why: 'dict popitem',
    cells: [
      `d = {'a':1,'b':2}`,
      `print(len(d), d.pop('a'))`,
      'len(d)',
    ],
    outcomes: [
      `print(len(d), d.pop('a')) → before`,
    ],
  },
  {
    why: 'Counter update',
    cells: [
      `from collections import Counter
c = Counter('abca')`,
      `print(c.most_common(1))
c.update('zzzzz')`,
      'c.most_common(2)',
    ],
    outcomes: [
    ],
  },
  {
    why: 'augmented on array',
    cells: [
      `import numpy as np
a = np.arange(6)
b = a.reshape(2,3)`,
      `print(a.sum(), b.shape)
b += 1`,
      `print(a.max())
a.sort()
a[::-1].sort()`,
      'a.min()',
    ],
    outcomes: [
      'print(a.sum(), b.shape) → after',
      'a.min() → new cell',
    ],
  },
  {
    why: 'walrus in print',
    cells: [
      `import numpy as np
print((n := 10), n)
n = 11`,
      'print(n)',
    ],
    outcomes: [
      'print((n := 10), n) → after',
    ],
  },
  {
    why: 'del then redefine',
    cells: [
      'x = [1,2,3]',
      `print(len(x))
del x[0]`,
      `print(len(x))
del x
x = 'abcd'`,
      'len(x)',
    ],
    outcomes: [
      'print(len(x)) → after',
      'print(len(x)) → after',
      'len(x) → new cell',
    ],
  },
  {
    why: 'with open writes',
    cells: [
      `with open('f.txt','w') as f:
    f.write('hello')`,
      `import os
print(os.path.getsize('f.txt'))
with open('f.txt','a') as f: f.write('more')`,
      `open('f.txt').read()`,
      `os.path.exists('f.txt')`,
      `print(os.path.exists('f.txt'))
os.remove('f.txt')`,
    ],
    outcomes: [
      `os.path.exists('f.txt') → new cell`,
    ],
  },
  {
    why: 'listdir changes',
    cells: [
      `import os
os.listdir('.')`,
      `open('new.txt','w').close()`,
      `print(os.listdir('.'))
open('new2.txt','w').close()`,
    ],
    outcomes: [
    ],
  },
  {
    why: 'unseeded',
    cells: [
      `import numpy as np
a = np.random.randn(100)`,
      'a.mean()',
      'print(a.mean(), a.std(), a.shape, a.max())',
      'print(a[a>0].shape, (a>0).sum())',
      'np.unique(np.random.randint(0,5,size=50))',
    ],
    outcomes: [
      'print(a.mean(), a.std(), a.shape, a.max()) → new cell',
      'print(a[a>0].shape, (a>0).sum()) → not-deterministic',
    ],
  },
  {
    why: 'unseeded split',
    cells: [
      `from sklearn.model_selection import train_test_split
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
iris = load_iris()
X_train,X_test,y_train,y_test = train_test_split(iris.data, iris.target)`,
      'print(X_train.shape, X_test.shape)',
      `m = LogisticRegression(max_iter=1000).fit(X_train,y_train)
m.classes_`,
      'print(m.coef_.shape, m.intercept_)',
      `import numpy as np
np.unique(y_test, return_counts=True)`,
      'y_test[:5]',
      'X_train.max(), X_test.min()',
    ],
    outcomes: [
      'print(X_train.shape, X_test.shape) → new cell',
      'm.classes_ → not-deterministic',
      'print(m.coef_.shape, m.intercept_) → new cell',
      'np.unique(y_test, return_counts=True) → not-deterministic',
      'y_test[:5] → new cell',
      'X_train.max(), X_test.min() → new cell',
    ],
  },
  {
    why: 'sample unseeded',
    cells: [
      `import pandas as pd, numpy as np
df = pd.DataFrame({'a':np.arange(1000),'b':['x','y']*500})
s = df.sample(10)`,
      's.shape',
      's',
      's.b.value_counts()',
      's.a.max()',
      'df.sample(frac=0.1).shape',
      'df.sample(5)',
    ],
    outcomes: [
      's.shape → new cell',
      's → new cell',
      's.b.value_counts() → not-deterministic',
      'df.sample(frac=0.1).shape → bound as shape',
      'df.sample(5) → new cell',
    ],
  },
  {
    why: 'set order',
    cells: [
      `names = {'ann','bob','cid','dora'}
print(list(names))`,
      'names',
      'list(names)[0]',
      'sorted(names)',
      '{n: len(n) for n in names}',
      `print(', '.join(names))`,
    ],
    outcomes: [
    ],
  },
  {
    why: 'hash',
    cells: [
      `h = hash('abc')
print(h)`,
      'h % 10',
    ],
    outcomes: [
    ],
  },
  {
    why: 'datetime',
    cells: [
      `from datetime import datetime, date
now = datetime.now()
print(now.year)`,
      '(datetime.now() - now).total_seconds()',
      'date.today()',
    ],
    outcomes: [
    ],
  },
  {
    why: 'apply with a function that appends to a global',
    cells: [
      `import pandas as pd
log = []
df = pd.DataFrame({'a':[1,2,3]})
def f(x):
    log.append(x); return x*2`,
      `df['a'].apply(f).sum()`,
      'len(log)',
      `print(len(log), df['a'].map(f).max())`,
      'print(len(log))',
    ],
    outcomes: [
      'len(log) → new cell',
      'print(len(log)) → new cell',
    ],
  },
  {
    why: 'mutable default argument',
    cells: [
      `def add(x, acc=[]):
    acc.append(x); return acc`,
      'add(1)',
      'len(add(2))',
      'print(add(3), len(add(4)))',
    ],
    outcomes: [
      'len(add(2)) → bound as len_value',
      'print(add(3), len(add(4))) → side-effect',
    ],
  },
  {
    why: 'closure counter',
    cells: [
      `def counter():
    n = 0
    def inc():
        nonlocal n
        n += 1
        return n
    return inc
c = counter()`,
      'c()',
      'print(c(), c())',
    ],
    outcomes: [
    ],
  },
  {
    why: 'cached property and __len__ with side effect',
    cells: [
      `class Q:
    def __init__(self): self.items=[1,2,3]
    def __len__(self):
        self.items.append(0); return len(self.items)
    def __getitem__(self, i):
        return self.items.pop()
q = Q()`,
      'len(q)',
      'print(len(q))',
      'q[0]',
      'len(q.items)',
    ],
    outcomes: [
      'len(q) → bound as len_value',
      'len(q.items) → new cell',
    ],
  },
  {
    why: 'file handle read',
    cells: [
      `with open('t.txt','w') as f: f.write('a\\nb\\nc\\n')
fh = open('t.txt')`,
      'print(len(fh.readlines()))',
      `fh.seek(0)
lines = fh.readlines()
len(lines)`,
      'len(list(fh))',
    ],
    outcomes: [
      'print(len(fh.readlines())) → bound as len_value',
      'len(lines) → new cell',
    ],
  },
  {
    why: 'csv reader',
    cells: [
      `import csv
with open('t.csv','w') as f: f.write('a,b\\n1,2\\n3,4\\n')
r = csv.reader(open('t.csv'))`,
      'next(r)',
      `rows = list(r)
len(rows)`,
      'print(len(rows), len(list(r)))',
    ],
    outcomes: [
      'len(rows) → new cell',
    ],
  },
  {
    why: 'read_csv chunks',
    cells: [
      `import pandas as pd
pd.DataFrame({'a':range(10)}).to_csv('x.csv',index=False)
chunks = pd.read_csv('x.csv', chunksize=4)`,
      'print(next(chunks).shape)',
      'sum(len(c) for c in chunks)',
      `df = pd.read_csv('x.csv')
print(df.shape)
df.iloc[:5].to_csv('x.csv', index=False)`,
      `pd.read_csv('x.csv').shape`,
      `len(pd.read_csv('x.csv'))`,
    ],
    outcomes: [
      'print(next(chunks).shape) → bound as shape',
      'print(df.shape) → new cell',
      `pd.read_csv('x.csv').shape → bound as shape`,
    ],
  },
  {
    why: 'groupby iteration alias',
    cells: [
      `import pandas as pd
df = pd.DataFrame({'k':['a','b','a'],'v':[1,2,3]})
parts = {k: g for k, g in df.groupby('k')}`,
      `parts['a'].shape`,
      `print(parts['a'].shape)
parts['a']['z'] = 1`,
      `print(df.shape, parts['a'].shape); parts.clear()`,
      'len(parts)',
    ],
    outcomes: [
      `parts['a'].shape → new cell`,
      `print(df.shape, parts['a'].shape) → new cell, before`,
    ],
  },
  {
    why: 'star import then same name',
    cells: [
      `from math import *
pi2 = pi*2`,
      'print(sqrt(16))',
      `from numpy import *
a = arange(10)
print(a.sum(), max(a))`,
      `print(len(a), sum(a))
a = a.reshape(2,5)`,
      'a.shape',
    ],
    outcomes: [
      'print(len(a), sum(a)) → after',
      'a.shape → new cell',
    ],
  },
  {
    why: 'exec',
    cells: [
      'x = [1,2,3]',
      `print(len(x))
exec('x.append(4)')`,
      'len(x)',
      `print(len(x)); globals()['x'] = 'ab'`,
      'len(x)',
    ],
    outcomes: [
      'print(len(x)) → after',
      'len(x) → new cell',
      'len(x) → new cell',
    ],
  },
  {
    why: 'run magic',
    cells: [
      `with open('other.py','w') as f: f.write('data = [1,2,3,4]\\nname="z"\\n')
data = [1]`,
      `print(len(data))
%run other.py`,
      'len(data)',
      `print(len(data))
%run -i other.py`,
    ],
    outcomes: [
      'print(len(data)) → after',
      'len(data) → new cell',
    ],
  },
  {
    why: 'shell assign',
    cells: [
      `files = !ls
print(len(files))`,
      'files',
      `n = !echo 3
n`,
    ],
    outcomes: [
    ],
  },
  {
    why: 'seed None variable',
    cells: [
      `import numpy as np
SEED = None
np.random.seed(SEED)
a = np.random.rand(50)`,
      'a.sum()',
      '(a > 0.5).sum()',
      'print(a[:3], a.argmax(), np.sort(a)[:2])',
    ],
    outcomes: [
    ],
  },
  {
    why: 'seed in branch or uncalled function',
    cells: [
      `import numpy as np
def set_seed(s=0): np.random.seed(s)
if False:
    np.random.seed(1)
x = np.random.randint(0,100,20)`,
      'x',
      'print(x.max(), x.min(), len(set(x)))',
      'np.unique(x).shape',
      'x.tolist()',
    ],
    outcomes: [
      'print(x.max(), x.min(), len(set(x))) → new cell',
      'np.unique(x).shape → not-deterministic',
    ],
  },
  {
    why: 'rng reused in cells',
    cells: [
      `import numpy as np
rng = np.random.default_rng()
data = rng.normal(size=(30,3))`,
      'data[:2]',
      'data.mean(axis=0)',
      `print('mean', round(data.mean(),3))`,
      'rng.integers(0,10,5)',
    ],
    outcomes: [
    ],
  },
  {
    why: 'shuffles',
    cells: [
      `import random, numpy as np
xs = list(range(20)); ys = np.arange(20)
random.shuffle(xs); np.random.shuffle(ys)`,
      'xs[:5]',
      'print(xs[0], ys[0], len(xs), sum(xs))',
      'ys[:3]',
      'xs',
    ],
    outcomes: [
      'print(xs[0], ys[0], len(xs), sum(xs)) → new cell',
    ],
  },
  {
    why: 'random choice of rows',
    cells: [
      `import pandas as pd, numpy as np, random
df = pd.DataFrame({'a':np.arange(500),'g':list('abcde')*100})
few = df.loc[np.random.choice(df.index, 20)]`,
      'few.shape',
      'few.g.nunique()',
      'few.describe()',
      `few['g'].value_counts()`,
      'few.head()',
      'few.g.unique()',
      `few.groupby('g').a.mean()`,
      'few.isnull().sum()',
      `random.choice(['x','y','z'])`,
    ],
    outcomes: [
      'few.shape → new cell',
      'few.g.nunique() → not-deterministic',
      'few.describe() → new cell',
      `few['g'].value_counts() → not-deterministic`,
      'few.head() → not-deterministic',
      'few.g.unique() → not-deterministic',
      'few.isnull().sum() → new cell',
    ],
  },
  {
    why: 'mask split',
    cells: [
      `import numpy as np, pandas as pd
df = pd.DataFrame({'a':np.arange(200),'b':np.arange(200)%3})
msk = np.random.rand(len(df)) < 0.8
train, test = df[msk], df[~msk]`,
      'print(train.shape, test.shape)',
      'len(train), len(test)',
      `print('%d train, %d test' % (len(train), len(test)))`,
      'train.head()',
      'train.b.value_counts()',
      'len(train)/len(df)',
      'train.info()',
      'train.describe()',
    ],
    outcomes: [
      'print(train.shape, test.shape) → new cell',
      'len(train), len(test) → not-deterministic',
      'train.head() → not-deterministic',
      'train.b.value_counts() → not-deterministic',
      'train.info() → new cell',
      'train.describe() → new cell',
    ],
  },
  {
    why: 'tsne and gaussian mixture',
    cells: [
      `import numpy as np
from sklearn.decomposition import PCA, TruncatedSVD, NMF
from sklearn.mixture import GaussianMixture
from sklearn.datasets import load_iris
X = load_iris().data`,
      `gm = GaussianMixture(3).fit(X)
gm.means_`,
      'np.bincount(gm.predict(X))',
      'gm.predict(X)[:5]',
      'gm.converged_',
      'gm.lower_bound_',
      `pca = PCA(2).fit(X)
pca.explained_variance_ratio_`,
      'pca.components_',
      'pca.explained_variance_ratio_.sum()',
      `W = NMF(2, init='random', max_iter=500).fit_transform(X)
W.shape`,
      'W.max()',
    ],
    outcomes: [
      'gm.means_ → new cell',
      'np.bincount(gm.predict(X)) → side-effect',
      'pca.explained_variance_ratio_ → new cell',
      'pca.components_ → new cell',
      'W.shape → new cell',
    ],
  },
  {
    why: 'timing and clocks',
    cells: [
      `import time, datetime, os, sys, platform, tempfile, uuid
t0 = time.time()`,
      'print(time.time() - t0)',
      `el = time.perf_counter()
el > 0`,
      `print('took %.2f s' % (time.time()-t0))`,
      'os.getcwd()',
      'print(sys.version)',
      'platform.system()',
      'os.getpid()',
      'tempfile.mkdtemp()',
      'str(uuid.uuid4())',
      'datetime.datetime.now().hour',
      'len(os.environ)',
      'id(t0)',
      'object()',
    ],
    outcomes: [
      'print(sys.version) → new cell',
      'len(os.environ) → new cell',
    ],
  },
  {
    why: 'memory usage and info',
    cells: [
      `import pandas as pd, numpy as np
df = pd.DataFrame({'a':np.arange(100),'s':['abc']*100})`,
      'df.info()',
      'df.memory_usage(deep=True).sum()',
      `sys_size = df.memory_usage().sum()
print(sys_size)`,
    ],
    outcomes: [
      'df.info() → new cell',
      'print(sys_size) → new cell',
    ],
  },
  {
    why: 'set arithmetic and dict from set',
    cells: [
      `a = {'x','y','z'}; b = {'y','q'}
d = {k:i for i,k in enumerate(a|b)}`,
      'd',
      `print(list(d)[:2], d['y'])`,
      'tuple(a)',
      'a & b',
      'a - b',
      'len(a|b), max(a)',
      'next(iter(a))',
      `from collections import Counter
Counter(list(a)).most_common(1)`,
      `import pandas as pd
pd.Series(list(a)).head(1)`,
      `pd.DataFrame({'n': list(a|b)}).n.unique()`,
      'pd.DataFrame({k:[1] for k in a})',
      'pd.DataFrame({k:[1] for k in a}).columns',
    ],
    outcomes: [
      'len(a|b), max(a) → new cell',
      `pd.DataFrame({'n': list(a|b)}).n.unique() → new cell`,
    ],
  },

];
