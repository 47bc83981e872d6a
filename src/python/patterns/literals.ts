/** Values of Python literals as keys: two literals have the same key when Python gives them the same value and type. */

/** Escapes of one character. */
const SIMPLE: ReadonlyMap<string, string> = new Map([
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\n', ''],
]);
const LONGEST_NUMBER = 400;

/** Prefix and quotes of a string literal, and where its text lies. Null when it is not one. */
export function stringParts(literal: string): { prefix: string; from: number; to: number } | null {
  const start = /^([A-Za-z]{0,3})("""|'''|"|')/.exec(literal);
  if (start === null) return null;
  const quote = start[2]!;
  const from = start[0].length;
  const to = literal.length - quote.length;
  return to >= from && literal.endsWith(quote) ? { prefix: start[1]!.toLowerCase(), from, to } : null;
}

/** `s:value` or `b:value`; escapes that name a character (`\N{…}`) and broken ones stay as written. */
export function stringKey(literal: string): string {
  const parts = stringParts(literal);
  if (parts === null) return `raw:${literal}`;
  const text = literal.slice(parts.from, parts.to).replace(/\r\n?/g, '\n');
  const bytes = parts.prefix.includes('b');
  if (!parts.prefix.includes('r') && /\\[N]/.test(text) && !bytes) return `raw:${literal}`;
  const value = parts.prefix.includes('r') ? text : unescaped(text, bytes);
  return `${bytes ? 'b' : 's'}:${value}`;
}

function unescaped(text: string, bytes: boolean): string {
  if (!text.includes('\\')) return text;
  const pattern = bytes
    ? /\\(?:x([0-9a-fA-F]{2})|([0-7]{1,3})|([\s\S]))/g
    : /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|([\s\S]))/g;
  return text.replace(pattern, (whole: string, ...groups: unknown[]) => {
    const found = groups.slice(0, bytes ? 3 : 5) as (string | undefined)[];
    const one = found[found.length - 1];
    if (one !== undefined) return SIMPLE.get(one) ?? whole;
    const octal = found[found.length - 2];
    const code =
      octal !== undefined ? Number.parseInt(octal, 8) : Number.parseInt(found.find(Boolean) ?? '', 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** `i:10`, `f:0.5`, `j:2`; integers and floats differ, as `1` and `1.0` do. Python 2's forms stay as written. */
export function numberKey(literal: string): string {
  const text = literal.replaceAll('_', '').toLowerCase();
  if (text.length > LONGEST_NUMBER) return `raw:${literal}`;
  if (/^(0x[0-9a-f]+|0o[0-7]+|0b[01]+|[1-9]\d*|0+)$/.test(text)) return `i:${BigInt(text)}`;
  if (/^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?j?$/.test(text)) {
    const imaginary = text.endsWith('j');
    if (!imaginary && /^\d+$/.test(text)) return `raw:${literal}`;
    return `${imaginary ? 'j' : 'f'}:${Number(imaginary ? text.slice(0, -1) : text)}`;
  }
  return `raw:${literal}`;
}
