import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NbassertError } from '../../src/errors.ts';
import { type Notebook, readNotebook } from '../../src/notebook/index.ts';
import { parseJson } from '../../src/notebook/json.ts';
import { pythonPath } from '../python.ts';
import { shape, textOf } from './arbitrary.ts';

const v4 = (cells: unknown, more = {}) =>
  JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 4, ...more });

function errorOf(text: string): string {
  try {
    readNotebook(text);
  } catch (error) {
    if (error instanceof NbassertError && error.kind === 'unreadable')
      return `${error.where}: ${error.message}`;
    throw error;
  }
  return 'no error';
}

describe('what cannot be read says why', () => {
  test.each([
    ['', ': The file is empty.'],
    ['\ufeff \n\t', ': The file is empty.'],
    ['{"cells": "ab', '1:14: The file is no valid JSON: the file ends in the middle of a string.'],
    ['{\n "cells": [1, 2', '2:16: The file is no valid JSON: the file ends where `,` or `]` is expected.'],
    ['{\n "cells":', '2:10: The file is no valid JSON: the file ends where a value is expected.'],
    ['{"a": 1,}', '1:9: The file is no valid JSON: `}` where a key is expected.'],
    ['{"a" 1}', '1:6: The file is no valid JSON: `1` where `:` is expected.'],
    ['{"a": [NaN, -Infinity, 1 2]}', '1:26: The file is no valid JSON: `2` where `,` or `]` is expected.'],
    ['{"a": nan}', '1:7: The file is no valid JSON: `nan` where a value is expected.'],
    ['{"a": 1} "b"', '1:10: The file is no valid JSON: a string where nothing more is expected.'],
    ['{"a": 01}', '1:8: The file is no valid JSON: `1` where `,` or `}` is expected.'],
    ['{"a": "\\x"}', '1:7: The file is no valid JSON: a wrong escape (`\\`) inside a string.'],
    ['{"a": "x\ny"}', '1:7: The file is no valid JSON: a line break inside a string.'],
    ['{"a": "x\u0001y"}', '1:7: The file is no valid JSON: a control character inside a string.'],
    ['{"a": 1 // no\n}', '1:9: The file is no valid JSON: `/` where `,` or `}` is expected.'],
    ['{\n<<<<<<< HEAD\n"a": 1}', '2:1: The file is no valid JSON: a merge conflict that was not resolved.'],
    ['<html></html>', ': This is a web page, not a notebook.'],
    ['\u001b[31m', '1:1: The file is no valid JSON: `\\x1b` where a value is expected.'],
    ['[]', ': The file is JSON but no notebook: its JSON is a list, not an object.'],
    ['null', ': The file is JSON but no notebook: its JSON is null, not an object.'],
    ['{"cells": []}', ': The file is JSON but no notebook: it has no `nbformat`.'],
    ['{"nbformat": "4"}', ': The file is JSON but no notebook: its `nbformat` is no whole number.'],
    ['{"nbformat": 4}', ': The file is JSON but no notebook: it has no list of cells.'],
    ['{"nbformat": 3, "cells": []}', ': The file is JSON but no notebook: it has no list of worksheets.'],
    [
      '{"nbformat": 2, "worksheets": []}',
      ': The notebook is of nbformat 2, older than what can be read (3 and 4).',
    ],
    [
      '{"nbformat": 5, "cells": []}',
      ': The notebook is of nbformat 5, newer than what can be read (3 and 4).',
    ],
    [v4([{}, 3]), 'cell 1: Cell 1 is a number, not an object.'],
  ])('%j', (text, message) => {
    expect(errorOf(text)).toBe(message);
  });

  test('the way out of an old format is named', () => {
    expect(() => readNotebook('{"nbformat": 2}')).toThrow(
      expect.objectContaining({ hint: 'Save it with Jupyter as nbformat 4.' }),
    );
  });
});

/** Getters become values. */
const plain = ({ text: _text, ...notebook }: Notebook) => JSON.parse(JSON.stringify(notebook));

