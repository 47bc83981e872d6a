import { describe, expect, it } from 'vitest';
import { type DataOrigin, originOfData } from '../../src/python/index.ts';
import { marked } from './effects-cases.ts';

const PD = 'import pandas as pd';
const NP = 'import numpy as np';
const IRIS = 'from sklearn.datasets import load_iris';

const CASES: readonly (readonly [origin: DataOrigin, subject: string, before: string])[] = [
  ['code', 'x', 'x = 3'],
  ['code', 'df', `${PD}\ndf = pd.DataFrame({'a': [1, 2]})`],
  ['code', 'a.reshape(2, 2)', `${NP}\na = np.array([1, 2, 3, 4])`],
  ['code', 'f(3)', 'def f(n):\n    return [n] * n'],
  ['fixed', 'iris.data.shape', `${IRIS}\niris = load_iris()`],
  ['drawn', 'X', 'from sklearn import datasets\nX, y = datasets.make_blobs(random_state=0)'],
  ['fixed', 'df.head()', "import seaborn as sns\ndf = sns.load_dataset('tips')"],
  ['fixed', 'df', `${IRIS}\n${PD}\niris = load_iris()\ndf = pd.DataFrame(iris.data)\ndf['t'] = iris.target`],
  ['drawn', 'rng.normal(size=3)', `${NP}\nrng = np.random.default_rng(0)`],
  ['code', 'Y', 'import tensorflow as tf\nY = tf.reshape(tf.constant([1, 2]), (2, 1))'],
  ['open', 'm', "import tensorflow as tf\nm = tf.keras.models.load_model('m')"],
  ['drawn', 'df', `${NP}\n${PD}\ndf = pd.DataFrame({'a': np.random.randn(9), 'b': 1})`],
  ['fixed', 'A', `${IRIS}\nfrom sklearn.model_selection import train_test_split\nA, B = train_test_split(load_iris().data)`],
  ['fixed', 'f()', `${IRIS}\ndef f():\n    return load_iris().data`],
  ['fixed', 'X_train', 'from tensorflow import keras\n(X_train, y), t = keras.datasets.mnist.load_data()'],
  ['file', 'df', `${PD}\ndf = pd.read_csv('data/x.csv')`],
  ['file', 'df', `${PD}\nPATH = 'data/x.csv'\ndf = pd.read_csv(PATH)`],
  ['file', 'df.dropna().describe()', `${PD}\ndf = pd.read_csv('x.csv', sep=';')`],
  ['file', 'both', `${PD}\n${IRIS}\nboth = pd.concat([pd.read_csv('x.csv'), pd.DataFrame(load_iris().data)])`],
  ['file', 'text', "with open('x.txt') as file:\n    text = file.read()"],
  ['file', 'm.score(X, y)', `${PD}\nfrom sklearn.svm import SVC\ndf = pd.read_csv('x.csv')\nX, y = df[['a']], df.b\nm = SVC().fit(X, y)`],
  ['file', 'df', `${PD}\ndf = pd.read_csv('x.csv')\nfor c in df.columns:\n    df[c] = df[c].fillna(0)`],
  ['file', 'df', `${PD}, os\ndf = pd.read_csv(os.path.join(os.getcwd(), 'data', 'x.csv'))`],
  ['file', 'df', `${PD}, os\npath = os.getcwd() + '/x.csv'\ndf = pd.read_csv(path)`],
  ['file', 'df', `${PD}\nfrom pathlib import Path\ndf = pd.read_csv(Path.cwd() / 'x.csv')`],
  ['file', 'df', `${PD}\nif FAST:\n    df = pd.read_csv('x.csv')\nelse:\n    df = pd.read_csv('y.csv')`],
  ['open', 'df', `${PD}\ndf = pd.read_csv('x.csv')\nfor c in load():\n    df[c] = 1`],
  ['open', 'df', `${PD}\ndf = load()\nif FAST:\n    df = pd.read_csv('x.csv')`],
  ['open', 'df', `${PD}\ndf = pd.read_csv('https://example.org/x.csv')`],
  ['open', 'df', `${PD}\nURL = 'https://example.org/x.csv'\ndf = pd.read_csv(URL)`],
  ['code', 'type(x)', 'x = [1, 2]'],
  ['file', 'type(df)', `${PD}\ndf = pd.read_csv('x.csv')`],
  ['open', 'isinstance(x, list)', 'x = load()'],
  ['open', 'df', `${PD}\ndf = pd.read_csv(path)`],
  ['open', 'df', `${PD}, os\ndf = pd.read_csv(os.environ['DATA'])`],
  ['open', 'df', `${PD}\ndf = pd.read_sql('select 1', connection)`],
  ['open', 'df', 'df = load()'],
  ['open', 'df', 'from helpers import load\ndf = load()'],
  ['open', 'df', 'from datasets import load_dataset\ndf = load_dataset("imdb")'],
  ['open', 'x', 'import requests\nx = requests.get("https://example.org").json()'],
  ['open', 'x', 'import time\nx = time.time()'],
  ['open', 'x', 'x = !ls'],
  ['open', 'f()', `${PD}\ndef f():\n    return pd.read_csv(path)`],
];

describe('originOfData', () => {
  it.each(CASES)('%s: %s', (origin, subject, before) => {
    const { code, names, expression } = marked([before, `§${subject}`], subject);
    expect(originOfData(expression, code, names)).toBe(origin);
  });
});
