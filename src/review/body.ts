import { stripVTControlCharacters } from 'node:util';
import { printable } from '../printable.ts';
import type { Proposal } from '../proposals/index.ts';
import { type DiffLine, diffCells } from './diff.ts';
import { highlightPython, plainLines } from './highlight.ts';
import type { CellChange } from './preview.ts';
import { currentProposal, formsOf, type ReviewState, shownForm } from './state.ts';
import { type Line, line, type Span, span, textOf, widthOf, wrapLine, wrapWords } from './styled.ts';

/** What is known of the current proposal beside the state. */
export interface Subject {
  readonly executionCount: number | null;
  /** What accepting it, as shown, would change. */
  readonly changes: readonly CellChange[];
}

export interface BodyOptions {
  readonly width: number;
  readonly color: boolean;
  /** Lines there are for it; code and output are condensed when it would be longer. */
  readonly room: number;
}

/** How many lines of feedback code, output and note are shown: first choice, then more and more condensed. */
const LIMITS = [
  { code: 8, output: 10, note: 20 },
  { code: 4, output: 5, note: 20 },
  { code: 3, output: 3, note: 20 },
  { code: 3, output: 3, note: 2 },
] as const;
type Limit = (typeof LIMITS)[number];

/** The gutter that ties code, output and new cells together as cells of one notebook. */
const GUTTER = 8;

/** From the feedback code to the diff: everything between header and keys. */
export function bodyOf(state: ReviewState, subject: Subject, options: BodyOptions): Line[] {
  const proposal = currentProposal(state);
  if (proposal === undefined) return [];
  const about = [
    ...assumptionLines(state, proposal, options.width),
    ...(state.showsWhy ? whyLines(proposal, options.width) : []),
  ];
  const arrange = (limit: Limit): Line[] => [
    ...feedbackLines(proposal, limit),
    line(''),
    ...about,
    line(''),
    // Who asks for more sees the note whole; otherwise the assert comes first when there is little room.
    ...diffLines(proposal, subject.changes, { ...options, note: state.showsWhy ? 1000 : limit.note }),
  ];
  return LIMITS.map(arrange).find(({ length }) => length <= options.room) ?? arrange(LIMITS.at(-1)!);
}

/** More of an output than this is never looked at, however wide the screen. */
const SHOWN = 20_000;

function feedbackLines(proposal: Proposal, limit: Limit): Line[] {
  const source = dedent(proposal.feedback.source);
  const shown = proposal.shown.trimEnd();
  const start = stripVTControlCharacters(shown.slice(0, SHOWN)).trimEnd();
  const output = start === '' ? [line('no saved output', 'faint')] : plainLines(start);
  return [
    ...inGutter('code', capped(highlightPython(source), countLines(source), limit.code)),
    ...inGutter('out', capped(output, countLines(shown), limit.output)),
  ];
}

function countLines(text: string): number {
  return text.split('\n').length;
}

/** The first lines, and how many there are behind them; `count` is how many there are in all. */
function capped(lines: readonly Line[], count: number, limit: number): Line[] {
  if (Math.max(lines.length, count) <= limit) return [...lines];
  const first = lines.slice(0, limit - 1);
  const left = Math.max(count, lines.length) - first.length;
  return [...first, line(`… ${left} more ${left === 1 ? 'line' : 'lines'}`, 'faint')];
}

function inGutter(label: string, contents: readonly Line[]): Line[] {
  return contents.map((content, index) => [...gutter(' ', index === 0 ? label : '', 'faint'), ...content]);
}

function gutter(sign: string, label: string, style: Span['style']): Span[] {
  return [span(`${sign} ${label.padStart(4)} │ `, style)];
}

function assumptionLines(state: ReviewState, proposal: Proposal, width: number): Line[] {
  const forms = formsOf(state, proposal);
  const at = shownForm(state, proposal);
  const name = forms[at]?.name ?? proposal.chosen;
  const position = forms.length > 1 ? ` (${at + 1} of ${forms.length})` : '';
  const words = wrapWords(`Assumes: ${printable(proposal.assumption)}`, width - 1);
  return [
    ...words.map((text) => line(` ${text}`, 'strong')),
    [
      span(' '),
      span(`${proposal.confidence} confidence`, proposal.confidence === 'low' ? 'warning' : 'plain'),
      span(` · ${name}${position}`, name === 'edited' ? 'strong' : 'plain'),
      span(` · ${proposal.template}`, 'faint'),
    ],
  ];
}

