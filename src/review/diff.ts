import { diffArrays, diffWordsWithSpace } from 'diff';
import { printable } from '../printable.ts';
import type { Cell } from '../notebook/index.ts';
import { highlightPython, markdownLines } from './highlight.ts';
import type { CellChange } from './preview.ts';
import { type Line, type Span, type Style, span } from './styled.ts';

/** Unchanged lines kept around a change inside a cell. */
const CONTEXT = 2;

/** One line of a diff: its sign, what kind of cell begins with it (at most four letters), and the line itself. */
export interface DiffLine {
  readonly sign: '+' | '-' | ' ';
  /** Whether it is of a note, which is prose and wraps at blanks. */
  readonly isNote: boolean;
  readonly label: string;
  readonly content: Line;
}

/** A change of cells as a person sees cells: new ones as added lines, changed ones line by line. */
export function diffCells(changes: readonly CellChange[]): DiffLine[] {
  return changes.flatMap((change) => (change.kind === 'new' ? newCell(change) : changedCell(change)));
}

const LABELS = { code: 'code', markdown: 'note', raw: 'raw' } as const;

function newCell(change: Extract<CellChange, { kind: 'new' }>): DiffLine[] {
  return labelled(change.type, styled(change.type, change.source).map((content) => diffLine('+', content)));
}

function changedCell(change: Extract<CellChange, { kind: 'changed' }>): DiffLine[] {
  const { type, before, after } = change;
  return labelled(type, diffLinesOf(before.split('\n'), after.split('\n'), type));
}

function styled(type: Cell['type'], source: string): Line[] {
  return type === 'code' ? highlightPython(source) : markdownLines(source);
}

function labelled(type: Cell['type'], lines: readonly DiffLine[]): DiffLine[] {
  const isNote = type === 'markdown';
  return lines.map((one, index) => ({ ...one, isNote, label: index === 0 ? LABELS[type] : '' }));
}

function diffLine(sign: DiffLine['sign'], content: Line): DiffLine {
  return { sign, label: '', isNote: false, content };
}

/** A line diff with context and emphasis within lines that were changed. */
function diffLinesOf(before: readonly string[], after: readonly string[], type: Cell['type']): DiffLine[] {
  const lines: DiffLine[] = [];
  const parts = diffArrays([...before], [...after]);
  for (const [index, part] of parts.entries()) {
    const next = parts[index + 1];
    if (part.removed && next?.added) lines.push(...replaced(part.value, next.value, type));
    else if (part.removed) lines.push(...part.value.map((text) => removedLine(text)));
    else if (part.added && !parts[index - 1]?.removed)
      lines.push(...addedLines(part.value, type));
    else if (!part.added) lines.push(...context(part.value, index > 0, next !== undefined));
  }
  return lines;
}

/** The first and last lines of what did not change, as far as a change is next to them. */
function context(lines: readonly string[], isBehind: boolean, isBefore: boolean): DiffLine[] {
  const first = isBehind ? CONTEXT : 0;
  const last = isBefore ? CONTEXT : 0;
  const shown = (text: string): DiffLine => diffLine(' ', [span(safe(text), 'faint')]);
  if (lines.length <= first + last + 1) return lines.map(shown);
  const left = lines.length - first - last;
  const gap = diffLine(' ', [span(`… ${left} lines as they are`, 'faint')]);
  return [...lines.slice(0, first).map(shown), gap, ...lines.slice(lines.length - last).map(shown)];
}

/** Lines that took the place of others: paired as far as they go, with what differs marked. */
function replaced(before: readonly string[], after: readonly string[], type: Cell['type']): DiffLine[] {
  const lines: DiffLine[] = [];
  const pairs = Math.min(before.length, after.length);
  // The last lines are paired: an insertion usually stands in front of the line that was changed.
  const [oldStart, newStart] = [before.length - pairs, after.length - pairs];
  lines.push(...before.slice(0, oldStart).map(removedLine), ...addedLines(after.slice(0, newStart), type));
  for (let pair = 0; pair < pairs; pair += 1) {
    lines.push(...changedLine(before[oldStart + pair]!, after[newStart + pair]!));
  }
  return lines;
}

function changedLine(before: string, after: string): DiffLine[] {
  const parts = diffWordsWithSpace(before, after);
  const side = (keeps: 'added' | 'removed', whole: Style, part: Style): Span[] =>
    parts
      .filter((piece) => (keeps === 'added' ? !piece.removed : !piece.added))
      .map((piece) => span(safe(piece.value), piece.added || piece.removed ? part : whole));
  return [
    diffLine('-', side('removed', 'removed', 'removed-part')),
    diffLine('+', side('added', 'added', 'added-part')),
  ];
}

function removedLine(text: string): DiffLine {
  return diffLine('-', [span(safe(text), 'removed')]);
}

/** Together, so that a string over several lines is one. */
function addedLines(texts: readonly string[], type: Cell['type']): DiffLine[] {
  return texts.length === 0 ? [] : styled(type, texts.join('\n')).map((content) => diffLine('+', content));
}

function safe(text: string): string {
  return printable(text.replaceAll('\t', '    ').replace(/\r$/, ''));
}
