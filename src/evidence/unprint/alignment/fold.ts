import type { Span } from '../../../python/index.ts';
import { BLOCK } from './slot-states.ts';

/** The text with each block as one character, and the way back: offsets of the folded text to those of the whole. */
export function fold(
  text: string,
  blocks: readonly Span[],
): { text: string; offset(folded: number): number } {
  const parts: string[] = [];
  const places: { folded: number; gone: number }[] = [];
  let at = 0;
  let gone = 0;
  for (const { from, to } of blocks) {
    parts.push(text.slice(at, from), String.fromCharCode(BLOCK));
    const folded = from - gone;
    gone += to - from - 1;
    places.push({ folded: folded + 1, gone });
    at = to;
  }
  parts.push(text.slice(at));
  const offset = (folded: number) => {
    let low = 0;
    let high = places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (places[middle]!.folded <= folded) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? folded : folded + places[low - 1]!.gone;
  };
  return { text: parts.join(''), offset };
}
