/** Reports against what they are about. */
import type { Report } from '../../src/evidence/types.ts';
import type { Facts } from './truth.ts';
import { sameNumber, say } from './truth.ts';

interface Printed {
  readonly value: number;
  readonly precision: number;
}

export function compareReport(read: Report, facts: Facts): string[] {
  switch (read.report) {
    case 'info':
      return facts.info === undefined ? [say('kind', 'info', facts.kind)] : compareInfo(read, facts);
    case 'classification':
      return facts.report === undefined ? [say('kind', 'classification', facts.kind)] : compareScores(read, facts);
    case 'regression-summary':
      return facts.coefficients === undefined
        ? [say('kind', 'regression', facts.kind)]
        : compareRegression(read, facts);
    case 'model-summary':
      return facts.model === undefined ? [say('kind', 'model', facts.kind)] : compareModel(read, facts.model);
    case 'module':
      return facts.layers === undefined ? [say('kind', 'module', facts.kind)] : compareModule(read, facts);
    default:
      // Times and logs: the value that shows them does not hold them.
      return [];
  }
}

function compareInfo({ fields }: Report, { shape, info }: Facts): string[] {
  const { rows, columnCount, columns } = fields as {
    rows: number;
    columnCount: number | null;
    columns: { name: string; nonNull: number | null; dtype: string }[] | null;
  };
  const found: string[] = [];
  if (rows !== shape![0]) found.push(say('rows', rows, shape![0]));
  if (columnCount !== null && columnCount !== shape![1]) found.push(say('columns', columnCount, shape![1]));
  for (const [at, column] of (columns ?? []).entries()) {
    const real = info![at];
    const same =
      column.name === real?.name &&
      column.dtype === real.dtype &&
      (column.nonNull === null || column.nonNull === real.nonNull);
    if (!same) found.push(say(`column ${at}`, column, real));
  }
  return found;
}

function compareScores({ fields }: Report, { report }: Facts): string[] {
  const { classes, averages, accuracy, precision } = fields as {
    classes: { label: string; precision: number; recall: number; f1: number; support: number }[];
    averages: { label: string; precision: number; recall: number; f1: number; support: number }[];
    accuracy: number | null;
    precision: number;
  };
  const found: string[] = [];
  for (const { label, support, ...scores } of [...classes, ...averages]) {
    const real = report![label];
    if (typeof real !== 'object') {
      found.push(say('class', label, Object.keys(report!)));
      continue;
    }
    for (const [name, value] of Object.entries(scores)) {
      const wanted = real[name === 'f1' ? 'f1-score' : name]!;
      if (!sameNumber(value, wanted, precision)) found.push(say(`${label} ${name}`, value, wanted));
    }
    if (support !== real.support) found.push(say(`${label} support`, support, real.support));
  }
  const real = report!.accuracy;
  if (accuracy !== null && typeof real === 'number' && !sameNumber(accuracy, real, precision))
    found.push(say('accuracy', accuracy, real));
  return found;
}

function compareRegression({ fields }: Report, { coefficients, observations }: Facts): string[] {
  const read = fields as {
    numbers: Record<string, Printed>;
    coefficients: { name: string; values: Record<string, Printed> }[];
  };
  const found: string[] = [];
  const shown = read.numbers['No. Observations'];
  if (shown !== undefined && shown.value !== observations) found.push(say('observations', shown, observations));
  if (read.coefficients.length !== coefficients!.length)
    found.push(say('coefficients', read.coefficients.length, coefficients!.length));
  for (const [at, { name, values }] of read.coefficients.entries()) {
    const [wanted, coefficient, p] = coefficients![at] ?? ['', Number.NaN, Number.NaN];
    const shownP = values['P>|t|'] ?? values['P>|z|'];
    const same =
      name === wanted &&
      sameNumber(values.coef!.value, coefficient, values.coef!.precision) &&
      (shownP === undefined || sameNumber(shownP.value, p, shownP.precision));
    if (!same) found.push(say(`coefficient ${at}`, { name, values }, coefficients![at]));
  }
  return found;
}

function compareModule({ fields }: Report, facts: Facts): string[] {
  const read = fields as { class: string; layers: { path: string; class: string }[] };
  const same =
    read.class === facts.class &&
    JSON.stringify(read.layers.map(({ path, class: name }) => [path, name])) === JSON.stringify(facts.layers);
  return same ? [] : [say('module', read, facts)];
}

/** A name or class that does not fit is broken in two, or cut. */
const unbroken = (text: string) => text.replaceAll(/[\s_…]/g, '');

function compareModel({ fields }: Report, { name, layers, total, trainable }: NonNullable<Facts['model']>): string[] {
  const read = fields as {
    name: string | null;
    layers: { name: string; type: string | null; parameters: number | null }[];
    total: number | null;
    trainable: number | null;
  };
  const found: string[] = [];
  if (read.name !== name) found.push(say('name', read.name, name));
  if (read.layers.length !== layers.length) found.push(say('layers', read.layers, layers));
  for (const [at, layer] of read.layers.entries()) {
    const [realName, realType, parameters] = layers[at] ?? ['', '', 0];
    const same =
      unbroken(realName).startsWith(unbroken(layer.name)) &&
      (layer.type === null || unbroken(realType).startsWith(unbroken(layer.type))) &&
      layer.parameters === parameters;
    if (!same) found.push(say(`layer ${at}`, layer, layers[at]));
  }
  if (read.total !== total) found.push(say('total', read.total, total));
  if (read.trainable !== trainable) found.push(say('trainable', read.trainable, trainable));
  return found;
}

/** The last epoch shown, and all where all are shown. */
export function compareLog({ fields }: Report, log: NonNullable<Facts['log']>): string[] {
  const { metrics, epochs } = fields as {
    metrics: Record<string, readonly Printed[]>;
    epochs: number | null;
  };
  const found: string[] = [];
  const rounds = Math.max(...Object.values(log).map((values) => values.length));
  if (epochs !== null && epochs !== rounds) found.push(say('epochs', epochs, rounds));
  const [shown, real] = [Object.keys(metrics).sort(), Object.keys(log).sort()];
  if (JSON.stringify(shown) !== JSON.stringify(real)) found.push(say('metrics', shown, real));
  for (const [name, values] of Object.entries(metrics)) {
    const wanted = log[name] ?? [];
    const complete = values.length === wanted.length;
    for (const [at, { value, precision }] of values.entries()) {
      const same = (complete ? [wanted[at]!] : wanted).some((other) => sameNumber(value, other, precision));
      if (!same) found.push(say(`${name} ${at}`, value, wanted));
    }
  }
  return found;
}

/** Each time is one that IPython had rounded to a text that stands in the output. */
export function compareTimes({ fields }: Report, text: string, times: Readonly<Record<string, readonly number[]>>): string[] {
  const real = Object.keys(times).filter((shown) => text.includes(shown)).flatMap((shown) => times[shown]!);
  return Object.entries(fields).flatMap(([name, value]) => {
    if (name === 'loops' || typeof value !== 'number') return [];
    return real.some((span) => Math.abs(span - value) <= 0.005 * span) ? [] : [say(name, value, real)];
  });
}
