import { isReference } from './effects/tree.ts';
import { parseCell } from './parse.ts';

/**
 * Offsets at which a cell's source names a variable: reads it, binds it, or hands it to IPython (`!echo {name}`). Attributes,
 * keywords of calls, strings and comments are none. In what is no Python every whole word counts.
 */
export function usesOf(source: string, name: string): number[] {
  // Most cells do not hold the word at all, and parsing is dear.
  const words = wordPlaces(source, name);
  if (words.length === 0) return [];
  const cell = parseCell(source, 0);
  if (cell.problem !== null) return words;
  const named = new Set<number>();
  cell.tree.iterate({
    enter: ({ node }) => {
      if (node.name === 'VariableName' && (isReference(cell, node) || node.parent?.name !== 'ArgList'))
        named.add(node.from);
    },
  });
  return words.filter(
    (at) => named.has(at) || cell.masked.some(({ from, to, inner }) => at >= from && at < to && !isIn(at, inner)),
  );
}

function isIn(at: number, span: { readonly from: number; readonly to: number } | null): boolean {
  return span !== null && at >= span.from && at < span.to;
}

/** Where a word stands in a text, not as a part of a longer one, and not as an attribute. */
function wordPlaces(source: string, word: string): number[] {
  const places: number[] = [];
  const isWordAt = (index: number) => /[\p{L}\p{N}_]/u.test(source[index] ?? '');
  if (word === '') return places;
  for (let at = source.indexOf(word); at !== -1; at = source.indexOf(word, at + word.length)) {
    if (source[at - 1] !== '.' && !isWordAt(at - 1) && !isWordAt(at + word.length)) places.push(at);
  }
  return places;
}
