import { describe, expect, test } from 'vitest';
import { type Expression, parseCell } from '../../src/python/index.ts';
import { lastExpression, notebookOf } from './patterns-cases.ts';

function text(expression: Expression | null): string | null {
  return expression === null ? null : expression.cell.source.slice(expression.node.from, expression.node.to);
}

/** The meaning of the expression in the last cell. */
function canonical(...cells: string[]): string | null {
  const { notebook, names } = notebookOf(...cells);
  const expression = lastExpression(notebook);
  return names.canonical({ cell: expression.cell, node: expression.node.firstChild! });
}

/** The meaning of the name that `ask` is called with. */
function asked(...cells: string[]): string | null {
  const { notebook, names } = notebookOf(...cells);
  for (const cell of notebook.cells) {
    const at = cell.code.indexOf('ask(');
    if (at >= 0) return names.canonical({ cell, node: cell.tree.resolveInner(at + 4, 1) });
  }
  throw new Error('nothing asked');
}

describe('canonical', () => {
  test.each<[string[], string | null]>([
    [['import numpy as np', 'np.unique'], 'numpy.unique'],
    [['import numpy', 'numpy.unique'], 'numpy.unique'],
    [['import os.path', 'os.path.join'], 'os.path.join'],
    [['import matplotlib.pyplot as plt, numpy as np', 'plt.plot'], 'matplotlib.pyplot.plot'],
    [['from numpy import (\n  unique as u,\n  mean,\n)', 'u'], 'numpy.unique'],
    [['from numpy import *', 'mean'], 'numpy.mean'],
    [['from numpy import *', 'DataFrame'], null],
    [['from pylab import *', 'plt.plot'], 'matplotlib.pyplot.plot'],
    [['%pylab inline', 'arange'], 'numpy.arange'],
    [['from . import tools', 'tools.f'], null],
    [['from utils import *', 'np.mean'], 'numpy.mean'],
    [['np.mean'], null],
    [['np.mean', 'import numpy as np', 'np.mean'], 'numpy.mean'],
    [['import numpy as np', 'np = 3', 'np.mean'], null],
    [['import numpy as np', 'np = 3\nimport numpy as np', 'np.mean'], 'numpy.mean'],
    [['import numpy as np', 'f = np.mean', 'f'], 'numpy.mean'],
    [['import matplotlib', 'plt = matplotlib.pyplot', 'plt.plot'], 'matplotlib.pyplot.plot'],
    [['import numpy as np', 'f, g = np.mean, np.sum', 'g'], 'numpy.sum'],
    [['import numpy as np', 'for np in x: pass', 'np.mean'], null],
    [['import numpy as np', 'del np', 'np.mean'], null],
    [['import numpy as np', 'def np(): pass', 'np.mean'], null],
    [['import numpy as np', 'with a as np: pass', 'np.mean'], null],
    [['import numpy as np', 'f(np := 3)', 'np.mean'], null],
    [['import numpy as np', '[np for np in x]', 'np.mean'], 'numpy.mean'],
    [['import numpy as np', '(lambda np: np)(3)', 'np.mean'], 'numpy.mean'],
    [['import numpy as np', 'def f():\n  global np\n  np = 3', 'np.mean'], null],
    [
      ['try:\n  import cPickle as pickle\nexcept ImportError:\n  import pickle', 'pickle.load'],
      'cPickle.load',
    ],
    [['if a:\n  import numpy as np\nelse:\n  import cupy as np', 'np.mean'], null],
    [['if a:\n  import numpy as np', 'np.mean'], 'numpy.mean'],
    [['len'], 'len'],
    [['display'], 'display'],
    [['len = 3', 'len'], null],
    [['if a:\n  len = 3', 'len'], null],
    [['len', 'len = 3'], null],
    [['from numpy import *', 'sum'], 'numpy.sum'],
    [['import numpy as np', 'f().mean'], null],
    [['import numpy as np', 'np.mean(x)'], null],
    [['import numpy as np', '(np).mean'], 'numpy.mean'],
    [['a = b', 'b = a', 'a'], null],
  ])('%j', (cells, expected) => {
    // the table above may end in a statement that is no expression
    const last = cells.at(-1)!;
    const all = last.includes('=') && !last.includes('(') ? [...cells, last.split(' ')[0]!] : cells;
    expect(canonical(...all)).toBe(expected);
  });

  test.each<[string, string | null]>([
    ['import numpy as np\ndef f(np):\n  ask(np)', null],
    ['import numpy as np\ndef f(a):\n  ask(np)', 'numpy'],
    ['def f(a):\n  ask(np)\nimport numpy as np', 'numpy'],
    ['def f():\n  import numpy as np\n  ask(np)', 'numpy'],
    ['def f():\n  import numpy as np\nask(np)', null],
    ['import numpy as np\ndef f():\n  ask(np)\nnp = 3', null],
    ['import numpy as np\ndef f():\n  ask(np)\n  np = 3', null],
    ['import numpy as np\ndef f(a=ask(np)):\n  np = 3', 'numpy'],
    ['import numpy as np\nclass A:\n  np = 3\n  def f(self):\n    ask(np)', 'numpy'],
    ['import numpy as np\nclass A:\n  np = 3\n  ask(np)', null],
    ['import numpy as np\n[ask(np) for np in x]', null],
    ['import numpy as np\n[np for np in ask(np)]', 'numpy'],
    ['import numpy as np\nlambda np: ask(np)', null],
    ['import numpy as np\nlambda a: ask(np)', 'numpy'],
    ['import numpy as np\nfor i in x:\n  ask(np)\n  np = 3', null],
    ['import numpy as np\nfor i in x:\n  np = 3\nelse:\n  ask(np)', null],
    ['for i in x:\n  import numpy as np\n  ask(np)\n  np = 3', 'numpy'],
    ['import numpy as np\nnp = ask(np)', 'numpy'],
    ['def f():\n  def g():\n    ask(len)\n  len = 3', null],
  ])('asked in %j', (code, expected) => {
    expect(asked(code)).toBe(expected);
  });
});

