/**
 * Masks IPython syntax: the result is plain Python of the same length, so that every offset stays true.
 * Follows `IPython.core.inputtransformer2.TransformerManager.transform_cell`, but keeps what stands where.
 */
import { Layout, type SyntaxProblem } from './layout.ts';
import { cleanedLines, type Line, splitLines } from './lines.ts';
import { optionsEnd, PYTHON_CELL_MAGICS, STATEMENT_MAGICS } from './magics.ts';
import { lineEnd, lineEndLength, readLogicalLine } from './scan.ts';
import { isSimpleCode } from './simple.ts';
import type { MaskedSyntax, Span } from './types.ts';

export interface Masked {
  /** As long as the source, line ends in the same places. */
  readonly code: string;
  /**
   * The stretches of `code` that a parser should read, in order: all but the indentation and prompts that IPython
   * takes off. Null when that is everything.
   */
  readonly ranges: readonly Span[] | null;
  readonly masked: readonly MaskedSyntax[];
  /** The cell magic that makes the rest of the cell another language's, with its offset. */
  readonly otherLanguage: { readonly name: string; readonly from: number } | null;
  /** The first line whose indentation or nesting of brackets CPython refuses, or null. */
  readonly problem: SyntaxProblem | null;
}

/** Cell magics that may stand above one another; the rest is read as line magics. */
const MAX_CELL_MAGICS = 8;

/** The parser's time grows with the square of the number of stretches that it reads. */
const MAX_RANGES = 5000;

/** Never throws, for any text. Time is linear in its length. */
export function maskIPython(source: string): Masked {
  const all = splitLines(source);
  const heads: Line[] = [];
  let lines = cleanedLines(source, all);
  const masks = new Masks(source);
  for (const line of lines) masks.blank(line.start, line.from);
  for (;;) {
    const name = cellMagicName(source, lines[0]);
    if (name === null || heads.length === MAX_CELL_MAGICS) break;
    const head = lines[0]!;
    if (!PYTHON_CELL_MAGICS.has(name)) {
      masks.otherLanguage({ from: head.from, to: source.length }, name);
      return masks.result(null, { name, from: head.from });
    }
    masks.statement({ kind: 'cell-magic', name, from: head.from, to: head.to, inner: null }, head.to);
    const body = cleanedLines(source, lines.slice(1));
    for (const line of body) masks.blank(line.start, line.from);
    heads.push(head);
    lines = body;
  }
  const ranges = readRanges(all, [...heads, ...lines]);
  const problem = maskStatements(source, lines, masks);
  if (problem === null && ranges !== null && ranges.length > MAX_RANGES) {
    const tooMany = { at: ranges[0]!.from, message: 'Too many lines with prompts or a common indentation.' };
    return { ...masks.result(null, null), problem: tooMany };
  }
  return { ...masks.result(ranges, null), problem };
}

/** Name behind `%%` in the first line, or null; `%%name?` asks for help and is no cell magic. */
function cellMagicName(source: string, line: Line | undefined): string | null {
  if (line === undefined) return null;
  const text = source.slice(line.from, line.to);
  if (!text.startsWith('%%') || /^%%[\p{L}\p{N}_]+\?/u.test(text)) return null;
  return text.slice(2).trimEnd().split(' ', 1)[0]!;
}

/** What is left for the parser when prefixes of some lines are skipped. */
function readRanges(all: readonly Line[], lines: readonly Line[]): Span[] | null {
  if (lines.every((line) => line.from === line.start || line.from === line.to)) return null;
  const ranges: { from: number; to: number }[] = [];
  const add = (from: number, to: number) => {
    const before = ranges.at(-1);
    if (from >= to) return;
    if (before?.to === from) before.to = to;
    else ranges.push({ from, to });
  };
  const first = lines[0]?.start ?? 0;
  for (const line of all) if (line.start < first) add(line.start, line.next);
  for (const line of lines) add(line.from, line.next);
  return ranges.length === 0 ? null : ranges;
}

/** Collects masks and writes them over the source. */
class Masks {
  readonly #source: string;
  readonly #found: MaskedSyntax[] = [];
  /** Replacements in order: `text` stands at `from`, the rest up to `to` is blank. */
  readonly #cuts: { from: number; to: number; text: string }[] = [];

