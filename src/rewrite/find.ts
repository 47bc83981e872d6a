/** Finding inserted lines again after somebody, or a formatter, has been in the cell. */

import { usesOf } from '../python/index.ts';
import { normalForm, type Piece } from './provenance.ts';

/** What is left of a cell's source when pieces are taken out, and the pieces that were not found. */
export interface Found {
  readonly source: string;
  readonly left: readonly Piece[];
  /** How many pieces went. */
  readonly removed: number;
}

/** Takes pieces out at the offsets they were written to; null when any of them is not there any more. */
export function removeAtOffsets(source: string, pieces: readonly Piece[]): string | null {
  let text = '';
  let position = 0;
  for (const { at, inserted, replaced } of pieces) {
    if (at < position || !source.startsWith(inserted, at)) return null;
    text += source.slice(position, at) + replaced;
    position = at + inserted.length;
  }
  return text + source.slice(position);
}

/**
 * Takes out the pieces that can be told for sure: lines of the same text wherever they are now, lines that differ only in
 * what a formatter changes, and a bound name with its line when the name is used once and not in `wanted`. The rest stays.
 */
export function removeByText(source: string, pieces: readonly Piece[], wanted: ReadonlySet<string>): Found {
  let text = source;
  const left: Piece[] = [];
  for (const piece of pieces.filter(({ binds }) => binds === null)) {
    const without = piece.replaced === '' ? removeLines(text, piece) : null;
    if (without === null) left.push(piece);
    else text = without;
  }
  for (const name of new Set(pieces.flatMap(({ binds }) => binds ?? []))) {
    const bound = pieces.filter(({ binds }) => binds === name);
    const without = wanted.has(name) ? null : unbind(text, name, bound);
    if (without === null) left.push(...bound);
    else text = without;
  }
  return { source: text, left, removed: pieces.length - left.length };
}

/** Puts the expression back where its name stands, and takes the line that binds it away. */
function unbind(source: string, name: string, pieces: readonly Piece[]): string | null {
  const line = pieces.find((piece) => piece.replaced === '');
  const use = pieces.find((piece) => piece.replaced !== '');
  if (line === undefined || use === undefined || pieces.length !== 2) return null;
  const without = removeLines(source, line);
  if (without === null) return null;
  const places = usesOf(without, name);
  const at = places[0];
  if (at === undefined || places.length > 1) return null;
  return without.slice(0, at) + use.replaced + without.slice(at + name.length);
}

function removeLines(source: string, piece: Piece): string | null {
  const wanted = normalForm(piece.inserted);
  if (wanted === '') return null;
  const exact = nearest(source, piece);
  if (exact !== null) return source.slice(0, exact) + source.slice(exact + piece.inserted.length);
  // What shares a line with other statements has no lines of its own to look for.
  if (piece.inserted.endsWith('; ') || piece.inserted.startsWith('; ')) return null;
  return removeRun(source, wanted);
}

/** The place of the very text, the one nearest to where it was written if there are several; only whole lines. */
function nearest(source: string, { inserted, at }: Piece): number | null {
  let best: number | null = null;
  for (let found = source.indexOf(inserted); found !== -1; found = source.indexOf(inserted, found + 1)) {
    if (isWhole(source, found, inserted) && (best === null || Math.abs(found - at) < Math.abs(best - at)))
      best = found;
  }
  return best;
}

/** Whether text found at `at` fills whole lines, or, joined by `;`, a whole statement. */
function isWhole(source: string, at: number, inserted: string): boolean {
  const before = source[at - 1] ?? '\n';
  const after = source[at + inserted.length] ?? '\n';
  if (inserted.startsWith('; ')) return /[\r\n; ]/.test(after);
  if (inserted.endsWith('; ')) return /[\r\n;: \t]/.test(before);
  return /^[\r\n]/.test(inserted) ? /[\r\n]/.test(after) : /[\r\n]/.test(before);
}

/** Takes out the one run of whole lines whose normal form is `wanted`; null when there is none or more than one. */
function removeRun(source: string, wanted: string): string | null {
  const lines = source.split(/(?<=\n)/);
  const forms = lines.map(normalForm);
  const runs = forms.flatMap((_, start) => {
    const end = runEnd(forms, start, wanted);
    return end === null ? [] : [{ start, end: behindClosers(lines, end) }];
  });
  const run = runs[0];
  if (run === undefined || runs.length > 1) return null;
  const kept = [...lines.slice(0, run.start), ...lines.slice(run.end)].join('');
  return run.end === lines.length && !source.endsWith('\n') ? kept.replace(/\r?\n$/, '') : kept;
}

/** The end of the run of lines from `start` that reads `wanted`; a run of ours never starts with a line of brackets only. */
function runEnd(forms: readonly string[], start: number, wanted: string): number | null {
  if (forms[start] === '') return null;
  let position = 0;
  for (let index = start; index < forms.length; index++) {
    const form = forms[index]!;
    if (!wanted.startsWith(form, position)) return null;
    position += form.length;
    if (position === wanted.length) return index + 1;
  }
  return null;
}

/** Lines of closing brackets have no normal form, but belong to the statement in front of them. */
function behindClosers(lines: readonly string[], end: number): number {
  let behind = end;
  while (behind < lines.length && /^[),]+$/.test(lines[behind]!.trim())) behind++;
  return behind;
}
