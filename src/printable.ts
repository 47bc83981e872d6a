/**
 * Text from outside (notebooks, file names, templates) made safe for a terminal or a one-line message.
 */

/** C0 and C1 controls but newline and tab, and the bidirectional overrides that reorder what a reader sees. */
const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Shows control and bidirectional characters as `\xNN` or `\uNNNN`, so that no text can drive the terminal. Keeps newline and tab. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x100
      ? `\\x${code.toString(16).padStart(2, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** The same on one line and at most `limit` characters long, cut with `…`. */
export function printableLine(text: string, limit = 80): string {
  const line = printable(text).replace(/\s+/g, ' ').trim();
  return line.length <= limit ? line : `${line.slice(0, limit - 1)}…`;
}

/** A value as JSON that drives no terminal: the same characters as escapes, which say the same to a program. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replace(
    UNPRINTABLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
