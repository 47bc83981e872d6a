/** Text that is laid out in columns: characters counted as Python counts them, and the columns all lines leave blank. */

/** One line; characters outside the basic plane count once, as in Python. */
export type Line = string | readonly string[];

const SURROGATE = /[\ud800-\udbff]/;

export function toLine(text: string): Line {
  return SURROGATE.test(text) ? Array.from(text) : text;
}

/** The trimmed text between two columns. */
export function cell(line: Line, start: number, end: number): string {
  const part = line.slice(start, end);
  return (typeof part === 'string' ? part : part.join('')).trim();
}

export function isBlankAt(line: Line, column: number): boolean {
  const character = line[column];
  return character === undefined || character === ' ';
}

export function isBlankBetween(line: Line, start: number, end: number): boolean {
  for (let column = start; column < end && column < line.length; column += 1)
    if (!isBlankAt(line, column)) return false;
  return true;
}

/** Lines of about the same length, as a table has: only then is a look at each column of each line linear in the text. */
export function isCompact(lines: readonly Line[]): boolean {
  const width = lines.reduce((widest, line) => Math.max(widest, line.length), 0);
  const total = lines.reduce((sum, line) => sum + line.length, 0);
  return width * lines.length <= 10_000 + 20 * total;
}

/** Columns from `start` to before `end`. */
export interface Piece {
  readonly start: number;
  readonly end: number;
}

/** The stretches in which at least one line has a character, split at every stretch of `gap` or more blank columns. */
export function pieces(lines: readonly Line[], gap: number): Piece[] {
  const width = lines.reduce((widest, line) => Math.max(widest, line.length), 0);
  const used = new Uint8Array(width);
  for (const line of lines)
    for (let column = 0; column < line.length; column += 1) if (line[column] !== ' ') used[column] = 1;
  const found: { start: number; end: number }[] = [];
  for (let column = 0; column < width; column += 1) {
    if (used[column] === 0) continue;
    const last = found.at(-1);
    if (last !== undefined && column - last.end < gap) last.end = column + 1;
    else found.push({ start: column, end: column + 1 });
  }
  return found;
}

/**
 * The levels of an index area. pandas puts one blank between levels, as a label may have inside;
 * only cells left blank below an equal label, or names above, tell levels apart. Null when nothing does.
 */
export function indexLevels(lines: readonly Line[], area: Piece, named: Line | null): Piece[] | null {
  const inside = pieces(
    lines.map((line) => line.slice(area.start, area.end)),
    1,
  ).map((piece) => ({ start: piece.start + area.start, end: piece.end + area.start }));
  const first = inside[0];
  if (first === undefined) return [area];
  const sparse = lines.some((line) => isBlankBetween(line, first.start, first.end));
  if (sparse) return leftAligned(lines, inside);
  const wide = pieces(
    lines.map((line) => line.slice(area.start, area.end)),
    2,
  );
  const namedLevels = named === null ? 1 : cell(named, area.start, area.end).split(/ +/).length;
  if (wide.length > 1 && named === null) return null;
  if (wide.length > 1 || (namedLevels > 1 && namedLevels === inside.length))
    return leftAligned(lines, inside);
  return [area];
}

/** Levels start where the labels start; a piece in which no line starts fresh belongs to the one before. */
function leftAligned(lines: readonly Line[], inside: readonly Piece[]): Piece[] {
  const levels: Piece[] = [];
  for (const piece of inside) {
    const last = levels.at(-1);
    const starts = lines.every(
      (line) => isBlankBetween(line, piece.start, piece.end) || !isBlankAt(line, piece.start),
    );
    if (last !== undefined && !starts) levels[levels.length - 1] = { start: last.start, end: piece.end };
    else levels.push(piece);
  }
  return levels;
}

/** The names above the levels; a name may be wider than its labels. */
export function levelNames(named: Line | null, levels: readonly Piece[]): (string | null)[] {
  if (named === null) return levels.map(() => null);
  return levels.map((level, at) => {
    const end = levels[at + 1]?.start ?? named.length;
    return cell(named, at === 0 ? 0 : level.start, end) || null;
  });
}
