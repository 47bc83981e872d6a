import { describe, expect, it } from 'vitest';
import type { Feedback, Mechanism } from '../../src/feedback/index.ts';
import { place } from '../../src/proposals/placement.ts';
import { expressionOf, notebookOf } from '../python/effects-cases.ts';

/** Places an assert about `subject`, marked with `§` in the feedback statement, which `«»` enclose; in short words. */
function placed(
  cell: string,
  subject: string,
  mechanism: Mechanism,
  more: Partial<Feedback> & {
    before?: string;
    wanted?: 'new-cell' | 'inline';
    tags?: string[];
    failed?: boolean;
  } = {},
): string {
  const from = cell.indexOf('«');
  const to = cell.replace(/[«§]/g, '').indexOf('»');
  const at = cell.replace('«', '').replace('»', '').indexOf('§');
  const source = cell.replace(/[«»§]/g, '');
  const { code, names } = notebookOf([more.before ?? '', source]);
  const expression = expressionOf(code, 1, at, subject);
  const feedback: Feedback = {
    cell: 1,
    from,
    to,
    line: 1,
    endLine: 1,
    mechanism,
    source: source.slice(from, to),
    depth: 0,
    unconditional: true,
    subjects: [],
    expression,
    ...more,
  };
  const state = { failed: more.failed ?? false, tags: more.tags ?? [] };
  const found = place([expression], feedback, more.wanted ?? 'new-cell', state, code, names);
  if ('reason' in found) return found.reason;
  const { placement } = found;
  if (placement.kind === 'new-cell') return 'new-cell';
  const { statement, side, bind } = placement;
  return `${side} ${source.slice(statement.from, statement.to)}${bind ? ` | ${bind.name} = ${source.slice(bind.expression.from, bind.expression.to)}` : ''}`;
}

const PD = "import pandas as pd\ndf = pd.DataFrame({'a': [1]})\nxs = [1, 2]\nit = iter(xs)";
const SK =
  'from sklearn.linear_model import LinearRegression\nX, y = [[0]], [1]\nm = LinearRegression().fit(X, y)';
type Row = readonly [
  expected: string,
  why: string,
  cell: string,
  subject: string,
  mechanism: Mechanism,
  more?: Parameters<typeof placed>[3],
];

