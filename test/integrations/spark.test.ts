/** The Spark example on a cluster of two worker processes, against one machine. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Built, build } from '../cli/built.ts';
import { pythonPath } from '../python.ts';
import { folderOf, notebookOf, shapes } from '../repository/notebooks.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/spark/feedback.py', import.meta.url));
const CASES = fileURLToPath(new URL('../../fixtures/study/cases', import.meta.url));

const java = spawnSync('java', ['-version'], { encoding: 'utf8' });
const version = Number(/version "(\d+)/.exec(java.stderr ?? '')?.[1] ?? 0);
const missing = version >= 17 ? null : `Spark needs Java 17 or later, and ${version === 0 ? 'there is none' : `this is Java ${version}`}`;
if (missing !== null) console.warn(`The Spark example is not tested: ${missing}. On Debian: apt-get install openjdk-17-jre-headless`);

let built: Built;
let folder: string;
beforeAll(() => {
  built = build();
  folder = mkdtempSync(join(tmpdir(), 'nbassert-spark-'));
});
afterAll(() => {
  built.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** For a small job: no page, few partitions, and nothing compiled that runs once. */
const SETTINGS = [
  'spark.ui.enabled=false',
  'spark.sql.shuffle.partitions=2',
  'spark.sql.codegen.wholeStage=false',
  'spark.driver.extraJavaOptions=-XX:TieredStopAtLevel=1',
  'spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1',
];

function submit(args: readonly string[]) {
  const settings = ['--master', 'local-cluster[2,1,1024]', '--driver-memory', '1g'];
  for (const setting of SETTINGS) settings.push('--conf', setting);
  return spawnSync(join(dirname(pythonPath), 'spark-submit'), [...settings, EXAMPLE, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, PYSPARK_PYTHON: pythonPath, SPARK_LOCAL_IP: '127.0.0.1' },
  });
}

/** Feedback and notebooks, sorted: which worker came first is no part of the result. */
function sorted(lines: string): string[] {
  return lines
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('{"type":"summary"'))
    .sort();
}

function recordsIn(out: string): string[] {
  const parts = readdirSync(join(out, 'records')).filter((name) => name.startsWith('part-'));
  return sorted(parts.map((name) => readFileSync(join(out, 'records', name), 'utf8')).join('\n'));
}

describe.skipIf(missing !== null)('examples/spark', () => {
  test('two workers, one of which fails once, give line for line what one machine gives', () => {
    const broken = folderOf({ 'broken.ipynb': '{"cells": [', 'ünï code.ipynb': notebookOf(shapes('one')) });
    const cases = readdirSync(CASES).filter((name) => name.endsWith('.ipynb')).slice(0, 12);
    const paths = [
      ...cases.map((name) => join(CASES, name)),
      ...['broken.ipynb', 'ünï code.ipynb', 'gone.ipynb'].map((name) => join(broken, name)),
    ];
    writeFileSync(join(folder, 'paths.txt'), `${paths.join('\n')}\n`);
    const nbassert = `'${process.execPath}' '${built.main}'`;
    // The first that comes is killed in the middle of its work; whether it was first, a folder decides: only one can make it.
    const failing = join(folder, 'nbassert');
    writeFileSync(failing, `#!/bin/sh\nif mkdir '${folder}/failed' 2>/dev/null; then head -n 1; kill -9 $$; fi\nexec ${nbassert} "$@"\n`);
    chmodSync(failing, 0o755);

    const out = join(folder, 'out');
    const args = ['--list', 'paths.txt', '--out', out, '--partitions', '4', '--nbassert', failing];
    const { status, stdout, stderr } = submit(args);
    expect(status, stderr.slice(-3000)).toBe(0);
    expect(existsSync(join(folder, 'failed'))).toBe(true);
    expect(stderr).toContain('Lost task');

    const alone = spawnSync(process.execPath, [built.main, 'scan', '--stdin', '--format', 'ndjson'], {
      cwd: folder,
      encoding: 'utf8',
      input: paths.join('\n'),
    });
    expect(alone.status).toBe(3);
    expect(recordsIn(out)).toEqual(sorted(alone.stdout));

    const counts = new Map<string, number>();
    for (const line of sorted(alone.stdout)) {
      const { type, mechanism } = JSON.parse(line) as { type: string; mechanism: string };
      if (type === 'feedback') counts.set(mechanism, (counts.get(mechanism) ?? 0) + 1);
    }
    const rows = [...stdout.matchAll(/^\|([a-z-]+) *\|(?:im|ex)plicit\|(\d+) *\|/gm)];
    expect(new Map(rows.map(([, mechanism, n]) => [mechanism, Number(n)]))).toEqual(counts);
    expect(stdout).toContain(`${paths.length} notebooks, 2 of them could not be read`);
  }, 900_000);
});
