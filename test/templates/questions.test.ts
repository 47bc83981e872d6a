import { describe, expect, it } from 'vitest';
import { isOfOneThing, isOfTrainingPart, isPValue, signSaysNothing } from '../../src/templates/questions.ts';

describe('isOfTrainingPart', () => {
  it.each([
    [['accuracy_score(y_train, y_pred)'], true],
    [['acc', 'training', 'accuracy'], true],
    [['trainScore'], true],
    [['accuracy_score(y_test, y_pred)'], false],
    [['model.score(X_train, y_train)', 'validation'], false],
    [['train_test_score'], false],
    [['score', 'constraint', 'trainer'], false],
    [[], false],
  ])('%j: %s', (texts, expected) => {
    expect(isOfTrainingPart(texts)).toBe(expected);
  });
});

describe('isOfOneThing', () => {
  it.each([
    ['train_score', 'test_score', true],
    ['ada_train', 'ada_test', true],
    ['score_train', 'test_score', true],
    ['a', 'test_score', true],
    ['ada_train', 'tree_test', false],
    ['train_acc', 'test_f1', false],
  ])('%s, %s: %s', (one, other, expected) => {
    expect(isOfOneThing(one, other)).toBe(expected);
  });
});

describe('isPValue', () => {
  it.each([
    ['p', true],
    ['p_value', true],
    ['p1', true],
    ['chi2_p', true],
    ['results.pvalue', true],
    ['test[1].p_val', true],
    ['p_dui', false],
    ['p_churn_rate', false],
    ['price', false],
  ])('%s: %s', (name, expected) => {
    expect(isPValue(name)).toBe(expected);
  });
});

describe('signSaysNothing', () => {
  it.each([
    ['log_gdp', true],
    ["df['Logged GDP per capita']", true],
    ['price_change', true],
    ['lat', true],
    ['Temp', true],
    ['price_iqr', true],
    ['logins', false],
    ['exchange', false],
    ['plate', false],
    ['age', false],
  ])('%s: %s', (name, expected) => {
    expect(signSaysNothing(name)).toBe(expected);
  });
});
