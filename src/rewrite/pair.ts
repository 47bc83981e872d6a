/** The note cell and the code cell that go behind a feedback cell. */

import type { NewCell, Notebook } from '../notebook/index.ts';
import { noteText } from './notes.ts';
import { cellProvenance, feedbackNames, insertedHash, MARK } from './provenance.ts';
import { withoutRepeats } from './repeats.ts';
import type { Accepted, RewriteOptions } from './types.ts';

/** New cells and the cell that they go behind. */
export interface Pair {
  readonly feedbackCell: number;
  readonly after: number;
  readonly cells: readonly NewCell[];
}

/** One pair for each feedback cell, in the order of the notebook; behind the pairs of earlier runs. */
export function pairs(notebook: Notebook, accepted: readonly Accepted[], options: RewriteOptions): Pair[] {
  const groups = new Map<string, Accepted[]>();
  for (const item of accepted) {
    if (item.proposal.placement.kind !== 'new-cell') continue;
    const key = `${item.proposal.placement.after}:${item.proposal.feedback.cell}`;
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  const nameOf = feedbackNames(notebook);
  return [...groups.values()]
    .map((group) => pairOf(notebook, group, options, nameOf))
    .filter((pair) => pair.cells.length > 0)
    .sort((a, b) => a.after - b.after || a.feedbackCell - b.feedbackCell);
}

function pairOf(
  notebook: Notebook,
  group: readonly Accepted[],
  options: RewriteOptions,
  nameOf: (cell: number) => string | number,
): Pair {
  const { placement, feedback } = group[0]!.proposal;
  const items = withoutRepeats(distinct(inSourceOrder(group)));
  const templates = unique(items.map((item) => item.proposal.template));
  const name = nameOf(feedback.cell);
  const notes = unique(items.map((item) => noteText(item.note, options.notes)).filter((note) => note !== ''));
  const tags = unique([MARK, ...options.cellTags]);
  const cell = (type: NewCell['type'], source: string): NewCell => ({
    type,
    source,
    metadata: { [MARK]: cellProvenance(name, templates, source), tags: [...tags] },
  });
  const code = joinAsserts(items.map((item) => item.assert));
  const noteCells = notes.length > 0 && code !== '' ? [cell('markdown', notes.join('\n\n'))] : [];
  return {
    feedbackCell: feedback.cell,
    after: behindOwnCells(notebook, placement.kind === 'new-cell' ? placement.after : feedback.cell),
    cells: code === '' ? [] : [...noteCells, cell('code', code)],
  };
}

/** By the place of the feedback in its cell; proposals for one statement keep the order they came in. */
export function inSourceOrder(items: readonly Accepted[]): Accepted[] {
  return items.toSorted((a, b) => a.proposal.feedback.from - b.proposal.feedback.from);
}

/** Without those whose assert says what an earlier one says, and without empty ones. */
export function distinct(items: readonly Accepted[]): Accepted[] {
  const seen = new Set<string>();
  return items.filter(({ assert }) => {
    const text = assert.trim();
    if (text === '' || seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}

export function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}

/** A blank line stands around asserts of several lines only. */
function joinAsserts(asserts: readonly string[]): string {
  const isLong = (text: string) => text.includes('\n');
  return asserts
    .map((text) => text.trimEnd())
    .reduce((all, text, index, texts) => {
      if (index === 0) return text;
      return `${all}${isLong(text) || isLong(texts[index - 1]!) ? '\n\n' : '\n'}${text}`;
    }, '');
}

function behindOwnCells(notebook: Notebook, after: number): number {
  let last = after;
  while (last + 1 < notebook.cells.length && insertedHash(notebook.cells[last + 1]!) !== null) last++;
  return last;
}
