import { describe, expect, it } from 'vitest';
import { isOfTrainingPart } from '../../src/templates/questions.ts';

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
