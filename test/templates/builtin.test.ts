/** The templates that come with nbassert, held to what every template has to be. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadTemplates, runExamples } from '../../src/templates/index.ts';
import { templateJsonSchema } from '../../src/templates/schema.ts';
import { askPython } from './run-python.ts';

const folder = fileURLToPath(new URL('../../templates', import.meta.url));
const { templates, problems } = await loadTemplates(folder);
const results = templates.map((template) => ({ template, results: runExamples(template) }));

test('all load', () => {
  expect(problems.map((it) => `${it.where}: ${it.message}`)).toEqual([]);
  expect(templates.length).toBeGreaterThan(20);
});

describe.each(results)('$template.id', ({ template, results: examples }) => {
  test.each(examples)('$name', (example) => {
    expect(example.outcome === 'ok' ? '' : `${example.outcome}\n${example.report}`).toBe('');
  });

  test('proposes and refuses', () => {
    const { examples: given } = template.data;
    expect(given.filter((it) => it.asserts !== undefined)).not.toEqual([]);
    expect(given.filter((it) => it.refuses !== undefined)).not.toEqual([]);
  });

  test('says why at some length', () => {
    expect(template.why.split(/\s+/).length).toBeGreaterThanOrEqual(25);
  });

  test('a note speaks of the assert below it: another strictness, another note', () => {
    for (const { variants } of examples.flatMap((it) => it.suggestions)) {
      const notes = variants.map(({ strictness, note }) => [note, strictness] as const);
      expect(new Map(notes).size, notes.join('\n')).toBe(variants.length);
    }
  });

  test('its notes take two to four lines and name the assumption', () => {
    for (const suggestion of examples.flatMap((it) => it.suggestions)) {
      for (const { note } of suggestion.variants) {
        expect(note.split('\n').length).toBeGreaterThanOrEqual(2);
        expect(note.split('\n').length).toBeLessThanOrEqual(4);
        expect(note).toMatch(/^\*\*Assumption:\*\* \S/);
      }
    }
  });
});

test('every assert is Python of asserts only, and no name in it comes from an output', async () => {
  const cases = await Promise.all(
    results.flatMap(({ template, results: examples }) =>
      examples.flatMap((example, index) =>
        example.suggestions.flatMap((suggestion) =>
          suggestion.variants.map(async (variant) => {
            const given = template.data.examples[index];
            const asserts =
              /^assert:\n(.|\n)*?^note:/m.exec(await readFile(template.file, 'utf8'))?.[0] ?? '';
            return [
              variant.assert,
              `${given?.before ?? ''}\n${given?.cell ?? ''}\n${asserts}`,
              template.id,
            ] as const;
          }),
        ),
      ),
    ),
  );
  expect(cases.length).toBeGreaterThan(60);
  const wrong = askPython<string[]>(
    `
import re, builtins
result = []
for source, known, template in items:
    words = set(re.findall(r'\\w+', known)) | {'format', 'float', 'int', 'str', 'bool', 'list', 'dict', 'tuple', 'set'}
    tree = ast.parse(source)
    if not all(isinstance(statement, ast.Assert) and statement.msg is not None for statement in tree.body):
        result.append(template + ': no assert with a message: ' + source)
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for name in names - words - {'pd', 'Series'}:
        result.append(template + ': ' + name + ' in ' + source)
`,
    cases,
  );
  expect(wrong).toEqual([]);
});

test('lines have at most 88 characters', () => {
  const long = results
    .flatMap((it) =>
      it.results.flatMap((example) => example.suggestions.flatMap((suggestion) => suggestion.variants)),
    )
    .flatMap((variant) => variant.assert.split('\n'))
    .filter((line) => line.length > 92);
  expect(long).toEqual([]);
});

test('the JSON Schema for editors is up to date (`npx vitest run test/templates -u` writes it)', async () => {
  await expect(`${JSON.stringify(templateJsonSchema(), null, 2)}\n`).toMatchFileSnapshot(
    '../../templates/schema.json',
  );
});
