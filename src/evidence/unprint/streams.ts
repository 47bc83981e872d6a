import type { MimeBundle, Output } from '../../notebook/index.ts';

/** What a cell wrote, as a reader of the finished page sees it. */
export interface Streams {
  /** All of stdout as one text: parts joined, ANSI codes taken out, CRLF as LF, overwritten text gone. */
  readonly stdout: string;
  readonly stderr: string;
  /** Offsets into `stdout`, [from, to) and rising, of lines of which a part was overwritten (`\r`, backspace): their text is not what was printed. */
  readonly overwritten: readonly (readonly [from: number, to: number])[];
  /** What was displayed, by the offset in `stdout` of the `DISPLAY` that stands for it. */
  readonly displays: ReadonlyMap<number, MimeBundle>;
  /** Whether the front end cut the stream (Colab keeps the last 5000 lines). */
  readonly cut: boolean;
}

/** A line of its own in `stdout`, where something was displayed between two prints. */
export const DISPLAY = '\ue001';

/**
 * Joins the stream outputs of one cell; stderr stays apart. Linear in the size.
 *
 * @param isShown which displayed outputs are given a place in `stdout`; none unless given
 */
export function readStreams(
  outputs: readonly Output[],
  isShown: (data: MimeBundle) => boolean = () => false,
): Streams {
  const stderr: string[] = [];
  const shown: MimeBundle[] = [];
  let between: string[] = [];
  const parts = [between];
  for (const output of outputs) {
    if (output.kind === 'stream') (output.name === 'stdout' ? between : stderr).push(output.text);
    else if (output.kind === 'display' && isShown(output.data)) {
      shown.push(output.data);
      between = [];
      parts.push(between);
    }
  }
  let stdout = '';
  const displays = new Map<number, MimeBundle>();
  const overwritten: [number, number][] = [];
  for (const [at, part] of parts.entries()) {
    if (at > 0) {
      displays.set(stdout.length, shown[at - 1]!);
      stdout += `${DISPLAY}\n`;
    }
    const clean = cleanText(part.join(''));
    for (const [from, to] of clean.overwritten) overwritten.push([stdout.length + from, stdout.length + to]);
    stdout += clean.text;
  }
  return {
    stdout,
    stderr: cleanText(stderr.join('')).text,
    overwritten,
    displays,
    cut: /^Streaming output truncated to the last \d{1,9} lines\./.test(stdout),
  };
}

/** One text as a terminal would leave it on the page. */
export function cleanText(raw: string): { text: string; overwritten: [number, number][] } {
  const plain = stripAnsi(raw);
  if (!/[\r\b]/.test(plain)) return { text: plain, overwritten: [] };
  const lines: string[] = [];
  const overwritten: [number, number][] = [];
  let at = 0;
  for (const line of plain.replace(/\r+\n/g, '\n').split('\n')) {
    const shown = /[\r\b]/.test(line) ? overwrite(line) : line;
    if (shown !== line) overwritten.push([at, at + shown.length]);
    lines.push(shown);
    at += shown.length + 1;
  }
  return { text: lines.join('\n'), overwritten };
}

const ESC = '\u001b';

/** Takes out ANSI colour, cursor and title codes (CSI, OSC, two-character escapes). One pass; of a code that never ends only the escape character goes. */
export function stripAnsi(text: string): string {
  let at = text.indexOf(ESC);
  if (at < 0) return text;
  const parts: string[] = [];
  let from = 0;
  while (at >= 0) {
    parts.push(text.slice(from, at));
    from = endOfCode(text, at);
    at = text.indexOf(ESC, from);
  }
  parts.push(text.slice(from));
  return parts.join('');
}

/** A window title is short; the limit keeps the pass linear. */
const LONGEST_CODE = 256;

function endOfCode(text: string, at: number): number {
  const kind = text[at + 1];
  const last = Math.min(text.length, at + LONGEST_CODE);
  if (kind === '[') {
    for (let i = at + 2; i < last; i++) {
      const code = text.charCodeAt(i);
      if (code >= 0x40 && code <= 0x7e) return i + 1;
      if (code < 0x20 || code > 0x7e) return at + 1;
    }
    return at + 1;
  }
  if (kind === ']') {
    for (let i = at + 2; i < last; i++) {
      if (text[i] === '\u0007') return i + 1;
      if (text[i] === ESC && text[i + 1] === '\\') return i + 2;
    }
    return at + 1;
  }
  return at + 1;
}

/** What stays of one line: `\r` goes back to its start, `\b` one character back; what follows replaces what was there. */
function overwrite(line: string): string {
  const cells: string[] = [];
  let column = 0;
  for (const character of line) {
    if (character === '\r') column = 0;
    else if (character === '\b') column = Math.max(0, column - 1);
    else cells[column++] = character;
  }
  return cells.join('');
}
