/**
 * Training logs: Keras (`Epoch 3/10 … loss: 0.31 - accuracy: 0.88`), hand-written lines of the same kind, and the rounds of
 * XGBoost and LightGBM (`[20]	valid_0's auc: 0.93`).
 */
import { floatPrecision, isIntegerText, numberOf } from '../numbers.ts';
import type { Report } from '../types.ts';

/** One number of a log. */
export interface Metric {
  readonly value: number;
  readonly precision: number;
}

/** `fields` of a report `training-log`. */
export interface TrainingFields {
  /** Number of the last epoch or round shown, as the log counts; null when it does not count. */
  readonly epoch: number | null;
  /** Epochs planned (`3/10`); null when not shown. */
  readonly epochs: number | null;
  /** For each metric its values, one an epoch shown, in order. */
  readonly metrics: Readonly<Record<string, readonly Metric[]>>;
}

const EPOCH = /^Epoch:? +(\d{1,7})(?: ?\/ ?(\d{1,7}))?\b/;
const PAIR =
  /(?:^|[\s,|\-–:])([A-Za-z_][\w@]{0,60})\s?[:=]\s?([+-]?(?:\d{1,20}(?:\.\d{0,20})?(?:e[+-]?\d{1,4})?|nan|inf))(?=$|[\s,|;])/g;
/** A name with its number: `validation_0-auc:0.9`, `valid_0's auc: 0.9`, with the deviation of a cross-validation or none. */
const ROUND = /^\[(\d{1,9})\]\t(?=\S)/;
const ROUND_PAIR = /^([^\t:]{1,100}): ?([+-]?(?:\d{1,20}(?:\.\d{0,20})?(?:e[+-]?\d{1,4})?|nan|inf))(?: ?\+ ?[\d.e-]{1,30})?$/;
/** Behind it the best round stands once more. */
const BEST_ROUND = /best iteration is:$/i;
const LONGEST_LINE = 4000;
const MOST_LINES = 200_000;

interface Epoch {
  number: number;
  total: number | null;
  metrics: Map<string, Metric>;
}

/** Evidence of a log with at least one epoch and one metric; null for any other text. Of an epoch, the last state of its line counts. */
export function readTraining(text: string): Report | null {
  const read = /^Epoch/m.test(text) ? readLine : /^\[\d{1,9}\]\t/m.test(text) ? readRound : null;
  if (read === null) return null;
  const epochs: Epoch[] = [];
  let count = 0;
  for (const line of text.split('\n')) {
    count += 1;
    if (count > MOST_LINES) return null;
    const shown = line.slice(line.lastIndexOf('\r', line.length - 2) + 1).trim();
    if (read === readRound && BEST_ROUND.test(shown.slice(-100))) break;
    read(shown, epochs);
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

/** One round, between lines of other kinds. */
function readRound(line: string, epochs: Epoch[]): void {
  const head = line.length > LONGEST_LINE ? null : ROUND.exec(line);
  if (head === null) return;
  const metrics = new Map<string, Metric>();
  for (const part of line.slice(head[0].length).split('\t')) {
    const [, name, value] = ROUND_PAIR.exec(part) ?? [];
    if (name === undefined) return;
    metrics.set(name, metricOf(value!)!);
  }
  epochs.push({ number: Number(head[1]), total: null, metrics });
}

function metricOf(text: string): Metric | null {
  const value = numberOf(text);
  if (value === null) return null;
  return { value, precision: Number.isFinite(value) && !isIntegerText(text) ? floatPrecision(text, false) : 0 };
}

/** A line that begins an epoch, or goes on with one. */
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
    const metric = metricOf(value!);
    if (metric !== null && name !== 'ETA') epoch.metrics.set(name!, metric);
  }
}
