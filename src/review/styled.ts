import stringWidth from 'string-width';

/** What a piece of text is, not how it looks; `paint` decides on colours. */
export type Style =
  | 'plain'
  | 'strong'
  | 'faint'
  | 'title'
  | 'key'
  | 'warning'
  | 'added'
  | 'removed'
  | 'added-part'
  | 'removed-part'
  | 'keyword'
  | 'string'
  | 'number'
  | 'comment'
  | 'function'
  | 'definition';

export interface Span {
  readonly text: string;
  readonly style: Style;
}

/** One line of the screen. No span holds a line end or a control character. */
export type Line = readonly Span[];

export function span(text: string, style: Style = 'plain'): Span {
  return { text, style };
}

export function line(text: string, style: Style = 'plain'): Line {
  return [span(text, style)];
}

/** Columns of the terminal that a line takes. */
export function widthOf(spans: Line): number {
  return stringWidth(textOf(spans));
}

/** The line, at most `width` columns wide, cut with `…`. */
export function cutLine(spans: Line, width: number): Line {
  if (widthOf(spans) <= width) return spans;
  const [head] = splitAt(spans, Math.max(0, width - 1));
  return [...head, span('…', 'faint')];
}

/**
 * Code in pieces of at most `width` columns, broken where a reader looks for it: behind a blank, a comma or an opening
 * bracket, in front of a dot; inside a word only where there is nothing else. A further piece is indented deeper than
 * the line, behind a mark that says that the line goes on.
 */
export function wrapCode(spans: Line, width: number): Line[] {
  const [first, ...further] = wrapAt(spans, width, width - CONTINUES.length - deepest(spans, width), breakInCode);
  const indent = span(' '.repeat(deepest(spans, width)) + CONTINUES, 'faint');
  return [first ?? [], ...further.map((piece) => [indent, ...piece])];
}

/** Prose in pieces of at most `width` columns, broken at blanks; a longer word is broken. */
export function wrapProse(spans: Line, width: number): Line[] {
  return wrapAt(spans, width, width, breakInProse);
}

const CONTINUES = '  ↳ ';

/** Columns of a line's own indentation, as far as a piece of it leaves room. */
function deepest(spans: Line, width: number): number {
  const text = textOf(spans);
  return Math.min(text.length - text.trimStart().length, Math.floor(width / 3));
}

/**
 * Where code that goes on may best be cut: the number of characters in front of the cut, 0 for nowhere. A blank between
 * two parts of an expression beats one inside a string, and any blank a bracket or a dot.
 */
function breakInCode(head: Line): number {
  const text = textOf(head);
  const places = [...text.matchAll(/[ ,([{](?! )|(?=\.[A-Za-z_])/g)].map(
    ({ 0: found, index }) => index + found.length,
  );
  const blanks = places.filter((place) => text[place - 1] === ' ');
  const between = blanks.filter((place) => styleAt(head, place - 1) !== 'string').at(-1) ?? 0;
  if (between > text.length / 3) return between;
  const blank = blanks.at(-1) ?? 0;
  return blank > text.length / 2 ? blank : (places.at(-1) ?? 0);
}

function styleAt(spans: Line, offset: number): Style | undefined {
  let end = 0;
  return spans.find(({ text }) => (end += text.length) > offset)?.style;
}

function breakInProse(head: Line): number {
  return textOf(head).lastIndexOf(' ') + 1;
}

function wrapAt(spans: Line, width: number, further: number, findBreak: (head: Line) => number): Line[] {
  const lines: Line[] = [];
  let rest: Line = spans;
  for (let room = Math.max(MIN_ROOM, width); ; room = Math.max(MIN_ROOM, further)) {
    const [head, tail] = splitAt(rest, room);
    if (tail.length === 0) return [...lines, head];
    const text = textOf(head);
    const start = text.length - text.trimStart().length;
    // A blank right behind what fits is a place to cut, too.
    const next = tail[0]!;
    const at = findBreak(next.text.startsWith(' ') ? [...head, { ...next, text: ' ' }] : head);
    const [piece, left] = at > start ? splitAfter(rest, at) : [head, tail];
    lines.push(trimmedEnd(piece));
    rest = trimmedStart(left);
    if (rest.length === 0) return lines;
  }
}

const MIN_ROOM = 8;

/** The first `count` characters, and what is left. */
function splitAfter(spans: Line, count: number): [Span[], Span[]] {
  const head: Span[] = [];
  let left = count;
  for (const [index, current] of spans.entries()) {
    if (left < current.text.length) {
      if (left > 0) head.push({ ...current, text: current.text.slice(0, left) });
      return [head, [{ ...current, text: current.text.slice(left) }, ...spans.slice(index + 1)]];
    }
    head.push(current);
    left -= current.text.length;
  }
  return [head, []];
}

function trimmedEnd(spans: Line): Line {
  const last = spans.at(-1);
  if (last === undefined) return spans;
  const text = last.text.trimEnd();
  return text === '' ? trimmedEnd(spans.slice(0, -1)) : [...spans.slice(0, -1), { ...last, text }];
}

function trimmedStart(spans: Line): Line {
  const [first, ...others] = spans;
  if (first === undefined) return spans;
  const text = first.text.trimStart();
  return text === '' ? trimmedStart(others) : [{ ...first, text }, ...others];
}

/** Words of a text in lines of at most `width` columns. A longer word is broken; runs of blanks become one. */
export function wrapWords(text: string, width: number): string[] {
  const words = text.replace(/\s+/g, ' ').trim();
  return words === '' ? [] : wrapProse(line(words), width).map(textOf);
}

/** The line without its styles. */
export function textOf(spans: Line): string {
  return spans.map(({ text }) => text).join('');
}

/** The first `width` columns, and what is left. Always takes at least one character, so that wrapping ends. */
function splitAt(spans: Line, width: number): [Span[], Span[]] {
  const head: Span[] = [];
  let used = 0;
  for (const [index, current] of spans.entries()) {
    const fitting = fittingPrefix(current.text, width - used, used === 0);
    if (fitting.length > 0) head.push({ ...current, text: fitting });
    if (fitting.length < current.text.length) {
      const rest = { ...current, text: current.text.slice(fitting.length) };
      return [head, [rest, ...spans.slice(index + 1)]];
    }
    used += stringWidth(fitting);
  }
  return [head, []];
}

function fittingPrefix(text: string, width: number, mustTakeOne: boolean): string {
  // Plain ASCII is the common case, and one character a column.
  if (/^[\x20-\x7e]*$/.test(text)) return text.slice(0, Math.max(width, mustTakeOne ? 1 : 0));
  let taken = '';
  let used = 0;
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)) {
    used += stringWidth(segment);
    if (used > width && !(mustTakeOne && taken === '')) break;
    taken += segment;
  }
  return taken;
}
