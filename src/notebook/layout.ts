/** How a file lays out its JSON, taken from a cell of it, and values written in that layout. */

import { type Member, memberOf, type TextSpan } from './spans.ts';
import type { JsonValue } from './types.ts';

/** White space and spelling to follow inside one cell. */
export interface Layout {
  /** Between `{` and the first key of a cell. */
  readonly open: string;
  /** Between a comma and the next key of a cell. */
  readonly between: string;
  /** Between a key and its value: `: `, `:`. */
  readonly colon: string;
  /** Between the last value of a cell and its `}`. */
  readonly close: string;
  /** What a level of nesting adds to an indentation. */
  readonly unit: string;
  /** Whether all that is not ASCII is spelled `\u…`. */
  readonly ascii: boolean;
  readonly sourceAsList: boolean;
}

const COMPACT = { open: '', between: '', colon: ':', close: '', unit: '' };

/** Whether the file spells everything beyond ASCII as escapes, as Python's `ensure_ascii` does. */
export function escapesNonAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text) && text.includes('\\u');
}

/** The layout of the cell at `cell`, whose members are given; of a cell without members, the compact one. */
export function layoutOf(text: string, cell: TextSpan, members: readonly Member[], ascii: boolean): Layout {
  const source = memberOf(members, 'source') ?? memberOf(members, 'input');
  const sourceAsList = source === undefined || text[source.value.from] === '[';
  const first = members[0];
  const last = members.at(-1);
  if (first === undefined || last === undefined) return { ...COMPACT, ascii, sourceAsList };
  const open = text.slice(cell.from + 1, first.keySpan.from);
  const second = members[1];
  const between = second === undefined ? open : gapBefore(text, second.keySpan.from);
  const close = text.slice(last.value.to, cell.to - 1);
  const outer = indentOf(close);
  const inner = indentOf(between);
  const unit = inner.startsWith(outer) && inner !== outer ? inner.slice(outer.length) : ' ';
  return {
    open,
    between,
    colon: text.slice(first.keySpan.to, first.value.from),
    close,
    unit,
    ascii,
    sourceAsList,
  };
}

/** The white space in front of an offset. */
export function gapBefore(text: string, at: number): string {
  let from = at;
  while (from > 0 && ' \t\r\n'.includes(text[from - 1]!)) from--;
  return text.slice(from, at);
}

/** The indentation that white space with a line break ends in; empty without a line break. */
export function indentOf(gap: string): string {
  const at = Math.max(gap.lastIndexOf('\n'), gap.lastIndexOf('\r'));
  return at === -1 ? '' : gap.slice(at + 1);
}

/** The line break in white space, null when it holds none. */
export function lineBreakOf(gap: string): string | null {
  return /\r\n|\n|\r/.exec(gap)?.[0] ?? null;
}

/** A JSON string literal, spelled as Python's `json` spells it. */
export function writeString(text: string, ascii: boolean): string {
  const json = JSON.stringify(text);
  if (!ascii) return json;
  return json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A value whose key stands behind the white space `gap`; keys come out sorted, as nbformat writes them. */
export function writeValue(value: JsonValue, gap: string, layout: Layout): string {
  if (typeof value === 'string') return writeString(value, layout.ascii);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const lineBreak = lineBreakOf(gap);
  const inner = lineBreak === null ? gap : `${lineBreak}${indentOf(gap)}${layout.unit}`;
  const items = Array.isArray(value)
    ? value.map((item) => writeValue(item, inner, layout))
    : Object.keys(value)
        .sort()
        .map((key) => writeMember(key, writeValue(value[key]!, inner, layout), layout));
  const [left, right] = Array.isArray(value) ? '[]' : '{}';
  if (items.length === 0) return `${left}${right}`;
  if (lineBreak === null) return `${left}${items.join(`,${inner}`)}${right}`;
  return `${left}${inner}${items.join(`,${inner}`)}${lineBreak}${indentOf(gap)}${right}`;
}

export function writeMember(key: string, value: string, layout: Layout): string {
  return `${writeString(key, layout.ascii)}${layout.colon}${value}`;
}

/** Source as the file keeps it: a list of lines, each with its line end, or one string. */
export function sourceValue(source: string, asList: boolean): JsonValue {
  return asList ? linesOf(source) : source;
}

/** The lines of a text, each with its `\n`. */
export function linesOf(text: string): string[] {
  const lines = text.split(/(?<=\n)/);
  return lines.length === 1 && lines[0] === '' ? [] : lines;
}