test('what a name means is that of its own text, where several are read in one place', () => {
  const { names } = notebookOf('import numpy as np');
  const meaning = (source: string) => {
    const cell = parseCell(source, 0);
    return names.canonical({ cell, node: cell.tree.topNode.firstChild!.firstChild! });
  };
  expect(['set', 'xy', 'len', 'set'].map(meaning)).toEqual(['set', null, 'len', 'set']);
});

describe('definition', () => {
  /** At the end of the last cell: the definition of `x`, and the value it is a part of. */
  function defined(cells: string[]): [string | null, string | null] {
    const { notebook, names } = notebookOf(...cells);
    const last = notebook.cells.at(-1)!;
    const at = {
      cell: last.index,
      offset: last.code.includes('ask') ? last.code.indexOf('ask') : last.code.length,
    };
    const whole = names.unpackedDefinition('x', at);
    const slots = whole?.slots.map((slot) => `${slot.index}/${slot.of}`).join(' ');
    return [text(names.definition('x', at)), whole && `${text(whole.value)} ${slots}`.trim()];
  }
  test.each<[string[], string | null, string | null]>([
    [['x = f(a)'], 'f(a)', 'f(a)'],
    [['x = 1', 'x = 2', 'y'], '2', '2'],
    [['x = 1', 'ask', 'x = 2'].slice(0, 2), '1', '1'],
    [['x = y = 1'], '1', '1'],
    [['x: int = 1'], '1', '1'],
    [['x = (1, 2)'], '(1, 2)', '(1, 2)'],
    [['a, x = 1, f(2)'], 'f(2)', 'f(2)'],
    [['a, (b, x) = 1, (2, 3)'], '3', '3'],
    [['x, b = f()'], null, 'f() 0/2'],
    [['a, b, c, x = train_test_split(d)'], null, 'train_test_split(d) 3/4'],
    [['(a, x), b = f()'], null, 'f() 0/2 1/2'],
    [['for i in a:\n  x = 1\n  ask'], '1', '1'],
    [['x = 1\nfor i in a:\n  ask'], '1', '1'],
    [['def f():\n  x = 1\n  ask'], '1', '1'],
    [['x = 1\ndef f():\n  ask'], '1', '1'],
    [['x = 1\nif a:\n  ask'], '1', '1'],
    [['if a:\n  x = 1\nx = 2'], '2', '2'],
    [['x = 1\ny.x = 2\nx[0] = 3'], '1', '1'],
    [['from a import *\nx = 1'], '1', '1'],
    [['x = 1, 2'], null, null],
    [['x, *b = f()'], null, null],
    [['x += 1'], null, null],
    [['x = 1\nx += 1'], null, null],
    [['x = 1\ndel x'], null, null],
    [['x = 1\nif a:\n  x = 2'], null, null],
    [['if a:\n  x = 1'], null, null],
    [['x = 1\nfor x in a: pass'], null, null],
    [['x = 1\nfor i in a:\n  ask\n  x = 2'], null, null],
    [['x = 1\nwhile a:\n  ask\n  x = 2'], null, null],
    [['x = 1\nwith a as x: pass'], null, null],
    [['x = 1\ntry:\n  x = 2\nexcept E as e: pass'], null, null],
    [['x = 1\nf(x := 2)'], null, null],
    [['x = 1\n[x := i for i in a]'], null, null],
    [['x = 1\nfrom a import *'], null, null],
    [['x = 1\n%run a.py'], null, null],
    [['x = 1\nimport x'], null, null],
    [['x = 1\ndef x(): pass'], null, null],
    [['x = 1\nclass x: pass'], null, null],
    [['x = 1\ndef f():\n  global x\n  x = 2'], null, null],
    [['def f():\n  x = 1\n  def g():\n    nonlocal x\n    x = 2\n  ask'], null, null],
    [['def f(x):\n  ask'], null, null],
    [['x = 1\ndef f():\n  ask\nx = 2'], null, null],
    [['x = 1\n[ask for x in a]'], null, null],
    [['ask\nx = 1'], null, null],
    [['x = !ls'], null, null],
    [['x = %magic'], null, null],
    [['x = 1\nmatch a:\n  case [x]: pass'], null, null],
    [['%%timeit\nx = 1', 'ask'], null, null],
    [['y = 1'], null, null],
  ])('%j', (cells, plain, unpacked) => {
    expect(defined(cells)).toEqual([plain, unpacked]);
  });
});

