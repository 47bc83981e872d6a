/** Replacements in a text. */

import type { TextSpan } from './spans.ts';

/** Puts `text` in place of a span; a span of no length is an insertion. */
export interface Patch extends TextSpan {
  readonly text: string;
}

/**
 * Applies patches given in any order; those at one offset keep the order they are given in.
 * @throws Error when two overlap, which is a defect of the caller.
 */
export function applyPatches(text: string, patches: readonly Patch[]): string {
  const pieces: string[] = [];
  let position = 0;
  for (const patch of patches.toSorted((a, b) => a.from - b.from)) {
    if (patch.from < position) throw new Error('Two edits overlap');
    pieces.push(text.slice(position, patch.from), patch.text);
    position = patch.to;
  }
  pieces.push(text.slice(position));
  return pieces.join('');
}

export function insertAt(offset: number, text: string): Patch {
  return { from: offset, to: offset, text };
}
