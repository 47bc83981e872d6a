import type { Event, Knowledge, Source, Summary } from './deeds.ts';
import { Reader } from './events.ts';
import type { OwnFunction } from './own.ts';
import { freeNames } from './tree.ts';

const NOTHING: Summary = {
  binds: new Set(),
  globals: new Map(),
  parameters: new Map(),
  reads: new Set(),
  consumes: new Set(),
  seeds: new Set(),
  barrier: false,
  world: false,
  generator: false,
};
const UNKNOWN: Summary = { ...NOTHING, barrier: true };
const MAX_NESTING = 25;
const MAX_READ = 400;

/**
 * Summaries, each worked out once. Functions that call each other in a circle are read again until what one does has reached
 * all the others; where that takes too many readings, they may do anything.
 */
export function summariser(knowledge: () => Knowledge): (own: OwnFunction) => Summary {
  const known = new Map<OwnFunction, Summary>();
  /** Of those whose summaries may still grow: who asked for it. */
  const askers = new Map<OwnFunction, Set<OwnFunction>>();
  const again = new Set<OwnFunction>();
  const open: OwnFunction[] = [];
  let budget = 0;
  const read = (own: OwnFunction): void => {
    if (budget-- <= 0) return;
    open.push(own);
    const summary = summarise(own, knowledge());
    open.pop();
    if (isSame(summary, known.get(own))) return;
    known.set(own, summary);
    for (const asker of askers.get(own) ?? []) again.add(asker);
  };
  const begin = (own: OwnFunction): void => {
    known.set(own, NOTHING);
    askers.set(own, new Set());
    if (open.length < MAX_NESTING) read(own);
    else again.add(own);
  };
  const settle = (): void => {
    for (const own of again) {
      again.delete(own);
      read(own);
    }
    if (budget < 0) for (const own of askers.keys()) known.set(own, UNKNOWN);
    askers.clear();
  };
  return (own) => {
    const asker = open.at(-1);
    if (asker === undefined) budget = MAX_READ;
    if (!known.has(own)) begin(own);
    if (asker === undefined) settle();
    else askers.get(own)?.add(asker);
    return known.get(own) ?? UNKNOWN;
  };
}

/** Whether two readings of one function came to the same. */
function isSame(one: Summary, other: Summary | undefined): boolean {
  if (other === undefined) return false;
  const depths = ({ globals, parameters }: Summary) => [...globals.values(), ...parameters.values()].join();
  const sizes = ({ binds, reads, consumes, seeds }: Summary) => [binds, reads, consumes, seeds].map(({ size }) => size).join();
  return (
    one.barrier === other.barrier &&
    one.world === other.world &&
    one.generator === other.generator &&
    sizes(one) === sizes(other) &&
    depths(one) === depths(other)
  );
}

function summarise(own: OwnFunction, know: Knowledge): Summary {
  const reader = new Reader(own.cell, own.body, know);
  reader.read();
  const { events, globals: declared } = reader;
  const locals = new Set(own.parameters);
  if (own.self) locals.add(own.self);
  const isOutside = (event: Event & { kind: 'bind' }) => event.global === true || declared.has(event.name);
  for (const event of events) if (event.kind === 'bind' && !isOutside(event)) locals.add(event.name);
  const links = linksOf(events, locals);
  const globals = new Map<string, boolean>();
  const parameters = new Map<string, boolean>();
  const all = new Set([...own.parameters, ...(own.self ? [own.self] : [])]);
  for (const event of events) {
    if (event.kind !== 'mutate') continue;
    for (const [name, deep] of reached(event.name, event.deep, links)) {
      const target = all.has(name) ? parameters : locals.has(name) ? null : globals;
      target?.set(name, deep || target.get(name) === true);
    }
  }
  return {
    binds: new Set(events.flatMap((e) => (e.kind === 'bind' && isOutside(e) ? [e.name] : []))),
    globals,
    parameters,
    reads: new Set([...freeNames({ cell: own.cell, node: own.body })].filter((name) => !locals.has(name))),
    consumes: new Set(events.flatMap((e) => (e.kind === 'consume' && !locals.has(e.name) ? [e.name] : []))),
    seeds: new Set(events.flatMap((e) => (e.kind === 'seed' && !e.conditional ? e.families : []))),
    barrier: events.some((event) => event.kind === 'barrier'),
    world: events.some((event) => event.kind === 'world'),
    generator: hasYield(own),
  };
}

/** What each local name may share state with, whatever the order of the statements. */
function linksOf(events: readonly Event[], locals: ReadonlySet<string>): Map<string, Source[]> {
  const links = new Map<string, Source[]>();
  const link = (name: string, sources: readonly Source[]) => {
    const list = links.get(name);
    if (list) list.push(...sources);
    else links.set(name, [...sources]);
  };
  for (const event of events) {
    if (event.kind === 'bind' && locals.has(event.name)) link(event.name, event.sources);
    if (event.kind === 'mutate')
      link(
        event.name,
        event.stored.map(({ name }) => ({ name, how: 'holds' })),
      );
  }
  return links;
}

/** All names that a change of `name` reaches, with whether it reaches what they hold. */
function reached(name: string, deep: boolean, links: ReadonlyMap<string, readonly Source[]>) {
  const found = new Map<string, boolean>();
  const work: [string, boolean][] = [[name, deep]];
  for (let next = work.pop(); next; next = work.pop()) {
    const [at, reach] = next;
    const before = found.get(at);
    if (before === true || before === reach) continue;
    found.set(at, reach);
    for (const source of links.get(at) ?? [])
      if (reach || source.how !== 'holds') work.push([source.name, reach || source.how === 'part']);
  }
  return found;
}

function hasYield(own: OwnFunction): boolean {
  let found = false;
  own.body.cursor().iterate((ref) => {
    if (found || ref.name === 'FunctionDefinition' || ref.name === 'LambdaExpression') return false;
    if (ref.name === 'YieldStatement' || ref.name === 'YieldExpression') found = true;
    return undefined;
  });
  return found;
}
