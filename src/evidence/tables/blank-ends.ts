import type { Label } from '../types.ts';

/**
 * Whether the plain text of a pandas table shows a column name that ends with blanks, as `'Rain '` does: names and values
 * end at the same place, so a value that goes on where the visible name ended gives the blanks away. HTML never shows
 * them. False where the text has another form; blanks in front of a name are not seen.
 */
export function hasBlankEnd(plain: string, columns: readonly Label[]): boolean {
  const parts = plain.split(/\n[^\S\n]*\n/).map((part) => part.split('\n'));
  const wrapped = parts.length > 1;
  let at = 0;
  for (const [head = '', ...rows] of parts) {
    const header = head.replace(/[^\S\n]*\\$/, '');
    const data = rows.filter((row) => !row.startsWith('['));
    let end = 0;
    for (; at < columns.length; at++) {
      const from = placeOf(columns[at] ?? '', header, end);
      if (from < 0) break;
      end = from + String(columns[at]).length;
      if (data.some((row) => /\S/.test(row.charAt(end)))) return true;
    }
    // Behind the last name of all stand no blanks, but for the two that a wrapped table has at the end of each line.
    if (at === columns.length) return header === head && head.length - end > (wrapped ? 2 : 0);
  }
  return false;
}

/** Where a name stands by itself; -1 when it does not, or is a number, which is too easily taken for another. */
function placeOf(name: Label, header: string, after: number): number {
  if (typeof name !== 'string' || !/[^\d.\s]/.test(name)) return -1;
  const from = header.indexOf(name, after);
  const isAlone = /^\s?$/.test(header.charAt(from - 1)) && /^\s?$/.test(header.charAt(from + name.length));
  return from >= 0 && isAlone ? from : -1;
}
