import type { Output } from '../../notebook/index.ts';

/** What a cell wrote, as a reader of the finished page sees it. */
export interface Streams {
  /** All of stdout as one text: parts joined, ANSI codes taken out, CRLF as LF, overwritten text gone. */
  readonly stdout: string;
  readonly stderr: string;
  /** Offsets into `stdout`, [from, to) and rising, of lines of which a part was overwritten (`\r`, backspace): their text is not what was printed. */
  readonly overwritten: readonly (readonly [from: number, to: number])[];
  /** Whether the front end cut the stream (Colab keeps the last 5000 lines). */
  readonly cut: boolean;
}

/** Joins the stream outputs of one cell; stderr stays apart. Linear in the size. */
export function readStreams(outputs: readonly Output[]): Streams {
  const raw = { stdout: [] as string[], stderr: [] as string[] };
  for (const output of outputs) if (output.kind === 'stream') raw[output.name].push(output.text);
  const { text, overwritten } = cleanText(raw.stdout.join(''));
  return {
    stdout: text,
    stderr: cleanText(raw.stderr.join('')).text,
    overwritten,
    cut: /^Streaming output truncated to the last \d{1,9} lines\./.test(text),
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
