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
    case 'module':
      return facts.layers === undefined ? [say('kind', 'module', facts.kind)] : compareModule(read, facts);
    default:
      // Times, logs and summaries of models: the value that shows them does not hold them.
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
