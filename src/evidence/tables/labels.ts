/** Labels of rows and columns as displayed, made numbers where they are shown as numbers. */
import type { Label } from '../types.ts';

const CANONICAL_INTEGER = /^(?:0|-?[1-9]\d{0,14})$/;
const CANONICAL_FLOAT = /^-?\d{1,15}\.\d{1,12}$/;
/** Spellings that a number, a truth value, a date, a tuple or a missing value has too. */
const DOUBTFUL = /^(?:-?[\d.]+|True|False|None|NaN|nan|NaT|<NA>|\d{4}-\d\d.*|[([].*)$/;

export interface Labels {
  readonly labels: readonly (string | number)[];
  readonly doubtful: boolean;
}

/** One level of an axis. Integers that count on by one cannot well be text; of others the output does not tell. */
export function toLabels(texts: readonly string[], axis: 'columns' | 'index'): Labels {
  if (texts.length > 0 && texts.every((text) => CANONICAL_INTEGER.test(text))) {
    const labels = texts.map(Number);
    const starts = axis === 'columns' ? labels[0] === 0 : labels.length > 1 || labels[0] === 0;
    const counted = labels.every((label, index) => index === 0 || label === labels[index - 1]! + 1);
    return { labels, doubtful: !(starts && counted) };
  }
  if (texts.length > 0 && texts.every((text) => CANONICAL_INTEGER.test(text) || CANONICAL_FLOAT.test(text)))
    return { labels: texts.map(Number), doubtful: true };
  return { labels: [...texts], doubtful: texts.some((text) => text.length < 300 && DOUBTFUL.test(text)) };
}

/** Several levels: one array a label. One level: the label itself. `levels[level][position]`. */
export function joinLevels(
  levels: readonly (readonly string[])[],
  axis: 'columns' | 'index',
): { readonly labels: readonly Label[]; readonly doubtful: boolean } {
  const read = levels.map((level) => toLabels(level, axis));
  const doubtful = read.some((level) => level.doubtful);
  // One level of labels with blanks in them may be several levels, where the text tells no difference.
  const mayBeLevels = axis === 'index' && levels[0]?.every((text) => text.includes(' ')) === true;
  if (read.length === 1)
    return { labels: read[0]!.labels, doubtful: doubtful || (mayBeLevels && levels[0]!.length > 0) };
  const length = read[0]?.labels.length ?? 0;
  const labels = Array.from({ length }, (_, position) => read.map((level) => level.labels[position]!));
  return { labels, doubtful };
}

/** Fills the cells that pandas leaves blank below an equal label, for all levels but the last. */
export function fillSparse(levels: readonly (readonly string[])[]): string[][] {
  return levels.map((level, depth) => {
    if (depth === levels.length - 1) return [...level];
    let above = '';
    return level.map((label) => {
      if (label !== '') above = label;
      return above;
    });
  });
}