describe('spelling', () => {
  test.each<[string, string, string | null]>([
    ['import numpy as np', 'numpy', 'np'],
    ['import numpy as np', 'numpy.unique', 'np.unique'],
    ['import numpy as np', 'numpy.linalg.norm', 'np.linalg.norm'],
    ['from numpy import unique as u\nimport numpy as np', 'numpy.unique', 'u'],
    ['from numpy import *', 'numpy.unique', 'unique'],
    ['from numpy import *', 'numpy', null],
    ['', 'len', 'len'],
    ['len = 3', 'len', null],
    ['import numpy as np\nnp = 3', 'numpy', null],
    ['import sklearn', 'sklearn.metrics.f1_score', null],
    ['import sklearn', 'sklearn.__version__', 'sklearn.__version__'],
    [
      'import sklearn\nfrom sklearn.metrics import f1_score',
      'sklearn.metrics.roc_auc_score',
      'sklearn.metrics.roc_auc_score',
    ],
    ['import sklearn.metrics as m', 'sklearn.metrics.f1_score', 'm.f1_score'],
    ['from sklearn import metrics', 'sklearn.metrics.f1_score', 'metrics.f1_score'],
    ['', 'numpy', null],
  ])('after %j, %s is %s', (code, dotted, expected) => {
    const { notebook, names } = notebookOf(code, 'pass');
    expect(names.spelling(dotted, { cell: notebook.cells.at(-1)!.index, offset: 4 })).toBe(expected);
  });
});
