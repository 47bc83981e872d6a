import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { scanLines } from '../oracle/scan.ts';
import { pythonPath } from '../python.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures', import.meta.url));
const tool = (name: string) => fileURLToPath(new URL(`../oracle/${name}`, import.meta.url));
/** Fewer than these would make the comparison say nothing. */
const LEAST_NOTEBOOKS = 3;
const LEAST_STATEMENTS = 30;

test('on our own notebooks the finder and CPython agree on every statement', () => {
  const { notebooks, lines } = scanLines(FIXTURES);
  expect(notebooks).toBeGreaterThanOrEqual(LEAST_NOTEBOOKS);
  expect(lines.length).toBeGreaterThanOrEqual(LEAST_STATEMENTS);
  const folder = mkdtempSync(join(tmpdir(), 'nbassert-oracle-'));
  try {
    const oracle = join(folder, 'oracle.ndjson');
    const scan = join(folder, 'scan.ndjson');
    writeFileSync(
      oracle,
      execFileSync(pythonPath, [tool('oracle.py'), FIXTURES], { stdio: ['ignore', 'pipe', 'ignore'] }),
    );
    writeFileSync(scan, `${lines.join('\n')}\n`);
    const report = execFileSync(pythonPath, [tool('compare-feedback.py'), oracle, scan], {
      encoding: 'utf8',
    });
    const rates = report.split('\n').filter((line) => /^(?:assert|print|display|last-cell)/.test(line));
    expect(rates).toHaveLength(5);
    expect(
      rates.filter((line) => !/1\.0000 +1\.0000$/.test(line)),
      report,
    ).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
