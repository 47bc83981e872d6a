/** Sequences as evidence, made in more than one place. */
import { numberScalar } from '../numbers.ts';
import type { Evidence, Sequence } from '../types.ts';

/** A sequence nobody cut and nothing else is known of. */
export function plainSequence(type: Sequence['type'], items: readonly Evidence[]): Sequence {
  return { kind: 'sequence', type, items, truncated: false, length: items.length, dtype: null, name: null };
}

/** More numbers than this are worth no evidence of their own. */
const MOST_RANGE_ITEMS = 1000;

/** The numbers from `start` to below `stop`; null when that is no range of safe integers. */
export function rangeSequence(
  type: 'range' | 'index',
  start: number,
  stop: number,
  step: number,
): Sequence | null {
  if (![start, stop, step].every(Number.isSafeInteger) || step === 0) return null;
  const length = Math.max(0, Math.ceil((stop - start) / step));
  const truncated = length > MOST_RANGE_ITEMS;
  const items = Array.from({ length: truncated ? 0 : length }, (_, index) => {
    const text = String(start + index * step);
    return numberScalar(text, true)!;
  });
  return { kind: 'sequence', type, items, truncated, length, dtype: null, name: null };
}
