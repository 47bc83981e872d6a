import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Built, build } from '../cli/built.ts';
import { FIXTURE_NAMES, FIXTURES } from './fixtures.ts';
import { type KernelRun, runInKernel } from './kernel.ts';

const COMBINATIONS = ['strict', 'balanced', 'lenient'].flatMap((strictness) =>
  ['new-cell', 'inline'].map((placement) => ({ strictness, placement, name: `${strictness}-${placement}` })),
);

let built: Built;
let folder: string;

beforeAll(() => {
  built = build();
  folder = mkdtempSync(join(tmpdir(), 'nbassert-batch-'));
  for (const { name } of COMBINATIONS) {
    mkdirSync(join(folder, name));
    for (const file of FIXTURE_NAMES) copyFileSync(join(FIXTURES, file), join(folder, name, file));
  }
}, 120_000);
afterAll(() => {
  built.remove();
  rmSync(folder, { recursive: true, force: true });
});

function nbassert(...args: string[]): { readonly code: number | null; readonly stderr: string } {
  const { status, stderr } = spawnSync(process.execPath, [built.main, ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { code: status, stderr };
}

function textOf(name: string, file: string): string {
  return readFileSync(join(folder, name, file), 'utf8');
}

/** Files with equal text run once. */
async function runAll(): Promise<Map<string, KernelRun | undefined>> {
  const byText = new Map<string, string>();
  const all = COMBINATIONS.flatMap(({ name }) => FIXTURE_NAMES.map((file) => [name, file] as const));
  for (const [name, file] of all)
    if (!byText.has(textOf(name, file))) byText.set(textOf(name, file), join(folder, name, file));
  const runs = await runInKernel([...byText.values()]);
  return new Map(
    all.map(([name, file]) => [`${name}/${file}`, runs.get(byText.get(textOf(name, file)) ?? '')]),
  );
}

describe('every proposal of every fixture, in each strictness and placement', () => {
  test.each(COMBINATIONS)(
    '$name: written, and a second run adds nothing',
    ({ strictness, placement, name }) => {
      const flags = ['--min-confidence', 'low', '--strictness', strictness, '--placement', placement];
      const first = nbassert('apply', ...flags, name);
      expect(first.code, first.stderr).toBe(0);
      expect(first.stderr).toMatch(
        new RegExp(
          `^\\d+ asserts written into ${FIXTURE_NAMES.length} of ${FIXTURE_NAMES.length} notebooks\\.`,
          'm',
        ),
      );
      const written = FIXTURE_NAMES.map((file) => textOf(name, file));
      const second = nbassert('apply', ...flags, name);
      expect(second).toMatchObject({
        code: 0,
        stderr: expect.stringContaining(`0 asserts written into 0 of ${FIXTURE_NAMES.length} notebooks.`),
      });
      expect(FIXTURE_NAMES.map((file) => textOf(name, file))).toEqual(written);
    },
    120_000,
  );

  test('nbformat takes them, and in a real kernel every assert holds', async () => {
    const problems = [...(await runAll())]
      .filter(([, run]) => run === undefined || run.problem !== null || run.cells === 0)
      .map(([file, run]) => `${file}: ${run?.problem ?? 'did not run'}`);
    expect(problems).toEqual([]);
  }, 900_000);

  test.each(COMBINATIONS)(
    '$name: `remove` brings the bytes back',
    ({ name }) => {
      expect(nbassert('remove', name).code).toBe(0);
      for (const file of FIXTURE_NAMES)
        expect(textOf(name, file) === readFileSync(join(FIXTURES, file), 'utf8'), file).toBe(true);
    },
    120_000,
  );
});
