import { expect, test } from 'vitest';
import { folderOf, notebookOf, shapes } from '../repository/notebooks.ts';
import { runCli } from './io.ts';

const cwd = folderOf({ 'a.ipynb': notebookOf(shapes('one')), 'scan/b.ipynb': notebookOf(shapes('two')) });

test.each<[string[], string[]]>([
  [
    ['--quiet', 'scan', 'a.ipynb'],
    ['scan', '--quiet', 'a.ipynb'],
  ],
  [
    ['--min-confidence', 'high', '--quiet', 'scan', 'a.ipynb'],
    ['scan', '--min-confidence', 'high', '--quiet', 'a.ipynb'],
  ],
  [
    ['--check', 'shape', 'check', 'a.ipynb'],
    ['check', '--check', 'shape', 'a.ipynb'],
  ],
  [
    ['--quiet', 'help', 'scan'],
    ['help', 'scan'],
  ],
])('%j is %j', async (given, meant) => {
  const [one, other] = [await runCli(given, { cwd }), await runCli(meant, { cwd })];
  const timeless = (text: string) => text.replace(/\d+\.\d s/g, '');
  expect({ ...one, stdout: timeless(one.stdout) }).toEqual({ ...other, stdout: timeless(other.stdout) });
});

test('the value of a flag is not the command', async () => {
  const { code, stderr } = await runCli(['--config', 'scan', 'apply', '--dry-run', 'a.ipynb'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain('error: scan: the configuration cannot be read: ');
});
