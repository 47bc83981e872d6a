import { stripVTControlCharacters } from 'node:util';
import { printable } from '../printable.ts';
import type { Proposal } from '../proposals/index.ts';
import { type DiffLine, diffCells } from './diff.ts';
import { highlightPython, plainLines } from './highlight.ts';
import type { CellChange } from './preview.ts';
import { currentProposal, formsOf, type ReviewState, shownForm } from './state.ts';
import { type Line, line, type Span, span, widthOf, wrapLine, wrapWords } from './styled.ts';

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

/** How many lines of the feedback code and of its output are shown: first choice, then condensed. */
const LIMITS = [
  { code: 8, output: 10 },
  { code: 4, output: 5 },
  { code: 3, output: 3 },
] as const;

/** The gutter that ties code, output and new cells together as cells of one notebook. */
const GUTTER = 8;

/** From the feedback code to the diff: everything between header and keys. */
export function bodyOf(state: ReviewState, subject: Subject, options: BodyOptions): Line[] {
  const proposal = currentProposal(state);
  if (proposal === undefined) return [];
  const rest = [
    ...assumptionLines(state, proposal, options.width),
    ...(state.showsWhy ? whyLines(proposal, options.width) : []),
    line(''),
    ...diffLines(proposal, subject.changes, options),
  ];
  for (const limit of LIMITS) {
    const top = [...feedbackLines(proposal, limit), line('')];
    if (top.length + rest.length <= options.room || limit === LIMITS.at(-1)) return [...top, ...rest];
  }
  return rest;
}

function feedbackLines(
  proposal: Proposal,
  limit: { readonly code: number; readonly output: number },
): Line[] {
  const code = highlightPython(dedent(proposal.feedback.source));
  const shown = stripVTControlCharacters(proposal.shown).replace(/\s+$/, '');
  const output = shown === '' ? [line('no saved output', 'faint')] : plainLines(shown);
  return [...inGutter('code', capped(code, limit.code)), ...inGutter('out', capped(output, limit.output))];
}

/** The first lines, and how many there are behind them. */
function capped(lines: readonly Line[], limit: number): Line[] {
  if (lines.length <= limit) return [...lines];
  return [...lines.slice(0, limit - 1), line(`… ${lines.length - limit + 1} more lines`, 'faint')];
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

function diffLines(proposal: Proposal, changes: readonly CellChange[], options: BodyOptions): Line[] {
  const cell = proposal.feedback.cell;
  const isInside = changes.some((change) => change.kind === 'changed' && change.index === cell);
  const place = isInside ? ` In cell ${cell}:` : ` Behind cell ${cell}, which stays as it is:`;
  if (changes.length === 0) return [line(' Nothing would change: it stands there already.', 'warning')];
  const diff = diffCells(changes);
  return [line(place, 'faint'), ...diff.flatMap((one) => drawDiffLine(one, options))];
}

const SIGN_STYLE = { '+': 'added', '-': 'removed', ' ': 'faint' } as const;

/** Wrapped, not cut: what is to be decided on is shown whole. */
function drawDiffLine({ sign, label, content }: DiffLine, options: BodyOptions): Line[] {
  const style = SIGN_STYLE[sign];
  const pieces = wrapLine(content, Math.max(10, options.width - GUTTER - 1));
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
