import type { SyntaxNode } from '@lezer/common';
import { argumentsOf } from './nodes.ts';
import { piecesOf } from './pieces.ts';
import { type Environment, type Piece, slot } from './slots.ts';

/** The text that one print writes: literal parts, and slots for values. Neighbouring literals are joined. */
export type Skeleton = readonly Piece[];

/** What a call to `print` or `pprint` writes to stdout: `nothing` when it writes elsewhere, `unknown` when the code does not say. */
export type Printed = Skeleton | 'nothing' | 'unknown';

/** Reads a `print(...)` call. */
export function printSkeleton(call: SyntaxNode, source: string, known: Environment): Printed {
  const args = argumentsOf(call.getChild('ArgList'), source);
  const options = new Map<string, SyntaxNode>();
  for (const { keyword, star, node } of args) {
    if (star === '**') return 'unknown';
    if (keyword !== null) options.set(keyword, node);
  }
  const file = options.get('file');
  if (file) {
    const target = source.slice(file.from, file.to);
    if (target !== 'sys.stdout' && target !== 'None') return 'nothing';
  }
  const sep = separator(options.get('sep'), source, ' ');
  const end = separator(options.get('end'), source, '\n');
  if (sep === null || end === null || /[\r\b]/.test(sep + end)) return 'unknown';
  const pieces: Piece[] = [];
  for (const [i, { node, star }] of args.filter((arg) => arg.keyword === null).entries()) {
    if (i > 0) pieces.push(sep);
    if (star === '*') pieces.push(slot('any', [node]));
    else pieces.push(...piecesOf(node, source, known));
  }
  return finished([...pieces, end]);
}

/** Reads `pprint(x)`: the repr of a value over one or several lines. */
export function pprintSkeleton(call: SyntaxNode, source: string): Printed {
  const [value, ...others] = argumentsOf(call.getChild('ArgList'), source);
  if (value === undefined || value.keyword !== null || value.star !== '') return 'unknown';
  if (others.some(({ keyword }) => keyword === 'stream' || keyword === null)) return 'unknown';
  return [slot('any', [value.node], { conversion: 'r' }), '\n'];
}

function separator(node: SyntaxNode | undefined, source: string, standard: string): string | null {
  if (node === undefined || node.name === 'None') return standard;
  const pieces = finished(piecesOf(node, source, new Map()));
  if (pieces === 'unknown') return null;
  if (pieces.length === 0) return '';
  return pieces.length === 1 && typeof pieces[0] === 'string' ? pieces[0] : null;
}

/** Joins neighbouring literals; a print that moves the cursor cannot be followed. */
function finished(pieces: readonly Piece[]): Skeleton | 'unknown' {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (piece === '') continue;
    if (typeof piece === 'string' && /[\r\b\u001b]/.test(piece)) return 'unknown';
    if (typeof piece === 'string' && typeof last === 'string') joined[joined.length - 1] = last + piece;
    else joined.push(piece);
  }
  return joined;
}
