import { closest, distance } from 'fastest-levenshtein';

/** "Did you mean …?", when a known name is close enough to the one given; otherwise null. */
export function nearestHint(name: string, known: readonly string[]): string | null {
  if (known.length === 0) return null;
  const nearest = closest(name, known);
  return distance(name, nearest) <= Math.max(2, Math.floor(nearest.length / 3))
    ? `Did you mean "${nearest}"?`
    : null;
}
