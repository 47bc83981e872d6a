import { createTwoFilesPatch } from 'diff';

/** A diff of two texts of one file that `git apply` takes; empty when they are equal. `path` is relative, with `/`. */
export function unifiedDiff(path: string, before: string, after: string): string {
  if (before === after) return '';
  const patch = createTwoFilesPatch(quoted(`a/${path}`), quoted(`b/${path}`), before, after, '', '', {
    context: 3,
  });
  // Without the line of equal signs that `diff` puts on top, and without its tab behind the names.
  return `diff --git ${quoted(`a/${path}`)} ${quoted(`b/${path}`)}\n${patch.slice(patch.indexOf('---'))}`.replace(
    /^(--- .*|\+\+\+ .*)\t$/gm,
    '$1',
  );
}

/** As git writes a name that holds a quote, a backslash, a control or a non-ASCII character. */
function quoted(path: string): string {
  if (/^[\x20-\x7e]+$/.test(path) && !/["\\]/.test(path)) return path;
  const bytes = [...Buffer.from(path)].map((byte) => {
    const character = String.fromCharCode(byte);
    if (character === '"' || character === '\\') return `\\${character}`;
    return byte < 0x20 || byte > 0x7e ? `\\${byte.toString(8).padStart(3, '0')}` : character;
  });
  return `"${bytes.join('')}"`;
}
