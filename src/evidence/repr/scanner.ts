/** The words of a repr: numbers, strings, names and `<…>`, one after another. */
import type { AngleNode, NumberNode, StringNode } from './node.ts';

const NUMBER = /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
/** NumPy pads the real part: `0. +1.j`. */
const IMAGINARY = / *[+-](?:(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|nan|inf)j/y;
const SIGNED_NAME = /[+-](?:nan|inf|NaN|Infinity)/y;
const NAME = /[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*/uy;
const STRING_START = /(?:[uUbBrR]{0,2})('''|"""|'|")/y;
const SPACE = /\s/;
const ESCAPES = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
  ['0', '\0'],
  ['\n', ''],
]);

/** Raised inside the parser only; `parseRepr` turns it into null. */
export class NoRepr extends Error {}

/** A place in a text, which goes on past each word that is read. What is no word of a repr raises `NoRepr`. */
export class Scanner {
  protected readonly text: string;
  protected at = 0;

  constructor(text: string) {
    this.text = text;
  }

  protected skipSpace(): void {
    while (this.at < this.text.length && SPACE.test(this.text[this.at]!)) this.at += 1;
  }

  private take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found !== null) this.at = pattern.lastIndex;
    return found;
  }

  /** A dotted name; null when there is none. */
  protected name(): string | null {
    return this.take(NAME)?.[0] ?? null;
  }

  protected number(start: number): NumberNode | null {
    const found = this.take(NUMBER) ?? this.take(SIGNED_NAME);
    if (found === null) return this.imaginaryName(start);
    if (this.take(IMAGINARY) === null && (this.text[this.at] === 'L' || this.text[this.at] === 'j'))
      this.at += 1;
    this.endOfWord();
    return { node: 'number', text: this.text.slice(start, this.at), start, end: this.at };
  }

  /** `nan+1j`, `inf-infj`: a name that goes on as a complex number. */
  private imaginaryName(start: number): NumberNode | null {
    const name = /nan|inf/y;
    if (this.take(name) === null) return null;
    if (this.take(IMAGINARY) === null) {
      this.at = start;
      return null;
    }
    return { node: 'number', text: this.text.slice(start, this.at), start, end: this.at };
  }

  /** A number that goes on as a word (`2020-01-01`, `3rd`, `1:2`) is not a number. */
  protected endOfWord(): void {
    const next = this.text[this.at];
    if (next === undefined || SPACE.test(next) || ',)]}:>='.includes(next)) return;
    throw new NoRepr();
  }

  /** A string literal; null when none begins here. */
  protected string(start: number): StringNode | null {
    const opening = this.take(STRING_START);
    if (opening === null) return null;
    const quote = opening[1]!;
    const prefix = opening[0].slice(0, -quote.length).toLowerCase();
    const parts: string[] = [];
    let from = this.at;
    for (;;) {
      const character = this.text[this.at];
      if (character === undefined) throw new NoRepr();
      if (character === '\\' && !prefix.includes('r')) {
        parts.push(this.text.slice(from, this.at), this.escape());
        from = this.at;
      } else if (this.text.startsWith(quote, this.at)) break;
      else if (character === '\n' && quote.length === 1) throw new NoRepr();
      else this.at += 1;
    }
    parts.push(this.text.slice(from, this.at));
    this.at += quote.length;
    // Python takes double quotes only around a single one; without it this is JSON, or another language's.
    if (quote === '"' && !parts.some((part) => part.includes("'"))) throw new NoRepr();
    return { node: 'string', value: parts.join(''), bytes: prefix.includes('b'), start, end: this.at };
  }

  private escape(): string {
    const letter = this.text[this.at + 1];
    if (letter === undefined) throw new NoRepr();
    const width = letter === 'x' ? 2 : letter === 'u' ? 4 : letter === 'U' ? 8 : 0;
    if (width === 0) {
      this.at += 2;
      return ESCAPES.get(letter) ?? ('\\\'"'.includes(letter) ? letter : `\\${letter}`);
    }
    const code = this.text.slice(this.at + 2, this.at + 2 + width);
    if (code.length < width || !/^[0-9a-fA-F]+$/.test(code)) throw new NoRepr();
    const point = Number.parseInt(code, 16);
    if (point > 0x10ffff) throw new NoRepr();
    this.at += 2 + width;
    return String.fromCodePoint(point);
  }

  protected angle(): AngleNode {
    const start = this.at;
    let open = 0;
    for (; this.at < this.text.length; this.at += 1) {
      const character = this.text[this.at];
      if (character === '<') open += 1;
      else if (character === '>' && this.text[this.at - 1] !== '-') open -= 1;
      if (open === 0) {
        this.at += 1;
        return { node: 'angle', text: this.text.slice(start, this.at), start, end: this.at };
      }
    }
    throw new NoRepr();
  }
}
