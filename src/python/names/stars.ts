import { STAR_NAMES } from './star-names.ts';

/** Where the names of a star import come from, later ones winning: pylab is made of others. */
const PARTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['pylab', ['matplotlib.pyplot', 'numpy', 'numpy.fft', 'numpy.random', 'numpy.linalg']],
]);
/** What pylab takes back from numpy, and the modules it names. */
const PYLAB: ReadonlyMap<string, string> = new Map([
  ...['abs', 'bool', 'bytes', 'max', 'min', 'pow', 'round'].map((name) => [name, name] as const),
  ['np', 'numpy'],
  ['plt', 'matplotlib.pyplot'],
  ['mpl', 'matplotlib'],
  ['datetime', 'datetime'],
]);
const SAME: ReadonlyMap<string, string> = new Map([
  ['matplotlib.pylab', 'pylab'],
  ['matplotlib.pyplot', 'matplotlib.pyplot'],
  ['IPython.core.display', 'IPython.display'],
]);

const known = new Map<string, ReadonlySet<string>>();

function namesOf(module: string): ReadonlySet<string> | null {
  const text = Object.hasOwn(STAR_NAMES, module) ? STAR_NAMES[module] : undefined;
  if (text === undefined) return null;
  let names = known.get(module);
  if (names === undefined) {
    names = new Set(text.split(' '));
    known.set(module, names);
  }
  return names;
}

/** Whether it is known what `from module import *` binds. */
export function isKnownStar(module: string): boolean {
  const name = SAME.get(module) ?? module;
  return PARTS.has(name) || Object.hasOwn(STAR_NAMES, name);
}

/** The dotted name that `name` means after `from module import *`; null when the module has no such name or is not known. */
export function starMember(module: string, name: string): string | null {
  const source = SAME.get(module) ?? module;
  const parts = PARTS.get(source);
  if (parts === undefined) return namesOf(source)?.has(name) ? `${source}.${name}` : null;
  const own = PYLAB.get(name);
  if (own !== undefined) return own;
  const part = parts.findLast((each) => namesOf(each)?.has(name));
  return part === undefined ? null : `${part}.${name}`;
}
