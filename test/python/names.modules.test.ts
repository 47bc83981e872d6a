import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { BUILTINS } from '../../src/python/index.ts';
import { starMember } from '../../src/python/names/stars.ts';
import { pythonPath } from '../python.ts';

/** What Python itself prints as names separated by spaces. */
function python(code: string): string[] {
  return execFileSync(pythonPath, ['-W', 'ignore', '-c', code], { encoding: 'utf8' }).trim().split(/\s+/);
}

test('every function that Python has built in is known', () => {
  const real = python('import builtins; print(*[n for n in dir(builtins) if n[0].islower()])');
  expect(real.filter((name) => !BUILTINS.has(name))).toEqual([]);
});

test.each(['math', 'numpy', 'numpy.linalg', 'pandas', 'sklearn.metrics'])(
  'a star import of %s binds what it binds',
  (module) => {
    const real = python(
      `ns = {}\nexec('from ${module} import *', ns)\nprint(*[n for n in ns if n != '__builtins__'])`,
    );
    expect(real.filter((name) => starMember(module, name) !== `${module}.${name}`)).toEqual([]);
    expect(starMember(module, 'no_such_name')).toBeNull();
  },
);