test('nbformat 4 with all kinds of outputs', () => {
  const text = v4(
    [
      {
        cell_type: 'code',
        id: 'a1',
        execution_count: 7,
        metadata: { tags: ['x', 'y'] },
        source: ['df\n', 'df'],
        outputs: [
          { output_type: 'stream', name: 'stderr', text: ['a\n', 'b'] },
          { output_type: 'stream', name: 'stdout', text: 'c' },
          {
            output_type: 'execute_result',
            execution_count: 7,
            data: { 'text/plain': ['1\n', '2'], 'application/json': ['a', 'b'], 'application/x+json': ['c'] },
          },
          { output_type: 'display_data', data: { 'image/png': 'AAAA' } },
          { output_type: 'update_display_data', data: {} },
          { output_type: 'error', ename: 'E', evalue: 'v', traceback: ['t', 'u'] },
          { output_type: 'unknown' },
          null,
        ],
      },
      { cell_type: 'markdown', source: '# é', metadata: { tags: 'no list' } },
      { cell_type: 'heading', source: 3 },
      {},
    ],
    { metadata: { kernelspec: { name: 'python3', language: 'python' }, language_info: { name: 'Python' } } },
  );
  const none = {
    executionCount: null,
    id: null,
    metadata: {},
    outputs: [],
    source: '',
    tags: [],
    type: 'raw',
  };
  expect(plain(readNotebook(text))).toEqual({
    nbformat: { major: 4, minor: 4 },
    language: 'python',
    metadata: { kernelspec: { name: 'python3', language: 'python' }, language_info: { name: 'Python' } },
    cells: [
      {
        index: 0,
        id: 'a1',
        type: 'code',
        source: 'df\ndf',
        executionCount: 7,
        outputs: [
          { kind: 'stream', name: 'stderr', text: 'a\nb' },
          { kind: 'stream', name: 'stdout', text: 'c' },
          {
            kind: 'result',
            executionCount: 7,
            data: { 'text/plain': '1\n2', 'application/json': ['a', 'b'], 'application/x+json': ['c'] },
          },
          { kind: 'display', data: { 'image/png': 'AAAA' } },
          { kind: 'display', data: {} },
          { kind: 'error', name: 'E', message: 'v', traceback: ['t', 'u'] },
        ],
        metadata: { tags: ['x', 'y'] },
        tags: ['x', 'y'],
      },
      { ...none, index: 1, type: 'markdown', source: '# é', metadata: { tags: 'no list' } },
      { ...none, index: 2 },
      { ...none, index: 3 },
    ],
  });
});

test('nbformat 3: worksheets counted through, old names for everything', () => {
  const code = {
    cell_type: 'code',
    language: 'python',
    input: ['print 1\n', 'x'],
    prompt_number: 2,
    outputs: [
      { output_type: 'stream', stream: 'stdout', text: ['1\n'] },
      {
        output_type: 'pyout',
        prompt_number: 2,
        text: ['a\n', 'b'],
        html: '<p>',
        png: 'AAAA',
        latex: '$x$',
        other: 'no',
      },
      { output_type: 'display_data', jpeg: 'B', svg: ['<', 'svg>'], javascript: 'j', json: '{}' },
      { output_type: 'pyerr', ename: 'E', evalue: 'v', traceback: [] },
    ],
  };
  const text = JSON.stringify({
    metadata: { name: '' },
    nbformat: 3,
    nbformat_minor: 0,
    worksheets: [{ cells: [{ cell_type: 'heading', level: 1, source: 'T' }] }, {}, { cells: [code] }],
  });
  const none = { executionCount: null, id: null, metadata: {}, outputs: [], tags: [] };
  expect(plain(readNotebook(text))).toEqual({
    nbformat: { major: 3, minor: 0 },
    language: 'python',
    metadata: { name: '' },
    cells: [
      { ...none, index: 0, type: 'raw', source: 'T' },
      {
        ...none,
        index: 1,
        type: 'code',
        source: 'print 1\nx',
        executionCount: 2,
        outputs: [
          { kind: 'stream', name: 'stdout', text: '1\n' },
          {
            kind: 'result',
            executionCount: 2,
            data: { 'text/plain': 'a\nb', 'text/html': '<p>', 'image/png': 'AAAA', 'text/latex': '$x$' },
          },
          {
            kind: 'display',
            data: {
              'image/jpeg': 'B',
              'image/svg+xml': '<svg>',
              'application/javascript': 'j',
              'application/json': '{}',
            },
          },
          { kind: 'error', name: 'E', message: 'v', traceback: [] },
        ],
      },
    ],
  });
});

