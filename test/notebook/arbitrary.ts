/** Arbitrary notebooks as text: every layout and spelling that a file may have. */

import fc from 'fast-check';

/** JSON with its own spelling of scalars and with duplicate keys. */
export type Node =
  | { readonly raw: string }
  | { readonly items: readonly Node[] }
  | { readonly members: readonly (readonly [string, Node])[] };

export interface Style {
  /** One level; null for everything on one line. */
  readonly indent: string | null;
  readonly eol: '\n' | '\r\n';
  readonly colon: string;
  /** Behind a comma, when everything is on one line. */
  readonly space: string;
  readonly bom: boolean;
  readonly end: string;
  readonly ascii: boolean;
  readonly empty: readonly [string, string];
}

export const style: fc.Arbitrary<Style> = fc.record({
  indent: fc.constantFrom<string | null>(' ', ' ', '  ', '\t', '    ', '', null),
  eol: fc.constantFrom('\n', '\n', '\r\n'),
  colon: fc.constantFrom(': ', ':', ' : '),
  space: fc.constantFrom('', ' '),
  bom: fc.boolean(),
  end: fc.constantFrom('', '\n', '\r\n', '\n\n'),
  ascii: fc.boolean(),
  empty: fc.constantFrom<readonly [string, string]>(['{}', '[]'], ['{ }', '[ ]']),
});

export function print(node: Node, style: Style, depth = 0): string {
  if ('raw' in node) return node.raw;
  const gap = (level: number) => (style.indent === null ? '' : style.eol + style.indent.repeat(level));
  const comma = style.indent === null ? `,${style.space}` : `,${gap(depth + 1)}`;
  if ('items' in node) {
    if (node.items.length === 0) return style.empty[1];
    const items = node.items.map((item) => print(item, style, depth + 1));
    return `[${gap(depth + 1)}${items.join(comma)}${gap(depth)}]`;
  }
  if (node.members.length === 0) return style.empty[0];
  const members = node.members.map(
    ([key, value]) => spell(key, style) + style.colon + print(value, style, depth + 1),
  );
  return `{${gap(depth + 1)}${members.join(comma)}${gap(depth)}}`;
}

