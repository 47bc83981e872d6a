/** What other tools do with a notebook that nbassert wrote. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readNotebook } from '../../src/notebook/index.ts';
import { type Built, build } from '../cli/built.ts';
import { pythonPath } from '../python.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const NAME = 'passengers.ipynb';

let built: Built;
let cwd: string;
beforeAll(() => {
  built = build();
});
afterAll(() => built.remove());
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'nbassert-tools-'));
  copyFileSync(join(FIXTURES, NAME), join(cwd, NAME));
  cpSync(join(FIXTURES, 'data'), join(cwd, 'data'), { recursive: true });
  return () => rmSync(cwd, { recursive: true, force: true });
});

function run(command: string, args: readonly string[]): string {
  const env = { ...process.env, MPLBACKEND: 'agg', PATH: `${dirname(pythonPath)}:${process.env.PATH}` };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', env });
  expect(status, `${command} ${args.join(' ')}\n${stderr}`).toBe(0);
  return stdout;
}

const tool = (name: string, ...args: string[]) => run(join(dirname(pythonPath), name), args);
const nbassert = (...args: string[]) => run(process.execPath, [built.main, ...args]);
const text = (name = NAME) => readFileSync(join(cwd, name), 'utf8');

/** The sources of all cells that are not empty, without the ends of their last lines. */
function sources(name = NAME): string[] {
  return readNotebook(text(name)).cells.map(({ source }) => source.trimEnd());
}

function asserts(name = NAME): string[] {
  return sources(name).flatMap((source) => source.match(/^assert\b.*/gm) ?? []);
}

function validate(name = NAME): void {
  run(pythonPath, ['-c', 'import nbformat, sys; nbformat.validate(nbformat.read(sys.argv[1], as_version=4))', name]);
}

describe.each(['new-cell', 'inline'])('asserts placed %s', (placement) => {
  let hardened: string | null = null;
  beforeEach(() => {
    if (hardened === null) {
      nbassert('apply', '--quiet', '--min-confidence', 'low', '--placement', placement, NAME);
      expect(asserts().length).toBeGreaterThan(20);
      hardened = text();
    }
    writeFileSync(join(cwd, NAME), hardened);
  });

  test('nbstripout leaves a valid notebook with all asserts, and `remove` then gives the stripped original', () => {
    const before = asserts();
    tool('nbstripout', NAME);
    validate();
    expect(asserts()).toEqual(before);
    nbassert('remove', '--quiet', NAME);
    copyFileSync(join(FIXTURES, NAME), join(cwd, 'original.ipynb'));
    tool('nbstripout', 'original.ipynb');
    expect(sources()).toEqual(sources('original.ipynb'));
  });

  test('nbqa black leaves it valid, every assert is still known, and `remove` gives the formatted original', () => {
    const before = asserts().length;
    tool('nbqa', 'black', '--quiet', NAME);
    validate();
    expect(asserts()).toHaveLength(before);
    nbassert('check', '--quiet', '--min-confidence', 'low', NAME);
    nbassert('remove', '--quiet', NAME);
    copyFileSync(join(FIXTURES, NAME), join(cwd, 'original.ipynb'));
    tool('nbqa', 'black', '--quiet', 'original.ipynb');
    expect(sources()).toEqual(sources('original.ipynb'));
  });

  test('jupytext syncs it with a script and back', () => {
    const [before, kept] = [sources(), asserts()];
    tool('jupytext', '--quiet', '--set-formats', 'ipynb,py:percent', NAME);
    const script = NAME.replace('.ipynb', '.py');
    writeFileSync(join(cwd, script), `${text(script)}\n# %%\nlast = 1\n`);
    // Later than the notebook, by a clock that counts seconds.
    const later = new Date(statSync(join(cwd, NAME)).mtimeMs + 5000);
    utimesSync(join(cwd, script), later, later);
    tool('jupytext', '--quiet', '--sync', NAME);
    validate();
    expect(sources()).toEqual([...before, 'last = 1']);
    expect(asserts()).toEqual(kept);
    nbassert('remove', '--quiet', NAME);
    copyFileSync(join(FIXTURES, NAME), join(cwd, 'original.ipynb'));
    expect(sources()).toEqual([...sources('original.ipynb'), 'last = 1']);
  });
});

test('Jupyter runs it to its end, and shows it as a page', () => {
  nbassert('apply', '--quiet', '--min-confidence', 'low', '--cell-tags', 'remove-cell', NAME);
  tool('jupyter-nbconvert', '--log-level', 'ERROR', '--to', 'notebook', '--execute', '--output', 'run.ipynb', NAME);
  validate('run.ipynb');
  expect(asserts('run.ipynb')).toEqual(asserts());
  tool('jupyter-nbconvert', '--log-level', 'ERROR', '--to', 'html', NAME);
  expect(text('passengers.html').includes('<strong>Assumption:')).toBe(true);
  const hide = ['--TagRemovePreprocessor.enabled=True', '--TagRemovePreprocessor.remove_cell_tags=remove-cell'];
  tool('jupyter-nbconvert', '--log-level', 'ERROR', '--to', 'html', ...hide, NAME);
  expect(text('passengers.html').includes('<strong>Assumption:')).toBe(false);
}, 300_000);
