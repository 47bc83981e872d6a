/** A word as a POSIX shell reads it back unchanged. Control characters come as `$'…'`, which bash, zsh and ksh know. */
export function shellQuoted(word: string): string {
  // A path that begins with a dash would be taken for a flag; `-` alone is standard input.
  if (word.startsWith('-') && word !== '-') return shellQuoted(`./${word}`);
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  if (/[\u0000-\u001f\u007f-\u009f]/.test(word)) return `$'${escaped(word)}'`;
  return `'${word.replaceAll("'", "'\\''")}'`;
}

function escaped(word: string): string {
  return word.replace(/[\\']/g, '\\$&').replace(/[\u0000-\u001f\u007f-\u009f]/g, (character) => {
    const code = character.charCodeAt(0);
    // From 0x80 on a byte escape would not be the character's UTF-8.
    return code < 0x80
      ? `\\x${code.toString(16).padStart(2, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}
