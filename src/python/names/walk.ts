import type { SyntaxNode, SyntaxNodeRef } from '@lezer/common';
import type { PythonCell } from '../types.ts';
import { type Binding, newScope, type Place, placeOf, type Region, type Scope } from './scopes.ts';
import { isKnownStar } from './stars.ts';

/** Everything one walk over a notebook finds out about its names. */
export interface Collected {
  readonly module: Scope;
  /** All of the notebook. */
  readonly whole: Region;
  /** By cell index: the regions of that cell, ordered by `from`, outer before inner. */
  readonly regions: ReadonlyMap<number, Region[]>;
  /** Modules that imports load, and from where on. */
  readonly loaded: ReadonlyMap<string, Place>;
  /** Names by the dotted name that an import gives them. */
  readonly importedAs: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Reads one kind of node; the walk goes into its children by itself. */
export type Reader = (walk: Walk, node: SyntaxNodeRef) => void;

/** A region that begins when the walk comes to the node at `from`, `to`. */
interface Planned {
  readonly to: number;
  readonly scope: Scope;
  /** Names in force from its beginning: parameters, targets of a loop. */
  readonly names?: readonly string[];
  readonly loop?: boolean;
  readonly attempt?: Place | null;
}

export type Meaning = Binding['meaning'];
export const OTHER: Meaning = { kind: 'other' };
const RUNS_A_FILE = new Set(['run', 'load', 'store', 'autocall']);

export class Walk {
  private readonly top: Scope = newScope('module', null);
  private readonly whole: Region = {
    from: Number.NEGATIVE_INFINITY,
    to: Number.POSITIVE_INFINITY,
    parent: null,
    depth: 0,
    scope: this.top,
    loop: false,
    attempt: null,
  };
  private readonly regions = new Map<number, Region[]>();
  private readonly loaded = new Map<string, Place>();
  private readonly importedAs = new Map<string, Set<string>>();
  private readonly scopes: Scope[] = [this.top];
  region: Region = this.whole;
  current!: PythonCell;
  private planned = new Map<number, Planned[]>();
  private readonly readers: ReadonlyMap<string, Reader>;

  constructor(readers: ReadonlyMap<string, Reader>) {
    this.readers = readers;
  }

  cell(cell: PythonCell): void {
    this.current = cell;
    this.region = this.whole;
    this.planned = new Map();
    const open: { region: Region; depth: number }[] = [];
    // what a `%%timeit` cell assigns is gone after it
    const timed = cell.masked.some((each) => each.kind === 'cell-magic' && each.name === 'timeit');
    if (timed) this.plan(0, cell.tree.length, { scope: this.scope('function') });
    let depth = 0;
    cell.tree.iterate({
      enter: (node) => {
        depth++;
        const before = this.region;
        const planned = this.planned.size > 0 ? this.takePlanned(node) : undefined;
        if (planned !== undefined) this.open(node, planned);
        this.readers.get(node.name)?.(this, node);
        if (this.region !== before) open.push({ region: before, depth });
      },
      leave: () => {
        if (open[open.length - 1]?.depth === depth) this.region = open.pop()!.region;
        depth--;
      },
    });
    this.magics(cell);
  }

  finish(): Collected {
    for (const scope of this.scopes) {
      for (const list of scope.bindings.values()) list.sort((a, b) => a.at - b.at);
      scope.stars.sort((a, b) => a.at - b.at);
    }
    for (const list of this.regions.values()) list.sort((a, b) => a.from - b.from || b.to - a.to);
    return {
      module: this.top,
      whole: this.whole,
      regions: this.regions,
      loaded: this.loaded,
      importedAs: this.importedAs,
    };
  }

  place(offset: number): Place {
    return placeOf({ cell: this.current.index, offset });
  }

  scope(kind: Scope['kind']): Scope {
    const scope = newScope(kind, this.region.scope);
    this.scopes.push(scope);
    return scope;
  }

  plan(from: number, to: number, rest: Omit<Planned, 'to'>): void {
    const list = this.planned.get(from);
    if (list === undefined) this.planned.set(from, [{ to, ...rest }]);
    else list.push({ to, ...rest });
  }

  private takePlanned(node: SyntaxNodeRef): Planned | undefined {
    const list = this.planned.get(node.from);
    const index = list?.findIndex((each) => each.to === node.to) ?? -1;
    if (list === undefined || index < 0) return undefined;
    const [found] = list.splice(index, 1);
    if (list.length === 0) this.planned.delete(node.from);
    return found;
  }

  /** Goes into a region; the walk goes back out at the end of the node. */
  open(node: SyntaxNodeRef, planned: Omit<Planned, 'to'>): void {
    const region: Region = {
      from: this.place(node.from),
      to: this.place(node.to),
      parent: this.region,
      depth: this.region.depth + 1,
      scope: planned.scope,
      loop: planned.loop ?? false,
      attempt: planned.attempt ?? null,
    };
    const list = this.regions.get(this.current.index);
    if (list === undefined) this.regions.set(this.current.index, [this.whole, region]);
    else list.push(region);
    this.region = region;
    for (const name of planned.names ?? []) this.bind(name, node.from, OTHER);
  }

  bind(name: string, offset: number, meaning: Meaning, region = this.region): void {
    // a cell that is no Python may have done something else than it seems
    const known = this.current.problem === null || meaning.kind === 'import' ? meaning : OTHER;
    const borrowed = region.scope.borrowed.get(name);
    if (borrowed !== undefined) {
      this.bindOutside(name, borrowed, region.scope);
      return;
    }
    const binding: Binding = { at: this.place(offset), region, meaning: known };
    const list = region.scope.bindings.get(name);
    if (list === undefined) region.scope.bindings.set(name, [binding]);
    else list.push(binding);
    if (known.kind === 'import') this.noteImport(known.dotted, name);
  }

  private bindOutside(name: string, where: 'global' | 'nonlocal', from: Scope): void {
    if (where === 'global') this.top.unsteady.add(name);
    else
      for (let scope = from.parent; scope !== null; scope = scope.parent)
        if (scope.kind === 'function') scope.unsteady.add(name);
  }

  noteLoaded(module: string, offset: number): void {
    if (!this.loaded.has(module)) this.loaded.set(module, this.place(offset));
  }

  private noteImport(dotted: string, name: string): void {
    const names = this.importedAs.get(dotted);
    if (names === undefined) this.importedAs.set(dotted, new Set([name]));
    else names.add(name);
  }

  bindNames(names: readonly SyntaxNode[], offset: number, region = this.region): void {
    for (const name of names) this.bind(this.textOf(name), offset, OTHER, region);
  }

  textOf(node: { readonly from: number; readonly to: number }): string {
    return this.current.code.slice(node.from, node.to);
  }

  star(module: string, offset: number, region: Region): void {
    const known = isKnownStar(module) ? module : null;
    region.scope.stars.push({ at: this.place(offset), region, module: known });
  }

  /** `:=` binds in the scope around the comprehension it stands in. */
  outsideComprehensions(): Region {
    let region = this.region;
    while (region.scope.kind === 'comprehension' && region.parent !== null) region = region.parent;
    return region;
  }

  private magics(cell: PythonCell): void {
    for (const { kind, name, to } of cell.masked) {
      if (kind !== 'line-magic') continue;
      if (name === 'pylab') this.star('pylab', to, this.whole);
      else if (RUNS_A_FILE.has(name)) this.star('', to, this.whole);
    }
  }
}
