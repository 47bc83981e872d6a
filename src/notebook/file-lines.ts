/** From a line of a cell to the line of the file, for tools that open files at a line. */

import { locateCells } from './locate.ts';
import { elementsOf, memberOf } from './spans.ts';
import type { Notebook } from './types.ts';

/** A line of a cell's source. */
export interface CellLine {
  /** From 0. */
  readonly cell: number;
  /** From 1. */
  readonly line: number;
}

/**
 * The lines of the file on which lines of cells stand, from 1, in the order of `places`. Where a file keeps a whole
 * source as one string, that is the line of the string. A place that is not there is on the line of its cell, or on line 1.
 */
export function fileLinesOf(notebook: Notebook, places: readonly CellLine[]): number[] {
  const offsets = places.map((place) => offsetOf(notebook, place));
  const lines = linesAt(notebook.text, offsets);
  return offsets.map((offset) => lines.get(offset) ?? 1);
}

function offsetOf(notebook: Notebook, { cell, line }: CellLine): number {
  const { text } = notebook;
  const place = locateCells(notebook)[cell];
  if (place === undefined) return 0;
  const source = (memberOf(place.members, 'source') ?? memberOf(place.members, 'input'))?.value;
  if (source === undefined) return place.span.from;
  if (text[source.from] !== '[') return source.from;
  let seen = 1;
  for (const { from, to } of elementsOf(text, source.from)) {
    const value: unknown = text[from] === '"' ? JSON.parse(text.slice(from, to)) : '';
    seen += String(value).split('\n').length - 1;
    if (seen > line || (seen === line && !String(value).endsWith('\n'))) return from;
  }
  return source.from;
}

/** Reads the text once, however many offsets there are. */
function linesAt(text: string, offsets: readonly number[]): Map<number, number> {
  const lines = new Map<number, number>();
  let line = 1;
  let at = 0;
  for (const offset of [...new Set(offsets)].sort((a, b) => a - b)) {
    for (let end = text.indexOf('\n', at); end !== -1 && end < offset; end = text.indexOf('\n', at)) {
      line += 1;
      at = end + 1;
    }
    lines.set(offset, line);
  }
  return lines;
}
