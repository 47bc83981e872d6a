/**
 * Where things are in JSON text: spans of values, members and elements.
 *
 * The text has been parsed before, so it is known to be sound; nothing here checks it again. That allows
 * skipping values by their brackets, over spellings that only Python's json reads (`NaN`), at the speed of `indexOf`.
 * Nothing recurses: JSON may nest as deep as it likes.
 */

/** Offsets in UTF-16 units: `from` inclusive, `to` exclusive. */
export interface TextSpan {
  readonly from: number;
  readonly to: number;
}

/** One `"key": value` of an object. */
export interface Member {
  readonly key: string;
  readonly keySpan: TextSpan;
  readonly value: TextSpan;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** The offset of the first character at or behind `at` that is no JSON whitespace. */
export function skipSpace(text: string, at: number): number {
  let position = at;
  while (position < text.length && isSpace(text.charCodeAt(position))) position++;
  return position;
}

/** The offset behind the string whose opening quote is at `from`; the length of the text when it never ends. */
export function stringEnd(text: string, from: number): number {
  let quote = text.indexOf('"', from + 1);
  while (quote !== -1) {
    let slashes = 0;
    while (text.charCodeAt(quote - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return quote + 1;
    quote = text.indexOf('"', quote + 1);
  }
  return text.length;
}

/** The offset behind the value that starts at `from`. */
export function valueEnd(text: string, from: number): number {
  const first = text.charCodeAt(from);
  if (first === QUOTE) return stringEnd(text, from);
  if (first === 0x7b || first === 0x5b) return bracketEnd(text, from);
  let position = from;
  while (position < text.length && !isSpace(text.charCodeAt(position)) && !',]}'.includes(text[position]!)) {
    position++;
  }
  return position;
}

function bracketEnd(text: string, from: number): number {
  let depth = 0;
  let position = from;
  while (position < text.length) {
    const code = text.charCodeAt(position);
    if (code === QUOTE) {
      position = stringEnd(text, position);
      continue;
    }
    position++;
    if (code === 0x7b || code === 0x5b) depth++;
    else if ((code === 0x7d || code === 0x5d) && --depth === 0) return position;
  }
  return text.length;
}

/** The elements of the array whose `[` is at `from`, in order. */
export function elementsOf(text: string, from: number): TextSpan[] {
  const elements: TextSpan[] = [];
  let position = skipSpace(text, from + 1);
  while (position < text.length && text[position] !== ']') {
    const to = valueEnd(text, position);
    elements.push({ from: position, to });
    position = afterComma(text, to);
  }
  return elements;
}

/** The members of the object whose `{` is at `from`, in order, duplicate keys included. */
export function membersOf(text: string, from: number): Member[] {
  const members: Member[] = [];
  let position = skipSpace(text, from + 1);
  while (position < text.length && text[position] !== '}') {
    const keySpan = { from: position, to: stringEnd(text, position) };
    const colon = skipSpace(text, keySpan.to);
    const start = skipSpace(text, colon + 1);
    const value = { from: start, to: valueEnd(text, start) };
    members.push({ key: JSON.parse(text.slice(keySpan.from, keySpan.to)) as string, keySpan, value });
    position = afterComma(text, value.to);
  }
  return members;
}

/** The member that counts: of several with the same key the last, as every JSON reader takes it. */
export function memberOf(members: readonly Member[], key: string): Member | undefined {
  return members.findLast((member) => member.key === key);
}

/** From behind a value to the start of the next one, or to the closing bracket. */
function afterComma(text: string, at: number): number {
  const next = skipSpace(text, at);
  return text[next] === ',' ? skipSpace(text, next + 1) : next;
}
