/** Notes, as long as the reader wants them. */

import type { RewriteOptions } from './types.ts';

/** The note to write, empty for none. */
export function noteText(note: string, length: RewriteOptions['notes']): string {
  if (length === 'none') return '';
  return length === 'short' ? firstSentence(note) : note.trim();
}

/** The first sentence of the first line; the whole line when no sentence ends in it. */
export function firstSentence(note: string): string {
  const line = note.trim().split(/\r\n|\n|\r/, 1)[0] ?? '';
  const words = line.split(' ');
  // A dot ends a sentence only in front of a word that begins one: "approx. 3", "e.g. this" go on.
  const end = words.findIndex(
    (word, index) =>
      /[.!?][)*_`"']?$/.test(word) &&
      (index + 1 === words.length || /^[`"'(*_]?\p{Lu}/u.test(words[index + 1]!)),
  );
  return end === -1 ? line : words.slice(0, end + 1).join(' ');
}
