import { KEY_BINDINGS } from './keys.ts';
import { currentProposal, formsOf, type ReviewState } from './state.ts';
import { type Line, line, type Span, span, widthOf } from './styled.ts';

/** The keys as the menu shows them: columns of three rows. Labels come from `KEY_BINDINGS`. */
const COLUMNS: readonly (readonly string[])[] = [
  ['y', 'n', 'u'],
  ['s', 'e', 'i'],
  ['a', 't', 'T'],
  ['d', 'q', '?'],
];

/** Below this many rows the keys take one line, and there are no blank ones. */
export const SMALL = 14;

/** The keys with their consequence, below every proposal. What has no effect now is faint. */
export function menuLines(state: ReviewState, width: number, rows: number): Line[] {
  const columns = COLUMNS.map((keys) => keys.map((key) => entry(state, key)));
  const widths = columns.map((column) => Math.max(...column.map(widthOf)) + 2);
  const total = widths.reduce((sum, one) => sum + one, 0) - 2;
  if (rows < SMALL) return [shortMenu(width)];
  if (total > width) return flowing(columns.flat(), width);
  return [0, 1, 2].map((row) =>
    columns.flatMap((column, index) => padded(column[row] ?? [], widths[index] ?? 0)),
  );
}

function entry(state: ReviewState, key: string): Span[] {
  const label = KEY_BINDINGS.find((binding) => binding.key === key)?.label ?? '';
  const isIdle = hasNoEffect(state, key);
  return [span(key, isIdle ? 'faint' : 'key'), span(` ${label}`, isIdle ? 'faint' : 'plain')];
}

function hasNoEffect(state: ReviewState, key: string): boolean {
  const proposal = currentProposal(state);
  if (key === 'u') return state.history.length === 0;
  return key === 's' && proposal !== undefined && formsOf(state, proposal).length < 2;
}

function padded(spans: readonly Span[], width: number): Span[] {
  return [...spans, span(' '.repeat(Math.max(0, width - widthOf(spans))))];
}

function flowing(entries: readonly Span[][], width: number): Line[] {
  const lines: Span[][] = [[]];
  for (const one of entries) {
    const current = lines.at(-1)!;
    if (current.length > 0 && widthOf(current) + 2 + widthOf(one) > width) lines.push([...one]);
    else current.push(...(current.length > 0 ? [span('  ')] : []), ...one);
  }
  return lines;
}

function shortMenu(width: number): Line {
  const keys = KEY_BINDINGS.filter(({ label }) => label !== '').map(({ key }) => key);
  return line(width < 60 ? keys.join(' ') : `y accept  n skip  q stop  ? help  (${keys.join(' ')})`, 'key');
}

/** All keys with their consequence in a sentence. */
export function helpLines(width: number): Line[] {
  const shown = KEY_BINDINGS.filter(({ help }) => help !== '');
  const column = Math.max(...shown.map(({ key }) => key.length)) + 1;
  return [
    line('Keys', 'title'),
    ...shown.map(({ key, help }): Line => [span(` ${key.padEnd(column)}`, 'key'), span(help)]),
    line(''),
    line(' Enter and Esc decide nothing. What you do not decide stays untouched.'),
    line(width < 70 ? ' Any key goes back.' : ' Any key goes back to the proposal.', 'faint'),
  ];
}
