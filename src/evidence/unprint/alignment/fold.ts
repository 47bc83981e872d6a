import type { Span } from '../../../python/index.ts';
import { BLOCK } from './slot-states.ts';

/**
 * Blocks of lines that are certainly one printed value: a pandas series (it ends with its dtype) and a data frame (a header
 * that begins with blanks, rows of the same width). Without their last line end; by rising offset. Linear.
 */
export function blocksOf(text: string): Span[] {
  const lines = linesOf(text);
  const blocks: Span[] = [];
  let next = 0;
  for (let i = 0; i < lines.length; i++) {
    const end = frameEnd(lines, i) ?? seriesEnd(lines, i, next);
    if (end === null) continue;
    const first = end.first;
    blocks.push({ from: lines[first]!.from, to: lines[end.last]!.from + lines[end.last]!.text.length });
    i = end.last;
    next = i + 1;
  }
  return blocks;
}

interface Line {
  readonly from: number;
  readonly text: string;
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let from = 0;
  for (const line of text.split('\n')) {
    lines.push({ from, text: line });
    from += line.length + 1;
  }
  return lines;
}

/** A header that begins with a blank and at least one row of its width that does not. */
function frameEnd(lines: readonly Line[], at: number): { first: number; last: number } | null {
  const header = lines[at]!.text;
  if (!/^ +\S/.test(header) || header.length < 4) return null;
  let last = at;
  while (last + 1 < lines.length && isRow(lines[last + 1]!.text, header.length)) last++;
  if (last === at) return null;
  // A row that begins with a blank: several levels of index, or another frame, which repeats the header or cannot be told.
  const after = lines[last + 1]?.text ?? '';
  if (after.length === header.length && after.startsWith(' ') && after !== header) return null;
  const footer = lines[last + 2]?.text;
  const hasFooter =
    lines[last + 1]?.text === '' && footer !== undefined && /^\[\d+ rows x \d+ columns\]$/.test(footer);
  return { first: at, last: hasFooter ? last + 2 : last };
}

function isRow(text: string, width: number): boolean {
  return text.length === width && /^\S/.test(text) && text.includes(' ');
}

const DTYPE = /^(?:Freq: [^,]+, )?(?:Name: .*, )?(?:Length: \d+, )?dtype: \S+$/;
const LONGEST_SERIES = 70;

/** A line that names a dtype, with the rows of one width in front of it. */
function seriesEnd(
  lines: readonly Line[],
  at: number,
  floor: number,
): { first: number; last: number } | null {
  if (!DTYPE.test(lines[at]!.text.slice(0, 400))) return null;
  let first = at;
  const width = lines[at - 1]?.text.length ?? 0;
  while (first - 1 >= floor && at - first < LONGEST_SERIES) {
    const { text } = lines[first - 1]!;
    if (text.length !== width || !/\S {2,}\S/.test(text.slice(0, 400))) break;
    first--;
  }
  return first === at ? null : { first, last: at };
}

/** The text with each block as one character, and the way back: offsets of the folded text to those of the whole. */
export function fold(
  text: string,
  blocks: readonly Span[],
): { text: string; offset(folded: number): number } {
  const parts: string[] = [];
  const places: { folded: number; gone: number }[] = [];
  let at = 0;
  let gone = 0;
  for (const { from, to } of blocks) {
    parts.push(text.slice(at, from), String.fromCharCode(BLOCK));
    const folded = from - gone;
    gone += to - from - 1;
    places.push({ folded: folded + 1, gone });
    at = to;
  }
  parts.push(text.slice(at));
  const offset = (folded: number) => {
    let low = 0;
    let high = places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (places[middle]!.folded <= folded) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? folded : folded + places[low - 1]!.gone;
  };
  return { text: parts.join(''), offset };
}
