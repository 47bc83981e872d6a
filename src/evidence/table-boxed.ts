/** Tables in drawn boxes: polars, Spark's `show()`, and others. */
import type { Table } from './types.ts';

/** Evidence of a boxed table; null for any other text. */
export function readBoxedTable(_text: string): Table | null {
  return null;
}
