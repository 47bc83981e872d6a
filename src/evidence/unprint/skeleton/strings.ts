/** Python string literals as text: what `'a\n'`, `r"…"`, `"""…"""` and the literal parts of f-strings say. */

const SIMPLE: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\n': '',
};

/** Where the text of a literal lies in its source, and how it is to be read. */
export interface Quoted {
  /** Lower case, in the order written: `rb`, `f`, empty. */
  readonly prefix: string;
  readonly raw: boolean;
  readonly bytes: boolean;
  /** Offsets in the source given, of the text between the quotes. */
  readonly from: number;
  readonly to: number;
}

/** Takes prefix and quotes off a string literal; null when it is none or not closed. */
export function readQuoted(source: string): Quoted | null {
  const opening = /^([A-Za-z]{0,2})("""|'''|"|')/.exec(source);
  if (opening === null) return null;
  const prefix = opening[1]!.toLowerCase();
  const quote = opening[2]!;
  const from = opening[0].length;
  const to = source.length - quote.length;
  if (to < from || !source.endsWith(quote)) return null;
  return { prefix, raw: prefix.includes('r'), bytes: prefix.includes('b'), from, to };
}

/** What text with escapes means; null where that cannot be said (`\N{…}`, a cut escape). */
export function unescapePython(text: string): string | null {
  if (!text.includes('\\')) return text;
  let result = '';
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (character !== '\\') {
      result += character;
      continue;
    }
    const meant = readEscape(text, i + 1);
    if (meant === null) return null;
    result += meant.value;
    i += meant.length;
  }
  return result;
}

function readEscape(text: string, at: number): { value: string; length: number } | null {
  const kind = text[at];
  if (kind === undefined || kind === 'N') return null;
  const digits = { x: 2, u: 4, U: 8 }[kind];
  if (digits !== undefined) {
    const hex = text.slice(at + 1, at + 1 + digits);
    if (hex.length !== digits || !/^[0-9a-fA-F]+$/.test(hex)) return null;
    const code = Number.parseInt(hex, 16);
    return code > 0x10ffff ? null : { value: String.fromCodePoint(code), length: digits + 1 };
  }
  const octal = /^[0-7]{1,3}/.exec(text.slice(at, at + 3));
  if (octal) return { value: String.fromCharCode(Number.parseInt(octal[0], 8)), length: octal[0].length };
  const simple = Object.hasOwn(SIMPLE, kind) ? SIMPLE[kind]! : `\\${kind}`;
  return { value: simple, length: 1 };
}

/** The text of a plain string literal (no f-string, no bytes), or null. */
export function stringValue(source: string): string | null {
  const quoted = readQuoted(source);
  if (quoted === null || quoted.bytes || quoted.prefix.includes('f') || quoted.prefix.includes('t'))
    return null;
  const text = source.slice(quoted.from, quoted.to).replace(/\r\n?/g, '\n');
  return quoted.raw ? text : unescapePython(text);
}
