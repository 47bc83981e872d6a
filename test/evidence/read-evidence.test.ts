import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Output } from '../../src/notebook/index.ts';
import { display, read, result, stdout, texts } from './helpers.ts';

const picture: Output = { kind: 'display', data: { 'text/plain': '<Figure size 1x1>', 'image/png': 'AA==' } };

describe('prints that can be told apart', () => {
  it.each<[string, string, string, unknown[]]>([
    ['one print, all of stdout', 'print(x)', '5\n', [['5']]],
    ['label and value', "print('Acc:', acc)", 'Acc: 0.5\n', [['0.5']]],
    ['two numbers side by side', 'print(a, b)', '1 2\n', [['1', '2']]],
    ['a bracket closes before the next value', 'print(a, b)', '[1 2 3] 0.5\n', [['array', '0.5']]],
    ['f-string with a format', "print(f'{acc:.2f} of {n}')", '0.83 of 10\n', [['0.83', '10']]],
    ['f-string that names its expression', "print(f'{acc=}')", 'acc=0.5\n', [['0.5']]],
    ['percent template', "print('%d: %.1f' % (a, (b)))", '1: 2.5\n', [['1', '2.5']]],
    ['format with names', "print('{a} {0:>5}'.format(x, a=y))", '1     2\n', [['1', '2']]],
    ['concatenation', "print('n=' + str(n) + '!')", 'n=3!\n', [['3']]],
    ['separator and end', "print(a, b, sep=' | ', end='')\nprint('', c)", '1 | 2 3\n', [['1', '2'], ['3']]],
    ['last line end dropped', "print('a', x)", 'a 5', [['5']]],
    [
      'a branch that was not taken',
      "if c:\n    print('yes', x)\nelse:\n    print('no', y)",
      'no 3\n',
      [[null], ['3']],
    ],
    [
      'loop over a literal',
      "for n in ['a', 'b c']:\n    print(n, f(n))",
      'a 1\nb c 2\n',
      [
        [
          ['a', '1'],
          ['b c', '2'],
        ],
      ],
    ],
    ['loop of unknown length', "for n in ns:\n    print('n:', n)", 'n: 1\nn: 2\n', [[['1'], ['2']]]],
    ['a function that runs once', "def show(v):\n    print('v is', v)\nw = show(3)", 'v is 3\n', [['3']]],
    ['a label like a regular expression', "print('(.*)+$ [a-z]', x)", '(.*)+$ [a-z] 1\n', [['1']]],
    ['words that are no names', "print(f'{a}: {b:.2f}')\nprint(c)", '15:00: 0.50\ndata/train.csv\n', [['15:00', '0.50'], ['data/train.csv']]],
    ['a line each', 'print(a)\nprint(b)', 'New York City\n[1, 2\n', [['New York City'], ['[1, 2']]],
    [
      'one word a round, however many there are',
      'for w in ws:\n    print(w.stem())',
      'run\nto-do\n',
      [[['run'], ['to-do']]],
    ],
    [
      'what gives a value that is printed hardly prints',
      'print(x.unknown(1), unknown())\nprint(b)',
      '1 2\n3\n',
      [['1', '2'], ['3']],
    ],
    [
      'a layer that is called',
      'import torch\nnet = torch.nn.Linear(1, 2)\ny = net(x)\nprint(y)\nprint(n)',
      'tensor([[1.],\n        [2.]])\n5\n',
      [['array'], ['5']],
    ],
    [
      'layers made and called in one go',
      'from keras import layers\nx = layers.Dense(4)(layers.Input((3,)))\nprint(x.shape)\nprint(n)',
      '(None, 4)\n5\n',
      [['sequence'], ['5']],
    ],
    [
      'a box of polars between others',
      'print("n:", a)\nprint(df)\nprint(b)',
      'n: 1\nshape: (1, 1)\n┌─────┐\n│ a   │\n│ --- │\n│ i64 │\n╞═════╡\n│ 1   │\n└─────┘\n2\n',
      [['1'], ['table'], ['2']],
    ],
    ['times below', '%%time\nprint(a)', '5\nCPU times: user 1 s\nWall time: 2 s\n', [['5']]],
    ['labels of braces', "print(f'{{x}} {x}')", '{x} 1\n', [['1']]],
    [
      'stderr writes elsewhere',
      "import sys\nprint('w', x, file=sys.stderr)\nprint(y)",
      '1\n',
      [[null], ['1']],
    ],
    [
      'a call that may print, in front of a label',
      "train()\nprint('acc', x)",
      'epoch 1\nepoch 2\nacc 0.5\n',
      [['0.5']],
    ],
  ])('%s', (_name, source, out, expected) => {
    expect(read(source, [stdout(out)], 'f = len').map(texts)).toEqual(expected.map((one) => one));
  });
});

