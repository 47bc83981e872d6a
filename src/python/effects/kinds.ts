import { type DataOrigin, lessSettled } from './origins.ts';
import type { Source } from './outside.ts';

/** Whether the value is the same on every clean run. `why` is a sentence for a person; empty for `deterministic`. */
export interface Stability {
  /** `seeded`: random but with a seed in force; `random`: without one; `volatile`: time, ids, addresses, file order, the network, the machine. */
  readonly kind: 'deterministic' | 'seeded' | 'random' | 'volatile';
  readonly why: string;
  /** What outside of the notebook a `volatile` value depends on; nothing else has one. */
  readonly source?: Source;
}

/** Whether a value depends on when it is computed: a date of today, how long something took. */
export function isOfTime({ source }: Stability): boolean {
  return source === 'time';
}

/** Whether a clean run gives the same again: what is random with a seed does. */
export function isStable({ kind }: Stability): boolean {
  return kind === 'deterministic' || kind === 'seeded';
}

/** Stability of a value and, apart from it, of what stays when only the value differs. */
export interface Pair {
  readonly value: Stability;
  /** Of its sizes: shape, length, emptiness. */
  readonly structure: Stability;
  /** Of what does not change with the rows: columns, types, number of dimensions. */
  readonly schema: Stability;
  /** The value is unstable only in its order. */
  readonly orderOnly: boolean;
  /** Where the data in it comes from. */
  readonly origin: DataOrigin;
}

export const SAME: Stability = { kind: 'deterministic', why: '' };
export const STABLE: Pair = { value: SAME, structure: SAME, schema: SAME, orderOnly: false, origin: 'code' };
/** Of a name that the notebook does not bind. */
export const UNKNOWN: Pair = { ...STABLE, origin: 'open' };
const RANK = { deterministic: 0, seeded: 1, random: 2, volatile: 3 } as const;

/** The one of two that says less stays from run to run; the first of equals. */
export function lessStable(a: Stability, b: Stability): Stability {
  return RANK[b.kind] > RANK[a.kind] ? b : a;
}

export function joined(a: Pair, b: Pair): Pair {
  if (a === b || b === STABLE) return a;
  if (a === STABLE) return b;
  const isStable = a.value.kind === 'deterministic' && b.value.kind === 'deterministic';
  return {
    value: lessStable(a.value, b.value),
    structure: lessStable(a.structure, b.structure),
    schema: lessStable(a.schema, b.schema),
    orderOnly: !isStable && hasOrderAtMost(a) && hasOrderAtMost(b),
    origin: lessSettled(a.origin, b.origin),
  };
}

/** Whether nothing but the order of a value is unstable. */
function hasOrderAtMost({ value, orderOnly }: Pair): boolean {
  return value.kind === 'deterministic' || orderOnly;
}

export function joinAll(pairs: readonly Pair[]): Pair {
  return pairs.reduce(joined, STABLE);
}

/** A value computed so that everything about it follows from the values it is computed from. */
export function throughValue(pair: Pair): Pair {
  const { value, orderOnly } = pair;
  return orderOnly ? pair : { ...pair, structure: value, schema: value };
}

/** What is used in a way that its order does not matter for: where nothing else is unstable, nothing is. */
export function withoutOrder(pair: Pair): Pair {
  return pair.orderOnly ? { ...STABLE, origin: pair.origin } : pair;
}

/** Some rows of a value, which ones depending on values: its columns and types stay. */
export function someRows(pair: Pair): Pair {
  return pair.orderOnly ? pair : { ...pair, structure: pair.value };
}

/** A value that is the same as a whole or not at all. */
export function whole(stability: Stability, origin: DataOrigin): Pair {
  return { value: stability, structure: stability, schema: stability, orderOnly: false, origin };
}

/** What differs in its value only, of the same structure each time. */
export function unstable(value: Stability, origin: DataOrigin, orderOnly = false): Pair {
  return { value, structure: SAME, schema: SAME, orderOnly, origin };
}
