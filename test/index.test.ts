import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import * as library from '../src/index.ts';
import {
  acceptAll,
  loadBuiltin,
  NbassertError,
  propose,
  readNotebook,
  remove,
  rewrite,
} from '../src/index.ts';

const text = readFileSync(fileURLToPath(new URL('../fixtures/passengers.ipynb', import.meta.url)), 'utf8');

test('the library exports what its description promises, and nothing by accident', () => {
  expect(Object.keys(library).sort()).toEqual([
    'CHECKS',
    'CONFIDENCES',
    'DEFAULT_OPTIONS',
    'EVIDENCE_REASONS',
    'IMPLICIT',
    'MECHANISMS',
    'NbassertError',
    'PROPOSAL_REASONS',
    'STRICTNESSES',
    'VERSION',
    'acceptAll',
    'loadBuiltin',
    'loadTemplates',
    'mergeLibraries',
    'propose',
    'readNotebook',
    'remove',
    'rewrite',
  ]);
});

test('from the text of a notebook to asserts in it, and back', async () => {
  const analysis = propose(readNotebook(text), await loadBuiltin(), { checks: ['shape'] });
  const accepted = acceptAll(analysis);
  expect(accepted.map(({ proposal }) => proposal.check)).toEqual(accepted.map(() => 'shape'));
  expect(accepted[0]?.assert.split('\n')[0]).toBe(
    'assert df.shape[1] == 9, f"expected 9 columns, found {df.shape[1]}"',
  );
  const hardened = rewrite(analysis.notebook, accepted, { notes: 'short', cellTags: [] });
  const sources = readNotebook(hardened).cells.map(({ source }) => source);
  for (const { assert } of accepted) expect(sources.some((source) => source.includes(assert))).toBe(true);
  expect(remove(readNotebook(hardened)).text).toBe(text);
});

test('nothing accepted, nothing changed', () => {
  expect(rewrite(readNotebook(text), [], { notes: 'full', cellTags: [] })).toBe(text);
  expect(remove(readNotebook(text))).toEqual({ text, removed: 0, asserts: 0, left: [] });
});

test('the same decisions give the same text', async () => {
  const once = async () => {
    const { notebook, ...analysis } = propose(readNotebook(text), await loadBuiltin());
    return rewrite(notebook, acceptAll({ notebook, ...analysis }), { notes: 'full', cellTags: [] });
  };
  expect(await once()).toBe(await once());
});

test('what is no notebook is an error with its kind', () => {
  expect(() => readNotebook('{}')).toThrow(NbassertError);
  expect(() => readNotebook('{}')).toThrow(expect.objectContaining({ kind: 'unreadable', exitCode: 3 }));
});
