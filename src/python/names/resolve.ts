import type { SyntaxNode } from '@lezer/common';
import type { Expression, Position, PythonCell } from '../types.ts';
import { BUILTINS } from './builtins.ts';
import { chainOf } from './chain.ts';
import {
  type Binding,
  countUntil,
  encloses,
  type Place,
  placeOf,
  type Region,
  regionAt,
  type Scope,
} from './scopes.ts';
import { starMember } from './stars.ts';
import type { Collected } from './walk.ts';

/** More alternatives than this are not weighed: the name counts as unknown. */
const MOST_ALTERNATIVES = 16;
/** `a = b; b = c; …` is followed so far. */
const MOST_ALIASES = 32;

/** What a name that comes from nowhere visible means after a star import that may bind anything. */
const CUSTOMARY: ReadonlyMap<string, string> = new Map([
  ['np', 'numpy'],
  ['pd', 'pandas'],
  ['plt', 'matplotlib.pyplot'],
  ['sns', 'seaborn'],
  ['tf', 'tensorflow'],
  ['torch', 'torch'],
]);

/** What may be bound to a name at a place. */
interface Found {
  readonly bindings: readonly Binding[];
  /** Whether one of them is bound for certain. */
  readonly certain: boolean;
  readonly scope: Scope;
  /** The place is in a function that runs later than the scope's own code. */
  readonly deferred: boolean;
}

/** Answers questions about names from what one walk collected. */
export class Resolver {
  private readonly collected: Collected;
  private readonly withStars = new Map<Scope, Map<string, readonly Binding[]>>();
  private readonly meanings = new Map<Binding, string | null>();
  /**
   * By cell and offset of the name: what is asked of a place is asked again by every pattern that is tried there. By the cell
   * itself, since texts that are read as if they stood in a cell have its number and other names at the same offset.
   */
  private readonly roots = new WeakMap<PythonCell, Map<number, string | null>>();
  private readonly onlyBindings = new Map<string, Map<Place, Binding | null>>();

  constructor(collected: Collected) {
    this.collected = collected;
  }

  canonical(reference: Expression, aliases = 0): string | null {
    const { cell, node } = reference;
    const chain = chainOf(node, cell.code);
    if (chain === null) return null;
    const root = this.meaningOfRoot(chain.root, cell, aliases);
    if (root === null || chain.rest.length === 0) return root;
    return `${root}.${chain.rest.join('.')}`;
  }

  private meaningOfRoot({ from, to }: SyntaxNode, cell: PythonCell, aliases: number): string | null {
    const known = remembered(this.roots, cell);
    let meaning = known.get(from);
    if (meaning === undefined) {
      meaning = this.meaningAt(cell.code.slice(from, to), { cell: cell.index, offset: from }, aliases);
      // Further along a chain of aliases the answer may be the end of patience, not the truth.
      if (aliases === 0) known.set(from, meaning);
    }
    return meaning;
  }

  /** Dotted name that a plain name means at a place, or null. */
  meaningAt(name: string, at: Position, aliases = 0): string | null {
    const found = this.find(name, at);
    if (found === 'many') return null;
    if (found === null) return this.unbound(name, at);
    // a local name in front of its first binding is an error, not the name outside
    if (found.bindings.length === 0) return found.scope.kind === 'function' ? null : this.unbound(name, at);
    if (found.scope.unsteady.has(name)) return null;
    const meanings = found.bindings.map((binding) => this.meaningOf(binding, aliases));
    if (!found.certain && found.scope.kind === 'module' && BUILTINS.has(name)) meanings.push(name);
    return agreed(meanings, found.bindings);
  }

  /** The one binding in force, when there is only one and nothing unknown came after it. */
  onlyBinding(name: string, at: Position): Binding | null {
    const known = remembered(this.onlyBindings, name);
    const place = placeOf(at);
    let binding = known.get(place);
    if (binding === undefined) {
      binding = this.findOnlyBinding(name, at);
      known.set(place, binding);
    }
    return binding;
  }

  private findOnlyBinding(name: string, at: Position): Binding | null {
    const found = this.find(name, at);
    if (found === null || found === 'many' || found.scope.unsteady.has(name)) return null;
    const [binding] = found.bindings;
    if (binding === undefined || found.bindings.length > 1) return null;
    const place = placeOf(at);
    if (binding.at > place || !(found.certain || found.deferred)) return null;
    if (found.deferred && binding.region.parent !== null && binding.region.parent.scope === found.scope)
      return null;
    const { stars } = found.scope;
    const until = found.deferred ? stars.length : countUntil(stars, place);
    return until > countUntil(stars, binding.at) ? null : binding;
  }

  private unbound(name: string, at: Position): string | null {
    if (this.collected.module.unsteady.has(name)) return null;
    if (BUILTINS.has(name)) return name;
    if ((this.collected.module.bindings.get(name)?.length ?? 0) > 0) return null;
    const before = this.collected.module.stars.slice(0, countUntil(this.collected.module.stars, placeOf(at)));
    return before.some((star) => star.module === null) ? (CUSTOMARY.get(name) ?? null) : null;
  }

