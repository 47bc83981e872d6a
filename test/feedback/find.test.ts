import { describe, expect, test } from 'vitest';
import { findFeedback } from '../../src/feedback/index.ts';
import { parseCell } from '../../src/python/index.ts';

const find = (source: string) => findFeedback(parseCell(source, 7));
/** Mechanism and source of each feedback, in order. */
const seen = (source: string) => find(source).map((feedback) => [feedback.mechanism, feedback.source]);
/** Label, source and format of each subject of the first feedback. */
const subjects = (source: string) =>
  find(source)[0]?.subjects.map((subject) => [subject.label, subject.source, subject.format]);

const FOUND: [reason: string, source: string, found: string[][]][] = [
  ['last expression', 'x = 1\ndf.head()', [['last-cell', 'df.head()']]],
  ['tuple', 'a.shape, b.shape', [['last-cell', 'a.shape, b.shape']]],
  ['behind a comment', 'df # c\n# d', [['last-cell', 'df']]],
  ['last of a group', 'a; b', [['last-cell', 'b']]],
  ['formatted string', "f'{x}'", [['last-cell', "f'{x}'"]]],
  ['timed expression', '%time f(x)', [['last-cell', '%time f(x)']]],
  ['magic with a value', '%pwd', [['last-cell', '%pwd']]],
  ['captured command', '!!ls -l', [['last-cell', '!!ls -l']]],
  ['print at any depth', 'f = lambda: print(1)', [['print', 'print(1)']]],
  ['print as the last', 'print(x)', [['print', 'print(x)']]],
  ['display', 'display(df)\nx = 1', [['display', 'display(df)']]],
  [
    'printing call',
    'df.info()\nmodel.summary()',
    [
      ['printing-call', 'df.info()'],
      ['printing-call', 'model.summary()'],
    ],
  ],
  ['training that prints its epochs', 'history = model.fit(X, y, epochs=9)', [['printing-call', 'history = model.fit(X, y, epochs=9)']]],
  ['training at the end of a cell', 'model.fit(X, y, validation_split=0.1)', [['printing-call', 'model.fit(X, y, validation_split=0.1)']]],
  ['an estimator that is fitted and kept', 'clf = tree.fit(X, y)', []],
  ['an estimator that is fitted at the end', 'tree.fit(X, y)', [['last-cell', 'tree.fit(X, y)']]],
  [
    'plots, not what dresses them',
    'plt.figure()\nplt.plot(x)\nplt.title("t")\nplt.show()',
    [['plot', 'plt.plot(x)']],
  ],
  ['assigned plot', '_ = sns.catplot(data=df)', [['plot', '_ = sns.catplot(data=df)']]],
  ['plot in a chain', 'df.plot().set_title("t")', [['plot', 'df.plot().set_title("t")']]],
  [
    'assertions',
    'assert x, "m"\nnp.testing.assert_allclose(a, b)',
    [
      ['assert', 'assert x, "m"'],
      ['assert-call', 'np.testing.assert_allclose(a, b)'],
    ],
  ],
  ['assertion under a capture', '%%capture\nprint(x)\nassert y\nz', [['assert', 'assert y']]],
];

const SILENT: [reason: string, source: string][] = [
  ['suppressed', 'df;'],
  ['suppressed in front of a comment', 'df; # c'],
  ['suppressed timing', '%time f(x);'],
  ['bare string', '"text"'],
  ['ellipsis', '...'],
  ['None', 'None'],
  ['assignment', 'x = df'],
  ['figure shown', 'plt.show()'],
  ['help', 'help(x)\n'],
  ['help by IPython', 'df?'],
  ['magic without a value', '%matplotlib inline'],
  ['timing of many runs', '%timeit f(x)'],
  ['block at the end', 'if x:\n    df'],
  ['logging', 'logging.info("x")\nx = 1'],
  ['semicolon of its own', 'x = 1\n;'],
  ['another language', '%%bash\nprint(x)'],
  ['Python 2', 'print x\nprint(y)'],
  ['empty', ''],
];

describe('findFeedback', () => {
  test.each(FOUND)('finds: %s', (_, source, found) => {
    expect(seen(source)).toEqual(found);
  });

  test.each(SILENT)('is silent: %s', (_, source) => {
    expect(seen(source)).toEqual([]);
  });

  test('says where it stands', () => {
    const [feedback] = find('def f():\n    for x in y:\n        print(x,\n              1)');
    expect(feedback).toMatchObject({ cell: 7, line: 3, endLine: 4, depth: 1, unconditional: false });
  });

  test.each([
    ['print(x)', true],
    ['with a: print(x)', true],
    ['a and print(x)', false],
    ['[print(x) for x in y]', false],
    ['f(print(x) for x in y)', false],
    ['%%timeit\nprint(x)', false],
  ])('%j runs exactly once: %s', (source, unconditional) => {
    expect(find(source).find((feedback) => feedback.mechanism === 'print')?.unconditional).toBe(
      unconditional,
    );
  });
});

describe('subjects', () => {
  test.each<[string, (string | null)[][]]>([
    ['print("Acc:", acc)', [['Acc:', 'acc', null]]],
    [
      'print(a, b, sep="|")',
      [
        ['', 'a', null],
        ['|', 'b', null],
      ],
    ],
    [
      "print(f'n {n:.2f} of {m!r}')",
      [
        ['n', 'n', '.2f'],
        ['of', 'm', 'r'],
      ],
    ],
    [
      "print('%d of %.1f' % (a, b))",
      [
        ['', 'a', 'd'],
        ['of', 'b', '.1f'],
      ],
    ],
    [
      "print('{} and {k:.2f}'.format(a, k=b))",
      [
        ['', 'a', null],
        ['and', 'b', '.2f'],
      ],
    ],
    ["print('a ' + str(x) + '%')", [['a', 'x', null]]],
    ["print('a', format(x))", [['a', 'x', null]]],
    ['print(a + b)', [['', 'a + b', null]]],
    ['print(*rows)', []],
    ['print("-" * 40)', []],
    ['print(x, file=f, end="")', [['', 'x', null]]],
    ['(df)', [['', 'df', null]]],
    ['a, b', [['', 'a, b', null]]],
    [
      'display(a, "t", b)',
      [
        ['', 'a', null],
        ['', 'b', null],
      ],
    ],
    ['assert a == b, "m"', [['', 'a == b', null]]],
    ['ax = df.plot(x="a")', [['', 'df.plot(x="a")', null]]],
  ])('%s', (source, expected) => {
    expect(subjects(source)).toEqual(expected);
  });
});
