/** A line broken between words so that no part is longer than `width`, where its words allow. At least one part. */
export function wrapped(line: string, width: number): string[] {
  const parts: string[] = [];
  let part = '';
  for (const word of line.split(' ')) {
    if (part !== '' && part.length + 1 + word.length > width) {
      parts.push(part);
      part = word;
    } else part = part === '' ? word : `${part} ${word}`;
  }
  return [...parts, part];
}
