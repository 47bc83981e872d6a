import type { Expression, Position } from '../types.ts';

/** A position as one number, so that positions compare with `<`: cell first, then offset. */
export type Place = number;
const CELL = 2 ** 31;

export function placeOf(position: Position): Place {
  return position.cell * CELL + position.offset;
}

/** One step into a tuple: `index` (from 0) of `of` targets. */
export interface Slot {
  readonly index: number;
  readonly of: number;
}

/** Something that gives a name its meaning. In force from `at` on. */
export interface Binding {
  readonly at: Place;
  readonly region: Region;
  readonly meaning:
    | { readonly kind: 'import'; readonly dotted: string }
    /** `name = value`; `slots` lead from the value to the name when a tuple was unpacked. */
    | { readonly kind: 'value'; readonly value: Expression; readonly slots: readonly Slot[] }
    /** Parameters, loop targets, `del`, `+=`, functions, classes: bound to something that is not looked through. */
    | { readonly kind: 'other' };
}

/** `from module import *`. An unknown module (null) may bind anything; so may `%run`. */
export interface Star {
  readonly at: Place;
  readonly region: Region;
  readonly module: string | null;
}

/** Names live in scopes. */
export interface Scope {
  readonly kind: 'module' | 'function' | 'class' | 'comprehension';
  readonly parent: Scope | null;
  /** By name, each list in order of `at`. */
  readonly bindings: Map<string, Binding[]>;
  readonly stars: Star[];
  /** Names that this scope's code takes from outside, through `global` (the module) or `nonlocal`. */
  readonly borrowed: Map<string, 'global' | 'nonlocal'>;
  /** Names that other scopes may rebind at any time. */
  readonly unsteady: Set<string>;
}

/** A stretch of code that runs as a whole or not at all. Regions nest; each belongs to one scope. */
export interface Region {
  readonly from: Place;
  readonly to: Place;
  readonly parent: Region | null;
  readonly depth: number;
  readonly scope: Scope;
  /** May run again after its end: bindings further down reach its beginning. */
  readonly loop: boolean;
  /** The `try` statement whose alternative this is. */
  readonly attempt: Place | null;
}

export function newScope(kind: Scope['kind'], parent: Scope | null): Scope {
  return {
    kind,
    parent,
    bindings: new Map(),
    stars: [],
    borrowed: new Map(),
    unsteady: new Set(),
  };
}

/** Whether everything in `inner` runs only within `outer`. */
export function encloses(outer: Region, inner: Region): boolean {
  let region: Region | null = inner;
  while (region !== null && region.depth > outer.depth) region = region.parent;
  return region === outer;
}

/** Number of items whose `at` is not beyond `place`, in a list ordered by `at`. */
export function countUntil(list: readonly { readonly at: Place }[], place: Place): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle]!.at <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The innermost region at a place. `regions` are ordered by `from`, outer before inner; the first one holds everything. */
export function regionAt(regions: readonly Region[], place: Place): Region {
  let low = 0;
  let high = regions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (regions[middle]!.from <= place) low = middle + 1;
    else high = middle;
  }
  let region = regions[Math.max(low - 1, 0)]!;
  while (region.to <= place && region.parent !== null) region = region.parent;
  return region;
}