function spell(text: string, style: Style): string {
  const json = JSON.stringify(text);
  if (!style.ascii) return json;
  return json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** What a notebook is made of. */
export interface Shape {
  readonly major: 3 | 4;
  readonly minor: number;
  readonly style: Style;
  readonly cells: readonly CellShape[];
  readonly sorted: boolean;
  readonly sourceAsList: boolean;
  /** Odd but harmless things: non-finite numbers, duplicate and unknown keys. */
  readonly odd: boolean;
  readonly sheets: number;
}

export interface CellShape {
  readonly type: 'code' | 'markdown' | 'raw';
  readonly source: string;
  readonly id: string;
  readonly metadata: 'missing' | 'empty' | 'tags' | 'proto' | 'before' | 'behind' | 'null';
  readonly outputs: 'missing' | 'none' | 'stream' | 'result' | 'picture';
  readonly attachments: boolean;
  /** Spells the source with escapes that nobody needs. */
  readonly spelling: 'plain' | 'odd' | 'coarse';
}

const line = fc.constantFrom(
  'df.head()',
  'print("é", df.shape)',
  'x = f(a,\n      b)',
  'if x:\n    print(y)',
  '',
  '# größer 😀 \u2028',
  'a = 1; df.describe();',
  '\tindented',
  '"\\ud800"',
  '%matplotlib inline',
  'acc = accuracy_score(y, p)',
);

const cell = (valid: boolean): fc.Arbitrary<CellShape> =>
  fc.record({
    type: fc.constantFrom('code', 'code', 'code', 'markdown', 'raw'),
    source: fc
      .tuple(fc.array(line, { maxLength: 5 }), fc.constantFrom('\n', '\n', '\r\n'), fc.boolean())
      .map(
        ([lines, eol, ends]) =>
          lines.join('\n').replaceAll('\n', eol) + (ends && lines.length > 0 ? eol : ''),
      ),
    id: fc.string({ minLength: 1, maxLength: 3, unit: fc.constantFrom(...'abc-_09') }),
    metadata: valid
      ? fc.constantFrom('empty', 'tags', 'proto', 'before', 'behind')
      : fc.constantFrom('missing', 'empty', 'tags', 'proto', 'before', 'behind', 'null'),
    outputs: valid
      ? fc.constantFrom('none', 'stream', 'result', 'picture')
      : fc.constantFrom('missing', 'none', 'stream', 'result', 'picture'),
    attachments: fc.boolean(),
    spelling: fc.constantFrom('plain', 'plain', 'odd', 'coarse'),
  });

/** `valid` leaves out what nbformat's schemas forbid. */
export const shape = (valid: boolean): fc.Arbitrary<Shape> =>
  fc
    .record({
      version: fc.constantFrom(
        [3, 0] as const,
        [4, 0] as const,
        [4, 2] as const,
        [4, 4] as const,
        [4, 5] as const,
      ),
      style,
      cells: fc.array(cell(valid), { minLength: 1, maxLength: 5 }),
      sorted: fc.boolean(),
      sourceAsList: fc.boolean(),
      odd: valid ? fc.constant(false) : fc.boolean(),
      sheets: fc.integer({ min: 1, max: 2 }),
    })
    .map(({ version, cells, ...rest }) => ({
      ...rest,
      major: version[0],
      minor: version[1],
      // Duplicate ids are legal to read; a schema check sees no difference, nbformat's own check does.
      cells: valid ? cells.map((one, index) => ({ ...one, id: `${one.id.slice(0, 2)}${index}` })) : cells,
    }));

export function textOf(shape: Shape): string {
  const { style } = shape;
  const text = print(documentOf(shape), style);
  return `${style.bom ? '\ufeff' : ''}${text}${style.end}`;
}

const raw = (text: string): Node => ({ raw: text });

function documentOf(shape: Shape): Node {
  const cells = shape.cells.map((one) => cellOf(one, shape));
  const half = shape.sheets === 1 ? cells.length : Math.ceil(cells.length / 2);
  const sheet = (items: Node[]): Node => ({
    members: [
      ['cells', { items }],
      ['metadata', { members: [] }],
    ],
  });
  const list: [string, Node] =
    shape.major === 4
      ? ['cells', { items: cells }]
      : [
          'worksheets',
          { items: [sheet(cells.slice(0, half)), ...(shape.sheets === 1 ? [] : [sheet(cells.slice(half))])] },
        ];
  const odd: [string, Node][] = shape.odd
    ? [
        ['cells', { items: [raw('1')] }],
        ['worksheets', raw('NaN')],
        ['cells"', raw('-Infinity')],
        ['__proto__', { members: [['cells', { items: [] }]] }],
      ]
    : [];
  const metadata: Node = {
    members: [
      ['big', raw('12345678901234567890')],
      ['float', raw('1.0')],
      ['small', raw('1e-05')],
    ],
  };
  return {
    members: [
      ...odd,
      list,
      ['metadata', metadata],
      ['nbformat', raw(`${shape.major}`)],
      ['nbformat_minor', raw(`${shape.minor}`)],
    ],
  };
}

function cellOf(cell: CellShape, shape: Shape): Node {
  const { style } = shape;
  const isV3Code = shape.major === 3 && cell.type === 'code';
  const members: [string, Node][] = [['cell_type', raw(spell(cell.type, style))]];
  const metadata = metadataOf(cell, style);
  if (metadata !== null) members.push(['metadata', metadata]);
  if (shape.major === 4 && shape.minor >= 5) members.push(['id', raw(spell(cell.id, style))]);
  if (cell.type === 'code') {
    if (shape.major === 4) members.push(['execution_count', raw('3')]);
    else
      members.push(['language', raw('"python"')], ['prompt_number', raw('3')], ['collapsed', raw('false')]);
    if (cell.outputs !== 'missing') members.push(['outputs', { items: outputsOf(cell, shape.major) }]);
  }
  members.push([isV3Code ? 'input' : 'source', sourceOf(cell, shape)]);
  if (cell.attachments && cell.type === 'markdown' && shape.major === 4) {
    members.push(['attachments', { members: [['a.png', { members: [['image/png', raw('"AAAA"')]] }]] }]);
  }
  if (shape.odd) members.unshift(['cell_type', raw('"raw"')], ['unknown', { items: [raw('NaN')] }]);
  return { members: shape.sorted && !shape.odd ? members.toSorted(([a], [b]) => (a < b ? -1 : 1)) : members };
}

function sourceOf(cell: CellShape, shape: Shape): Node {
  const odd = (text: string) => {
    const json = spell(text, shape.style);
    return raw(cell.spelling === 'odd' ? json.replace(/^"d/, '"\\u0064').replace('/', '\\/') : json);
  };
  if (!shape.sourceAsList) return odd(cell.source);
  const lines = cell.source === '' ? [] : cell.source.split(/(?<=\n)/);
  if (cell.spelling === 'coarse' && lines.length > 2)
    return { items: [odd(lines[0]! + lines[1]!), ...lines.slice(2).map(odd)] };
  return { items: lines.map(odd) };
}

function metadataOf(cell: CellShape, style: Style): Node | null {
  switch (cell.metadata) {
    case 'missing':
      return null;
    case 'null':
      return raw('null');
    case 'empty':
      return { members: [] };
    case 'tags':
      return { members: [['tags', { items: [raw('"a"'), raw(spell('größe', style))] }]] };
    case 'proto':
      return {
        members: [
          ['__proto__', { members: [['tags', { items: [raw('"nbassert"')] }]] }],
          ['x', raw('1')],
        ],
      };
    case 'before':
      return {
        members: [
          ['colab', { members: [['base_uri', raw('"https:\\/\\/x"')]] }],
          ['id', raw('"Zq"')],
        ],
      };
    case 'behind':
      return {
        members: [
          ['scrolled', raw('true')],
          ['vscode', { members: [] }],
        ],
      };
  }
}

function outputsOf(cell: CellShape, major: number): Node[] {
  const text = { items: [raw('"1\\n"'), raw('"2"')] };
  const data = (mime: string, v3: string, content: Node): [string, Node][] =>
    major === 4 ? [['data', { members: [[mime, content]] }]] : [[v3, content]];
  const metadata: [string, Node] = ['metadata', { members: [] }];
  switch (cell.outputs) {
    case 'stream':
      return [
        {
          members: [
            [major === 4 ? 'name' : 'stream', raw('"stdout"')],
            ['output_type', raw('"stream"')],
            ['text', text],
          ],
        },
      ];
    case 'result':
      return [
        {
          members: [
            ...data('text/plain', 'text', text),
            [major === 4 ? 'execution_count' : 'prompt_number', raw('3')],
            metadata,
            ['output_type', raw(major === 4 ? '"execute_result"' : '"pyout"')],
          ],
        },
      ];
    case 'picture':
      return [
        {
          members: [
            ...data('image/png', 'png', raw('"iVBORw0KGgo\\n"')),
            metadata,
            ['output_type', raw('"display_data"')],
          ],
        },
      ];
    default:
      return [];
  }
}
