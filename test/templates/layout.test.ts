import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACTUAL, Code, Refusal } from '../../src/templates/code.ts';
import { assertStatement, flat } from '../../src/templates/layout.ts';
import { messageOf } from '../../src/templates/message.ts';
import { literal } from '../../src/templates/literals.ts';
import { askPython } from './run-python.ts';

const style = { fstrings: true };
const code = (value: unknown) => literal(value, { floats: true }).python;

describe('layout', () => {
  const columns = 'PassengerId Survived Pclass Name Sex Age SibSp Parch Ticket Fare Cabin Embarked'.split(
    ' ',
  );
  test.each([
    ['one line', 'a == 1', `expected 1, found ${ACTUAL}`, 'a', 'assert a == 1, f"expected 1, found {a}"'],
    [
      'the message in parentheses',
      'accuracy_score(y_test, prediction) >= 0.81',
      `expected an accuracy near 0.83, found ${ACTUAL}`,
      'accuracy_score(y_test, prediction)',
      `assert accuracy_score(y_test, prediction) >= 0.81, (
    f"expected an accuracy near 0.83, found {accuracy_score(y_test, prediction)}"
)`,
    ],
    [
      'a long list over several lines',
      `list(df.columns) == ${code(columns)}`,
      `unexpected columns in df: ${ACTUAL}`,
      'list(df.columns)',
      `assert list(df.columns) == [
    'PassengerId', 'Survived', 'Pclass', 'Name', 'Sex', 'Age', 'SibSp', 'Parch',
    'Ticket', 'Fare', 'Cabin', 'Embarked',
], f"unexpected columns in df: {list(df.columns)}"`,
    ],
    [
      'a condition that may be broken',
      'first_long_name_of_a_frame.shape[0] == second_long_name_of_a_frame.shape[0]\nand third_long_name',
      `found ${ACTUAL}`,
      'a',
      `assert (
    first_long_name_of_a_frame.shape[0] == second_long_name_of_a_frame.shape[0]
    and third_long_name
), f"found {a}"`,
    ],
  ])('%s', (_name, condition, message, actual, expected) => {
    expect(assertStatement(condition, messageOf(message, flat(actual), style))).toBe(expected);
  });
});

describe('messages', () => {
  test.each([
    ['double quotes in the expression', "df['a']", `found ${ACTUAL}`, `assert x, f"found {df['a']}"`],
    ['single quotes in the expression', 'df["a"]', `found ${ACTUAL}`, `assert x, f'found {df["a"]}'`],
    ['both kinds of quotes', `df["a"]['b']`, `found ${ACTUAL}`, `assert x, "found {}".format(df["a"]['b'])`],
    ['a backslash', "f('\\n')", `found ${ACTUAL}`, `assert x, "found {}".format(f('\\n'))`],
    ['a comparison', 'a != b', `found ${ACTUAL}`, 'assert x, "found {}".format(a != b)'],
    ['braces in the text', 'a', `{x} is ${ACTUAL}`, 'assert x, f"{{x}} is {a}"'],
    ['a set display', '{1, 2}', `found ${ACTUAL}`, 'assert x, f"found { {1, 2}}"'],
    ['no value', 'a', 'plain {text}', 'assert x, "plain {text}"'],
  ])('%s', (_name, actual, message, expected) => {
    expect(assertStatement('x', messageOf(message, flat(actual), style))).toBe(expected);
  });

  test('Python 2 gets no f-string', () => {
    expect(assertStatement('x', messageOf(`found ${ACTUAL}`, 'a', { fstrings: false }))).toBe(
      'assert x, "found {}".format(a)',
    );
  });

  test('whatever the text, Python shows it as it is, and the value behind it', () => {
    const hostile = fc.string({
      unit: fc.constantFrom('{', '}', '"', "'", '\\', 'a', ' ', '#', '!', ':', '%', 'é'),
      maxLength: 150,
    });
    const actuals = [
      "d['k']",
      'd["k"]',
      `d["k"] if 'k' else 0`,
      'n',
      'n != 3',
      '{1: n}[1]',
      "'\\n'.join('x')",
      '[n][0:1]',
    ];
    const cases = fc.sample(fc.tuple(hostile, fc.constantFrom(...actuals), fc.boolean()), 500);
    const answers = askPython<[string, string, boolean][]>(
      `
d, n = {'k': 'v'}, 4
result = []
for source, actual in items:
    tree = ast.parse(source).body
    assert len(tree) == 1 and isinstance(tree[0], ast.Assert), source
    try:
        exec(source)
    except AssertionError as error:
        result.append([str(error), str(eval(actual)), max(map(len, source.split('\\n'))) > 200])
`,
      cases.map(([text, actual, fstrings]) => [
        assertStatement('n == 5', messageOf(`${text} found ${ACTUAL}`, flat(actual), { fstrings })),
        actual,
      ]),
    );
    expect(answers.map(([message]) => message)).toEqual(
      cases.map(
        ([text], index) => `${`${text} found`.replace(/\s+/g, ' ').trim()} ${answers[index]?.[1] ?? ''}`,
      ),
    );
  });
});

describe('the author’s source', () => {
  const authored = (source: string, loose = false) => Code.authored(source, { loose, current: true });
  test('stands in parentheses only where it has to', () => {
    const sum = authored('a + b', true).python;
    const statement = (condition: string) => assertStatement(condition, messageOf(`${ACTUAL}`, 'n', style));
    expect(statement(`${sum}.all()`)).toBe('assert (a + b).all(), f"{n}"');
    expect(statement(`len(${sum}) == 1`)).toBe('assert len(a + b) == 1, f"{n}"');
    expect(statement(`${sum} >= 1`)).toBe('assert a + b >= 1, f"{n}"');
    expect(statement(`${sum}.b >= 1`)).toBe('assert (a + b).b >= 1, f"{n}"');
    expect(statement(`${sum}`)).toBe('assert a + b, f"{n}"');
    expect(statement(`not ${sum}`)).toBe('assert not (a + b), f"{n}"');
    expect(statement(`${authored(`${'c < d'}`, true).python} == ${sum}`)).toBe(
      'assert (c < d) == (a + b), f"{n}"',
    );
  });

  test('goes on one line', () => {
    expect(authored('df\n  .groupby(\n    "a"\n  )\n  .mean()').python).toBe('df.groupby("a").mean()');
  });

  test.each([
    ['a comment', 'f(a, # one\n b)'],
    ['a continued line', 'a + \\\n b'],
    ['a long string', "f('''a\nb''')"],
    ['control characters', 'f("\u0001")'],
  ])('%s is refused', (_name, source) => {
    expect(() => authored(source)).toThrow(Refusal);
  });

  test('is not written when it may mean something else by now', () => {
    expect(() => Code.authored('df', { loose: false, current: false }).python).toThrow(Refusal);
  });
});