describe('prints that cannot be told apart', () => {
  it.each<[string, string, string, string]>([
    ['two texts side by side', 'print(a, b)', 'New York City\n', 'ambiguous-output'],
    ['a text beside an empty one', 'print(a, b)\nprint(c)', ' (3, 4\n5\n', 'ambiguous-output'],
    ['a text that is a string for certain', 'print(a.upper(), b)', 'RANDOM FOREST x\n', 'ambiguous-output'],
    ['an end in the middle of a line', "print(a, end=' ')\nprint(b)", ' (3, 4\n', 'ambiguous-output'],
    ['a loop over texts', 'for t in ts:\n    print(t)', 'x y\nz w\n', 'ambiguous-output'],
    ['two values that may span lines', 'print(a)\nprint(b)', 'x y\nz w\nv u\n', 'ambiguous-output'],
    ['a call that may print, without a label', 'train()\nprint(x); g()', '1\n2\n', 'ambiguous-output'],
    ['no stdout', 'print(x)', '', 'no-output'],
    ['another label', "print('Accuracy:', x)", 'Precision: 0.5\n', 'stale-output'],
    ['no number where the format asks for one', "print('%.2f' % x)", 'abc\n', 'ambiguous-output'],
    ['overwritten text', 'print(x)', '10%\r20%\n', 'unreadable-output'],
    [
      'cut stream',
      'print(x)',
      'Streaming output truncated to the last 5000 lines.\n1\n',
      'unreadable-output',
    ],
    ['fill characters', "print(f'{x:*>5}')", '****1\n', 'unreadable-output'],
  ])('%s', (_name, source, out, reason) => {
    const [first] = read(source, out === '' ? [] : [stdout(out)]);
    expect([first!.values.every((value) => value === null), first!.reason, first!.rounds]).toEqual([
      true,
      reason,
      null,
    ]);
  });

  it('stops at the line that failed', () => {
    const error = {
      kind: 'error' as const,
      name: 'ValueError',
      message: 'x',
      traceback: [
        '---',
        '\u001b[0;32m<ipython-input-1-a>\u001b[0m in <module>\n      1 print(a)\n----> 2 fail()\n      3 print(b)',
      ],
    };
    const [a, b] = read('print(a)\nfail()\nprint(b)', [stdout('1\n2\n'), error]);
    expect([texts(a!), a!.reason, b!.values, b!.reason]).toEqual([
      [null],
      'ambiguous-output',
      [null],
      'error-output',
    ]);
  });
});

describe('what formats leave of a number', () => {
  it.each<[string, string, number, number]>([
    ["print(f'{x:.2f}')", '0.83', 0.83, 0.005],
    ["print(f'{x:.1%}')", '12.3%', 0.123, 0.0005],
    ["print(f'{x:,}')", '1,234,567', 1234567, 0],
    ["print(f'{x:>10.1f}')", '      -2.5', -2.5, 0.05],
    ["print(f'{x:.3g}')", '0.5', 0.5, 0.0005],
    ["print(f'{x:.2e}')", '1.25e-07', 1.25e-7, 5e-10],
    ["print('%d' % x)", '42', 42, 1],
    ["print('%d' % len(x))", '42', 42, 0],
    ['print(round(x, 2))', '0.83', 0.83, 0.005],
    ['print(x.mean().round(3))', '0.0', 0, 0.0005],
    ["print('x', np.round(x, 1))", 'x 0.8', 0.8, 0.05],
    // All digits are written where no format says otherwise.
    ['print(x)', '0.8', 0.8, 0],
    ["print('x', x)", 'x 0.8', 0.8, 0],
    ["print(f'x {x}')", 'x 0.8', 0.8, 0],
    ["print('x {}'.format(x))", 'x 0.8', 0.8, 0],
    ["print('x ' + str(x))", 'x 1e-05', 1e-5, 0],
    ["print('x', format(x))", 'x 1e-05', 1e-5, 0],
  ])('%s ⇒ %s', (source, out, value, precision) => {
    expect(read(source, [stdout(`${out}\n`)])[0]!.values[0]).toMatchObject({
      kind: 'scalar',
      value,
      precision,
    });
  });
});

describe('formats that do not give the value back', () => {
  it.each([
    ["print(f'{x:{width}.{digits}f}')", '    2.00'],
    ["print(f'{day:%Y-%m}')", '2020-01'],
    ["print(f'{x:*>8}')", '*******2'],
  ])('%s', (source, out) => {
    expect(read(source, [stdout(`${out}\n`)])[0]).toMatchObject({ values: [null], reason: 'unreadable-output' });
  });
});

