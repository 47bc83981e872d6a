/** With `redact`, nothing that an output said reaches an assert, a message or a note. */
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { suggestionsFor } from '../../src/templates/examples.ts';
import { loadTemplates } from '../../src/templates/index.ts';

const folder = fileURLToPath(new URL('../../templates', import.meta.url));
const { templates } = await loadTemplates(folder);

/** Numbers and words of at least three characters, as an output or an assert holds them. */
function tokensOf(text: string): Set<string> {
  return new Set(text.match(/\d+\.\d+|\d{3,}|\p{L}[\p{L}\d_]{2,}/gu) ?? []);
}

const cases = templates.flatMap((template) =>
  template.data.examples
    .filter((example) => example.asserts !== undefined)
    .map((example) => ({ template, example, name: `${template.id}: ${example.name}` })),
);

describe('nothing from an output is written', () => {
  test.each(cases)('$name', ({ template, example }) => {
    const { suggestions } = suggestionsFor(template, example, { redact: true });
    const written = suggestions.flatMap((it) => [
      it.assumption,
      ...it.facts,
      ...it.variants.flatMap((variant) => [variant.assert, variant.note]),
    ]);
    const outputs = [example.output, example.probed, ...(example.elsewhere ?? []).map((it) => it.output)];
    const secrets = tokensOf(JSON.stringify(outputs).replaceAll('\\n', ' '));
    // What the code says may be written, and so may the template's own words.
    const { examples: _, ...own } = template.data;
    const cells = [example.before, example.cell, ...(example.elsewhere ?? []).map((it) => it.cell)];
    const known = tokensOf(`${JSON.stringify(own)} ${cells.join(' ')} the output further True None`);
    const leaked = [...tokensOf(written.join('\n'))].filter((it) => secrets.has(it) && !known.has(it));
    expect(leaked).toEqual([]);
  });
});

test('forms without literals are kept, in notes and messages dots stand for what is held back', () => {
  const template = templates.find((it) => it.id === 'shape/table-shape');
  const example = template?.data.examples.find((it) => it.asserts !== undefined);
  if (template === undefined || example === undefined) throw new Error('no such template');
  const { suggestions } = suggestionsFor(template, example, { redact: true });
  expect(suggestions.flatMap((it) => it.variants.map((variant) => variant.assert))).toEqual([
    'assert df.shape[0] > 0, f"expected rows, found shape {df.shape}"',
  ]);
});
