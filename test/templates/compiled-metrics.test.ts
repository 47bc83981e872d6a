import { expect, test } from 'vitest';
import { firstMetric } from '../../src/templates/compiled-metrics.ts';
import { notebookOf } from '../python/effects-cases.ts';

test.each([
  ['a list', "model.compile(loss='mse', metrics=['accuracy'])", 'accuracy'],
  ['the first of several', 'model.compile(metrics=["acc", "mae"])', 'acc'],
  ['the last one counts', "model.compile(metrics=['mae'])\nmodel.compile(metrics=['accuracy'])", 'accuracy'],
  ['one text', "model.compile(metrics='accuracy')", 'accuracy'],
  ['an object', 'model.compile(metrics=[Accuracy()])', null],
  ['none', "model.compile(loss='mse')", null],
  ['another model', "other.compile(metrics=['accuracy'])", null],
  ['another model of the same name since', "model.compile(metrics=['accuracy'])\nmodel = load()", null],
  ['inside a function', "def build():\n    model.compile(metrics=['accuracy'])", null],
  ['nothing', '', null],
])('%s: %s', (_, code, expected) => {
  const { code: notebook } = notebookOf([code, 'model.evaluate(X, y)']);
  expect(firstMetric('model', { cell: 1, offset: 0 }, notebook)).toBe(expected);
});
