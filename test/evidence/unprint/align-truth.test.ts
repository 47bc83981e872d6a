import { describe, expect, it } from 'vitest';
import { type Comparison, compareWithTruth, trueCells } from './truth/truth.ts';

describe('un-printing against Python', () => {
  it.each([1, 2, 3, 11, 12])('reads what was printed, and nothing wrong (seed %i)', (seed) => {
    const total: Comparison = { read: 0, refused: 0, wrong: [] };
    for (const cell of trueCells(250, seed)) {
      const { read, refused, wrong } = compareWithTruth(cell);
      total.read += read;
      total.refused += refused;
      total.wrong.push(...wrong);
    }
    expect(total.wrong).toEqual([]);
    expect(total.read).toBeGreaterThan(300);
    expect(total.read / (total.read + total.refused)).toBeGreaterThanOrEqual(0.8);
  });
});
