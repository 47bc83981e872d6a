/** Reads the text of a Python value into a tree. Nothing is interpreted; one pass, no backtracking, bounded depth. */
import type { AngleNode, DictNode, GroupNode, Node, NumberNode, StringNode } from './node.ts';

/** Deeper nesting is no value that anybody looks at, and would cost every later reader its stack. */
const MAX_DEPTH = 64;
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
class NoRepr extends Error {}

/** The one Python value that `text` is, or null when it is anything else. */
export function parseRepr(text: string): Node | null {
  const parser = new Parser(text);
  try {
    return parser.whole();
  } catch (error) {
    if (error instanceof NoRepr) return null;
    throw error;
  }
}

/** The items of one bracket while they are being collected. */
interface Items {
  readonly list: Node[];
  readonly keywords: [string, Node][];
  /** For each item: true when no comma stands in front of it. */
  readonly glued: boolean[];
  commas: number;
  cut: number | null;
}

class Parser {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  whole(): Node {
    this.skipSpace();
    const value = this.value(0);
    this.skipSpace();
    if (this.at < this.text.length) throw new NoRepr();
    return value;
  }

  private skipSpace(): void {
    while (this.at < this.text.length && SPACE.test(this.text[this.at]!)) this.at += 1;
  }

  private take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found !== null) this.at = pattern.lastIndex;
    return found;
  }

  private value(depth: number): Node {
    if (depth > MAX_DEPTH) throw new NoRepr();
    const start = this.at;
    const character = this.text[start];
    if (character === undefined) throw new NoRepr();
    if (character === '[') return this.list(depth);
    if (character === '(') return this.tuple(depth);
    if (character === '{') return this.braces(depth);
    if (character === '<') return this.angle();
    const string = this.take(STRING_START);
    if (string !== null) return this.string(start, string);
    return this.number(start) ?? this.nameOrCall(start, depth);
  }

  private number(start: number): NumberNode | null {
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
  private endOfWord(): void {
    const next = this.text[this.at];
    if (next === undefined || SPACE.test(next) || ',)]}:>='.includes(next)) return;
    throw new NoRepr();
  }

  private string(start: number, opening: RegExpExecArray): StringNode {
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

  private nameOrCall(start: number, depth: number): Node {
    const found = this.take(NAME);
    if (found === null) throw new NoRepr();
    if (this.text[this.at] !== '(') {
      this.endOfWord();
      return { node: 'name', name: found[0], start, end: this.at };
    }
    this.at += 1;
    const items = this.items(')', depth);
    if (items.glued.slice(1).some((glued) => glued) && !joinStrings(items)) throw new NoRepr();
    const { list: args, keywords } = items;
    return { node: 'call', name: found[0], args, keywords, cut: items.cut !== null, start, end: this.at };
  }

  private list(depth: number): GroupNode {
    const start = this.at;
    this.at += 1;
    const items = this.items(']', depth);
    if (items.keywords.length > 0) throw new NoRepr();
    const glued = items.glued.some((isGlued, index) => isGlued && index > 0);
    const spaced = items.commas === 0 && (glued || items.cut !== null);
    if (spaced && this.isWrappedString(items)) throw new NoRepr();
    if (glued && !spaced && !joinStrings(items)) throw new NoRepr();
    return { node: 'list', items: items.list, cut: items.cut, spaced, start, end: this.at };
  }

  /** One long string that `pprint` broke over lines and an array of strings, one a line, look the same. */
  private isWrappedString(items: Items): boolean {
    return items.list.every(
      (item, index) =>
        item.node === 'string' &&
        (index === 0 || this.text.slice(items.list[index - 1]!.end, item.start).includes('\n')),
    );
  }

  private tuple(depth: number): Node {
    const start = this.at;
    this.at += 1;
    const items = this.items(')', depth);
    if (items.keywords.length > 0 || !joinStrings(items)) throw new NoRepr();
    const only = items.list[0];
    if (items.commas === 0 && items.cut === null && only !== undefined) {
      const isComplex = only.node === 'number' && only.text.endsWith('j');
      if (!isComplex && only.node !== 'string') throw new NoRepr();
      return { ...only, start, end: this.at };
    }
    return { node: 'tuple', items: items.list, cut: items.cut, spaced: false, start, end: this.at };
  }

  private braces(depth: number): GroupNode | DictNode {
    const start = this.at;
    this.at += 1;
    const entries: [Node, Node][] = [];
    const items = this.items('}', depth, entries);
    if (items.keywords.length > 0 || !joinStrings(items)) throw new NoRepr();
    const end = this.at;
    if (items.list.length === 0 && (entries.length > 0 || items.commas === 0))
      return { node: 'dict', entries, cut: items.cut !== null, start, end };
    if (entries.length > 0) throw new NoRepr();
    return { node: 'set', items: items.list, cut: items.cut, spaced: false, start, end };
  }

  /** Everything up to `close`: items, `key=value`, and, where `entries` is given, `key: value`. */
  private items(close: string, depth: number, entries: [Node, Node][] | null = null): Items {
    const items: Items = { list: [], keywords: [], glued: [], commas: 0, cut: null };
    let afterComma = true;
    for (;;) {
      this.skipSpace();
      if (this.text[this.at] === close) break;
      let isCut = false;
      if (this.text.startsWith('...', this.at)) {
        this.at += 3;
        items.cut ??= items.list.length;
        isCut = true;
      } else this.item(items, depth, entries, !afterComma);
      const from = this.at;
      this.skipSpace();
      const next = this.text[this.at];
      // What stands on the two sides of a cut does not belong together.
      afterComma = next === ',' || isCut;
      if (next === ',') {
        this.at += 1;
        items.commas += 1;
      } else if (next !== close && from === this.at) throw new NoRepr();
    }
    this.at += 1;
    return items;
  }

  private item(items: Items, depth: number, entries: [Node, Node][] | null, glued: boolean): void {
    const value = this.value(depth + 1);
    if (value.node === 'name' && this.text[this.at] === '=') {
      this.at += 1;
      this.skipSpace();
      items.keywords.push([value.name, this.value(depth + 1)]);
      return;
    }
    const colon = entries !== null && this.skipToColon();
    if (colon) {
      if (glued) throw new NoRepr();
      entries.push([value, this.entryValue(depth)]);
      return;
    }
    items.list.push(value);
    items.glued.push(glued);
  }

  private skipToColon(): boolean {
    const from = this.at;
    this.skipSpace();
    if (this.text[this.at] === ':') {
      this.at += 1;
      this.skipSpace();
      return true;
    }
    this.at = from;
    return false;
  }

  /** The value of a dict entry; `pprint` breaks long strings into several literals. */
  private entryValue(depth: number): Node {
    let value = this.value(depth + 1);
    for (;;) {
      const from = this.at;
      this.skipSpace();
      if (value.node !== 'string' || !'\'"'.includes(this.text[this.at] ?? ' ')) {
        this.at = from;
        return value;
      }
      const next = this.value(depth + 1);
      if (next.node !== 'string') throw new NoRepr();
      value = { ...value, value: value.value + next.value, end: next.end };
    }
  }

  private angle(): AngleNode {
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

/** Joins string literals that stand side by side, as Python does; false when something else does. */
function joinStrings(items: Items): boolean {
  const joined: Node[] = [];
  for (const [index, item] of items.list.entries()) {
    const last = joined.at(-1);
    if (index === 0 || !items.glued[index]) joined.push(item);
    else if (last?.node === 'string' && item.node === 'string')
      joined[joined.length - 1] = { ...last, value: last.value + item.value, end: item.end };
    else return false;
  }
  items.list.length = 0;
  for (const item of joined) items.list.push(item);
  return true;
}
