import type { SyntaxNode } from '@lezer/common';
import type { Names } from '../names.ts';
import type { Expression, Position, PythonCell, PythonNotebook } from '../types.ts';
import type { Event, How, Knowledge, Source } from './deeds.ts';
import { readEvents } from './events.ts';
import { readMagics } from './magics.ts';
import { readOwnCode } from './own.ts';
import { summariser } from './summaries.ts';
import { argumentsOf, attributeOf, withoutParentheses } from './tree.ts';
import { ITERATOR_FUNCTIONS, ITERATOR_METHODS } from './words.ts';

/** An event with its place in the order of the whole notebook. */
export interface Numbered {
  readonly order: number;
  /** As `order`, but behind the outermost loop around it: what comes later in a loop can reach its beginning. */
  readonly until: number;
  readonly event: Event;
}

/** All that happens in a notebook's code, in document order, indexed by name. */
export interface State {
  readonly notebook: PythonNotebook;
  readonly know: Knowledge;
  readonly events: readonly Numbered[];
  /** First event of each cell index in `events`, by index of the cell; sorted. */
  readonly binds: ReadonlyMap<string, readonly Numbered[]>;
  readonly mutations: ReadonlyMap<string, readonly Numbered[]>;
  /** First order at or behind a position. */
  orderAt(position: Position): number;
  /** Things (a name and the binding it stands for) that a name in front of an order may share state with; null for too many. */
  sharing(name: string, order: number, deep: boolean): ReadonlySet<string> | null;
  /** Whether reading from a name in front of an order may use it up. */
  isIterator(name: string, order: number): boolean;
}

const states = new WeakMap<PythonNotebook, State>();

/** The state of a notebook; read once. */
export function stateOf(notebook: PythonNotebook, names: Names): State {
  const known = states.get(notebook);
  if (known && known.know.names === names) return known;
  const state = readState(notebook, names);
  states.set(notebook, state);
  return state;
}

function readState(notebook: PythonNotebook, names: Names): State {
  const know: Knowledge = { names, own: readOwnCode(notebook), summaryOf: summariser(() => know) };
  const events = numbered(notebook, know);
  const binds = byName(events, 'bind');
  const mutations = byName(events, 'mutate');
  const sharing = sharer(binds, mutations);
  return {
    notebook,
    know,
    events,
    binds,
    mutations,
    sharing,
    orderAt: (position) => firstAt(events, position),
    isIterator: (name, order) =>
      inForce(binds.get(name) ?? [], order).some(({ event }) => bindsIterator(event, know)),
  };
}

/** Events of one statement come in the order of their offsets, so that positions and orders agree. */
function numbered(notebook: PythonNotebook, know: Knowledge): Numbered[] {
  const cells = [...notebook.cells].sort((a, b) => a.index - b.index);
  const all: Numbered[] = [];
  for (const cell of cells) {
    const events = cell.problem
      ? foreign(cell)
      : [...readEvents(cell, cell.tree.topNode, know), ...readMagics(cell)];
    events.sort((a, b) => a.at - b.at);
    const start = all.length;
    const lastOfLoop = new Map<number, number>();
    events.forEach((event, i) => {
      if (event.loop !== null) lastOfLoop.set(event.loop, start + i + 1);
    });
    events.forEach((event, i) => {
      const order = start + i;
      all.push({ order, until: event.loop === null ? order : (lastOfLoop.get(event.loop) ?? order), event });
    });
  }
  return all;
}

/** A cell that cannot be read as Python: another language's leaves the names alone, a broken one may do anything. */
function foreign(cell: PythonCell): Event[] {
  const place = { cell, at: 0, conditional: false, loop: null, cause: null };
  const magics = readMagics(cell);
  if (cell.problem?.kind === 'other-language') {
    // `%%R -o df`, `%%bash --out x`, `%%sql x <<` give names a value.
    const gives = /^\s*%%.*(\s-\w*o|\s--out|<<)/.test(cell.source.slice(0, 300));
    const what = gives ? 'another language may assign any name' : 'another language runs';
    return [{ kind: gives ? 'barrier' : 'world', ...place, what }];
  }
  return [
    ...magics,
    { kind: 'barrier', ...place, what: 'the cell cannot be read, so that anything may happen' },
  ];
}

function byName(events: readonly Numbered[], kind: 'bind' | 'mutate'): Map<string, Numbered[]> {
  const map = new Map<string, Numbered[]>();
  for (const item of events) {
    if (item.event.kind !== kind) continue;
    const list = map.get(item.event.name);
    if (list) list.push(item);
    else map.set(item.event.name, [item]);
  }
  return map;
}