function whyLines(proposal: Proposal, width: number): Line[] {
  const evidence = proposal.evidence === null ? 'none' : proposal.evidence.kind;
  const facts = [
    `Template ${proposal.template}, check ${proposal.check}.`,
    `Evidence from the saved output: ${evidence}.`,
    ...proposal.why,
  ];
  return facts.flatMap((fact) =>
    wrapWords(printable(fact), width - 4).map((text, index) =>
      line(index === 0 ? ` - ${text}` : `   ${text}`, 'plain'),
    ),
  );
}

interface DiffOptions extends BodyOptions {
  /** At most so many lines of a new note are shown. */
  readonly note: number;
}

function diffLines(proposal: Proposal, changes: readonly CellChange[], options: DiffOptions): Line[] {
  const cell = proposal.feedback.cell;
  const isInside = changes.some((change) => change.kind === 'changed' && change.index === cell);
  const place = isInside ? ` In cell ${cell}:` : ` Behind cell ${cell}, which stays as it is:`;
  if (changes.length === 0) return [line(' Nothing would change: it stands there already.', 'warning')];
  const diff = diffCells(changes);
  const note = diff.filter(({ isNote }) => isNote).flatMap((one) => drawDiffLine(one, options));
  const rest = diff.filter(({ isNote }) => !isNote).flatMap((one) => drawDiffLine(one, options));
  return [line(place, 'faint'), ...shortNote(note, options.note), ...rest];
}

/** A note cut to `limit` lines, the last of which says how much is left. */
function shortNote(note: readonly Line[], limit: number): Line[] {
  if (note.length <= limit) return [...note];
  const left = note.length - limit + 1;
  const more = `… ${left} more ${left === 1 ? 'line' : 'lines'} of the note: i`;
  return [...note.slice(0, limit - 1), [...gutter('+', '', 'added'), span(more, 'faint')]];
}

const SIGN_STYLE = { '+': 'added', '-': 'removed', ' ': 'faint' } as const;

/** Wrapped, not cut: what is to be decided on is shown whole. */
function drawDiffLine({ sign, label, isNote, content }: DiffLine, options: BodyOptions): Line[] {
  const style = SIGN_STYLE[sign];
  const room = Math.max(10, options.width - GUTTER - 1);
  const pieces = isNote ? wrapNote(content, room) : wrapLine(content, room);
  const lines = pieces.map(
    (piece, index): Line => [...gutter(sign, index === 0 ? label : '', style), ...piece],
  );
  return options.color || pieces.length > 1 ? lines : [...lines, ...caretLine(content)];
}

function wrapNote(content: Line, room: number): Line[] {
  if (widthOf(content) <= room) return [content];
  return wrapWords(textOf(content), room).map((text) => line(text));
}

/** Without colour: `^` under what differs from the other version of the line. */
function caretLine(content: Line): Line[] {
  const isMarked = ({ style }: Span) => style === 'added-part' || style === 'removed-part';
  if (!content.some(isMarked)) return [];
  const marks = content.map((part) => (isMarked(part) ? '^' : ' ').repeat(widthOf([part]))).join('');
  return [[...gutter(' ', '', 'faint'), span(marks.trimEnd(), 'strong')]];
}

/** Feedback inside a block: the code without the indentation that all its lines share. */
function dedent(code: string): string {
  const lines = code.split('\n');
  const indents = lines
    .slice(1)
    .filter((text) => text.trim() !== '')
    .map((text) => text.length - text.trimStart().length);
  const common = indents.length === 0 ? 0 : Math.min(...indents);
  const closes = lines.at(-1)?.trimStart() ?? '';
  if (common === 0 || !/^[)\]}]/.test(closes)) return code;
  return lines.map((text, index) => (index === 0 ? text : text.slice(common))).join('\n');
}
