import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCell } from '../../src/python/index.ts';
import { maskIPython } from '../../src/python/ipython.ts';
import { cpythonStatements } from './oracle.ts';

/** Source, code after masking, and the kinds of what was masked. */
const MASKED: [reason: string, source: string, code: string, kinds: string[]][] = [
  ['line magic', '%matplotlib inline\nx', 'pass              \nx', ['line-magic']],
  ['shell command', '!pip install x', 'pass          ', ['shell']],
  ['captured shell command', '!!ls', 'pass', ['shell']],
  ['too short for pass', '!ls', '_  ', ['shell']],
  ['in a block', 'if x:\n    !ls -l', 'if x:\n    pass  ', ['shell']],
  ['assigned command', 'x = !ls', 'x = _()', ['assignment']],
  ['assigned to several', 'a, b = !x', 'a, b = _ ', ['assignment']],
  ['assigned magic', 'x = %pwd', 'x = _() ', ['assignment']],
  ['help behind', 'df.head?', 'pass    ', ['help']],
  ['help in front', '??df', 'pass', ['help']],
  ['help on a wildcard', 'np.*load*?', 'pass      ', ['help']],
  ['help on an item', 'a[0].b?', 'pass   ', ['help']],
  ['help on a magic', '%time?', 'pass  ', ['help']],
  ['help on a cell magic', '%%time?\nx', 'pass   \nx', ['help']],
  ['calls without parentheses', ',f a b\n;g a b\n/h a b', 'pass  \npass  \npass  ', ['call', 'call', 'call']],
  ['continued magic', '%foo a \\\n  b\nx', 'pass    \n   \nx', ['line-magic']],
  ['statement in a magic', '%time f(x)', 'pass; f(x)', ['line-magic']],
  ['options in front of it', '%timeit -n 10 -r3 f(x)', 'pass;             f(x)', ['line-magic']],
  ['a block in a magic', '%time for x in y: z', 'pass               ', ['line-magic']],
  ['Python under a cell magic', '%%time\n!ls -l\nx', 'pass  \npass  \nx', ['cell-magic', 'shell']],
  ['two cell magics', '%%capture\n%%time\nx', 'pass     \npass  \nx', ['cell-magic', 'cell-magic']],
  ['cell magic below the first line', 'x\n%%time', 'x\npass  ', ['line-magic']],
  ['another language', '%%bash\nls "', '      \n    ', ['cell-magic']],
  ['classic prompts', '>>> if x:\n...     y', '    if x:\n        y', []],
  ['IPython prompts', 'In [1]: x\n   ...: y', '        x\n        y', []],
  ['formatting on a continuation line', "x = ('a'\n% y)", "x = ('a'\n% y)", []],
  ['magic in a long string', '"""\n%time\n!ls\n"""', '"""\n%time\n!ls\n"""', []],
  ['magic in brackets', '[\n%a\n]', '[\n%a\n]', []],
  ['question in a comment', 'x # why?', 'x # why?', []],
  ['inequality', 'x != y', 'x != y', []],
  ['automagic is plain Python', 'ls', 'ls', []],
  ['second assignment', 'a = b = !ls', 'a = b = !ls', []],
  ['default of a parameter', 'f(a=%time)', 'f(a=%time)', []],
];

describe('mask', () => {
  test.each(MASKED)('%s', (_, source, code, kinds) => {
    const masked = maskIPython(source);
    expect({ code: masked.code, kinds: masked.masked.map((mask) => mask.kind) }).toEqual({ code, kinds });
  });

  test('CPython and IPython agree on what parses', () => {
    const sources = MASKED.map(([, source]) => source);
    const truth = cpythonStatements(sources).map((statements) => statements !== null);
    const ours = sources.map((source) => parseCell(source, 0).problem?.kind !== 'syntax');
    expect(ours).toEqual(truth);
  });

  test('the statement in a magic is recorded', () => {
    const [mask] = maskIPython('%timeit -n 10 f(x)').masked;
    expect(mask).toEqual({
      kind: 'line-magic',
      name: 'timeit',
      from: 0,
      to: 18,
      inner: { from: 14, to: 18 },
    });
  });
});

const FRAGMENTS = [
  '%',
  '%%',
  '!',
  '?',
  ';',
  ',',
  '/',
  '=',
  '"',
  "'",
  '"""',
  '(',
  ')',
  '#',
  '\\',
  '\n',
  '\r\n',
  ' ',
];
const WORDS = [
  'x',
  '%time x',
  '>>> ',
  '... ',
  'In [1]: ',
  '%%time',
  '%%bash',
  'if x:',
  '    ',
  '\t',
  'é',
  '💡',
  '\0',
];
const cellText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...FRAGMENTS, ...WORDS), { maxLength: 40 }).map((parts) => parts.join('')),
);

describe('for any text', () => {
  const lineEnds = (text: string) => text.replace(/[^\r\n]/g, '.');

  test('the mask keeps the length and every line end', () => {
    fc.assert(
      fc.property(cellText, (source) => {
        expect(lineEnds(maskIPython(source).code)).toBe(lineEnds(source));
      }),
      { numRuns: 2000 },
    );
  });

  test('parsing never throws, and the tree stays inside the cell', () => {
    fc.assert(
      fc.property(cellText, (source) => {
        const cell = parseCell(source, 3);
        expect(cell.index).toBe(3);
        expect(cell.tree.length).toBeLessThanOrEqual(source.length);
      }),
      { numRuns: 2000 },
    );
  });
});
