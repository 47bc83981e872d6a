import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readNotebook } from '../../src/notebook/index.ts';
import { FIXTURE_NAMES, FIXTURES } from '../acceptance/fixtures.ts';
import { pythonPath } from '../python.ts';
import { type Agreement, agreementOf } from './kernel/compare.ts';
import { record, type SourceCell } from './kernel/record.ts';
import { liveScripts, readRecording, recordedScripts } from './kernel/scripts.ts';

/** What is to be read from the fixtures, so that none is forgotten. */
const KINDS = [
  'array jax, boolean',
  'array jax, complex',
  'array jax, cut',
  'array jax, nested',
  'array jax, not finite',
  'array jax, scientific',
  'array jax',
  'array numpy, boolean',
  'array numpy, complex',
  'array numpy, confusion matrix',
  'array numpy, cut',
  'array numpy, nested',
  'array numpy, not finite',
  'array numpy, scientific',
  'array numpy, structured',
  'array numpy, text',
  'array numpy',
  'array scipy, cut',
  'array scipy',
  'array tensorflow, complex',
  'array tensorflow, cut',
  'array tensorflow, nested',
  'array tensorflow, not finite',
  'array tensorflow, scientific',
  'array tensorflow',
  'array torch, cut',
  'array torch, nested',
  'array torch, not finite',
  'array torch, scientific',
  'array torch',
  'dtype',
  'figure',
  'index CategoricalIndex',
  'index DatetimeIndex',
  'index Index',
  'index MultiIndex',
  'index PeriodIndex',
  'index RangeIndex',
  'index TimedeltaIndex',
  'inside array jax',
  'inside array numpy',
  'inside array tensorflow',
  'inside array torch',
  'inside dtype',
  'inside index CategoricalIndex',
  'inside index Float64Index',
  'inside index Index',
  'inside index Int64Index',
  'inside index RangeIndex',
  'inside mapping OrderedDict',
  'inside mapping defaultdict',
  'inside mapping dict',
  'inside not a finite number',
  'inside scalar bool',
  'inside scalar complex',
  'inside scalar decimal',
  'inside scalar float',
  'inside scalar int',
  'inside scalar none',
  'inside scalar str',
  'inside scalar timedelta',
  'inside scalar timestamp',
  'inside sequence frozenset',
  'inside sequence items',
  'inside sequence keys',
  'inside sequence list',
  'inside sequence range',
  'inside sequence set',
  'inside sequence size',
  'inside sequence tuple',
  'inside sequence values',
  'inside type',
  'mapping Counter',
  'mapping OrderedDict',
  'mapping defaultdict',
  'mapping dict',
  'object, with HTML',
  'object, with parameters',
  'object',
  'report classification',
  'report info',
  'report model-summary, between rules',
  'report model-summary, in a box',
  'report model-summary',
  'report module',
  'report regression-summary, between rules',
  'report regression-summary',
  'report timing, of many runs',
  'report timing, of one run',
  'report timing',
  'report training-log, of epochs',
  'report training-log, of rounds',
  'report training-log',
  'scalar bool, of NumPy',
  'scalar bool',
  'scalar float, in an array',
  'scalar float, of NumPy',
  'scalar float, rounded',
  'scalar float',
  'scalar int, in an array',
  'scalar int, of NumPy',
  'scalar int',
  'scalar none',
  'scalar str',
  'scalar timedelta',
  'scalar timestamp',
  'sequence keys',
  'sequence list, cut',
  'sequence list',
  'sequence other',
  'sequence set',
  'sequence size, of TensorFlow',
  'sequence size',
  'sequence tuple',
  'series, categorical',
  'series, cut',
  'series, dates as index',
  'series, dates',
  'series, multi-index',
  'series, named index',
  'series, named',
  'series',
  'table pandas, Colab’s wrapper',
  'table pandas, VS Code’s wrapper',
  'table pandas, columns cut',
  'table pandas, corr',
  'table pandas, crosstab',
  'table pandas, describe',
  'table pandas, displayed',
  'table pandas, multi-index columns',
  'table pandas, multi-index rows',
  'table pandas, named index',
  'table pandas, pivot',
  'table pandas, printed',
  'table pandas, rows cut',
  'table pandas, styled',
  'table pandas, without rows',
  'table pandas, wrapped',
  'table pandas',
  'table polars, describe',
  'table polars, printed',
  'table polars, rows cut',
  'table polars, without rows',
  'table polars',
  'table spark, describe',
  'table spark, printed',
  'table spark, rows cut',
  'table spark, without rows',
  'table spark',
  'type',
];

interface Source {
  readonly name: string;
  readonly cells: readonly SourceCell[];
}

/** The project's fixtures, as sources to run anew. */
function fixtures(): Source[] {
  return FIXTURE_NAMES.map((name) => {
    const { cells } = readNotebook(readFileSync(join(FIXTURES, name), 'utf8'));
    return { name, cells: cells.map(({ type, source }) => ({ type: type === 'code' ? 'code' : 'markdown', source })) };
  });
}

describe('evidence against a real kernel', () => {
  const agreements: Agreement[] = [];

  beforeAll(() => {
    const live: Source[] = [...fixtures(), ...liveScripts()];
    const ran = record(live.map(({ cells }) => ({ cells, folder: FIXTURES })), pythonPath);
    for (const [at, { name, cells }] of live.entries()) agreements.push(agreementOf(name, cells, ran[at]!));
    for (const script of recordedScripts())
      agreements.push(agreementOf(script.name, script.cells, readRecording(script)));
    // What could not be read, for who looks for more to read: NBASSERT_SHOW_UNREAD=1.
    if (process.env.NBASSERT_SHOW_UNREAD !== undefined)
      console.log([...agreements.flatMap(({ unread }) => unread), ...counted(agreements)].join('\n'));
  }, 300_000);

  it('reads nothing that was not so', () => {
    expect(agreements.flatMap(({ wrong }) => wrong)).toEqual([]);
  });

  it('was asked about values of every kind', () => {
    expect(agreements.reduce((sum, { values }) => sum + values, 0)).toBeGreaterThanOrEqual(300);
    const compared = new Set(agreements.flatMap((agreement) => [...agreement.compared.keys()]));
    expect(KINDS.filter((kind) => !compared.has(kind))).toEqual([]);
  });
});

/** A line for each source and each kind. */
function counted(agreements: readonly Agreement[]): string[] {
  const kinds = new Map<string, number>();
  for (const { compared } of agreements)
    for (const [kind, count] of compared) kinds.set(kind, (kinds.get(kind) ?? 0) + count);
  return [...[...kinds].sort().map(([kind, count]) => `${count} ${kind}`), `${agreements.reduce((sum, { values }) => sum + values, 0)} in all`];
}