describe('the language', () => {
  test.each([
    [{}, 'python'],
    [{ language_info: { name: 'R' } }, 'r'],
    [{ kernelspec: { name: 'ir' } }, 'r'],
    [{ kernelspec: { name: 'julia-1.9' } }, 'julia'],
    [{ kernelspec: { name: 'my-env', language: 'python' } }, 'python'],
    [{ kernelspec: { name: 'my-env' } }, 'python'],
    [{ language_info: { name: 'python3' } }, 'python'],
    [{ language_info: { name: 'ipython' }, kernelspec: { language: 'scala' } }, 'python'],
    [{ kernelspec: 3, language_info: null }, 'python'],
  ])('%j', (metadata, language) => {
    expect(readNotebook(v4([], { metadata })).language).toBe(language);
  });
});

test('keys that mean something to JavaScript mean nothing here', () => {
  const text =
    '{"__proto__": {"cells": [1]}, "cells": [{"cell_type": "code", "metadata": {"__proto__": {"tags": ["nbassert"]}},' +
    '"outputs": [{"output_type": "display_data", "data": {"__proto__": "x", "constructor": "y"}}]}], "nbformat": 4}';
  const notebook = readNotebook(text);
  const cell = notebook.cells[0]!;
  expect(cell.tags).toEqual([]);
  expect(Object.keys((cell.outputs[0] as { data: object }).data)).toEqual(['__proto__', 'constructor']);
  expect(({} as Record<string, unknown>).tags).toBeUndefined();
});

test('JSON that nests very deep is read', () => {
  const deep = '['.repeat(50_000) + ']'.repeat(50_000);
  expect(readNotebook(`{"cells": [{"x": ${deep}}], "nbformat": 4}`).cells).toHaveLength(1);
  expect(errorOf(`{"cells": [{"x": ${deep.slice(0, -1)}}]}`)).toMatch(/`}` where `,` or `]` is expected/);
});

test('non-finite numbers, in strings and out of them', () => {
  expect(parseJson('[NaN, Infinity, -Infinity, "NaN \\" -Infinity", {"NaN": NaN}]')).toEqual([
    null,
    Infinity,
    -Infinity,
    'NaN " -Infinity',
    { NaN: null },
  ]);
});

test('of duplicate keys the same one counts as for Python', { timeout: 60_000 }, () => {
  const samples = fc.sample(shape(false), { numRuns: 200, seed: 3 }).map(textOf);
  const script = `
import json, sys
def sources(text):
    nb = json.loads(text.lstrip('\\ufeff'))
    cells = nb['cells'] if nb['nbformat'] == 4 else [c for s in nb['worksheets'] for c in s['cells']]
    join = lambda x: x if isinstance(x, str) else ''.join(x)
    return [[c['cell_type'], join(c.get('input', c.get('source')))] for c in cells]
json.dump([sources(t) for t in json.load(sys.stdin)], sys.stdout)`;
  const run = spawnSync(pythonPath, ['-c', script], { input: JSON.stringify(samples), encoding: 'utf8' });
  expect(run.stderr).toBe('');
  const ours = samples.map((text) => readNotebook(text).cells.map((cell) => [cell.type, cell.source]));
  expect(ours).toEqual(JSON.parse(run.stdout));
});
