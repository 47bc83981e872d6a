import { printableLine } from '../printable.ts';
import type { Proposal } from '../proposals/index.ts';
import { bodyOf, type Subject } from './body.ts';
import { helpLines, menuLines, SMALL } from './menu.ts';
import { currentProposal, type ReviewState } from './state.ts';
import { cutLine, type Line, line, span, widthOf } from './styled.ts';

/** What the screen shows beside the state. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  /** Without colour, differences within a line are underlined with `^`. */
  readonly color: boolean;
  /** As the header names it. */
  readonly path: string;
  /** Position of the notebook among those to be reviewed, from 1; null when there is one only. */
  readonly notebook: { readonly number: number; readonly of: number } | null;
  readonly subject: Subject;
  /** How many proposals there are; null while they are still being counted. */
  readonly total: number | null;
}

/**
 * The screen for a state: header, body, message, keys; at most `height - 1` lines (the cursor stands below), each at
 * most `width` wide. Header and keys are always there; a body that is too long is shown in parts. Pure.
 */
export function screenOf(state: ReviewState, frame: Frame): Line[] {
  const rows = Math.max(4, frame.height - 1);
  if (state.showsHelp) return fit(helpLines(frame.width), rows, frame.width);
  const header = headerOf(state, frame);
  const menu = menuLines(state, frame.width, rows);
  const message = state.message === '' ? [] : [line(` ${printableLine(state.message, 500)}`, 'warning')];
  const isSmall = rows < SMALL;
  const blank = isSmall ? [] : [line('')];
  const around = 1 + blank.length + menu.length + Math.max(blank.length, message.length);
  const room = Math.max(1, rows - around);
  const body = pageOf(bodyOf(state, frame.subject, { ...frame, room }), state.page, room);
  // One line is kept free for the message, so that nothing jumps when there is one.
  const gap = body.length < room || message.length === 0 ? blank : [];
  return fit([header, ...blank, ...body, ...gap, ...message, ...menu], rows, frame.width);
}

function headerOf(state: ReviewState, frame: Frame): Line {
  const proposal = currentProposal(state);
  if (proposal === undefined) return line(printableLine(frame.path), 'title');
  const { cell, line: first, mechanism } = proposal.feedback;
  const run = frame.subject.executionCount === null ? '' : ` (In [${frame.subject.executionCount}])`;
  const among =
    frame.notebook === null ? '' : ` (${frame.notebook.number} of ${frame.notebook.of} notebooks)`;
  const position = `${state.at + 1} of ${frame.total ?? '…'}, `;
  const decision = decisionOn(state, proposal);
  const place = `${among} · cell ${cell}${run}, line ${first}`;
  // A long path gives way to what cannot be guessed: where in the notebook one is, and what was decided.
  const room = frame.width - widthOf([span(`${position}${place} …`), ...decision]);
  return [
    span(`${position}${printableLine(frame.path, Math.min(60, Math.max(14, room)))}`, 'title'),
    span(place, 'faint'),
    ...decision,
    span(` · ${mechanism}`, 'faint'),
  ];
}

/** What was decided on a proposal that is looked at again. */
function decisionOn(state: ReviewState, { key }: Proposal): Line {
  const decision = state.decisions.get(key);
  if (decision === undefined) return [];
  return [span(' · '), span(decision.kind === 'accept' ? 'accepted' : 'skipped', 'strong')];
}

/** The part of the body that the page shows, with a line on what is before and behind it. Behind the last comes the first. */
function pageOf(body: readonly Line[], page: number, room: number): Line[] {
  if (body.length <= room) return [...body];
  // In a tiny room there is none for the line that tells where one is.
  const step = room < 3 ? room : room - 1;
  const count = Math.ceil(body.length / step);
  const at = page % count;
  const part = body.slice(at * step, (at + 1) * step);
  if (room < 3) return part;
  const left = body.length - (at * step + part.length);
  const where =
    left > 0 ? `… ${left} more ${left === 1 ? 'line' : 'lines'}: space` : 'end; from the start: space';
  return [...part, line(at > 0 ? ` ${where} · back: b` : ` ${where}`, 'warning')];
}

function fit(lines: readonly Line[], rows: number, width: number): Line[] {
  return lines.slice(0, rows).map((spans) => cutLine(spans, width));
}
