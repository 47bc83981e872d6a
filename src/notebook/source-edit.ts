/** A new source for a cell, at the cost of the lines that differ. */

import { diffArrays } from 'diff';
import { gapBefore, type Layout, linesOf, sourceValue, writeString, writeValue } from './layout.ts';
import { insertAt, type Patch } from './patch.ts';
import { elementsOf, type TextSpan } from './spans.ts';

/** Patches that turn the `source` value at `value` into `source`. `gap` is the white space in front of its key. */
export function patchSource(
  text: string,
  value: TextSpan,
  source: string,
  gap: string,
  layout: Layout,
): Patch[] {
  if (text[value.from] !== '[') {
    const asList = text[value.from] !== '"' && layout.sourceAsList;
    return [{ ...value, text: writeValue(sourceValue(source, asList), gap, layout) }];
  }
  const spans = elementsOf(text, value.from);
  if (spans.length === 0 || source === '') {
    return [{ ...value, text: writeValue(sourceValue(source, true), gap, layout) }];
  }
  return patchList(text, spans, linesOf(source), layout);
}

function patchList(text: string, spans: readonly TextSpan[], lines: string[], layout: Layout): Patch[] {
  const old = spans.map(({ from, to }) => JSON.parse(text.slice(from, to)) as string);
  const gap = gapBefore(text, (spans[1] ?? spans[0]!).from);
  const patches: Patch[] = [];
  let at = 0;
  let removed = 0;
  let added: string[] = [];
  const flush = () => {
    if (removed > 0 || added.length > 0) {
      patches.push(
        patchRun(
          spans,
          at - removed,
          at,
          added.map((line) => writeString(line, layout.ascii)),
          gap,
        ),
      );
    }
    removed = 0;
    added = [];
  };
  for (const part of diffArrays(old, lines)) {
    if (part.added) {
      added.push(...part.value);
      continue;
    }
    if (!part.removed) flush();
    at += part.value.length;
    if (part.removed) removed += part.value.length;
  }
  flush();
  return patches;
}

/** Puts `items` in place of the elements from `start` to in front of `end`. */
function patchRun(
  spans: readonly TextSpan[],
  start: number,
  end: number,
  items: string[],
  gap: string,
): Patch {
  const next = spans[end];
  if (start < end && items.length > 0) {
    return { from: spans[start]!.from, to: spans[end - 1]!.to, text: items.join(`,${gap}`) };
  }
  if (items.length > 0) {
    if (next !== undefined) return insertAt(next.from, items.map((item) => `${item},${gap}`).join(''));
    return insertAt(spans.at(-1)!.to, items.map((item) => `,${gap}${item}`).join(''));
  }
  if (next !== undefined) return { from: spans[start]!.from, to: next.from, text: '' };
  // The whole list never goes: a source of nothing is written anew.
  return { from: spans[start - 1]!.to, to: spans[end - 1]!.to, text: '' };
}
