import { BETWEEN, CLOSE, LOOSE_FROM, LOOSE_TO, OPEN } from './code.ts';
import type { Message } from './message.ts';

const WIDTH = 88;
const INDENT = '    ';

/** Without marks, on one line. */
export function flat(marked: string): string {
  const settled = settleParentheses(marked)
    .replace(/[\u0001\u0003]/g, '')
    .replaceAll(BETWEEN, ' ');
  return (settled.includes('\n') ? settled.replace(/\s*\n\s*/g, ' ') : settled).trim();
}

/**
 * An assert statement as a person lays it out: on one line where that has 88 characters, otherwise the message in
 * parentheses, long literals over several lines, and the condition in parentheses, in this order.
 * A line end in `condition` is a place where it may be broken.
 */
export function assertStatement(condition: string, message: Message): string {
  const test = settleParentheses(condition).trim();
  const oneLine = `assert ${flat(test)}, ${message.oneLine}`;
  if (oneLine.length <= WIDTH) return oneLine;
  const head = layoutCondition(`assert ${test}`);
  const closing = `${head.slice(head.lastIndexOf('\n') + 1)}, ${message.oneLine}`;
  if (head.includes('\n') && closing.length <= WIDTH)
    return head.slice(0, head.lastIndexOf('\n') + 1) + closing;
  const lines = message.lines(WIDTH - INDENT.length);
  return `${head}, (\n${lines.map((line) => INDENT + line).join('\n')}\n)`;
}

/** Puts the condition on as many lines as it needs; three characters are left for `, (`. */
function layoutCondition(marked: string): string {
  const oneLine = flat(marked);
  if (oneLine.length + 3 <= WIDTH) return oneLine;
  if (!marked.includes('\n') && marked.includes(OPEN)) return fillBrackets(marked);
  const parts = marked
    .replace(/^assert /, '')
    .split('\n')
    .map((part) => part.trim());
  const body = parts.map((part) => fillBrackets(INDENT + part, INDENT)).join('\n');
  return `assert (\n${body}\n)`;
}

/** Breaks each marked bracket that does not fit on its line, filling the lines with elements. */
function fillBrackets(marked: string, indent = ''): string {
  if (flat(marked).length + indent.length + 3 <= WIDTH) return indent + flat(marked).trimStart();
  return marked
    .split(OPEN)
    .map((piece, index) => (index === 0 ? piece : fillElements(piece, indent)))
    .join('');
}

function fillElements(piece: string, indent: string): string {
  const end = piece.indexOf(CLOSE);
  if (end < 0) return piece;
  const inner = indent + INDENT;
  const lines: string[] = [];
  let line = inner;
  for (const element of `${piece.slice(0, end)},`.split(BETWEEN)) {
    if (line !== inner && line.length + 1 + element.length > WIDTH) {
      lines.push(line);
      line = inner;
    }
    line += (line === inner ? '' : ' ') + element;
  }
  return `\n${[...lines, line].join('\n')}\n${indent}${piece.slice(end + 1)}`;
}

/** Puts parentheses around loose expressions that do not stand alone or between brackets and commas. */
function settleParentheses(marked: string): string {
  let text = marked;
  for (;;) {
    const to = text.indexOf(LOOSE_TO);
    if (to < 0) return text;
    const from = text.lastIndexOf(LOOSE_FROM, to);
    const before = text.slice(0, Math.max(from, 0)).trimEnd();
    const after = text.slice(to + 1).trimStart();
    const inner = text.slice(from + 1, to);
    const opens = /(^|[([,]|^assert)$/.test(before);
    const standsAlone = opens && /^($|[)\],])/.test(after);
    const isOperand = opens && /^[=!<>]/.test(after) && isArithmetic(inner);
    text =
      text.slice(0, Math.max(from, 0)) +
      (standsAlone || isOperand ? inner : `(${inner})`) +
      text.slice(to + 1);
  }
}

/** Whether an operation binds tighter than a comparison behind it. */
function isArithmetic(source: string): boolean {
  return /^[\w.[\]'"()\s,+*/%-]+$/.test(source) && !/\b(and|or|not|in|is|if|else|lambda|for)\b/.test(source);
}
