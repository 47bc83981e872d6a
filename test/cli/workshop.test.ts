import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { commandsOf, problemOf } from '../docs/command-lines.ts';
import { runCli } from './io.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures', import.meta.url));

test.each(['build', 'teach', 'grade'])('every example of workshop %s is a command line that it takes', async (name) => {
  const { code, stdout } = await runCli(['workshop', name, '--help']);
  const section = /\nExamples:\n([\s\S]*?)\n\nExit codes:/.exec(stdout)?.[1] ?? '';
  const lines = section.split('\n').map((line) => line.replace(/ {3,}.*$/, '').trim());
  expect(code).toBe(0);
  expect(lines.length).toBeGreaterThan(2);
  for (const line of lines) {
    for (const words of commandsOf(line)) expect(await problemOf(words.slice(1)), line).toBe(null);
  }
});

test('teach without a terminal names the command that makes files', async () => {
  expect(await runCli(['workshop', 'teach', 'a b.ipynb', '--count', '4'])).toEqual({
    code: 2,
    stdout: '',
    stderr:
      'error: the lesson asks questions, and this is no terminal\n' +
      "  As files: nbassert workshop build 'a b.ipynb' --out workshop --count 4\n",
  });
});

test('scan --compare: what apply changes shows on one page', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'nbassert-compare-'));
  try {
    const notebook = join(FIXTURES, 'passengers.ipynb');
    const after = join(folder, 'after.ipynb');
    const { copyFileSync } = await import('node:fs');
    copyFileSync(notebook, after);
    expect((await runCli(['apply', '--quiet', 'after.ipynb'], { cwd: folder })).code).toBe(0);
    const args = ['scan', '--format', 'html', '--compare', notebook, '--output', 'slide.html', 'after.ipynb'];
    expect(await runCli(args, { cwd: folder })).toEqual({ code: 0, stdout: '', stderr: '' });
    const page = readFileSync(join(folder, 'slide.html'), 'utf8');
    const [before = [], now = []] = [0, 1].map((side) =>
      [...page.matchAll(/aria-label="(\d+) of (\d+) asserted"/g)]
        .filter((_, index) => index % 2 === side)
        .map(([, said, of]) => [Number(said), Number(of)] as const),
    );
    const sum = (counts: readonly (readonly [number, number])[]) => counts.reduce((total, [said]) => total + said, 0);
    expect(before.length).toBeGreaterThan(5);
    expect(sum(before)).toBe(0);
    expect(sum(now)).toBeGreaterThan(15);
    expect((await runCli(['scan', '--compare', notebook, after])).stderr).toBe(
      'error: --compare makes a page, and nothing else\n  Add --format html, and --output with a file.\n',
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