describe('text that is a string for certain', () => {
  it.each([
    ['print(df.to_string())', '   a\n0  1\n1  2'],
    ['print(json.dumps(x))', '[1, 2]'],
    ['print(name.upper())', '5'],
    ["print(', '.join(names))", 'True'],
  ])('%s', (source, out) => {
    const [reading] = read(source, [stdout(`${out}\n`)]);
    expect(reading!.values).toEqual([
      { kind: 'scalar', type: 'str', value: out, text: out, precision: 0, class: null },
    ]);
  });

  it('is not what the methods of a column of texts give', () => {
    expect(read('print(df.name.str.upper())', [stdout('5\n')])[0]!.values).toMatchObject([{ type: 'int' }]);
  });
});

describe('results and displays', () => {
  it.each<[string, string, Parameters<typeof read>[1], unknown]>([
    ['the one result', 'x', [result('5')], [['5']]],
    ['no result', 'x', [], [[null]]],
    ['result of another run', 'x', [result('5', 7)], [[null]]],
    ['several results, one for each expression', 'a\nb', [result('1'), result('2')], [['1'], ['2']]],
    [
      'several results, none for a call that has no value',
      'a\nf()\nb',
      [result('1'), result('2')],
      [['1'], [null], ['2']],
    ],
    [
      'several results, fewer than expressions',
      'a\nb\nc',
      [result('1'), result('2')],
      [[null], [null], [null]],
    ],
    [
      'a call that may have one of the results',
      'a\nf()\ng()',
      [result('1'), result('2')],
      [[null], [null], [null]],
    ],
    ['prints beside results', 'a\nprint(b)\nc', [result('1'), stdout('2\n'), result('3')], [['1'], ['2'], ['3']]],
    ['a call that gives back what it might have printed', 'fit.summary()', [result('5')], [['5']]],
    ['displays in order', 'display(a)\ndisplay(b)', [display('1'), display('2')], [['1'], ['2']]],
    ['a picture', 'display(Image("a.png"))', [picture], [['figure']]],
    ['pictures and a table', 'display(fig)\ndisplay(b)', [picture, display('1')], [['figure'], ['1']]],
    ['a plot beside a table', 'plt.show()\ndisplay(b)', [picture, display('1')], [['1']]],
    ['a plot, and no table', 'plt.show()\ndisplay(b)', [picture], [[null]]],
    ['fewer displays than statements', 'display(a)\ndisplay(b)', [display('1')], [[null], [null]]],
    ['two values of one display', 'display(a, b)', [display('1'), display('2')], [['1', '2']]],
    [
      'displays between prints tell them apart',
      'print(a)\ndisplay(b)\nprint(c)',
      [stdout('x\ny\n'), display('1'), stdout('z\n')],
      [['x\ny'], ['1'], ['z']],
    ],
    [
      'displays in a loop, round by round',
      'for c in ["p", "q"]:\n    display(f(c))',
      [display('1'), display('2')],
      [[['1'], ['2']]],
    ],
    ['a display of a branch', 'if a:\n    display(b)\nelse:\n    display(c)\n    print(1)', [display('1')], [['1'], [null], []]],
    [
      'displays in a loop whose rounds differ',
      'for c in d:\n    if c:\n        display(c)\n    display(e)',
      [display('1'), display('2')],
      [[null], [null]],
    ],
    [
      'something displayed that the code does not explain',
      'x = pd.read()\nprint(a)',
      [display('1'), stdout('5\n')],
      [['5']],
    ],
    ['a picture is no value of a display', 'display(a)\nplt.plot(b)', [display('1')], [['1'], [null]]],
  ])('%s', (_name, source, outputs, expected) => {
    expect(read(source, outputs).map(texts)).toEqual(expected);
  });
});

describe('code that nests or repeats beyond measure', () => {
  it.each<[string, string]>([
    ['parentheses', `print(${'('.repeat(3000)}x${')'.repeat(3000)})`],
    ['calls', `print(${'f('.repeat(3000)}x${')'.repeat(3000)})`],
    ['a long sum', `print('a' ${'+ str(x)'.repeat(3000)})`],
    [
      'blocks',
      `${Array.from({ length: 90 }, (_, i) => `${' '.repeat(i)}if x:\n`).join('')}${' '.repeat(90)}print(x)`,
    ],
    [
      'loops in loops',
      'for a in range(300):\n  for b in range(300):\n    for c in range(300):\n      print(a, b, c)',
    ],
    ['a function that calls itself', 'def f(n):\n  print(n)\n  f(n - 1)\nf(3)'],
    ['many prints', 'print(x)\n'.repeat(3000)],
  ])('%s', (_name, source) => {
    const began = performance.now();
    read(source, [stdout('1 2 3\n'.repeat(50))]);
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});

describe('properties', () => {
  const label = fc
    .string({ unit: 'grapheme', maxLength: 12 })
    .filter((text) => !/[\u0000-\u001f\u007f-\u009f\\]/.test(text));
  const number = fc.oneof(
    fc.integer({ min: -1e6, max: 1e6 }),
    fc.integer().map((n) => n / 8),
  );

  it('never reads another number than was printed, whatever the labels', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(label, number), { minLength: 1, maxLength: 5 }), (lines) => {
        const source = lines.map(([text], i) => `print(${JSON.stringify(text)}, x${i})`).join('\n');
        const out = lines.map(([text, value]) => `${text} ${value}\n`).join('');
        for (const [i, reading] of read(source, [stdout(out)]).entries()) {
          const value = reading.values[0];
          if (value != null) expect(value).toMatchObject({ value: lines[i]![1] });
        }
      }),
    );
  });

  it('survives any output', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (out) => {
        read("print('a', x)\nfor i in y:\n    print(f'{i:.2f}', z)", [stdout(out)]);
      }),
    );
  });
});

