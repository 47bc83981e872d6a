import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkTemplate } from '../../src/templates/index.ts';

const good = `id: shape/mine
check: shape
summary: The shape of a table is shown.
why: |
  The number of columns is a contract between a table and the code behind it.
confidence: high
match:
  any: [$X.shape]
  where: {X: {kind: name}}
evidence:
  kind: sequence
  when: evidence.items.size == 2
facts: ["shape of {{ X }}"]
assume: "{{ X }} has {{ evidence.items[1] }} columns"
assert:
  strict: "{{ subject }} == {{ evidence | tuple }}"
message: "expected another shape, found {actual}"
note: |
  **Assumption:** {{ X }} has its columns.
examples:
  - name: a table
    cell: df.shape
    output: (1, 2)
    asserts:
      strict: assert df.shape == (1, 2)
`;

async function problemsOf(text: string, id = 'shape/mine'): Promise<string[]> {
  const { template, problems } = await checkTemplate(text, 'mine.yaml', id);
  expect(template === null).toBe(problems.length > 0);
  return problems.map((it) => `${it.where}: ${it.message}`);
}

test('a good template has no problem', async () => {
  expect(await problemsOf(good)).toEqual([]);
});

test.each<[string, (text: string) => string, string[]]>([
  [
    'an unknown key',
    (it) => it.replace('summary:', 'sumary:'),
    ['mine.yaml:1:1: `summary` is missing', 'mine.yaml:3:1: unknown key `sumary`, did you mean `summary`?'],
  ],
  [
    'a pattern for everything',
    (it) => it.replace('[$X.shape]', '[$X]'),
    ['mine.yaml:8:9: a metavariable alone matches everything'],
  ],
  [
    'a doubt with a wrong pattern',
    (it) => it.replace('confidence: high', 'confidence: high\ndoubt:\n  - match: np.array($df).shape\n    because: made here'),
    [
      'mine.yaml:8:21: pattern: Metavariables are upper case; write `$DF`',
    ],
  ],
  [
    'a doubt without a question',
    (it) => it.replace('confidence: high', 'confidence: high\ndoubt:\n  - because: made here'),
    ['mine.yaml:8:5: `doubt.0`: one of when, match'],
  ],
  [
    'aliases that multiply',
    () =>
      `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c]\n`,
    ['mine.yaml:1:1: too many aliases'],
  ],
  [
    'an unknown key inside',
    (it) => it.replace('  any:', '  anny:'),
    ['mine.yaml:8:3: unknown key `anny`, did you mean `any`?'],
  ],
  [
    'an unknown check',
    (it) => it.replace('check: shape', 'check: shapes'),
    ['mine.yaml:2:8: `check` is "shapes", expected `shape`'],
  ],
  [
    'an id that is not its path',
    (it) => it.replace('id: shape/mine', 'id: shape/yours'),
    ['mine.yaml:1:5: the id is `shape/yours`, its path says `shape/mine`'],
  ],
  [
    'a name that nothing binds',
    (it) => it.replace('shape of {{ X }}', 'shape of {{ Y }}'),
    ['mine.yaml:13:9: nothing is called `Y` here, did you mean `X`?'],
  ],
  [
    'a limit on what no pattern binds',
    (it) => it.replace('where: {X:', 'where: {Z:'),
    ['mine.yaml:9:11: no pattern binds `Z`'],
  ],
  [
    'a message that hides the value',
    (it) => it.replace('{actual}', 'something'),
    ['mine.yaml:17:10: the message does not show the actual value'],
  ],
  [
    'a filter that does not exist',
    (it) => it.replace('| tuple', '| tupel'),
    ['mine.yaml:16:11: there is no filter `tupel`'],
  ],
  [
    'the filter that would let text through',
    (it) => it.replace('| tuple', '| raw'),
    ['mine.yaml:16:11: there is no filter `raw`'],
  ],
  [
    'a tag that reads files',
    (it) => it.replace('has its columns', "{% include 'x' %}"),
    ['mine.yaml:18:7: tag "include" not found'],
  ],
  [
    'an assert that is no Python',
    (it) => it.replace('{{ subject }} == {{', '{{ subject }} is more than {{'),
    ['mine.yaml:16:11: this makes no Python: `x is more than x`'],
  ],
  [
    'an assert whose other branch is no Python',
    (it) => it.replace('== {{ evidence | tuple }}', '{% if stable %}== {{ evidence | tuple }}{% else %}has columns{% endif %}'),
    ['mine.yaml:16:11: this makes no Python: `x has columns`'],
  ],
  [
    'an assert with the word in front',
    (it) => it.replace('{{ subject }} ==', 'assert {{ subject }} =='),
    ['mine.yaml:16:11: `assert` is written by nbassert'],
  ],
  [
    'a statement in place of a condition',
    (it) => it.replace('{{ subject }} ==', '{{ subject }} ='),
    ['mine.yaml:16:11: this makes no Python: `x = x`'],
  ],
  [
    'an actual value that is no Python',
    (it) => it.replace('message:', 'actual: "the shape"\nmessage:'),
    ['mine.yaml:17:9: this makes no Python: `the shape`'],
  ],
  [
    'keys in another order',
    (it) =>
      it
        .replace(/(summary: .*\n)/, '')
        .replace('confidence: high\n', 'confidence: high\nsummary: The shape.\n'),
    ['mine.yaml:6:1: `summary` stands behind `confidence`'],
  ],
  [
    'no YAML',
    () => 'id: [',
    [
      'mine.yaml:1:6: no valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
  ],
  ['a list', () => '- 1\n', ['mine.yaml:1:1: the template: expected keys with values: `key: …`, found a list']],
  [
    'an example that expects nothing',
    (it) => it.replace(/ {4}asserts:\n.*\n/, ''),
    ['mine.yaml:21:5: `examples.0`: one of asserts, refuses, known-miss'],
  ],
  [
    'no example',
    (it) => it.replace(/examples:(.|\n)*/, 'examples: []\n'),
    ['mine.yaml:20:11: `examples`: Too small: expected array to have >=1 items'],
  ],
])('%s', async (_name, edit, expected) => {
  expect(await problemsOf(edit(good))).toEqual(expected);
});

test('a wrong pattern is named where it stands', async () => {
  const [problem] = await problemsOf(good.replace('[$X.shape]', '[$df.shape]').replace(/ {2}where.*\n/, ''));
  expect(problem).toMatch(/^mine\.yaml:8:\d+: pattern: .*\$/);
});

test('no text makes the check throw', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(good.length),
      fc.nat(40),
      fc.string({ unit: fc.constantFrom('{', '}', '%', ':', '-', '$', '"', '\n', ' ', 'a', '|') }),
      async (at, cut, text) => {
        await checkTemplate(good.slice(0, at) + text + good.slice(at + cut), 'mine.yaml', 'shape/mine');
      },
    ),
    { numRuns: 150 },
  );
});