  constructor(source: string) {
    this.#source = source;
  }

  /** Blanks a stretch that is no syntax: indentation, a prompt. */
  blank(from: number, to: number): void {
    if (from < to) this.#cuts.push({ from, to, text: '' });
  }

  /** Puts a statement in place of `masked`: `pass` where `room` (the end of its first line) allows it. */
  statement(masked: MaskedSyntax, room: number): void {
    this.#found.push(masked);
    const text = room - masked.from >= 4 ? 'pass' : '_';
    if (masked.inner === null) this.#cuts.push({ from: masked.from, to: masked.to, text });
    else this.#cuts.push({ from: masked.from, to: masked.inner.from, text: 'pass;' });
  }

  /** Puts an expression that nothing is known about in place of `masked`. */
  expression(masked: MaskedSyntax, room: number): void {
    this.#found.push(masked);
    const text = room - masked.from >= 3 ? '_()' : '_';
    this.#cuts.push({ from: masked.from, to: masked.to, text });
  }

  otherLanguage(span: Span, name: string): void {
    this.#found.push({ kind: 'cell-magic', name, inner: null, ...span });
    this.blank(span.from, span.to);
  }

  result(ranges: Masked['ranges'], otherLanguage: Masked['otherLanguage']): Masked {
    const parts: string[] = [];
    let at = 0;
    for (const cut of this.#cuts.sort((a, b) => a.from - b.from)) {
      if (cut.to <= at) continue;
      const from = Math.max(at, cut.from);
      parts.push(this.#source.slice(at, from), cut.text);
      parts.push(this.#source.slice(from + cut.text.length, cut.to).replace(/[^\r\n]/g, ' '));
      at = cut.to;
    }
    parts.push(this.#source.slice(at));
    return { code: parts.join(''), ranges, masked: this.#found, otherLanguage, problem: null };
  }
}

/** The cleaned lines as one text, and the way back to the source. */
class Compact {
  readonly text: string;
  readonly #starts: number[] = [];
  readonly #lines: readonly Line[];

  constructor(source: string, lines: readonly Line[]) {
    this.#lines = lines;
    const parts: string[] = [];
    let at = 0;
    for (const line of lines) {
      this.#starts.push(at);
      parts.push(source.slice(line.from, line.next));
      at += line.next - line.from;
    }
    this.text = parts.join('');
  }

  /** Offset in the source of an offset in the text. Callers ask in rising order or nearly so: binary search. */
  toSource(at: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= at) low = middle;
      else high = middle - 1;
    }
    const line = this.#lines[low];
    return line === undefined ? at : line.from + at - this.#starts[low]!;
  }
}

/** Masks the special syntax of each logical line, from the first to the last; says what is wrong with their layout. */
function maskStatements(source: string, lines: readonly Line[], masks: Masks): SyntaxProblem | null {
  const layout = new Layout();
  const compact = new Compact(source, lines);
  const { text } = compact;
  for (let at = 0; at < text.length; ) {
    const line = readLogicalLine(text, at);
    const found = specialSyntax(text, line);
    layout.read(text, at, line, found !== null);
    if (found === null) {
      at = line.end;
      continue;
    }
    const end =
      found.kind === 'help' && found.whole ? lineEnd(text, line.last) : continuedEnd(text, found.from);
    const room = compact.toSource(lineEnd(text, found.from));
    const span = { from: compact.toSource(found.from), to: compact.toSource(end) };
    if (found.kind === 'assignment') {
      masks.expression({ ...span, kind: 'assignment', name: found.name, inner: null }, room);
    } else {
      const inner = found.kind === 'line-magic' ? innerStatement(text, found.from, end, found.name) : null;
      const innerSpan = inner && { from: compact.toSource(inner.from), to: compact.toSource(inner.to) };
      masks.statement({ ...span, kind: found.kind, name: found.name, inner: innerSpan }, room);
    }
    at = end + lineEndLength(text, end);
  }
  const problem = layout.problem;
  return problem && { ...problem, at: compact.toSource(problem.at) };
}

interface Special {
  readonly kind: Exclude<MaskedSyntax['kind'], 'cell-magic'>;
  readonly name: string;
  readonly from: number;
  /** Help at the end of a logical line replaces all of it. */
  readonly whole: boolean;
}

type LogicalLine = ReturnType<typeof readLogicalLine>;

/** The one piece of special syntax that IPython would find first in a logical line. */
function specialSyntax(text: string, line: LogicalLine): Special | null {
  if (line.last < 0) return null;
  if (text[line.last] === '?' && line.tokens > 1 && isHelp(text, line)) {
    return { kind: 'help', name: '', from: line.first, whole: true };
  }
  return escaped(text, line.first) ?? assigned(text, line.assign);
}

function escaped(text: string, from: number): Special | null {
  const next = text[from + 1];
  switch (text[from]) {
    case '!':
      return next === '=' ? null : { kind: 'shell', name: '', from, whole: false };
    case '?':
      return { kind: 'help', name: '', from, whole: false };
    case '%':
      if (next === '=') return null;
      return { kind: 'line-magic', name: magicName(text, from), from, whole: false };
    case ',':
    case ';':
      return { kind: 'call', name: '', from, whole: false };
    case '/':
      if (next === '/' || next === '=' || !/[^ \r\n]/.test(next ?? ' ')) return null;
      return { kind: 'call', name: '', from, whole: false };
    default:
      return null;
  }
}

/** `x = !command` and `x = %magic`. */
function assigned(text: string, assign: number): Special | null {
  if (assign < 0) return null;
  const from = skipBlanks(text, assign + 1);
  if (text[from] === '!' && text[from + 1] !== '=') {
    return { kind: 'assignment', name: '', from, whole: false };
  }
  const name = skipBlanks(text, from + 1);
  if (text[from] !== '%' || !/[\p{L}_]/u.test(text[name] ?? '')) return null;
  return { kind: 'assignment', name: magicName(text, from), from, whole: false };
}

/** Behind blanks and continued line ends. */
function skipBlanks(text: string, from: number): number {
  let at = from;
  for (;;) {
    if (text[at] === ' ' || text[at] === '\t' || text[at] === '\f') at++;
    else if (text[at] === '\\' && lineEndLength(text, at + 1) > 0) at += 1 + lineEndLength(text, at + 1);
    else return at;
  }
}

/** The word behind `%`, up to a blank. */
function magicName(text: string, percent: number): string {
  let end = percent + 1;
  while (end < text.length && !' \r\n'.includes(text[end]!)) end++;
  return text.slice(percent + 1, end).trimEnd();
}

/** Where a command ends: at the first line end that no backslash stands in front of. */
function continuedEnd(text: string, from: number): number {
  let end = lineEnd(text, from);
  while (end < text.length && text[end - 1] === '\\' && text[end] === '\n' && end + 1 < text.length) {
    end = lineEnd(text, end + 1);
  }
  return end;
}

/** Whether a line that ends in `?` names something to look up: `name?`, `a.b[0]??`, `np.*load*?`. */
function isHelp(text: string, line: LogicalLine): boolean {
  if (lineEndLength(text, line.last + 1) === 0 && line.last + 1 < text.length) return false;
  let at = line.last - (text[line.last - 1] === '?' ? 2 : 1);
  while (text[at] === ']') {
    let digits = at - 1;
    while (digits >= line.first && /[0-9]/.test(text[digits]!)) digits--;
    if (digits === at - 1) return false;
    if (text[digits] === '-') digits--;
    if (text[digits] !== '[') return false;
    at = digits - 1;
  }
  for (; at >= line.first && /[\p{L}\p{N}_*]/u.test(text[at]!); at--) {
    if (!/\p{Nd}/u.test(text[at]!)) return true;
  }
  return false;
}

/** The statement inside `%time statement`, when it is one that can stand on a line of its own. */
function innerStatement(text: string, from: number, end: number, name: string): Span | null {
  const withValue = STATEMENT_MAGICS.get(name);
  if (withValue === undefined) return null;
  const start = from + 1 + name.length;
  const inner = start + optionsEnd(text.slice(start, end), withValue);
  return inner < end && isSimpleCode(text.slice(inner, end)) ? { from: inner, to: end } : null;
}
