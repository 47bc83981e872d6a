/** Values of Python string literals. */

const SIMPLE_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['a', '\u0007'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['\n', ''],
]);

/** Prefix letters (lower case), quote, and where the content of a literal starts and ends in it. */
export function quoting(literal: string): { prefix: string; raw: boolean; from: number; to: number } {
  const head = /^([A-Za-z]{0,2})("""|'''|"|')/.exec(literal);
  const prefix = (head?.[1] ?? '').toLowerCase();
  const width = head?.[2]?.length ?? 0;
  const from = prefix.length + width;
  return { prefix, raw: prefix.includes('r'), from, to: Math.max(from, literal.length - width) };
}

/** The text a literal stands for. Escapes by character name (`\N{…}`) stay as they are written. */
export function stringValue(literal: string): string {
  const { raw, from, to } = quoting(literal);
  const content = literal.slice(from, to);
  return raw ? content : unescaped(content);
}

/** Resolves the escapes of a string that is not raw. */
export function unescaped(content: string): string {
  return content.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|\r?\n|([\s\S]))/g,
    (whole: string, x?: string, u?: string, long?: string, octal?: string, simple?: string) => {
      const hex = x ?? u ?? long;
      if (hex !== undefined) return fromCode(Number.parseInt(hex, 16)) ?? whole;
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      if (simple === undefined) return '';
      return SIMPLE_ESCAPES.get(simple) ?? whole;
    },
  );
}

function fromCode(code: number): string | null {
  return code <= 0x10ffff ? String.fromCodePoint(code) : null;
}
