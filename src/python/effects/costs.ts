import type { PythonCell } from '../types.ts';
import { drawsAlways, drawsUnseeded, drawsWeights, hasSeed } from './random.ts';
import { type Argument, keyword, textOf } from './tree.ts';
import {
  DEEP_MUTATORS,
  DRAW_METHODS,
  EFFECT_FUNCTIONS,
  EFFECT_MODULES,
  EXPENSIVE_FUNCTIONS,
  EXPENSIVE_METHODS,
  EXPENSIVE_PREFIXES,
  MUTATES_FIRST,
  PURE_BUILTINS,
  PURE_METHODS,
  PURE_MODULES,
  SHALLOW_MUTATORS,
  SHOWING_METHODS,
  TRAINING_METHODS,
  WORLD_METHODS,
} from './words.ts';

/** What one call does by itself. `local`: only to its own argument, so that it counts for nothing on a fresh object. */
export interface Verdict {
  readonly kind: 'free' | 'expensive' | 'effect' | 'unknown';
  readonly why: string;
  readonly local?: boolean;
}

const FREE: Verdict = { kind: 'free', why: '' };

/** Functions and methods that call what they are given first. */
export const CONSUMING_HIGHER_ORDER: ReadonlySet<string> = new Set([
  'map',
  'filter',
  'functools.reduce',
  'numpy.vectorize',
  'numpy.apply_along_axis',
  'numpy.frompyfunc',
  'itertools.starmap',
  'apply',
  'applymap',
  'agg',
  'aggregate',
  'pipe',
]);

function inModules(canonical: string, modules: ReadonlySet<string>): boolean {
  for (let end = canonical.length; end > 0; end = canonical.lastIndexOf('.', end - 1))
    if (modules.has(canonical.slice(0, end))) return true;
  return false;
}

/** What calling a library function does. */
export function functionVerdict(cell: PythonCell, canonical: string, args: readonly Argument[]): Verdict {
  const effect = (why: string, local = false): Verdict => ({ kind: 'effect', why, local });
  const last = canonical.slice(canonical.lastIndexOf('.') + 1);
  if (drawsAlways(canonical) || (drawsUnseeded(canonical) && !hasSeed(cell, args, null)))
    return effect(`\`${last}()\` draws random numbers.`);
  if (drawsWeights(canonical)) return effect(`\`${last}()\` draws its first weights.`);
  const inplace = keyword(args, 'inplace');
  const out = keyword(args, 'out');
  if ((inplace && textOf(cell, inplace) !== 'False') || out)
    return effect(`\`${last}()\` changes its argument.`, true);
  if (/^(numpy\.random|random|torch)\.(seed|manual_seed|setstate|set_state)$/.test(canonical))
    return effect(`\`${last}()\` sets the state of random numbers.`);
  if (/^numpy\.random\.|^random\.(Random|SystemRandom|getstate)$/.test(canonical)) return FREE;
  if (MUTATES_FIRST.has(canonical) || (/^torch\./.test(canonical) && /[^_]_$/.test(last)))
    return effect(`\`${last}()\` changes its argument.`, true);
  if (EXPENSIVE_FUNCTIONS.has(canonical) || EXPENSIVE_PREFIXES.some((prefix) => canonical.startsWith(prefix)))
    return { kind: 'expensive', why: `\`${last}()\` takes long.` };
  if (EFFECT_FUNCTIONS.has(canonical) || inModules(canonical, EFFECT_MODULES))
    return effect(`\`${last}()\` does something each time.`);
  if (/^plot_|^to_file$|^from_(estimator|predictions)$/.test(last) || WORLD_METHODS.has(last))
    return effect(`\`${last}()\` draws or writes something.`);
  if (TRAINING_METHODS.has(last) && !PURE_BUILTINS.has(last))
    return { kind: 'expensive', why: `\`${last}()\` trains.` };
  if (PURE_BUILTINS.has(canonical.split('.')[0] ?? '') || inModules(canonical, PURE_MODULES)) return FREE;
  return { kind: 'unknown', why: `What \`${canonical.slice(0, 60)}()\` does cannot be told.` };
}

/** What calling a method does, judged by its name. `fresh` tells whether its object is made in the expression itself. */
export function methodVerdict(
  cell: PythonCell,
  method: string,
  args: readonly Argument[],
  fresh: () => boolean,
): Verdict {
  const effect = (why: string): Verdict => ({ kind: 'effect', why });
  const inplace = keyword(args, 'inplace');
  if (keyword(args, 'out') || (inplace && !/^(False|None|0)$/.test(textOf(cell, inplace))))
    return fresh() ? FREE : effect(`\`.${method}()\` works in place.`);
  if (method === 'sample' || method === 'rvs')
    return hasSeed(cell, args, null) ? FREE : effect(`\`.${method}()\` draws random numbers.`);
  if (DRAW_METHODS.has(method)) return effect(`\`.${method}()\` draws random numbers.`);
  if (TRAINING_METHODS.has(method))
    return fresh()
      ? { kind: 'expensive', why: `\`.${method}()\` trains.` }
      : effect(`\`.${method}()\` trains, and changes its object.`);
  if (EXPENSIVE_METHODS.has(method))
    return { kind: 'expensive', why: `\`.${method}()\` computes everything again.` };
  if (PURE_METHODS.has(method)) return FREE;
  if (WORLD_METHODS.has(method)) return effect(`\`.${method}()\` may write to files.`);
  if (SHOWING_METHODS.has(method)) return effect(`\`.${method}()\` would show its output again.`);
  if (SHALLOW_MUTATORS.has(method)) return fresh() ? FREE : effect(`\`.${method}()\` changes its object.`);
  if (DEEP_MUTATORS.has(method) || /[^_]_$/.test(method))
    return effect(`\`.${method}()\` changes its object.`);
  return { kind: 'unknown', why: `What \`.${method.slice(0, 40)}()\` does cannot be told.` };
}