function firstAt(events: readonly Numbered[], { cell, offset }: Position): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const event = events[middle]?.event;
    const before = event && (event.cell.index < cell || (event.cell.index === cell && event.at < offset));
    if (before) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the first item at or behind an order. */
export function lowerBound(items: readonly Numbered[], order: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.order ?? 0) < order) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The bindings that may be in force in front of an order: back to the last one that surely happens. */
export function inForce(binds: readonly Numbered[], order: number): Numbered[] {
  const found: Numbered[] = [];
  for (let i = lowerBound(binds, order) - 1; i >= 0; i--) {
    const bind = binds[i];
    if (!bind) break;
    found.push(bind);
    if (!bind.event.conditional) break;
  }
  return found;
}

const MAX_SHARING = 2000;
const MAX_IN_FORCE = 200;

interface Step {
  readonly name: string;
  readonly order: number;
  readonly deep: boolean;
}

function sharer(
  binds: ReadonlyMap<string, readonly Numbered[]>,
  mutations: ReadonlyMap<string, readonly Numbered[]>,
): State['sharing'] {
  const cache = new Map<string, ReadonlySet<string> | null>();
  const follow = (start: Step) => {
    const things = new Set<string>();
    const visited = new Set<string>();
    const work: Step[] = [start];
    for (let step = work.pop(); step; step = work.pop()) {
      const versions = inForce(binds.get(step.name) ?? [], step.order);
      if (versions.length > MAX_IN_FORCE || visited.size > MAX_SHARING) return null;
      if (versions.length === 0) things.add(`${step.name}@`);
      for (const version of versions) {
        const key = `${version.order}${step.deep ? '+' : ''}`;
        if (visited.has(key)) continue;
        visited.add(key);
        things.add(`${step.name}@${version.order}`);
        if (version.event.kind === 'bind') push(work, version.event.sources, version, step.deep);
      }
      if (step.deep)
        pushStored(work, mutations.get(step.name) ?? [], versions.at(-1)?.order ?? -1, step.order, visited);
    }
    return things;
  };
  return (name, order, deep) => {
    const list = binds.get(name) ?? [];
    const stored = mutations.get(name) ?? [];
    const key = `${name} ${lowerBound(list, order)} ${deep ? lowerBound(stored, order) : ''} ${deep}`;
    const known = cache.get(key);
    if (known !== undefined) return known;
    const things = follow({ name, order, deep });
    cache.set(key, things);
    return things;
  };
}

function push(work: Step[], sources: readonly Source[], at: Numbered, deep: boolean) {
  for (const { name, how } of sources) {
    if (how === 'holds' && !deep) continue;
    const order = at.event.loop === null ? at.order : at.until;
    work.push({ name, order, deep: deep || how === ('part' satisfies How) });
  }
}

function pushStored(
  work: Step[],
  mutations: readonly Numbered[],
  from: number,
  to: number,
  visited: Set<string>,
) {
  for (let i = lowerBound(mutations, from); i < mutations.length; i++) {
    const mutation = mutations[i];
    if (!mutation || mutation.order >= to) break;
    const { event } = mutation;
    if (event.kind !== 'mutate' || event.stored.length === 0 || visited.has(`s${mutation.order}`)) continue;
    visited.add(`s${mutation.order}`);
    push(work, event.stored, mutation, true);
  }
}

function bindsIterator(event: Event, know: Knowledge): boolean {
  if (event.kind !== 'bind' || !event.value || event.value.how !== 'whole') return false;
  return givesIterator({ cell: event.cell, node: event.value.node }, know);
}

/** What gives a table, or, asked for pieces, an iterator over them. */
const CHUNKED = /(^|\.)read_(csv|table|fwf|json|sas|stata|sql|sql_query|sql_table)$/;

/** Whether the value of an expression is an iterator, which is used up by reading it. */
export function givesIterator({ cell, node: given }: Expression, know: Knowledge): boolean {
  const node = withoutParentheses(given);
  if (node.name === 'ComprehensionExpression') return true;
  if (node.name !== 'CallExpression' || !node.firstChild) return false;
  const callee: SyntaxNode = node.firstChild;
  const canonical = know.names.canonical({ cell, node: callee });
  if (CHUNKED.test(canonical ?? attributeOf(cell, callee) ?? ''))
    return argumentsOf(cell, node).some(({ name }) => name === 'chunksize' || name === 'iterator');
  if (canonical !== null) return ITERATOR_FUNCTIONS.has(canonical);
  const own = know.own.called(cell, callee);
  if (own.some((fn) => know.summaryOf(fn).generator)) return true;
  const method = attributeOf(cell, callee);
  return method !== null && ITERATOR_METHODS.has(method) && own.length === 0;
}
