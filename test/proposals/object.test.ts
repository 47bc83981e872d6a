import { expect, test } from 'vitest';
import { objectOf } from '../../src/proposals/object.ts';
import { expressionOf, notebookOf } from '../python/effects-cases.ts';

const BEFORE = 'import numpy as np\nimport pandas as pd\nfrom sklearn.metrics import accuracy_score\ndf, y, pred, model = load()\n';

test.each([
  ['a name', 'df', 'df'],
  ['what a method is called on', 'df.head(n)', 'df'],
  ['the first argument', 'accuracy_score(y, pred)', 'y'],
  ['no keyword of a call', 'accuracy_score(y_true=y, y_pred=pred)', 'y'],
  ['no module', 'np.sqrt(pd.crosstab(df.a, pred).size)', 'df'],
  ['no function that is called', 'load(3) + len(pred)', 'pred'],
  ['no name in a text', '"df" in pred', 'pred'],
  ['no name of an attribute', 'model.df.shape', 'model'],
  ['a name behind an imported function that is passed on', 'df.apply(np.mean)', 'df'],
  ['nothing but imports stands for itself', 'np.__version__', 'np.__version__'],
  ['nothing but numbers, too', '2 + 3', '2 + 3'],
])('%s: %s', (_, source, object) => {
  const cell = BEFORE + source;
  const { code, names } = notebookOf([cell]);
  const expression = expressionOf(code, 0, BEFORE.length, source);
  expect(objectOf({ ...expression, source, label: '', format: null }, names)).toBe(object);
});
