import type { Proposal } from '../proposals/index.ts';
import { type DiffLine, diffCells } from './diff.ts';
import { GUTTER, gutter } from './gutter.ts';
import type { CellChange } from './preview.ts';
import { type Line, line, type Span, span, widthOf, wrapCode, wrapProse } from './styled.ts';

export interface ChangeOptions {
  readonly width: number;
  /** Without colour, differences within a line are underlined with `^`. */
  readonly color: boolean;
}

/** What accepting the proposal does to the cells, as a diff below a line that says where. */
export function changeLines(
  proposal: Proposal,
  changes: readonly CellChange[],
  options: ChangeOptions,
): Line[] {
  const cell = proposal.feedback.cell;
  const isInside = changes.some((change) => change.kind === 'changed' && change.index === cell);
  const place = isInside ? ` In cell ${cell}:` : ` Behind cell ${cell}, which stays as it is:`;
  if (changes.length === 0) return [line(' Nothing would change: it stands there already.', 'warning')];
  return [line(place, 'faint'), ...diffCells(changes).flatMap((one) => drawDiffLine(one, options))];
}

const SIGN_STYLE = { '+': 'added', '-': 'removed', ' ': 'faint' } as const;

/** Wrapped, not cut: what is to be decided on is shown whole. */
function drawDiffLine({ sign, label, isNote, content }: DiffLine, options: ChangeOptions): Line[] {
  const style = SIGN_STYLE[sign];
  const room = Math.max(10, options.width - GUTTER - 1);
  const pieces = isNote ? wrapProse(content, room) : wrapCode(content, room);
  const lines = pieces.map(
    (piece, index): Line => [...gutter(sign, index === 0 ? label : '', style), ...piece],
  );
  return options.color || pieces.length > 1 ? lines : [...lines, ...caretLine(content)];
}

/** Without colour: `^` under what differs from the other version of the line. */
function caretLine(content: Line): Line[] {
  const isMarked = ({ style }: Span) => style === 'added-part' || style === 'removed-part';
  if (!content.some(isMarked)) return [];
  const marks = content.map((part) => (isMarked(part) ? '^' : ' ').repeat(widthOf([part]))).join('');
  return [[...gutter(' ', '', 'faint'), span(marks.trimEnd(), 'strong')]];
}
