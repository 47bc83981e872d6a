/** Whether the value is the same on every clean run. `why` is a sentence for a person; empty for `deterministic`. */
export interface Stability {
  /** `seeded`: random but with a seed in force; `random`: without one; `volatile`: time, ids, addresses, file order, the network, the machine. */
  readonly kind: 'deterministic' | 'seeded' | 'random' | 'volatile';
  readonly why: string;
}

/** Stability of a value and, apart from it, of its structure: shape, length, columns, types. */
export interface Pair {
  readonly value: Stability;
  readonly structure: Stability;
  /** The value is unstable only in its order. */
  readonly orderOnly: boolean;
}

export const SAME: Stability = { kind: 'deterministic', why: '' };
export const STABLE: Pair = { value: SAME, structure: SAME, orderOnly: false };
const RANK = { deterministic: 0, seeded: 1, random: 2, volatile: 3 } as const;

export function worse(a: Stability, b: Stability): Stability {
  return RANK[b.kind] > RANK[a.kind] ? b : a;
}

export function joined(a: Pair, b: Pair): Pair {
  const value = worse(a.value, b.value);
  const unstable = [a, b].filter((pair) => pair.value.kind !== 'deterministic');
  return {
    value,
    structure: worse(a.structure, b.structure),
    orderOnly: unstable.length > 0 && unstable.every((pair) => pair.orderOnly),
  };
}

export function joinAll(pairs: readonly Pair[]): Pair {
  return pairs.reduce(joined, STABLE);
}

/** A value computed so that its structure, too, follows from the values it is computed from. */
export function throughValue(pair: Pair): Pair {
  return {
    value: pair.value,
    structure: pair.orderOnly ? pair.structure : pair.value,
    orderOnly: pair.orderOnly,
  };
}

export function unstable(value: Stability, structure: Stability = SAME, orderOnly = false): Pair {
  return { value, structure, orderOnly };
}
