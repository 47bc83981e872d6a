import { expect, test } from 'vitest';
import { findAsserts } from '../../src/kernel/index.ts';
import { inserted, notebookOf } from './notebooks.ts';

const found = (cells: Parameters<typeof notebookOf>[0]) =>
  findAsserts(notebookOf(cells)).map(({ cell, line, index, source, by }) => [cell, line, index, source, by]);

test.each<[string, Parameters<typeof notebookOf>[0], unknown[]]>([
  ['one assert', ['assert x'], [[0, 1, 0, 'assert x', 'author']]],
  [
    'several, among other statements',
    ['x = 1', 'assert x\n\ny = 2; assert y, "y"\n'],
    [
      [1, 1, 0, 'assert x', 'author'],
      [1, 3, 1, 'assert y, "y"', 'author'],
    ],
  ],
  [
    'in if, else, for and while',
    ['if a:\n    assert 1\nelse:\n    assert 2\nfor i in x:\n    assert 3\nwhile b:\n    assert 4'],
    [
      [0, 2, 0, 'assert 1', 'author'],
      [0, 4, 1, 'assert 2', 'author'],
      [0, 6, 2, 'assert 3', 'author'],
      [0, 8, 3, 'assert 4', 'author'],
    ],
  ],
  [
    'calls of assert functions',
    ['np.testing.assert_allclose(a, b)\nassert_frame_equal(a, b)\nself.assertEqual(a, b)'],
    [
      [0, 1, 0, 'np.testing.assert_allclose(a, b)', 'author'],
      [0, 2, 1, 'assert_frame_equal(a, b)', 'author'],
    ],
  ],
  ['of an inserted cell', ['df', inserted('assert df')], [[1, 1, 0, 'assert df', 'nbassert']]],
  ['under a cell magic', ['%%time\nassert x'], [[0, 2, 0, 'assert x', 'author']]],
  [
    'not in functions, classes, try and with',
    [
      'def f():\n    assert 1\nclass A:\n    assert 1\ntry:\n    assert 1\nexcept AssertionError: pass\nwith raises(E):\n    assert 1',
    ],
    [],
  ],
  ['not in a line magic', ['%time assert x'], []],
  ['not in a cell that is to raise', [{ source: 'assert 0', metadata: { tags: ['raises-exception'] } }], []],
  ['not in a cell that does not parse', ['assert x\nprint "x"'], []],
  ['not in markdown', [{ source: 'assert x', type: 'markdown' }], []],
  ['not in another language', ['%%bash\nassert x'], []],
])('%s', (_, cells, expected) => {
  expect(found(cells)).toEqual(expected);
});

test('an inline assert is told from the author’s by the record of what was inserted', () => {
  const pieces = [{ at: 0, inserted: 'assert x\n' }];
  const metadata = { nbassert: { feedback: 0, inline: [{ pieces, templates: ['a/b'] }] } };
  expect(findAsserts(notebookOf([{ source: 'assert x\nassert y', metadata }]))).toMatchObject([
    { source: 'assert x', by: 'nbassert', templates: ['a/b'] },
    { source: 'assert y', by: 'author', templates: [] },
  ]);
});
