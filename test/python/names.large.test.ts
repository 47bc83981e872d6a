import { parser } from '@lezer/python';
import { expect, test } from 'vitest';
import {
  compilePattern,
  matchPattern,
  matchThroughDefinition,
  type PythonCell,
  readNames,
} from '../../src/python/index.ts';
import { lastExpression, notebookOf } from './patterns-cases.ts';

/** What a question costs in milliseconds. */
function milliseconds(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

test('ten thousand cells that rebind the same names are read and asked within seconds', () => {
  const cells = Array.from(
    { length: 10_000 },
    (_, index) => `import numpy as np\nx = np.mean(y${index})\nif a:\n  z = x`,
  );
  const { notebook, names } = notebookOf(...cells);
  const spent = milliseconds(() => {
    for (const { index } of notebook.cells) {
      expect(names.definition('x', { cell: index, offset: 40 })).not.toBeNull();
      expect(names.definition('z', { cell: index, offset: 0 })).toBeNull();
      expect(names.spelling('numpy.mean', { cell: index, offset: 40 })).toBe('np.mean');
    }
  });
  expect(spent).toBeLessThan(5_000);
});

/** As `match`, for code that is nested deeper than a notebook's cell may be. */
function match(pattern: string, code: string): Record<string, string> | null {
  const cell: PythonCell = {
    index: 0,
    source: code,
    code,
    tree: parser.parse(code),
    masked: [],
    problem: null,
  };
  const names = readNames({ cells: [cell], cell: () => cell });
  const captures = matchPattern(
    compilePattern(pattern),
    { cell, node: cell.tree.topNode.firstChild! },
    names,
  );
  return captures && Object.fromEntries([...captures].map(([name, capture]) => [name, capture.text]));
}

/** The parser gives up somewhat deeper than this; what is broken then matches nothing. */
test.each([250, 5_000])('expressions %i deep neither overflow nor take quadratic time', (size) => {
  const whole = size < 1_000;
  const expected = <T>(value: T): T | null => (whole ? value : null);
  const deep = `${'('.repeat(size)}a${')'.repeat(size)}`;
  const long = `a${'.b(c)[d]'.repeat(size)}.mean()`;
  const sum = Array.from({ length: size }, (_, index) => `a${index}`).join(' + ');
  const nots = `${'not '.repeat(size)}a and b`;
  const spent = milliseconds(() => {
    expect(match('$X....mean()', long)).toEqual(expected({ X: 'a' }));
    expect(match('pd.read_csv($P)....mean()', long)).toBeNull();
    expect(match('f($X, $X)', `f(${long}, ${long})`)).toEqual(expected({ X: long }));
    expect(match('f($X, $X)', `f(${sum}, ${sum})`)).toEqual(expected({ X: sum }));
    expect(match('$_ + $Y', sum)).toEqual(expected({ Y: `a${size - 1}` }));
    expect(match('$_ and $Y', nots)).toEqual(expected({ Y: 'b' }));
    expect(match('f($X)', `f(${deep})`)).toEqual(expected({ X: deep }));
  });
  expect(spent).toBeLessThan(10_000);
});

test('definitions are looked through a few steps, never in circles', () => {
  const through = (pattern: string, ...cells: string[]): [string[], string[]] | null => {
    const { notebook, names } = notebookOf(...cells);
    const found = matchThroughDefinition(compilePattern(pattern), lastExpression(notebook), names);
    return (
      found && [
        [...found.captures.values()].map((capture) => capture.text),
        found.definitions.map(({ cell, node }) => cell.source.slice(node.from, node.to)),
      ]
    );
  };
  expect(through('$M.score($X)', 'acc = m.score(x)', 'acc')).toEqual([['m', 'x'], ['m.score(x)']]);
  expect(through('round($M.score($X), 2)', 'acc = m.score(x)\nb = acc', 'round(b, 2)')).toEqual([
    ['m', 'x'],
    ['acc', 'm.score(x)'],
  ]);
  expect(through('$M.score($X)', 'acc = 1', 'm.score(x)')).toEqual([['m', 'x'], []]);
  expect(through('$M.score($X)', 'acc = m.score(x)\nacc += 1', 'acc')).toBeNull();
  expect(through('$M.score($X)', 'a = m.score(x)\nb = a\nc = b\nd = c\ne = d', 'e')).toBeNull();
  expect(through('$M.score($X)', 'a = b\nb = a\na = b', 'a')).toBeNull();
  const { notebook, names } = notebookOf('acc = m.score(x)', 'acc');
  expect(matchPattern(compilePattern('$M.score($X)'), lastExpression(notebook), names)).toBeNull();
});
