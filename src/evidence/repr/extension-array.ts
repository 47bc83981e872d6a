/** pandas' own arrays: `<ArrowStringArray>`, `Categorical`. */
import type { Evidence, Sequence } from '../types.ts';
import { fromNode, group } from './literal.ts';
import { parseRepr } from './parse.ts';

const HEAD = /^<\w+>$/;
const LENGTH_DTYPE = /^Length: (\d{1,15}), dtype: (.+)$/;
const CATEGORIES = /^Categories \((\d{1,9}), ([^)]{1,60})\): /;

/** Evidence of the repr of an extension array, as `unique()` gives it; null for any other text. */
export function readExtensionArray(text: string): Evidence | null {
  const lines = text.split('\n');
  if (HEAD.test(lines[0]!.slice(0, 100))) return headed(lines);
  return categorical(lines);
}

function headed(lines: readonly string[]): Sequence | null {
  const tail = LENGTH_DTYPE.exec(lines.at(-1)!.slice(0, 300));
  if (tail === null) return null;
  const list = readList(lines.slice(1, -1).join('\n'));
  return list === null ? null : sized(list, Number(tail[1]), tail[2]!);
}

/** `['a', 'b']\nCategories (2, object): ['a', 'b']`; old pandas left out the quotes, and then nothing is read. */
function categorical(lines: readonly string[]): Sequence | null {
  const from = lines.findIndex((line) => CATEGORIES.test(line.slice(0, 100)));
  if (from < 1 || !lines[0]!.startsWith('[')) return null;
  const length = /^Length: (\d{1,15})$/.exec(lines[from - 1]!.slice(0, 40));
  const list = readList(lines.slice(0, length === null ? from : from - 1).join('\n'));
  if (list === null || (length === null && list.truncated)) return null;
  return sized(list, length === null ? list.items.length : Number(length[1]), 'category');
}

function readList(text: string): Sequence | null {
  const node = parseRepr(text);
  if (node?.node !== 'list' || node.spaced) return null;
  const source = { text, exact: false };
  return {
    ...group('other', node, source),
    items: node.items.slice(0, node.cut ?? node.items.length).map((item) => fromNode(item, source)),
  };
}

function sized(list: Sequence, length: number, dtype: string): Sequence | null {
  if (!list.truncated && list.items.length !== length) return null;
  return { ...list, length, dtype };
}