  private meaningOf(binding: Binding, aliases: number): string | null {
    const { meaning } = binding;
    if (meaning.kind === 'import') return meaning.dotted;
    if (meaning.kind === 'other' || meaning.slots.length > 0 || aliases > MOST_ALIASES) return null;
    const known = this.meanings.get(binding);
    if (known !== undefined) return known;
    this.meanings.set(binding, null);
    const dotted = this.canonical(meaning.value, aliases + 1);
    this.meanings.set(binding, dotted);
    return dotted;
  }

  /** Finds the scope a name belongs to, by Python's rules, and what may be bound to it there. */
  private find(name: string, at: Position): Found | 'many' | null {
    const place = placeOf(at);
    const region = regionAt(this.collected.regions.get(at.cell) ?? [this.collected.whole], place);
    let deferred = false;
    let scope: Scope | null = region.scope;
    for (let first = true; scope !== null; first = false) {
      if (scope.borrowed.get(name) === 'global') {
        scope = this.collected.module;
        deferred = true;
      }
      const visible = scope.kind !== 'class' || first;
      const bindings = visible ? this.bindingsOf(scope, name) : [];
      if (bindings.length > 0) {
        const found = deferred
          ? { bindings, certain: true }
          : inForce(bindings, place, rootedIn(region, scope));
        if (found.bindings.length > MOST_ALTERNATIVES) return 'many';
        return { bindings: found.bindings, certain: found.certain, scope, deferred };
      }
      if (scope.kind === 'function') deferred = true;
      scope = scope.parent;
    }
    return null;
  }

  /** Bindings of a name in a scope, those of known star imports among them, in order. */
  private bindingsOf(scope: Scope, name: string): readonly Binding[] {
    const own = scope.bindings.get(name) ?? [];
    if (scope.stars.length === 0) return own;
    let byName = this.withStars.get(scope);
    if (byName === undefined) {
      byName = new Map();
      this.withStars.set(scope, byName);
    }
    let merged = byName.get(name);
    if (merged === undefined) {
      const starred = scope.stars.flatMap((star): Binding[] => {
        const dotted = star.module === null ? null : starMember(star.module, name);
        return dotted === null
          ? []
          : [{ at: star.at, region: star.region, meaning: { kind: 'import', dotted } }];
      });
      merged = starred.length === 0 ? own : [...own, ...starred].sort((a, b) => a.at - b.at);
      byName.set(name, merged);
    }
    return merged;
  }
}

/** The inner map of a key, made when it is first asked for. */
interface Maps<K, L, V> {
  get(key: K): Map<L, V> | undefined;
  set(key: K, map: Map<L, V>): unknown;
}

function remembered<K, L, V>(maps: Maps<K, L, V>, key: K): Map<L, V> {
  let map = maps.get(key);
  if (map === undefined) {
    map = new Map();
    maps.set(key, map);
  }
  return map;
}

/** The innermost region around a place that belongs to the scope itself, not to one inside it. */
function rootedIn(region: Region, scope: Scope): Region {
  let at = region;
  while (at.scope !== scope && at.parent !== null) at = at.parent;
  return at;
}

/** The bindings that may be the last one when straight-line code, branches and loops come to `place`. */
function inForce(
  bindings: readonly Binding[],
  place: Place,
  region: Region,
): { bindings: readonly Binding[]; certain: boolean } {
  const count = countUntil(bindings, place);
  const found: Binding[] = [];
  let last: Binding | null = null;
  for (let index = count - 1; index >= 0 && last === null && found.length <= MOST_ALTERNATIVES; index--) {
    const binding = bindings[index]!;
    found.push(binding);
    if (encloses(binding.region, region)) last = binding;
  }
  const again = loopEnd(region, last?.region ?? null);
  for (let index = count; index < bindings.length && found.length <= MOST_ALTERNATIVES; index++) {
    if (bindings[index]!.at > again) break;
    found.push(bindings[index]!);
  }
  return { bindings: found, certain: last !== null };
}

/** Where the outermost loop ends that holds `region` but not all of `outside`. */
function loopEnd(region: Region, outside: Region | null): Place {
  let end = Number.NEGATIVE_INFINITY;
  for (let at: Region | null = region; at !== null && at !== outside; at = at.parent) {
    if (at.loop && at.scope === region.scope) end = at.to;
  }
  return end;
}

/** One meaning for all alternatives: the same one, or the first of imports that stand in for each other. */
function agreed(meanings: readonly (string | null)[], bindings: readonly Binding[]): string | null {
  const known = meanings.filter((each) => each !== null);
  if (known.length < meanings.length || known.length === 0) return null;
  if (known.every((each) => each === known[0])) return known[0]!;
  if (meanings.length > bindings.length) return null;
  const roots = new Set(known.map((each) => each.split('.', 1)[0]));
  const { attempt } = bindings[0]!.region;
  const lasts = new Set(known.map((each) => each.slice(each.lastIndexOf('.') + 1)));
  const oneAttempt = attempt !== null && bindings.every((each) => each.region.attempt === attempt);
  if (!oneAttempt && (roots.size > 1 || lasts.size > 1)) return null;
  let first = 0;
  for (let index = 1; index < bindings.length; index++)
    if (bindings[index]!.at < bindings[first]!.at) first = index;
  return bindings.every((each) => each.meaning.kind === 'import') ? meanings[first]! : null;
}
