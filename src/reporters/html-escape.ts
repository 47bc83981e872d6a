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

/** Our Markdown as HTML: paragraphs (or, without them, one line), `code`, *emphasis*. Everything else is text. */
export function prose(text: string, inParagraphs = true): string {
  const parts = text.trim().split(/\n{2,}/).map((part) => inline(part.replace(/\s*\n\s*/g, ' ')));
  return inParagraphs ? parts.map((part) => `<p>${part}</p>`).join('\n') : parts.join(' ');
}

function inline(text: string): string {
  const parts = text.split('`');
  if (parts.length % 2 === 0) return escaped(text);
  return parts
    .map((part, at) =>
      at % 2 === 1 ? `<code>${escaped(part)}</code>` : escaped(part)
            .replace(/\*\*([^*\s][^*]*)\*\*/g, '<strong>$1</strong>')
            .replace(/\*([^*\s][^*]*)\*/g, '<em>$1</em>'),
    )
    .join('');
}
