import { describe, expect, it } from 'vitest';
import { isPrivateColumn, privateCategories, privateReason } from '../../src/proposals/privacy.ts';

const FINE: readonly (readonly [
  values: readonly (string | number | boolean | null)[],
  column: string | null,
])[] = [
  [['male', 'female'], 'Sex'],
  [['setosa', 'versicolor', 'virginica'], 'species'],
  [['Iris-setosa', 'Iris-versicolor'], 'class'],
  [['January', 'February', 'March'], 'month'],
  [['Germany', 'United States', 'South Africa', 'Sri Lanka'], 'country'],
  [['Adelie', 'Chinstrap', 'Gentoo'], 'species'],
  [['S', 'C', 'Q', null], 'Embarked'],
  [[0, 1], 'Survived'],
  [[1, 2, 3], 'Pclass'],
  [[true, false], 'alive'],
  [['low', 'medium', 'high'], 'risk'],
  [['<=50K', '>50K'], 'income'],
  [['Yes', 'No', 'No internet service'], 'OnlineBackup'],
  [['Sun', 'Sat', 'Thur', 'Fri'], 'day'],
  [['int64', 'float64', 'object'], 'dtype'],
  [['RandomForestClassifier'], 'model_name'],
];
const PRIVATE: readonly (readonly [value: string | number, column: string | null])[] = [
  ['ada@example.org', 'x'],
  ['Ada Lovelace', null],
  ['Braund, Mr. Owen Harris', 'x'],
  ['Lovelace, Ada', 'x'],
  ['J. R. Smith', 'who'],
  ['anything', 'Name'],
  ['anything', 'patient_id'],
  ['anything', 'customerName'],
  ['+49 30 1234567', 'x'],
  ['555-123-4567', 'x'],
  ['(030) 123 4567', 'x'],
  ['123-45-6789', 'x'],
  ['DE89370400440532013000', 'x'],
  ['DE89 3704 0044 0532 0130 00', 'x'],
  ['4111 1111 1111 1111', 'x'],
  ['192.168.0.12', 'x'],
  ['https://user:pw@example.org/', 'x'],
  ['postgres://user:pw@host/db', 'x'],
  ['52.5200, 13.4050', 'x'],
  ['12 Baker Street', 'x'],
  ['Hauptstraße 5', 'x'],
  ['550e8400-e29b-41d4-a716-446655440000', 'x'],
  ['d41d8cd98f00b204e9800998ecf8427e', 'x'],
  ['ghp_abcdefghij0123456789', 'x'],
  ['AKIAIOSFODNN7EXAMPLE', 'x'],
  ['123456789', 'x'],
  ['This is a long text that somebody wrote.', 'x'],
  ['I was here. So was he.', 'x'],
  [4915112345678, 'phone'],
  [1234567890123, 'x'],
  [52.52, 'latitude'],
  ['/home/ada/data.csv', 'path'],
];

describe('privacy', () => {
  it.each(FINE)('%j of %s may be copied', (values, column) => {
    expect(privateCategories(values, column)).toBeNull();
  });
  it.each(PRIVATE)('%s of %s stays', (value, column) => {
    expect(privateReason(value, { column, distinct: 2, role: 'category' })).not.toBeNull();
  });
  it('keeps large sets', () => {
    expect(
      privateCategories(
        Array.from({ length: 31 }, (_, i) => `w${i}`),
        'x',
      ),
    ).not.toBeNull();
  });
  it.each(['sepal length (cm)', 'PassengerId', 'Age', 'Fare', 'median_house_value'])(
    'takes %s for a column',
    (name) => {
      expect(privateReason(name, { column: null, distinct: null, role: 'name' })).toBeNull();
    },
  );
  it.each(['email', 'E-Mail', 'firstName', 'Customer ID', 'home_address', 'Phone Number'])(
    '%s is about somebody',
    (name) => {
      expect(isPrivateColumn(name)).toBe(true);
    },
  );
  it.each(['species', 'feature_name', 'Fare', 'age', 'valid', 'identity_matrix'])(
    '%s is about nobody',
    (name) => {
      expect(isPrivateColumn(name)).toBe(false);
    },
  );
  it.each([891, 0.83, 1e12, -5])('takes %s for a count', (value) => {
    expect(privateReason(value, { column: null, distinct: null, role: 'value' })).toBeNull();
  });
  it('is quick on hostile text', () => {
    const start = performance.now();
    for (const text of ['1-'.repeat(50_000), 'a.'.repeat(50_000), 'A'.repeat(100_000), '0:'.repeat(50_000)])
      privateReason(text, { column: null, distinct: null, role: 'value' });
    expect(performance.now() - start).toBeLessThan(500);
  });
});
