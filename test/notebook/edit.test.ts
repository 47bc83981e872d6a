import { describe, expect, test } from 'vitest';
import { editNotebook, type NotebookEdit, rawCell, readNotebook } from '../../src/notebook/index.ts';

/** Three cells with the sources and metadata given, as JSON text. */
const around = (middle: string) =>
  `{"cells": [\n {"source": "a"},\n ${middle},\n {"source": "c"}\n], "nbformat": 4}`;

describe('edit-source', () => {
  test.each([
    ['a line goes in: one line more', '["x\\n",\n  "y"]', 'x\nz\ny', '["x\\n",\n  "z\\n",\n  "y"]'],
    ['at the start', '["x\\n",\n  "y"]', 'z\nx\ny', '["z\\n",\n  "x\\n",\n  "y"]'],
    ['at the end', '["x\\n",\n  "y\\n"]', 'x\ny\nz', '["x\\n",\n  "y\\n",\n  "z"]'],
    ['in the middle of a line', '["x\\n",\n  "y"]', 'x\nyy', '["x\\n",\n  "yy"]'],
    ['a line goes out', '["x\\n",\n  "y\\n",\n  "z"]', 'x\nz', '["x\\n",\n  "z"]'],
    ['the last line goes out', '["x\\n",\n  "y\\n"]', 'x\n', '["x\\n"]'],
    [
      'several places; the spelling of the rest stays',
      '["\\u0078\\n", "y\\n", "\\/\\n", "z"]',
      'x\n1\n/\n2',
      '["\\u0078\\n", "1\\n", "\\/\\n", "2"]',
    ],
    ['everything goes out', '["x\\n", "y"]', '', '[]'],
    ['into nothing', '[]', 'x\ny', '["x\\n","y"]'],
    ['elements of several lines become lines', '["x\\ny\\n", "z"]', 'x\ny\nz2', '["x\\n", "y\\n", "z2"]'],
    ['one string', '"x\\ny"', 'x\né', '"x\\né"'],
    ['nothing changes', '[ "\\u0078" ]', 'x', '[ "\\u0078" ]'],
  ])('%s', (_, before, source, after) => {
    const notebook = readNotebook(around(`{"source":${before}}`));
    expect(editNotebook(notebook, [{ kind: 'edit-source', cell: 1, source }])).toBe(
      around(`{"source":${after}}`),
    );
  });

  test.each([
    ['{}', '{"n":1}'],
    ['{ }', '{"n":1}'],
    ['{"a": 1}', '{"a": 1,"n":1}'],
    ['{"z": 1.0, "a": 2}', '{"n":1, "z": 1.0, "a": 2}'],
    ['{\n"a": 1,\n"z": 2\n}', '{\n"a": 1,\n"n":1,\n"z": 2\n}'],
    ['{"n": 0, "n": 2}', '{"n": 0, "n": 1}'],
    ['null', '{"n":1}'],
  ])('metadata %j', (before, after) => {
    const notebook = readNotebook(around(`{"source":"x","metadata":${before}}`));
    const edit: NotebookEdit = { kind: 'edit-source', cell: 1, source: 'x', metadata: { n: 1 } };
    expect(editNotebook(notebook, [edit])).toBe(around(`{"source":"x","metadata":${after}}`));
  });

  test.each([
    ['{"n": 1}', '{}'],
    ['{"a": 1, "n": 1}', '{"a": 1}'],
    ['{"n": 1, "z": 1}', '{"z": 1}'],
    ['{"n": 1, "a": 1, "n": 2}', '{"a": 1}'],
    ['{"a": 1, "n": 1, "n": 2}', '{"a": 1}'],
    ['{"a": 1}', '{"a": 1}'],
  ])('metadata %j without n', (before, after) => {
    const notebook = readNotebook(around(`{"source":"x","metadata":${before}}`));
    const edit: NotebookEdit = { kind: 'edit-source', cell: 1, source: 'x', dropMetadata: ['n'] };
    expect(editNotebook(notebook, [edit])).toBe(around(`{"source":"x","metadata":${after}}`));
  });
});

