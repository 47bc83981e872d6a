/** scikit-learn's `classification_report`. */
import { halfUnit, isNumberText, lastPlace } from '../numbers.ts';
import type { Report } from '../types.ts';

/** Scores of one class or of an average, as printed. */
export interface Scores {
  readonly label: string;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly support: number;
}

/** `fields` of a report `classification`. */
export interface ClassificationFields {
  readonly classes: readonly Scores[];
  /** Null where the report shows an average in its place (before 0.20, multi-label). */
  readonly accuracy: number | null;
  /** `macro avg`, `weighted avg`, `micro avg`, `samples avg`, `avg / total`. */
  readonly averages: readonly Scores[];
  /** Number of samples; null when no line says. */
  readonly support: number | null;
  /** Half a unit of the last printed place of all scores. */
  readonly precision: number;
}

const HEAD = /^ *precision +recall +f1-score +support *$/;
const AVERAGES = new Set(['micro avg', 'macro avg', 'weighted avg', 'samples avg', 'avg / total']);

/** Evidence of a classification report; null for any other text, or when a line is none of its lines. */
export function readClassification(text: string): Report | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (!HEAD.test(lines[0]!.slice(0, 5000))) return null;
  const classes: Scores[] = [];
  const averages: Scores[] = [];
  let accuracy: { value: number; support: number } | null = null;
  let place = 0;
  for (const line of lines.slice(1)) {
    const words = line.trim().split(/ +/);
    const single = words[0] === 'accuracy' && words.length === 3;
    const numbers = words.slice(single ? -2 : -4);
    if (words.length < 3 || !numbers.every(isNumberText)) return null;
    const values = numbers.map(Number);
    if (single) accuracy = { value: values[0]!, support: values[1]! };
    else {
      const scores = toScores(line, words, values);
      if (scores === null) return null;
      (AVERAGES.has(scores.label) ? averages : classes).push(scores);
    }
    place = Math.min(place, ...numbers.slice(0, -1).map(lastPlace));
  }
  if (classes.length === 0) return null;
  const fields: ClassificationFields = {
    classes,
    accuracy: accuracy?.value ?? null,
    averages,
    support: accuracy?.support ?? averages.at(-1)?.support ?? null,
    precision: halfUnit(place),
  };
  return { kind: 'report', report: 'classification', fields: { ...fields } };
}

/** The label is all in front of the last four numbers. */
function toScores(line: string, words: readonly string[], values: readonly number[]): Scores | null {
  if (words.length < 5) return null;
  let end = line.trimEnd().length;
  for (const word of words.slice(-4).reverse()) end = line.lastIndexOf(word, end - 1);
  const [precision, recall, f1, support] = values as [number, number, number, number];
  return { label: line.slice(0, end).trim(), precision, recall, f1, support };
}
