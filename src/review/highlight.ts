import { highlightTree, tagHighlighter, tags } from '@lezer/highlight';
import { printable } from '../printable.ts';
import { parseCell } from '../python/index.ts';
import { type Line, type Span, type Style, span } from './styled.ts';

const HIGHLIGHTER = tagHighlighter([
  {
    tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.definitionKeyword],
    class: 'keyword',
  },
  { tag: [tags.moduleKeyword, tags.self], class: 'keyword' },
  { tag: [tags.string, tags.special(tags.string), tags.escape], class: 'string' },
  { tag: [tags.number, tags.bool, tags.null], class: 'number' },
  { tag: [tags.comment, tags.lineComment], class: 'comment' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], class: 'function' },
  { tag: [tags.function(tags.definition(tags.variableName)), tags.className], class: 'definition' },
]);

/** Longer code is shown without colours: it is cut on the screen anyway. */
const LIMIT = 50_000;

/** Python code as lines with syntax styles; IPython syntax and code with errors included. Control characters are made visible, tabs become four blanks. */
export function highlightPython(code: string): Line[] {
  const spans: Span[] = [];
  let end = 0;
  for (const piece of styledPieces(code)) {
    if (piece.from > end) spans.push(span(code.slice(end, piece.from)));
    spans.push(span(code.slice(piece.from, piece.to), piece.style));
    end = piece.to;
  }
  spans.push(span(code.slice(end)));
  return splitLines(spans);
}

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly style: Style;
}

function styledPieces(code: string): Piece[] {
  const pieces: Piece[] = [];
  if (code.length > LIMIT) return pieces;
  try {
    highlightTree(parseCell(code, 0).tree, HIGHLIGHTER, (from, to, style) => {
      pieces.push({ from, to, style: style as Style });
    });
  } catch (error) {
    // The highlighter recurses as deep as the code nests; what nests thousands deep is shown plain.
    if (error instanceof RangeError) return [];
    throw error;
  }
  return pieces;
}

/** Text as plain lines, safe for a terminal. */
export function plainLines(text: string, style: Style = 'plain'): Line[] {
  return splitLines([span(text, style)]);
}

/** A note as lines: bold and code spans styled, their marks kept, since they are what will stand in the file. */
export function markdownLines(text: string): Line[] {
  const parts = text.split(/(\*\*[^*\n]+\*\*|`[^`\n]+`)/);
  return splitLines(
    parts.map((part) => span(part, part.startsWith('**') ? 'strong' : part.startsWith('`') ? 'string' : 'plain')),
  );
}

function splitLines(spans: readonly Span[]): Line[] {
  const lines: Span[][] = [[]];
  for (const { text, style } of spans) {
    for (const [index, part] of text.split(/\r\n|[\n\r]/).entries()) {
      if (index > 0) lines.push([]);
      if (part !== '') lines.at(-1)!.push(span(printable(part.replaceAll('\t', '    ')), style));
    }
  }
  return lines;
}