describe('remove-cell', () => {
  const text = '{"cells": [ {"x":1} , {"x":2},{"x":3},\n{"x":4}\n], "nbformat": 4}';
  test.each([
    [[0], '{"cells": [ {"x":2},{"x":3},\n{"x":4}\n], "nbformat": 4}'],
    [[1], '{"cells": [ {"x":1} ,{"x":3},\n{"x":4}\n], "nbformat": 4}'],
    [[3], '{"cells": [ {"x":1} , {"x":2},{"x":3}\n], "nbformat": 4}'],
    [[0, 2], '{"cells": [ {"x":2},\n{"x":4}\n], "nbformat": 4}'],
    [[1, 2, 3], '{"cells": [ {"x":1}\n], "nbformat": 4}'],
    [[0, 1, 2, 3], '{"cells": [ \n], "nbformat": 4}'],
  ])('%j', (cells, after) => {
    const edits = cells.map((cell): NotebookEdit => ({ kind: 'remove-cell', cell }));
    const result = editNotebook(readNotebook(text), edits);
    expect(result).toBe(after);
    expect(readNotebook(result).cells).toHaveLength(4 - cells.length);
  });
});

test('edits of all kinds at once count cells as they were read', () => {
  const text =
    '{"cells":[{"cell_type":"code","source":"a"},{"cell_type":"code","source":"b"},{"cell_type":"code","source":"c"}],"nbformat":4}';
  const cell = (source: string) => ({ type: 'markdown', source, metadata: {} }) as const;
  const result = editNotebook(readNotebook(text), [
    { kind: 'remove-cell', cell: 1 },
    { kind: 'insert-cells', after: 2, cells: [cell('y')] },
    { kind: 'insert-cells', after: 0, cells: [cell('x')] },
    { kind: 'insert-cells', after: 2, cells: [cell('z')] },
    { kind: 'edit-source', cell: 2, source: 'C', metadata: { k: 1 } },
  ]);
  expect(readNotebook(result).cells.map((one) => one.source)).toEqual(['a', 'x', 'C', 'y', 'z']);
});

test('raw text of a cell goes back as it was', () => {
  const notebook = readNotebook(around('{"metadata" : { } , "source" : [ "\\u0078" ] }'));
  const raw = rawCell(notebook, 1);
  expect(raw).toEqual({ source: '[ "\\u0078" ]', metadata: '{ }' });
  const edited = editNotebook(notebook, [{ kind: 'edit-source', cell: 1, source: 'z', metadata: { n: 1 } }]);
  expect(editNotebook(readNotebook(edited), [{ kind: 'restore-cell', cell: 1, ...raw }])).toBe(notebook.text);
});

test('ids are unique, the same on every run, and only from 4.5 on', () => {
  const cells = Array.from({ length: 3 }, () => '{"cell_type":"code","id":"same","source":"x"}').join(',');
  const insert = (minor: number) => {
    const notebook = readNotebook(`{"cells":[${cells}],"nbformat":4,"nbformat_minor":${minor}}`);
    const edits = [0, 1, 2].map((after): NotebookEdit => {
      return { kind: 'insert-cells', after, cells: [{ type: 'code', source: 's', metadata: {} }] };
    });
    return readNotebook(editNotebook(notebook, edits))
      .cells.filter((cell) => cell.source === 's')
      .map((cell) => cell.id);
  };
  expect(new Set(insert(5)).size).toBe(3);
  expect(insert(5)).toEqual(insert(5));
  expect(insert(5).every((id) => /^[a-zA-Z0-9-_]{1,64}$/.test(id ?? ''))).toBe(true);
  expect(insert(4)).toEqual([null, null, null]);
});

test('a cell that is not there is a defect of the caller', () => {
  const notebook = readNotebook('{"cells":[],"nbformat":4}');
  expect(() => editNotebook(notebook, [{ kind: 'remove-cell', cell: 0 }])).toThrow('no cell 0');
  expect(() => editNotebook(notebook, [{ kind: 'insert-cells', after: 0, cells: [] }])).toThrow('no cell 0');
});