describe('summaries that are displayed in parts', () => {
  const drawn = (text: string): Output => ({
    kind: 'display',
    data: { 'text/plain': text, 'text/html': `<pre style="white-space:pre;overflow-x:auto">${text}</pre>` },
  });
  const parts = (name: string) => [
    drawn(`\u001b[1mModel: "${name}"\u001b[0m\n`),
    drawn('┏━━━┳━━━┳━━━┓\n┃ Layer (type) ┃ Output Shape ┃ Param # ┃\n┡━━━╇━━━╇━━━┩\n│ a (Dense) │ (None, 2) │ 6 │\n└───┴───┴───┘\n'),
    drawn(' Total params: 6 (24.00 B)\n'),
  ];
  const names = (source: string, outputs: readonly Output[]) =>
    read(source, outputs).map(({ values: [value] }) => (value?.kind === 'report' ? value.fields.name : null));

  it('one', () => expect(names('model.summary()', parts('one'))).toEqual(['one']));
  it('two, in order', () =>
    expect(names('a.summary()\nb.summary()', [...parts('one'), ...parts('two')])).toEqual(['one', 'two']));
  it('of two calls, one shown', () => expect(names('a.summary()\nb.summary()', parts('one'))).toEqual([null, null]));
  it('in a branch', () => expect(names('if c:\n    a.summary()', parts('one'))).toEqual([null]));
  it('of a function', () => expect(names('def f():\n    a.summary()', parts('one'))).toEqual([null]));
});

describe('reports among other output', () => {
  const info = (rows: number) =>
    `<class 'pandas.core.frame.DataFrame'>\nRangeIndex: ${rows} entries, 0 to 2\nData columns (total 1 columns):\n #   Column  Non-Null Count  Dtype\n` +
    '---  ------  --------------  -----\n 0   a       3 non-null      int64\ndtypes: int64(1)\nmemory usage: 152.0 bytes\n';
  const layers =
    `Model: "m"\n${'_'.repeat(40)}\n Layer (type)     Output Shape    Param # \n${'='.repeat(40)}\n` +
    ` a (Dense)        (None, 2)       6       \n${'='.repeat(40)}\nTotal params: 6\nTrainable params: 6\n`;
  const failed: Output = { kind: 'error', name: 'E', message: '', traceback: [] };

  it.each<[string, string, Output[], unknown[]]>([
    ['printed, with the None that it gives back', 'print(df.info())', [stdout(`${info(3)}None\n`)], [3]],
    ['behind what a call wrote', 'load()\ndf.info()', [stdout(`3 files\n${info(3)}`)], [3]],
    ['two, in order', 'load()\ndf.info()\nprint(b.info())', [stdout(`3 files\n${info(3)}${info(4)}None\n`)], [3, 4]],
    ['a model behind its training', 'train()\nprint(model.summary())', [stdout(`epoch 1\n${layers}None\n`)], [6]],
    ['more reports than statements', 'load()\ndf.info()', [stdout(info(3) + info(4))], [null]],
    ['fewer', 'load()\ndf.info()\nb.info()', [stdout(info(3))], [null, null]],
    ['in a branch', 'load()\nif a:\n    df.info()', [stdout(`3 files\n${info(3)}`)], [null]],
    ['of a cell that failed', 'load()\ndf.info()', [stdout(`3 files\n${info(3)}`), failed], [null]],
    ['cut off', 'load()\ndf.info()', [stdout(`3 files\n${info(3).slice(0, -30)}`)], [null]],
    ['of a series', 'load()\ns.info()', [stdout(`3\n${info(3).replace('frame.DataFrame', 'series.Series')}`)], [null]],
  ])('%s', (_name, source, outputs, expected) => {
    const size = ({ values: [value] }: ReturnType<typeof read>[number]) =>
      value?.kind === 'report' ? (value.fields.rows ?? value.fields.total) : null;
    expect(read(source, outputs).map(size)).toEqual(expected);
  });
});
