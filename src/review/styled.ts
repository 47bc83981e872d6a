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

/** The line in pieces of at most `width` columns; every further one begins with `indent`. */
export function wrapLine(spans: Line, width: number, indent: Line = []): Line[] {
  const room = Math.max(8, width - widthOf(indent));
  const [first, tail] = splitAt(spans, Math.max(8, width));
  const lines: Line[] = [first];
  for (let rest = tail; rest.length > 0; ) {
    const [piece, further] = splitAt(rest, room);
    lines.push([...indent, ...piece]);
    rest = further;
  }
  return lines;
}

/** Words of a text in lines of at most `width` columns. A longer word is broken; runs of blanks become one. */
export function wrapWords(text: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const joined = current === '' ? word : `${current} ${word}`;
    if (stringWidth(joined) <= width) current = joined;
    else {
      if (current !== '') lines.push(current);
      const pieces = wrapLine(line(word), width).map(textOf);
      lines.push(...pieces.slice(0, -1));
      current = pieces.at(-1) ?? '';
    }
  }
  return current === '' ? lines : [...lines, current];
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
