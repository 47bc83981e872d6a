/**
 * Reads one logical line of text that may not be Python yet, as Python's `tokenize` module does: it steps over
 * strings, comments and brackets, and goes on behind what it does not understand.
 */

/** What IPython's transformer asks about a logical line. Offsets into the text. */
export interface LogicalLine {
  /** First token; equal to `end` when the line is blank or holds only a comment. */
  readonly first: number;
  /** Behind the line end that closes it. */
  readonly end: number;
  /** The first `=` outside brackets, or -1. */
  readonly assign: number;
  /** The last token in front of the line end, or -1. */
  readonly last: number;
  /** Number of tokens in front of the line end; comments count. */
  readonly tokens: number;
  /** Whether the last token that is no comment is a `:`, so that a block may follow. */
  readonly opensBlock: boolean;
  /** How many brackets are open at once. */
  readonly nesting: number;
}

const OPERATOR = /\*\*=?|\/\/=?|>>=?|<<=?|->|[-+*/%&@|^=<>:!]=|[\s\S]/y;
const WORD = /[\p{L}\p{N}_\p{M}]+/uy;
const MAY_START_STRING = '"\'rRbBfFuU';
const STRING_START = /(?:[rR][bBfF]?|[bBfF][rR]?|[uU])?('''|"""|'|")/y;

/** Reads the logical line that starts at `from`, which is the start of a physical line. */
export function readLogicalLine(text: string, from: number): LogicalLine {
  let at = from;
  let depth = 0;
  let first = -1;
  let last = -1;
  let assign = -1;
  let tokens = 0;
  let nesting = 0;
  let opensBlock = false;
  const hopeless = new Map<string, number>();
  while (at < text.length) {
    const character = text[at]!;
    if (character === '\n' || character === '\r') {
      at += lineEndLength(text, at);
      if (depth === 0) break;
      continue;
    }
    if (character === ' ' || character === '\t' || character === '\f') {
      at++;
      continue;
    }
    if (character === '\\' && lineEndLength(text, at + 1) > 0) {
      at += 1 + lineEndLength(text, at + 1);
      continue;
    }
    if (first < 0) first = at;
    last = at;
    tokens++;
    const end = tokenEnd(text, at, hopeless);
    if (character !== '#') opensBlock = character === ':' && end === at + 1;
    if ('([{'.includes(character)) nesting = Math.max(nesting, ++depth);
    else if (')]}'.includes(character)) depth = Math.max(0, depth - 1);
    else if (character === '=' && end === at + 1 && depth === 0 && assign < 0) assign = at;
    at = end;
  }
  return { first: first < 0 ? at : first, end: at, assign, last, tokens, opensBlock, nesting };
}

/** 2 for `\r\n`, 1 for `\n` and `\r`, 0 for anything else. */
export function lineEndLength(text: string, at: number): number {
  const character = text[at];
  if (character === '\n') return 1;
  if (character === '\r') return text[at + 1] === '\n' ? 2 : 1;
  return 0;
}

/**
 * End of the token at `at`, which is no blank and no line end.
 * `hopeless` remembers up to where a quote is known to stay open, so that a line of quotes is read once.
 */
function tokenEnd(text: string, at: number, hopeless: Map<string, number>): number {
  if (text[at] === '#') return lineEnd(text, at);
  STRING_START.lastIndex = at;
  const string = MAY_START_STRING.includes(text[at]!) ? STRING_START.exec(text) : null;
  if (string !== null) {
    const quote = string[1]!;
    if (at < (hopeless.get(quote) ?? 0)) return at + 1;
    const end = stringEnd(text, at + string[0].length, quote);
    if (end === null) hopeless.set(quote, lineEnd(text, at));
    return end ?? at + 1;
  }
  WORD.lastIndex = at;
  if (WORD.test(text)) return WORD.lastIndex;
  OPERATOR.lastIndex = at;
  OPERATOR.test(text);
  return OPERATOR.lastIndex;
}

/** Offset of the line end behind `at`, or of the end of the text. */
export function lineEnd(text: string, at: number): number {
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

/** End of a string whose content starts at `at`; null when a short string is not closed on its line. */
function stringEnd(text: string, at: number, quote: string): number | null {
  const long = quote.length === 3;
  while (at < text.length) {
    const character = text[at]!;
    if (character === '\\') {
      at += 1 + Math.max(1, lineEndLength(text, at + 1));
    } else if (!long && (character === '\n' || character === '\r')) {
      return null;
    } else if (text.startsWith(quote, at)) {
      return at + quote.length;
    } else {
      at++;
    }
  }
  return long ? text.length : null;
}
