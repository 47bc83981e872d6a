/** Hostile text in place of every text that an output said: an assert stays its template's tree, with other constants. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Evidence } from '../../src/evidence/index.ts';
import { suggestionsFor } from '../../src/templates/examples.ts';
import { loadTemplates } from '../../src/templates/index.ts';
import { pythonPath } from '../python.ts';

const { templates } = await loadTemplates(fileURLToPath(new URL('../../templates', import.meta.url)));

/** `pwned` is a name that no template and no example uses: nowhere in a tree may it be more than a constant. */
const HOSTILE: readonly string[] = [
  'pwned',
  '"); pwned(); ("',
  "'] + pwned() + ['",
  '{pwned()}',
  '{{pwned}}',
  '{pwned!r:>{pwned}}',
  '%(pwned)s',
  '$' + '{pwned}',
  '{{ pwned | upper }}{% pwned %}',
  '\\',
  '\\"; pwned #',
  '"""; pwned; """',
  "'''; pwned; '''",
  '# pwned',
  '\n    pwned()\n',
  'a\r\npwned()',
  '\u2028pwned()\u2029',
  '\u0000pwned\u001b[2J\u0007\u009b31m',
  '\u202epwned\u2066',
  '\ud800pwned',
  '<img src=x onerror=pwned()>',
  '[pwned](javascript:pwned())',
  '``` pwned `',
  '__proto__',
  'constructor',
  '-->',
];

/** The same evidence with other text: what kind of value it is stays. */
function withText(value: unknown, text: (old: string) => string, key = ''): unknown {
  if (typeof value === 'string') return ['kind', 'type', 'doubtfulLabels'].includes(key) ? value : text(value);
  if (Array.isArray(value)) return value.map((item) => withText(item, text, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withText(item, text, name)]));
}

interface Written {
  readonly template: string;
  readonly strictness: string;
  readonly assert: string;
  readonly note: string;
  /** What the template and its example say themselves. */
  readonly own: string;
}

/** Everything that the examples come to when each text of their outputs is replaced by what `make` gives. */
function written(make: (at: number) => string): Written[] {
  return templates.flatMap((template) => {
    const own = JSON.stringify(template.data);
    return template.data.examples.flatMap((example) => {
      let at = 0;
      const known = new Map<string, string>();
      const text = (old: string) => {
        const found = known.get(old) ?? make(at++);
        known.set(old, found);
        return found;
      };
      const evidence = (read: Evidence) => withText(read, text) as Evidence;
      return suggestionsFor(template, example, { evidence }).suggestions.flatMap(({ variants, assumption }) =>
        variants.map(({ strictness, assert, note }) => {
          return { template: template.id, strictness, assert, note: `${assumption}\n${note}`, own };
        }),
      );
    });
  });
}

const CHECK = `
import ast, json, sys
def blank(node):
    """The shape of a tree: what is constant, or consists of constants only, is one mark."""
    if isinstance(node, ast.Constant): return 'constant'
    if isinstance(node, ast.JoinedStr): return ['text', [blank(v.value) for v in node.values if not isinstance(v, ast.Constant)]]
    # A message that an f-string of older Pythons cannot hold.
    if is_format(node): return ['text', [blank(v) for v in node.args]]
    if isinstance(node, ast.AST):
        fields = [[name, blank(value)] for name, value in ast.iter_fields(node) if name not in ('ctx', 'type_comment', 'kind')]
        if isinstance(node, (ast.Set, ast.List, ast.Tuple, ast.Dict, ast.UnaryOp)) and all(isinstance(c, (ast.Constant, ast.unaryop, ast.expr_context)) for c in ast.iter_child_nodes(node)):
            return [type(node).__name__, 'constants']
        return [type(node).__name__, fields]
    if isinstance(node, list): return [blank(item) for item in node]
    return node
def is_format(node):
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == 'format' and isinstance(node.func.value, ast.Constant)
def names(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Name): yield node.id
        if isinstance(node, ast.Attribute): yield node.attr
        if isinstance(node, ast.keyword) and node.arg: yield node.arg
        if isinstance(node, ast.arg): yield node.arg
harmless, hostile = json.load(sys.stdin)
shapes = {}
for item in harmless:
    for statement in ast.parse(item['assert']).body:
        shapes.setdefault(item['template'], set()).add(json.dumps(blank(statement)))
wrong = []
for item in hostile:
    try:
        tree = ast.parse(item['assert'])
    except Exception as error:
        wrong.append([item['template'], str(error), item['assert']]); continue
    strange = [type(s).__name__ for s in tree.body if not isinstance(s, ast.Assert)] + [n for n in names(tree) if n not in item['own'] and n != 'format']
    if strange: wrong.append([item['template'], strange, item['assert']])
    for statement in tree.body:
        if json.dumps(blank(statement)) not in shapes.get(item['template'], set()):
            wrong.append([item['template'], 'another tree', item['assert']])
json.dump(wrong, sys.stdout)
`;

const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

test('nothing that an output says becomes code, a control character, or markup', { timeout: 300_000 }, () => {
  const examples = templates.flatMap((template) =>
    template.data.examples.flatMap((example) =>
      suggestionsFor(template, example).suggestions.flatMap(({ variants }) =>
        variants.map(({ strictness, assert }) => ({ template: template.id, strictness, assert })),
      ),
    ),
  );
  // Words of another form than an example's may take a template another way; those are as harmless as they look.
  const harmless = [...examples, ...written((at) => `word${at}`), ...written((at) => `${at} Word, and so on`), ...written(() => 'x')];
  // Each text stands once in each of the first places, and beside different ones.
  const hostile = [0, 5, 11, 16, 21].flatMap((shift) =>
    written((at) => `${HOSTILE[(at * 7 + shift) % HOSTILE.length]}${at < HOSTILE.length ? '' : at}`),
  );
  expect(hostile.length).toBeGreaterThan(1000);
  const done = spawnSync(pythonPath, ['-c', CHECK], {
    input: JSON.stringify([harmless, hostile]),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  expect(done.stderr).toBe('');
  expect(JSON.parse(done.stdout)).toEqual([]);
  const unsafe = hostile.filter(({ assert, note }) => UNPRINTABLE.test(assert) || UNPRINTABLE.test(note));
  expect(unsafe).toEqual([]);
  expect(hostile.filter(({ note }) => /<img|\]\(javascript/.test(withoutCode(note)))).toEqual([]);
});

/** Markdown without its code spans, as CommonMark pairs runs of backticks. */
function withoutCode(markdown: string): string {
  return markdown.replace(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
}
