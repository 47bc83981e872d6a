/** Loosening or dropping asserts that do not hold in every run. */

import type { SyntaxNode } from '@lezer/common';
import { type Cell, editNotebook, type Notebook, type NotebookEdit } from '../notebook/index.ts';
import { parseCell } from '../python/index.ts';
import { hashOf } from '../rewrite/index.ts';
import { toleranceLimit } from './tolerance.ts';
import type { Verdict } from './verify.ts';

/** What is done about one flaky assert. */
export interface Fix {
  readonly verdict: Verdict;
  readonly action: /** Its limit moves from `from` to `to`, as they stand in the code. */
    | { readonly kind: 'loosen'; readonly from: string; readonly to: string; readonly runs: number }
    | { readonly kind: 'drop' }
    /** It is left alone, and why. */
    | { readonly kind: 'leave'; readonly why: string };
}

/** Decides about each flaky assert. Only what stands in cells that nbassert inserted is changed. Pure. */
export function planFixes(notebook: Notebook, verdicts: readonly Verdict[]): Fix[] {
  return verdicts
    .filter(({ status }) => status === 'flaky')
    .map((verdict) => ({ verdict, action: actionFor(notebook, verdict) }));
}

function actionFor(notebook: Notebook, verdict: Verdict): Fix['action'] {
  const { place, numbers, reached } = verdict;
  if (place.by === 'author') return { kind: 'leave', why: 'it is your own' };
  const cell = notebook.cells[place.cell];
  if (cell === undefined || !isInserted(cell))
    return { kind: 'leave', why: 'it stands in a cell of your own' };
  const limit = limitOf(place.source);
  if (limit === null || numbers.length < reached) return { kind: 'drop' };
  const values = numbers.map(([left, right]) => (limit.onRight ? left : right));
  const moved = toleranceLimit(values, limit.side);
  if (moved === null || !isLooser(moved, Number(limit.text), limit.side)) return { kind: 'drop' };
  return { kind: 'loosen', from: limit.text, to: numeral(moved), runs: values.length };
}

interface Limit {
  readonly text: string;
  readonly onRight: boolean;
  /** Where the value has to be. */
  readonly side: 'above' | 'below';
  readonly from: number;
  readonly to: number;
}

/** The number that the assert's one comparison compares with; null where it is built in another way. */
function limitOf(source: string): Limit | null {
  const { tree } = parseCell(source, 0);
  const test = tree.topNode.getChild('AssertStatement')?.firstChild?.nextSibling;
  if (test?.name !== 'BinaryExpression' || test.getChildren('CompareOp').length !== 1) return null;
  const operator = test.getChild('CompareOp')!;
  const sign = source.slice(operator.from, operator.to);
  if (!/^[<>]=?$/.test(sign)) return null;
  const right = numberIn(test.lastChild, source);
  const left = numberIn(test.firstChild, source);
  const found = right ?? left;
  if (found === null || (right !== null && left !== null)) return null;
  const onRight = right !== null;
  const isAbove = sign.startsWith('>') === onRight;
  return { ...found, onRight, side: isAbove ? 'above' : 'below' };
}

function numberIn(
  node: SyntaxNode | null,
  source: string,
): { text: string; from: number; to: number } | null {
  const isNegative = node?.name === 'UnaryExpression' && source[node.from] === '-';
  const literal = isNegative ? node.lastChild : node;
  if (node === null || literal?.name !== 'Number') return null;
  const text = source.slice(node.from, node.to);
  return Number.isFinite(Number(text)) ? { text, from: node.from, to: node.to } : null;
}

function isLooser(moved: number, before: number, side: Limit['side']): boolean {
  return side === 'above' ? moved < before : moved > before;
}

/** As Python reads it. */
function numeral(value: number): string {
  return String(value).replace('e+', 'e');
}

/** The text of the notebook with all fixes made; the same text when there are none. Pure. */
export function applyFixes(notebook: Notebook, fixes: readonly Fix[]): string {
  const byCell = new Map<number, Fix[]>();
  for (const fix of fixes) {
    if (fix.action.kind === 'leave') continue;
    const { cell } = fix.verdict.place;
    byCell.set(cell, [...(byCell.get(cell) ?? []), fix]);
  }
  const edits = [...byCell].flatMap(([index, list]) => editsOf(notebook, index, list));
  return edits.length === 0 ? notebook.text : editNotebook(notebook, edits);
}

function editsOf(notebook: Notebook, index: number, fixes: readonly Fix[]): NotebookEdit[] {
  const cell = notebook.cells[index]!;
  const note = notebook.cells[index - 1];
  const hasNote = note !== undefined && note.type === 'markdown' && isInserted(note);
  const source = fixedSource(cell.source, fixes);
  if (source.trim() === '') {
    const gone: NotebookEdit[] = [{ kind: 'remove-cell', cell: index }];
    return hasNote ? [{ kind: 'remove-cell', cell: note.index }, ...gone] : gone;
  }
  const edit = sourceEdit(cell, source);
  if (!hasNote) return [edit];
  const text = fixes.reduce(
    (all, { action }) => (action.kind === 'loosen' ? withNumber(all, action.from, action.to) : all),
    note.source,
  );
  return text === note.source ? [edit] : [edit, sourceEdit(note, text)];
}

function sourceEdit(cell: Cell, source: string): NotebookEdit {
  const mark = cell.metadata.nbassert;
  const record = typeof mark === 'object' && mark !== null && !Array.isArray(mark) ? mark : {};
  // With the hash of what it holds now `remove` knows the cell for ours.
  return {
    kind: 'edit-source',
    cell: cell.index,
    source,
    metadata: { nbassert: { ...record, hash: hashOf(source) } },
  };
}

/** From the last to the first, so that offsets stay true. */
function fixedSource(source: string, fixes: readonly Fix[]): string {
  return fixes
    .toSorted((a, b) => b.verdict.place.from - a.verdict.place.from)
    .reduce((text, { verdict: { place }, action }) => {
      if (action.kind === 'drop') return withoutLines(text, place.from, place.to);
      if (action.kind !== 'loosen') return text;
      return text.slice(0, place.from) + loosened(place.source, action) + text.slice(place.to);
    }, source);
}

function loosened(source: string, { to }: Extract<Fix['action'], { kind: 'loosen' }>): string {
  const limit = limitOf(source)!;
  const behind = source.slice(limit.to);
  // The message may say the limit too.
  return source.slice(0, limit.from) + to + withNumber(behind, limit.text, to);
}

/** Replaces a number where it stands alone. */
function withNumber(text: string, from: string, to: string): string {
  const pattern = new RegExp(`(?<![\\w.])${from.replace(/[.+]/g, '\\$&')}(?![\\w]|\\.\\d)`, 'g');
  return text.replace(pattern, () => to);
}

/** Takes out a statement with its line end, and a blank line that then stands at an edge or beside another. */
function withoutLines(source: string, from: number, to: number): string {
  const before = source.slice(0, from);
  const after = source.slice(to).replace(/^[ \t]*\r?\n/, '');
  const isAtEdge = before.trim() === '' || /\n[ \t]*\r?\n$/.test(before);
  const joined = before + (isAtEdge ? after.replace(/^(?:[ \t]*\r?\n)+/, '') : after);
  return after.trim() === '' ? joined.trimEnd() : joined;
}

function isInserted({ tags, metadata }: Cell): boolean {
  return tags.includes('nbassert') && Object.hasOwn(metadata, 'nbassert');
}
