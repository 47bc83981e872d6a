/** Training logs: Keras (`Epoch 3/10 … loss: 0.31 - accuracy: 0.88`) and hand-written lines of the same kind. */
import { floatPrecision, isIntegerText, numberOf } from '../numbers.ts';
import type { Report } from '../types.ts';

/** One number of a log. */
export interface Metric {
  readonly value: number;
  readonly precision: number;
}

/** `fields` of a report `training-log`. */
export interface TrainingFields {
  /** Number of the last epoch shown, as the log counts; null when it does not count. */
  readonly epoch: number | null;
  /** Epochs planned (`3/10`); null when not shown. */
  readonly epochs: number | null;
  /** For each metric its values, one an epoch shown, in order. */
  readonly metrics: Readonly<Record<string, readonly Metric[]>>;
}

const EPOCH = /^Epoch:? +(\d{1,7})(?: ?\/ ?(\d{1,7}))?\b/;
const PAIR =
  /(?:^|[\s,|\-–:])([A-Za-z_][\w@]{0,60})\s?[:=]\s?([+-]?(?:\d{1,20}(?:\.\d{0,20})?(?:e[+-]?\d{1,4})?|nan|inf))(?=$|[\s,|;])/g;
const LONGEST_LINE = 4000;
const MOST_LINES = 200_000;

interface Epoch {
  number: number;
  total: number | null;
  metrics: Map<string, Metric>;
}

/** Evidence of a log with at least one epoch and one metric; null for any other text. Of an epoch, the last state of its line counts. */
export function readTraining(text: string): Report | null {
  if (!/^Epoch/m.test(text)) return null;
  const epochs: Epoch[] = [];
  let count = 0;
  for (const line of text.split('\n')) {
    count += 1;
    if (count > MOST_LINES) return null;
    readLine(line.slice(line.lastIndexOf('\r', line.length - 2) + 1).trim(), epochs);
  }
  const shown = epochs.filter((epoch) => epoch.metrics.size > 0);
  const last = epochs.at(-1);
  if (shown.length === 0 || last === undefined) return null;
  const metrics: Record<string, Metric[]> = Object.create(null);
  for (const epoch of shown)
    for (const [name, metric] of epoch.metrics) {
      metrics[name] ??= [];
      metrics[name].push(metric);
    }
  const fields: TrainingFields = { epoch: last.number, epochs: last.total, metrics };
  return { kind: 'report', report: 'training-log', fields: { ...fields } };
}

function readLine(line: string, epochs: Epoch[]): void {
  if (line.length > LONGEST_LINE) return;
  const head = EPOCH.exec(line);
  if (head !== null) {
    const total = head[2] === undefined ? null : Number(head[2]);
    epochs.push({ number: Number(head[1]), total, metrics: new Map() });
  }
  const epoch = epochs.at(-1);
  if (epoch === undefined) return;
  const rest = head === null ? line : line.slice(head[0].length);
  for (const [, name, value] of rest.matchAll(PAIR)) {
    const number = numberOf(value!);
    if (number === null || name === 'ETA') continue;
    const precision = Number.isFinite(number) && !isIntegerText(value!) ? floatPrecision(value!, false) : 0;
    epoch.metrics.set(name!, { value: number, precision });
  }
}
