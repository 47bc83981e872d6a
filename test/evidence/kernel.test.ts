import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readNotebook } from '../../src/notebook/index.ts';
import { FIXTURE_NAMES, FIXTURES } from '../acceptance/fixtures.ts';
import { pythonPath } from '../python.ts';
import { type Agreement, agreementOf } from './kernel/compare.ts';
import { record, type SourceCell } from './kernel/record.ts';

const OUTPUTS = join(FIXTURES, 'outputs');

/** What is to be read from the fixtures, so that none is forgotten. */
const KINDS = [
  'array numpy',
  'array scipy',
  'dtype',
  'mapping Counter',
  'mapping OrderedDict',
  'mapping defaultdict',
  'mapping dict',
  'object',
  'report classification',
  'report info',
  'report regression-summary',
  'scalar bool',
  'scalar float',
  'scalar int',
  'scalar none',
  'scalar str',
  'scalar timedelta',
  'scalar timestamp',
  'sequence index',
  'sequence keys',
  'sequence list',
  'sequence other',
  'sequence set',
  'sequence tuple',
  'series',
  'table pandas',
  'text',
  'type',
];

/** Sources by name: the fixtures, and scripts that show values of every kind in every way. */
function sources(): [name: string, cells: SourceCell[]][] {
  const fixtures = FIXTURE_NAMES.map((file): [string, SourceCell[]] => {
    const { cells } = readNotebook(readFileSync(join(FIXTURES, file), 'utf8'));
    return [file, cells.map(({ type, source }) => ({ type: type === 'code' ? 'code' : 'markdown', source }))];
  });
  const scripts = readdirSync(OUTPUTS)
    .filter((file) => file.endsWith('.py'))
    .map((file): [string, SourceCell[]] => [file, cellsOf(readFileSync(join(OUTPUTS, file), 'utf8'))]);
  return [...fixtures, ...scripts];
}

/** `# %%` starts a code cell, `# %% [markdown]` one of text. */
function cellsOf(script: string): SourceCell[] {
  return script
    .split(/^# %%/m)
    .slice(1)
    .map((part) => ({
      type: part.startsWith(' [markdown]') ? 'markdown' : 'code',
      source: part.slice(part.indexOf('\n') + 1).trimEnd(),
    }));
}

describe('evidence against a real kernel', () => {
  const agreements = new Map<string, Agreement>();

  beforeAll(() => {
    const all = sources();
    const recorded = record(
      all.map(([, cells]) => ({ cells, folder: FIXTURES })),
      pythonPath,
    );
    for (const [at, [name, cells]] of all.entries())
      agreements.set(name, agreementOf(name, cells, recorded[at]!));
    // What could not be read, for who looks for more to read: NBASSERT_SHOW_UNREAD=1.
    if (process.env.NBASSERT_SHOW_UNREAD !== undefined)
      console.log([...agreements.values()].flatMap(({ unread, compared }) => [...unread, [...compared.values()].reduce((a, b) => a + b, 0)]).join('\n'));
  }, 300_000);

  it('reads nothing that was not so', () => {
    expect([...agreements.values()].flatMap(({ wrong }) => wrong)).toEqual([]);
  });

  it('was asked about values of every kind', () => {
    const compared: Record<string, number> = {};
    for (const agreement of agreements.values())
      for (const [kind, count] of agreement.compared) compared[kind] = (compared[kind] ?? 0) + count;
    const all = Object.values(compared).reduce((sum, count) => sum + count, 0);
    expect(all).toBeGreaterThanOrEqual(300);
    expect(Object.keys(compared).sort()).toEqual(KINDS);
  });
});
