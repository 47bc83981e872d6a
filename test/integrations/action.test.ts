import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Built, build } from '../cli/built.ts';
import { folderOf, notebookOf, shapes } from '../repository/notebooks.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let built: Built;
beforeAll(() => {
  built = build();
});
afterAll(() => built.remove());

function act(cwd: string, inputs: Record<string, string>) {
  const env = {
    PATH: process.env.PATH ?? '',
    GITHUB_ACTION_PATH: ROOT,
    NBASSERT_MAIN: built.main,
    GITHUB_STEP_SUMMARY: join(cwd, 'summary.md'),
    ...inputs,
  };
  const { status, stdout } = spawnSync('bash', [join(ROOT, 'scripts/action.sh')], {
    cwd,
    env,
    encoding: 'utf8',
  });
  return { status, annotations: stdout.split('\n').filter((line) => line.startsWith('::')).length };
}

test('annotations, a summary, the reports that were asked for, and the exit code of the gate', () => {
  const cwd = folderOf({
    'a b/x.ipynb': notebookOf(shapes('one', 'two')),
    'y.ipynb': notebookOf(shapes('three')),
  });
  const inputs = { NBASSERT_PATHS: 'a b\n', NBASSERT_SARIF: 'out.sarif', NBASSERT_HTML: 'out.html' };
  expect(act(cwd, inputs)).toEqual({ status: 1, annotations: 2 });
  expect(readFileSync(join(cwd, 'summary.md'), 'utf8')).toContain('2 proposals in 1 notebook');
  expect(JSON.parse(readFileSync(join(cwd, 'out.sarif'), 'utf8')).runs[0].results).toHaveLength(2);
  expect(readFileSync(join(cwd, 'out.html'), 'utf8')).toContain('<!doctype html>');
});

test('a baseline and further flags', () => {
  const cwd = folderOf({ 'a.ipynb': notebookOf(shapes('one')) });
  spawnSync(process.execPath, [built.main, 'check', '--baseline', 'b.json', '--update-baseline'], { cwd });
  expect(act(cwd, { NBASSERT_BASELINE: 'b.json' })).toEqual({ status: 0, annotations: 0 });
  expect(act(cwd, { NBASSERT_ARGS: '--check\nmissing-value' })).toEqual({ status: 0, annotations: 0 });
  expect(act(cwd, { NBASSERT_ARGS: '--no-such-flag' })).toEqual({ status: 2, annotations: 0 });
});

test('the jobs of a matrix see every notebook once', () => {
  const cwd = folderOf({ 'a.ipynb': notebookOf(shapes('one')), 'b.ipynb': notebookOf(shapes('two')), 'c.ipynb': notebookOf(shapes('three')) });
  const annotations = ['1/2', '2/2'].map((shard) => act(cwd, { NBASSERT_SHARD: shard }).annotations);
  expect(annotations.sort()).toEqual([1, 2]);
});

test('every input reaches the script through the environment, and no input stands in a command', () => {
  const action = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8'));
  const steps = action.runs.steps as { run?: string; env?: Record<string, string> }[];
  const handed = steps.flatMap(({ env }) => Object.values(env ?? {}));
  expect(handed.sort()).toEqual(
    Object.keys(action.inputs)
      .map((name) => `\${{ inputs.${name} }}`)
      .sort(),
  );
  for (const { run } of steps) expect(run ?? '').not.toContain('${{');
});

test('hooks name commands that exist', () => {
  const hooks = parse(readFileSync(join(ROOT, '.pre-commit-hooks.yaml'), 'utf8')) as {
    id: string;
    entry: string;
  }[];
  for (const { id, entry } of hooks) {
    const [, ...args] = entry.split(' ');
    const { status, stdout } = spawnSync(process.execPath, [built.main, ...args, '--help'], {
      encoding: 'utf8',
    });
    expect({ id, status, usage: stdout.startsWith(`Usage: nbassert ${args[0]}`) }).toEqual({
      id,
      status: 0,
      usage: true,
    });
  }
});
