import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

// A script in plain JavaScript, for which there are no types.
const script = new URL('../scripts/check-layers.mjs', import.meta.url);
const { layerProblems } = (await import(script.href)) as {
  layerProblems(files: ReadonlyMap<string, string>): string[];
};

const HOUSE: Record<string, string> = {
  'errors.ts': '',
  'notebook/index.ts': '',
  'notebook/save.ts': '',
  'notebook/edit.ts': '',
  'python/index.ts': '',
  'python/names/walk.ts': '',
  'cli/main.ts': '',
  'cli/scan.ts': '',
};

test.each<[name: string, path: string, text: string, problems: string[]]>([
  ['its own room', 'python/a.ts', "import { b } from './names/walk.ts';", []],
  ['a room below, by its door', 'python/a.ts', "import { b } from '../notebook/index.ts';", []],
  ['the second door', 'cli/a.ts', "import { b } from '../notebook/save.ts';", []],
  ['a file for all', 'python/a.ts', "import { b } from '../errors.ts';", []],
  ['a package', 'python/a.ts', "import { parser } from '@lezer/python';", []],
  [
    'the root, past a door',
    'index.ts',
    "export { b } from './cli/scan.ts';",
    ['src/index.ts: imports cli/scan.ts past the door of cli/'],
  ],
  ['a script of another language', 'cli/a.ts', "import { b } from './c.py';", []],
  ['data', 'package.ts', "import data from '../package.json';", []],
  [
    'upwards',
    'notebook/a.ts',
    "import { b } from '../python/index.ts';",
    ['src/notebook/a.ts: imports from python/, which is not below notebook/'],
  ],
  [
    'upwards, for a type',
    'notebook/a.ts',
    "import type { B } from '../python/index.ts';",
    ['src/notebook/a.ts: imports from python/, which is not below notebook/'],
  ],
  [
    'upwards, over several lines',
    'notebook/a.ts',
    "import {\n  b,\n  c,\n} from '../python/index.ts';",
    ['src/notebook/a.ts: imports from python/, which is not below notebook/'],
  ],
  [
    'upwards, when needed',
    'notebook/a.ts',
    "const b = await import('../python/index.ts');",
    ['src/notebook/a.ts: imports from python/, which is not below notebook/'],
  ],
  [
    'handed on',
    'notebook/a.ts',
    "export * from '../python/index.ts';",
    ['src/notebook/a.ts: imports from python/, which is not below notebook/'],
  ],
  [
    'past the door',
    'python/a.ts',
    "import { b } from '../notebook/edit.ts';",
    ['src/python/a.ts: imports notebook/edit.ts past the door of notebook/'],
  ],
  [
    'past the door, deep',
    'cli/a.ts',
    "import { b } from '../python/names/walk.ts';",
    ['src/cli/a.ts: imports python/names/walk.ts past the door of python/'],
  ],
  [
    'nowhere',
    'python/a.ts',
    "import { b } from '../notebook/gone.ts';",
    ['src/python/a.ts: imports notebook/gone.ts, which does not exist'],
  ],
  ['a room that is on no floor', 'attic/a.ts', '', ['src/attic/a.ts: is on no floor of the house']],
])('%s', (_name, path, text, problems) => {
  expect(layerProblems(new Map([...Object.entries(HOUSE), [path, text]]))).toEqual(problems);
});

test('the house as it stands', () => {
  const { status, stderr } = spawnSync(process.execPath, [fileURLToPath(script)], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
