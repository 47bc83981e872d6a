/** Reads the text of a Python value into a tree. Nothing is interpreted; one pass, no backtracking, bounded depth. */
import type { DictNode, GroupNode, Node } from './node.ts';
import { NoRepr, Scanner } from './scanner.ts';

/** Deeper nesting is no value that anybody looks at, and would cost every later reader its stack. */
const MAX_DEPTH = 64;

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

class Parser extends Scanner {
  whole(): Node {
    this.skipSpace();
    const value = this.value(0);
    this.skipSpace();
    if (this.at < this.text.length) throw new NoRepr();
    return value;
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
    return this.string(start) ?? this.number(start) ?? this.nameOrCall(start, depth);
  }

  private nameOrCall(start: number, depth: number): Node {
    const name = this.name();
    if (name === null) throw new NoRepr();
    if (this.text[this.at] !== '(') {
      this.endOfWord();
      return { node: 'name', name, start, end: this.at };
    }
    this.at += 1;
    const items = this.items(')', depth);
    if (items.glued.slice(1).some((glued) => glued) && !joinStrings(items)) throw new NoRepr();
    const { list: args, keywords } = items;
    return { node: 'call', name, args, keywords, cut: items.cut !== null, start, end: this.at };
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
