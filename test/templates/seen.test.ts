/** Evidence from another place: which, how a reader is told, and what a kernel is asked where there is none. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { findFeedback } from '../../src/feedback/index.ts';
import { parseNotebookCode, readNames, stabilityOf } from '../../src/python/index.ts';
import { suggestionsFor } from '../../src/templates/examples.ts';
import { loadTemplates, probesOf, type Situation } from '../../src/templates/index.ts';
import { askPython } from './run-python.ts';

const { templates } = await loadTemplates(fileURLToPath(new URL('../../templates', import.meta.url)));

test.each([
  ['null-heatmap', 'holes in one column', 'the output of `df.isnull().sum()` further up says'],
  ['null-heatmap', 'none, as a run', 'a run of the notebook says'],
  ['histogram', 'the statistics stand further down', 'the output of `df.describe()` further down.'],
  ['category-plot', 'no counts anywhere', 'No saved output confirms it'],
])('%s, %s: the note says %s', (id, name, words) => {
  const template = templates.find((it) => it.id.endsWith(`/${id}`));
  const example = template?.data.examples.find((it) => it.name.startsWith(name));
  if (template === undefined || example === undefined) throw new Error('no such example');
  const { suggestions } = suggestionsFor(template, example);
  expect(suggestions[0]?.variants.at(-1)?.note).toContain(words);
});

function probesFor(before: string, source: string) {
  const code = parseNotebookCode(
    [before, source].map((text, index) => ({ index, type: 'code', source: text })),
  );
  const cell = code.cell(1);
  const feedback = cell === undefined ? undefined : findFeedback(cell)[0];
  const subject = feedback?.subjects[0];
  if (feedback === undefined || subject === undefined) throw new Error('no feedback');
  const names = readNames(code);
  const stability = stabilityOf(subject, code, names);
  const situation: Situation = {
    feedback,
    subject,
    evidence: null,
    stability,
    notebook: code,
    names,
    boundTo: null,
  };
  return probesOf({ templates }, situation);
}

test('probes are expressions that Python evaluates to plain dicts', () => {
  const imports = 'import seaborn as sns\nimport matplotlib.pyplot as plt\n';
  const cells = [
    'sns.heatmap(df.isnull())',
    "sns.countplot(x='c', data=df)",
    "df['a'].hist()",
    "plt.scatter(df['a'], df['b'])",
    'sns.heatmap(df.corr(numeric_only=True))',
    'plt.hist(df.a - y_pred)',
    "df['a'].plot()",
    'plt.imshow(image)',
  ];
  const probes = cells.flatMap((cell) => probesFor(`${imports}df, y_pred, image = load()`, cell));
  expect(new Set(probes.map((it) => it.template)).size).toBeGreaterThanOrEqual(cells.length);
  const wrong = askPython<string[]>(
    `
import pandas as pd, numpy as np
df = pd.DataFrame({'a': [1.0, 2.0, 4.0], 'b': [2.0, 1.0, 5.0], 'c': ['x', 'y', 'x']})
y_pred, image = df.b, np.zeros((2, 2))
result = []
for expression in items:
    before = df.copy()
    value = eval(expression)
    if not isinstance(value, dict) or ast.literal_eval(repr(value)) != value or not before.equals(df):
        result.append(expression)
`,
    probes.map((it) => it.expression),
  );
  expect(wrong).toEqual([]);
});
