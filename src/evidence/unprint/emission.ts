/** What a cell can write and in which order, before anybody looks at what it wrote. */
import type { Piece } from './skeleton/slots.ts';

/** The order in which a cell writes: prints one after another, some of them perhaps, some of them again and again. */
export type Emission =
  | { readonly kind: 'write'; readonly pieces: readonly Piece[]; readonly write: Write }
  | { readonly kind: 'sequence'; readonly parts: readonly Emission[] }
  | { readonly kind: 'choice'; readonly options: readonly Emission[] }
  | { readonly kind: 'repeat'; readonly body: Emission };

/** One execution of a statement that writes (in a loop of unknown length: all of them). */
export interface Write {
  /** Of the call, in the source of cell `cell`. */
  readonly from: number;
  readonly to: number;
  readonly cell: number;
  /** Names of enclosing loops whose value in this execution is known, with their text. */
  readonly bindings: readonly (readonly [name: string, text: string])[];
}

export const NOTHING: Emission = { kind: 'sequence', parts: [] };

/** Whether nothing is ever written. */
export function isNothing(emission: Emission): boolean {
  return emission.kind === 'sequence' && emission.parts.length === 0;
}

/** One after another. */
export function joined(parts: readonly Emission[]): Emission {
  const flat: Emission[] = [];
  for (const part of parts)
    if (part.kind === 'sequence') flat.push(...part.parts);
    else flat.push(part);
  if (flat.length === 0) return NOTHING;
  return flat.length === 1 ? flat[0]! : { kind: 'sequence', parts: flat };
}

/** Exactly one of them. */
export function choice(options: readonly Emission[]): Emission {
  const loud = options.filter((option) => !isNothing(option));
  if (loud.length === 0) return NOTHING;
  return { kind: 'choice', options: loud.length < options.length ? [...loud, NOTHING] : loud };
}

/** Perhaps. */
export function optional(emission: Emission): Emission {
  return choice([emission, NOTHING]);
}

/** Any number of times, also none. */
export function repeat(body: Emission): Emission {
  return isNothing(body) ? NOTHING : { kind: 'repeat', body };
}

/** What is written when execution may stop at any place of it. */
export function cutShort(emission: Emission): Emission {
  switch (emission.kind) {
    case 'write':
      return optional(emission);
    case 'choice':
      return choice([...emission.options.map(cutShort), NOTHING]);
    case 'repeat':
      return joined([emission, cutShort(emission.body)]);
    case 'sequence': {
      let rest: Emission = NOTHING;
      for (const part of [...emission.parts].reverse()) rest = choice([joined([part, rest]), cutShort(part)]);
      return rest;
    }
  }
}
