import { stripVTControlCharacters } from 'node:util';
import type { Proposal } from '../proposals/index.ts';
import { GUTTER, gutter, inGutter } from './gutter.ts';
import { highlightPython, plainLines } from './highlight.ts';
import { type Line, line, span, textOf, wrapCode } from './styled.ts';

/** At most so many lines are shown: of the cell in front of the statement, of the statement, of its output. */
export interface FrameLimit {
  readonly before: number;
  readonly code: number;
  readonly output: number;
}

/** More of an output than this is never looked at, however wide the screen. */
const SHOWN = 20_000;

/**
 * The statement in its cell, with line numbers from 1, and what it showed. `source` is the cell's; lines in front of
 * the statement are faint.
 */
export function feedbackLines(proposal: Proposal, source: string, limit: FrameLimit, width: number): Line[] {
  return [...codeLines(proposal, source, limit, width - GUTTER - 1), ...inGutter('out', outputLines(proposal, limit.output))];
}

function codeLines({ feedback }: Proposal, source: string, limit: FrameLimit, room: number): Line[] {
  const all = highlightPython(source);
  const first = feedback.line - 1;
  const before = all.slice(Math.max(0, first - limit.before), first);
  while (before.length > 0 && textOf(before[0]!).trim() === '') before.shift();
  const statement = all.slice(first, feedback.endLine);
  const shown = dedented([...before, ...capped(statement, statement.length, limit.code)]);
  return shown.flatMap((content, index) => {
    const number = String(first - before.length + index + 1);
    if (index < before.length) return [[...gutter(' ', number, 'faint'), ...faint(content)]];
    const sign = before.length > 0 ? '>' : ' ';
    return wrapCode(content, room).map((piece, part) => [
      ...gutter(sign, part === 0 ? number : '', 'faint'),
      ...piece,
    ]);
  });
}

function outputLines({ shown }: Proposal, limit: number): Line[] {
  const text = shown.trimEnd();
  const start = stripVTControlCharacters(text.slice(0, SHOWN)).trimEnd();
  if (start === '') return [line('no saved output', 'faint')];
  return capped(plainLines(start), text.split('\n').length, limit);
}

/** The first lines, and how many there are behind them; `count` is how many there are in all. */
function capped(lines: readonly Line[], count: number, limit: number): Line[] {
  const total = Math.max(lines.length, count);
  if (total <= limit) return [...lines];
  const first = lines.slice(0, limit - 1);
  const left = total - first.length;
  return [...first, line(`… ${left} more ${left === 1 ? 'line' : 'lines'}: o`, 'faint')];
}

/** Without the indentation that all lines share, as code inside a block has it. */
function dedented(lines: readonly Line[]): Line[] {
  const indents = lines.map(textOf).flatMap((text) => (text.trim() === '' ? [] : [text.length - text.trimStart().length]));
  const common = Math.min(...indents);
  return lines.map((content) => {
    const [head, ...rest] = content;
    return head === undefined ? content : [{ ...head, text: head.text.slice(common) }, ...rest];
  });
}

function faint(content: Line): Line {
  return [span(textOf(content), 'faint')];
}
