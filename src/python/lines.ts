/**
 * The physical lines of a cell as IPython sees them after its clean-up: common indentation and prompts are
 * taken off the front of each line. Everything is prefix removal, so a line is a span of the source.
 * Source: `IPython.core.inputtransformer2`, `cleanup_transforms`.
 */

/** A line of the source: `from` is behind what was taken off, `to` in front of the line end, `next` behind it. */
export interface Line {
  /** First character of the physical line, with what was taken off. */
  readonly start: number;
  readonly from: number;
  readonly to: number;
  readonly next: number;
}

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;

/** Splits at `\n`, `\r\n` and `\r`. The last line has no line end when the source has none. */
export function splitLines(source: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (let at = 0; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (code !== LF && code !== CR) continue;
    const to = at;
    if (code === CR && source.charCodeAt(at + 1) === LF) at++;
    lines.push({ start, from: start, to, next: at + 1 });
    start = at + 1;
  }
  if (start < source.length) lines.push({ start, from: start, to: source.length, next: source.length });
  return lines;
}

/** What IPython hands to its magics and its parser: no leading blank lines, common indentation, or prompts. */
export function cleanedLines(source: string, lines: readonly Line[]): Line[] {
  const first = lines.findIndex((line) => source.slice(line.from, line.to).trim() !== '');
  const present = first < 0 ? [] : lines.slice(first);
  return ipythonPrompts(source, classicPrompts(source, dedented(source, present)));
}

function content(source: string, line: Line): string {
  return source.slice(line.from, line.to);
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** Offset of the first character that is neither space nor tab, at most `line.to`. */
function indentEnd(source: string, line: Line): number {
  let at = line.from;
  while (at < line.to && isBlank(source.charCodeAt(at))) at++;
  return at;
}

/** As Python's `textwrap.dedent`: the longest blank prefix common to all lines that are not blank. */
function dedented(source: string, lines: readonly Line[]): Line[] {
  let margin: string | null = null;
  for (const line of lines) {
    const end = indentEnd(source, line);
    if (end === line.to) continue;
    margin = commonPrefix(margin, source.slice(line.from, end));
    if (margin === '') break;
  }
  const width = margin?.length ?? 0;
  return lines.map((line) => {
    const end = indentEnd(source, line);
    return { ...line, from: end === line.to ? end : line.from + width };
  });
}

function commonPrefix(a: string | null, b: string): string {
  if (a === null) return b;
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}

const CLASSIC_FIRST = /^\s*>>>/;
const CLASSIC = /^\s*(?:>>>|\.\.\.)[ \t]?/;
const STRING_PREFIX = /^[rubf]*$/i;

/** `>>> ` and `... `, only in a cell that has a `>>>` outside its triple-quoted strings. */
function classicPrompts(source: string, lines: readonly Line[]): Line[] {
  const kept = insideTripleQuotes(source, lines);
  const prompted = lines.some((line, i) => !kept[i] && CLASSIC_FIRST.test(content(source, line)));
  if (!prompted) return [...lines];
  const stripped = lines.map((line, i) => {
    const prompt = kept[i] ? null : CLASSIC.exec(content(source, line));
    return prompt === null ? line : { ...line, from: line.from + prompt[0].length };
  });
  return dedentStretches(source, lines, stripped, kept);
}

/** Dedents each stretch of lines of the same sort in which a prompt was taken off. */
function dedentStretches(
  source: string,
  before: readonly Line[],
  after: readonly Line[],
  kept: readonly boolean[],
): Line[] {
  const result: Line[] = [];
  for (let from = 0; from < after.length; ) {
    let to = from;
    while (to < after.length && kept[to] === kept[from]) to++;
    const stretch = after.slice(from, to);
    const changed = stretch.some((line, i) => line.from !== before[from + i]!.from);
    result.push(...(changed && !kept[from] ? dedented(source, stretch) : stretch));
    from = to;
  }
  return result;
}

/** Which lines belong to a triple-quoted string that starts a statement; IPython keeps prompts in those. */
function insideTripleQuotes(source: string, lines: readonly Line[]): boolean[] {
  let quote: string | null = null;
  let keep = false;
  let prompted = false;
  return lines.map((line) => {
    const text = content(source, line);
    let inside = quote !== null && keep;
    for (const { at, mark } of tripleQuotes(text)) {
      if (quote === null) {
        quote = mark;
        const before = text.slice(0, at);
        const code = before.replace(CLASSIC, '');
        keep = !(code !== before && prompted) && STRING_PREFIX.test(code.trim());
        inside = keep;
      } else if (quote === mark) {
        quote = null;
        keep = false;
      }
    }
    prompted ||= CLASSIC_FIRST.test(text);
    return inside;
  });
}

function tripleQuotes(text: string): { at: number; mark: string }[] {
  const found: { at: number; mark: string }[] = [];
  for (const match of text.matchAll(/(?<!\\)(?:"""|''')/g)) found.push({ at: match.index, mark: match[0] });
  return found;
}

const IPYTHON_FIRST = /^(?:(?:\[nav\]|\[ins\])? )?In \[\d+\]: |^\s*\.{3,}: ?/;

/** `In [1]: ` and `   ...: `, when the first line or the second one has such a prompt. */
function ipythonPrompts(source: string, lines: readonly Line[]): Line[] {
  const has = (line: Line | undefined) => line !== undefined && IPYTHON_FIRST.test(content(source, line));
  if (!has(lines[0]) && !has(lines[1])) return [...lines];
  return lines.map((line) => {
    const prompt = IPYTHON_FIRST.exec(content(source, line));
    return prompt === null ? line : { ...line, from: line.from + prompt[0].length };
  });
}

/** Line numbers (from 1) of a text, by offset: one pass over the text, then a binary search an offset. */
export function lineNumbers(source: string): (offset: number) => number {
  const starts = splitLines(source).map((line) => line.start);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}
