import * as fc from 'fast-check';
import { Liquid } from 'liquidjs';
import { describe, expect, it } from 'vitest';
import { compileParsed } from '../../src/templates/evaluate.ts';
import { FILTERS } from '../../src/templates/filters/index.ts';
import { loadBuiltin } from '../../src/templates/index.ts';

const engine = new Liquid({
  strictFilters: false,
  ownPropertyOnly: true,
  groupedExpressions: true,
  outputEscape: (value: unknown) => JSON.stringify(value) ?? 'undefined',
});
engine.registerFilter('join3', (a: unknown, b: unknown, c: unknown) => [a, b, c]);
engine.registerFilter('fail', () => {
  throw new Error('no value');
});
engine.registerFilter('later', function* () {
  yield 1;
  return 2;
});

const VARIABLES = {
  n: 3,
  zero: 0,
  text: 'abc',
  empty_text: '',
  none: null,
  yes: true,
  no: false,
  list: [1, 'b', [2, 3]],
  nothing: [],
  record: { a: 1, list: [4, 5, 6], size: 7, deep: { b: 'x' } },
  bare: { first: 'own', b: 2 },
  counted: new Map([['k', 1]]),
  call: () => 'called',
};

/** What the library makes of a text, or the message of what it throws. */
function byLibrary(source: string): string {
  try {
    return String(engine.parseAndRenderSync(source, VARIABLES));
  } catch (error) {
    return `error ${(error as Error).message.replace(/, line:.*/s, '')}`;
  }
}

function compiled(source: string): string | null {
  const evaluate = compileParsed(engine.parse(source), engine);
  try {
    return evaluate === null ? null : evaluate(VARIABLES);
  } catch (error) {
    return `error ${(error as Error).message}`;
  }
}

describe('a compiled text says what the library says', () => {
  it.each([
    'plain',
    '',
    'a {{ n }} b {{ text }}',
    '{{ missing }}|{{ missing.too }}|{{ none.a }}|{{ n.a }}|{{ text.a }}',
    '{{ list[0] }}{{ list[-1] }}{{ list[9] }}{{ list[1.5] }}{{ list["0"] }}{{ list[n] }}',
    '{{ list.size }}{{ list.first }}{{ list.last }}{{ nothing.first }}{{ nothing.size }}',
    '{{ text.size }}{{ record.size }}{{ bare.size }}{{ counted.size }}{{ n.size }}',
    '{{ bare.first }}{{ record.first }}{{ record.last }}',
    '{{ record["a"] }}{{ record[text] }}{{ record.deep["b"] }}{{ record.list[zero] }}',
    '{{ record.toString }}{{ text.length }}{{ list.length }}',
    '{{ call }}',
    '{{ "quoted" }}{{ 1.5 }}{{ true }}{{ nil }}{{ empty }}',
    '{{ n | plus: 2 | times: n }}{{ list | join3: text, nil }}{{ n | join3: key: 4 }}',
    '{{ (n | plus: 1) | times: 2 }}',
    '{% if (n | plus: 1) == 4 %}four{% endif %}',
    '{% if n %}n{% else %}-{% endif %}{% if zero %}z{% endif %}{% if empty_text %}e{% endif %}{% if none %}x{% endif %}',
    '{% if no %}a{% elsif yes %}b{% else %}c{% endif %}{% if missing %}a{% elsif no %}b{% else %}c{% endif %}',
    '{% if none == nil %}a{% endif %}{% if missing == nil %}b{% endif %}{% if n != nil %}c{% endif %}{% if nil == none %}d{% endif %}',
    '{% if nothing == empty %}a{% endif %}{% if empty_text == empty %}b{% endif %}{% if list == empty %}c{% endif %}{% if text == blank %}d{% endif %}',
    '{% if list contains "b" %}a{% endif %}{% if list contains 9 %}b{% endif %}{% if text contains "b" %}c{% endif %}{% if n contains 3 %}d{% endif %}',
    '{% if list contains record.list %}a{% endif %}{% if none contains "a" %}b{% endif %}',
    '{% if n > 2 %}a{% endif %}{% if n >= 3 %}b{% endif %}{% if n < "4" %}c{% endif %}{% if missing < 1 %}d{% endif %}{% if n <= nil %}e{% endif %}{% if nil > n %}f{% endif %}',
    '{% if yes and no or yes %}a{% endif %}{% if no and yes or yes %}b{% endif %}{% if not no and yes %}c{% endif %}{% if yes or no and no %}d{% endif %}',
    '{% if no and (n | fail) %}a{% endif %}',
    '{% if yes or (n | fail) %}a{% endif %}',
    '{% assign x = list[2] %}{{ x[1] }}{% assign n = 5 %}{{ n }}{% if x == list[2] %}same{% endif %}',
    '{% if yes %}{% assign inner = "set" %}{% endif %}{{ inner }}',
    '  {%- if yes -%}  trimmed  {%- endif -%}  {{- n -}}  ',
    '{{ list | uniq | reverse | first }}{{ text | slice: 1, 1 }}{{ missing | default: 4 }}{{ no | default: 4 }}',
    '{{ n | fail }}',
  ])('%s', (source) => {
    expect(compiled(source)).toBe(byLibrary(source));
  });

  it('whatever values are compared and joined', () => {
    const value = fc.constantFrom(...Object.keys(VARIABLES), 'record.a', 'record.list', 'list[2]', 'list.size', 'nil', 'empty', 'blank', 'true', 'false', '3', '"abc"', 'missing');
    const operator = fc.constantFrom('==', '!=', '<', '>', '<=', '>=', 'contains', 'and', 'or');
    const condition = fc
      .tuple(value, fc.array(fc.tuple(operator, fc.boolean(), value), { maxLength: 4 }))
      .map(([first, rest]) => [first, ...rest.map(([op, negated, it]) => `${op} ${negated && /and|or/.test(op) ? 'not ' : ''}${it}`)].join(' '));
    fc.assert(
      fc.property(condition, (it) => {
        const source = `{% if ${it} %}yes{% else %}no{% endif %}`;
        expect(compiled(source), source).toBe(byLibrary(source));
      }),
      { numRuns: 2000 },
    );
  });
});

it.each(['{% for i in list %}{{ i }}{% endfor %}', '{% unless no %}a{% endunless %}', '{{ (1..3) }}', '{{ n | later }}'])(
  'is left to the library: %s',
  (source) => {
    expect(compiled(source)).toBeNull();
  },
);

it('every text of the built-in templates is compiled', async () => {
  const { templates } = await loadBuiltin();
  const texts: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value === 'string' && /\{[{%]/.test(value)) texts.push(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
  };
  for (const { data } of templates) collect({ ...data, examples: [], match: '', evidence: data.evidence.when });
  for (const name of Object.keys(FILTERS)) engine.registerFilter(name, (it: unknown) => it);
  expect(texts.length).toBeGreaterThan(1000);
  expect(texts.filter((text) => compileParsed(engine.parse(text), engine) === null)).toEqual([]);
});
