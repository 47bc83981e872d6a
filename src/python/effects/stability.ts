import { BUILTINS, type Names } from '../names.ts';
import { startOf } from '../places.ts';
import type { Expression, Position, PythonNotebook } from '../types.ts';
import type { Event, Family } from './deeds.ts';
import { ExpressionReader, type Lookup } from './expressions.ts';
import { joined, type Pair, STABLE, type Stability, UNKNOWN } from './kinds.ts';
import type { DataOrigin } from './origins.ts';
import { isNone } from './random.ts';
import { lowerBound, type Numbered, type State, stateOf } from './state.ts';

/**
 * Design, rule 4. Looks through the definitions of the names in the expression, and all that changed them.
 * The value counts: `X_train` of an unseeded split is random, `X_train.shape` is not.
 */
export function stabilityOf(expression: Expression, notebook: PythonNotebook, names: Names): Stability {
  const flow = flowOf(stateOf(notebook, names));
  const order = flow.state.orderAt(startOf(expression));
  return flow.reader.pairOf(expression.cell, expression.node, order).value;
}

/** The same of nothing but its sizes: of `np.random.rand(100)` they are the same on every run. */
export function sizeStabilityOf(expression: Expression, notebook: PythonNotebook, names: Names): Stability {
  return pairAt(expression, startOf(expression), notebook, names).structure;
}

/** Where the data in the value of an expression comes from, through the definitions of the names in it. */
export function originOfData(expression: Expression, notebook: PythonNotebook, names: Names): DataOrigin {
  return pairAt(expression, startOf(expression), notebook, names).origin;
}

/**
 * Whether two clean runs on the same data give different values: randomness without a seed, time, order. What comes from
 * the network or the machine is data, which may change, but does not vary. For an expression of a text that is not in the
 * notebook, as if it stood at a place of it.
 */
export function variesBetweenRuns(
  { cell, node }: Expression,
  at: Position,
  notebook: PythonNotebook,
  names: Names,
): boolean {
  const { value, structure } = pairAt({ cell, node }, at, notebook, names);
  return value.kind === 'random' || (value.kind === 'volatile' && structure.kind !== 'volatile');
}

export function pairAt({ cell, node }: Expression, at: Position, notebook: PythonNotebook, names: Names): Pair {
  const { state, reader } = flowOf(stateOf(notebook, names));
  return reader.pairOf(cell, node, state.orderAt(at));
}

interface Flow {
  readonly state: State;
  readonly reader: ExpressionReader;
}

const flows = new WeakMap<State, Flow>();

function flowOf(state: State): Flow {
  const known = flows.get(state);
  if (known) return known;
  const flow = readFlow(state);
  flows.set(state, flow);
  return flow;
}

/** What each name holds behind each event that concerns it, found in one walk in document order. */
function readFlow(state: State): Flow {
  const holds = new Map<string, Map<number, Pair>>();
  const touching = new Map<string, Numbered[]>();
  const lastOf = (name: string, order: number) => {
    const items = touching.get(name);
    return items?.[lowerBound(items, order) - 1];
  };
  const lookup: Lookup = {
    name(name, order) {
      const last = lastOf(name, order);
      if (last) return holds.get(name)?.get(last.order) ?? STABLE;
      return BUILTINS.has(name) ? STABLE : UNKNOWN;
    },
    isSeeded: (family, order) => isSeeded(seeds, reader, family, order),
  };
  const reader = new ExpressionReader(state, lookup);
  const seeds = state.events.filter((item) => item.event.kind === 'seed');
  const step = (item: Numbered, order: number) => {
    const { event } = item;
    if (event.kind !== 'bind' && event.kind !== 'mutate' && event.kind !== 'consume') return;
    // What a loop binds first is bound by nothing else: where it does not run, there is no such name.
    const isFirst = event.kind === 'bind' && lastOf(event.name, item.order) === undefined;
    const pair = isFirst
      ? boundPair(event, reader, order)
      : pairAfter(event, lookup.name(event.name, item.order), reader, order);
    const map = holds.get(event.name) ?? new Map<number, Pair>();
    holds.set(event.name, map.set(item.order, pair));
    const items = touching.get(event.name);
    if (!items) touching.set(event.name, [item]);
    else if ((items.at(-1)?.order ?? -1) < item.order) items.push(item);
  };
  for (let i = 0; i < state.events.length; ) {
    const group = loopAt(state.events, i);
    for (const item of group) step(item, item.order);
    // What the end of a loop does reaches its beginning: a second round.
    if (group.length > 1) for (const item of group) step(item, item.until);
    i += group.length;
  }
  return { state, reader };
}

/** The events of the loop that begins at an index, or the one event there. */
function loopAt(events: readonly Numbered[], start: number): readonly Numbered[] {
  const first = events[start];
  let end = start + 1;
  if (first && first.event.loop !== null)
    while (events[end]?.event.loop === first.event.loop && events[end]?.event.cell === first.event.cell)
      end++;
  return events.slice(start, end);
}

function pairAfter(event: Event, before: Pair, reader: ExpressionReader, order: number): Pair {
  if (event.kind === 'bind') {
    const pair = boundPair(event, reader, order);
    const adds = event.conditional || event.value?.how === 'update';
    return adds ? joined(before, pair) : pair;
  }
  if (event.kind !== 'mutate' || !event.cause) return before;
  return joined(before, reader.causePair(event.cell, event.cause, order));
}

function boundPair(event: Event & { kind: 'bind' }, reader: ExpressionReader, order: number): Pair {
  const { value, cause, cell } = event;
  if (value === null) return cause?.name === 'CallExpression' ? reader.causePair(cell, cause, order) : UNKNOWN;
  if (value.how === 'definition') return STABLE;
  return reader.pairOf(cell, value.node, order);
}

/** Whether the last seed in front of an order is surely set, and to something that is the same on every run. */
function isSeeded(
  seeds: readonly Numbered[],
  reader: ExpressionReader,
  family: Family,
  order: number,
): boolean {
  for (let i = lowerBound(seeds, order) - 1; i >= 0; i--) {
    const event = seeds[i]?.event;
    if (event?.kind !== 'seed' || !event.families.includes(family)) continue;
    const { value, conditional, cell } = event;
    if (value === null) return !conditional;
    const known = reader.pairOf(cell, value, seeds[i]?.order ?? 0).value.kind;
    if (isNone(cell, value, reader.names) || known === 'volatile' || known === 'random')
      return false;
    if (!conditional) return true;
  }
  return false;
}
