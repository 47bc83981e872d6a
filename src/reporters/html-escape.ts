import { printable, printableLine } from '../printable.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand between tags or in a quoted attribute. Control and bidirectional characters show as escapes. */
export function escaped(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** The same, cut to a length; with `keepSpaces` as it is, otherwise white space runs become one space. */
export function escapedLine(text: string, limit: number, keepSpaces = false): string {
  if (!keepSpaces) return escaped(printableLine(text, limit));
  return escaped(text.length <= limit ? text : `${text.slice(0, limit)}…`);
}
