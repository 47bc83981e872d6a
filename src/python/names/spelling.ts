import type { Position } from '../types.ts';
import type { Resolver } from './resolve.ts';
import { placeOf } from './scopes.ts';
import type { Collected } from './walk.ts';

/** Packages that do not load their submodules: those are within reach only after an import that names them. */
const LAZY = new Set([
  'IPython',
  'concurrent',
  'importlib',
  'matplotlib',
  'mpl_toolkits',
  'nltk',
  'scipy',
  'skimage',
  'sklearn',
  'statsmodels',
  'urllib',
  'xml',
]);

/** The shortest way to write a dotted name with what is imported at a place, or null. */
export function spellingOf(
  dotted: string,
  at: Position,
  collected: Collected,
  resolver: Resolver,
): string | null {
  const parts = dotted.split('.');
  const last = parts[parts.length - 1]!;
  // star imports and built-ins are in no table of imports, but bear their own name
  if (resolver.meaningAt(last, at) === dotted) return last;
  for (let length = parts.length; length > 0; length--) {
    const prefix = parts.slice(0, length).join('.');
    const rest = parts.slice(length);
    for (const name of [...(collected.importedAs.get(prefix) ?? [])].reverse()) {
      if (resolver.meaningAt(name, at) !== prefix) continue;
      if (isReachable(prefix, rest, at, collected)) return [name, ...rest].join('.');
    }
  }
  return null;
}

function isReachable(prefix: string, rest: readonly string[], at: Position, collected: Collected): boolean {
  const [next] = rest;
  if (next === undefined || !LAZY.has(prefix) || next.startsWith('__')) return true;
  const submodule = `${prefix}.${next}`;
  const here = placeOf(at);
  for (const [module, place] of collected.loaded)
    if (place <= here && (module === submodule || module.startsWith(`${submodule}.`))) return true;
  return false;
}