const ROWS: readonly Row[] = [
  ['new-cell', 'nothing changes', '«print(§df.shape)»\ny = 3', 'df.shape', 'print', { before: PD }],
  ['new-cell', 'what is assigned has its value behind the statement', '«§out = m.fit(X, y)»', 'out', 'printing-call', { before: SK }],
  [
    'after out = m.fit(X, y)',
    'what is assigned, and again',
    '«§out = m.fit(X, y)»\nout = 3',
    'out',
    'printing-call',
    { before: SK },
  ],
  ['new-cell', 'the display is last', 'x = 1\n«§df.shape»', 'df.shape', 'last-cell', { before: PD }],
  [
    'new-cell',
    'changed before the feedback only',
    "df['b'] = 1\n«§df.shape»",
    'df.shape',
    'last-cell',
    { before: PD },
  ],
  [
    'after print(df.shape)',
    'changed behind',
    "«print(§df.shape)»\ndf['b'] = 1",
    'df.shape',
    'print',
    { before: PD },
  ],
  [
    'after print(df.shape)',
    'rebound behind',
    '«print(§df.shape)»\ndf = None',
    'df.shape',
    'print',
    { before: PD },
  ],
  [
    'after print(df.shape)',
    'deleted behind',
    '«print(§df.shape)»\ndel df',
    'df.shape',
    'print',
    { before: PD },
  ],
  [
    'before df.shape',
    'inline wanted, displayed',
    'x = 1\n«§df.shape»',
    'df.shape',
    'last-cell',
    { before: PD, wanted: 'inline' },
  ],
  [
    'before df.shape;',
    'inline wanted, semicolon',
    '«§df.shape»;',
    'df.shape',
    'last-cell',
    { before: PD, wanted: 'inline' },
  ],
  [
    'after print(df.shape)',
    'inline wanted, printed',
    '«print(§df.shape)»',
    'df.shape',
    'print',
    { before: PD, wanted: 'inline' },
  ],
  [
    'after print(df.shape)',
    'a comment behind is no statement',
    '«print(§df.shape)»  # hm',
    'df.shape',
    'print',
    { before: PD, wanted: 'inline' },
  ],
  [
    'before print(df.shape); df = 3',
    'the line holds the change',
    '«print(§df.shape)»; df = 3',
    'df.shape',
    'print',
    { before: PD },
  ],
  [
    'changed-before-assert',
    'changed on both sides of one line',
    'df = 3; «print(§df.shape)»; df = 4',
    'df.shape',
    'print',
    { before: PD },
  ],
  [
    'before print(len(xs), xs.pop())',
    'changed by the statement itself',
    '«print(§len(xs), xs.pop())»',
    'len(xs)',
    'print',
    { before: PD },
  ],
  [
    'new-cell',
    'changed by the statement before',
    '«print(xs.pop(), §len(xs))»',
    'len(xs)',
    'print',
    { before: PD },
  ],
  [
    'in-function',
    'in a function',
    'def f():\n    «print(§df.shape)»',
    'df.shape',
    'print',
    { before: PD, depth: 1 },
  ],
  [
    'conditional',
    'in a branch',
    'if 1:\n    «print(§df.shape)»',
    'df.shape',
    'print',
    { before: PD, unconditional: false },
  ],
  ['error-output', 'an error', '«print(§df.shape)»', 'df.shape', 'print', { before: PD, failed: true }],
  [
    'error-output',
    'an error that is meant',
    '«print(§df.shape)»',
    'df.shape',
    'print',
    { before: PD, tags: ['raises-exception'] },
  ],
  [
    'new-cell',
    'another tag',
    '«print(§df.shape)»',
    'df.shape',
    'print',
    { before: PD, tags: ['hide-input'] },
  ],
  ['new-cell', '%%time', '%%time\n«§df.shape»', 'df.shape', 'last-cell', { before: PD }],
  ['new-cell', '%%capture', '%%capture\n«print(§df.shape)»', 'df.shape', 'print', { before: PD }],
  ['in-function', '%%timeit', '%%timeit\n«§df.shape»', 'df.shape', 'last-cell', { before: PD }],
  [
    'after print(f.closed)',
    'with closes',
    "import io\nwith io.StringIO('') as f:\n    «print(§f.closed)»",
    'f.closed',
    'print',
    { before: PD },
  ],
  [
    'after print(next(it)) | next_value = next(it)',
    'next is bound',
    '«print(§next(it))»',
    'next(it)',
    'print',
    { before: PD },
  ],
  [
    'before next(it) | next_value = next(it)',
    'next is bound, displayed',
    '«§next(it)»',
    'next(it)',
    'last-cell',
    { before: PD },
  ],
  [
    'before m.score(X, y) | score = m.score(X, y)',
    'a score is bound',
    '«§m.score(X, y)»',
    'm.score(X, y)',
    'last-cell',
    { before: SK },
  ],
  [
    'before m.score(X, y) | score_value = m.score(X, y)',
    'the name is taken',
    '«§m.score(X, y)»',
    'm.score(X, y)',
    'last-cell',
    { before: `${SK}\nscore = 1` },
  ],
  [
    'side-effect',
    'what is shown before would change',
    '«print(xs, §xs.pop())»',
    'xs.pop()',
    'print',
    { before: PD },
  ],
  [
    'after print("x", xs.pop()) | pop = xs.pop()',
    'a literal before does not matter',
    '«print("x", §xs.pop())»',
    'xs.pop()',
    'print',
    { before: PD },
  ],
  [
    'side-effect',
    'two effects in their order',
    '«print(next(it), §xs.pop())»',
    'xs.pop()',
    'print',
    { before: PD },
  ],
  ['side-effect', 'it may not run', '«print(3 if xs else §next(it))»', 'next(it)', 'print', { before: PD }],
  ['side-effect', 'it runs often', '«print([§next(it) for x in xs])»', 'next(it)', 'print', { before: PD }],
  ['side-effect', 'it shares its line', 'x = 1; «print(§next(it))»', 'next(it)', 'print', { before: PD }],
];

describe('place', () => {
  it.each(ROWS.map((row) => ({ row, title: `${row[0]}: ${row[1]}` })))('$title', ({ row }) => {
    const [expected, , cell, subject, mechanism, more] = row;
    expect(placed(cell, subject, mechanism, more)).toEqual(expected);
  });
});
