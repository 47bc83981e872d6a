import type { Emission, Write } from '../emission.ts';
import type { Slot } from '../skeleton/slots.ts';
import { DISPLAY } from '../streams.ts';
import { BLOCK, SlotBuilder, type StateBuilder } from './slot-states.ts';

/**
 * What a cell can write, as an automaton over characters. Built from the code alone; its size is bounded, so that following
 * it through an output takes time linear in the output.
 */

/** A slot in one write. */
export interface SlotUse {
  readonly write: Write;
  readonly slot: Slot;
}

/** Which characters a state takes: one class, or a set of classes. */
type Matcher = Uint8Array;

interface State {
  /** Null for a state that only branches. */
  match: Matcher | null;
  /** Index into `uses`; -1 for literal text. */
  use: number;
  /** Whether this takes the first character of its slot. */
  first: boolean;
  out: number[];
}

export interface Automaton {
  readonly uses: readonly SlotUse[];
  /** Classes of characters that literals mention and that are not ASCII. See `classOf`. */
  readonly classes: ReadonlyMap<number, number>;
  readonly classCount: number;
  readonly match: readonly (Matcher | null)[];
  readonly use: Int32Array;
  readonly first: Uint8Array;
  /** States that take a character (or `ACCEPT`), reachable behind each state without taking one. */
  readonly follow: readonly Int32Array[];
  readonly start: Int32Array;
}

const ASCII = 128;

/** The class of a UTF-16 unit: each of ASCII and each that a literal mentions has its own, all others are of class 0. */
export function classOf(classes: ReadonlyMap<number, number>, code: number): number {
  return code < ASCII ? code + 1 : (classes.get(code) ?? 0);
}

/** The state in which everything is written. */
export const ACCEPT = 0;
const DISPLAY_CODE = DISPLAY.charCodeAt(0);

/** Beyond these the automaton is not built, and the output not read. */
const MOST_STATES = 60_000;
const MOST_FOLLOWS = 3_000_000;
const DEEPEST = 400;

/** @returns null when the code is too large or too deep to follow */
export function buildAutomaton(emission: Emission): Automaton | null {
  try {
    return new Builder().build(emission);
  } catch (error) {
    if (error instanceof TooLarge) return null;
    throw error;
  }
}

class TooLarge extends Error {}

const asciiSets = new Map<string, Matcher>();

/** The part of a named set that is the same in every automaton: class 0, for which the letter `é` stands, and all of ASCII. */
function asciiSet(name: string, test: (character: string) => boolean): Matcher {
  let set = asciiSets.get(name);
  if (set === undefined) {
    set = Uint8Array.from({ length: ASCII + 1 }, (_, kind) => (test(kind === 0 ? 'é' : String.fromCharCode(kind - 1)) ? 1 : 0));
    asciiSets.set(name, set);
  }
  return set;
}

/** Adds states one by one, from the end of the text to its beginning. */
class Builder implements StateBuilder {
  readonly states: State[] = [{ match: null, use: -1, first: false, out: [] }];
  readonly uses: SlotUse[] = [];
  readonly classes = new Map<number, number>();
  private classCount = ASCII + 1;
  private readonly single = new Map<number, Matcher>();
  private readonly sets = new Map<string, Matcher>();
  /** Which states were seen in the round of that number; faster than a set for each of many small rounds. */
  private seen = new Uint32Array(0);
  private round = 0;

  build(emission: Emission): Automaton {
    this.classes.set(BLOCK, this.classCount++);
    this.classes.set(DISPLAY_CODE, this.classCount++);
    this.registerLiterals(emission, 0);
    const entry = this.compile(emission, ACCEPT, 0);
    this.seen = new Uint32Array(this.states.length);
    const follow = this.closures();
    return {
      uses: this.uses,
      classes: this.classes,
      classCount: this.classCount,
      match: this.states.map((state) => state.match),
      use: new Int32Array(this.states.map((state) => state.use)),
      first: new Uint8Array(this.states.map((state) => (state.first ? 1 : 0))),
      follow: this.states.map((state) => this.union(state.out, follow)),
      start: follow(entry),
    };
  }

  private registerLiterals(emission: Emission, depth: number): void {
    if (depth > DEEPEST) throw new TooLarge();
    if (emission.kind === 'repeat') this.registerLiterals(emission.body, depth + 1);
    else if (emission.kind === 'write') {
      for (const piece of emission.pieces) this.registerText(typeof piece === 'string' ? piece : piece.text);
    } else {
      const parts = emission.kind === 'sequence' ? emission.parts : emission.options;
      for (const part of parts) this.registerLiterals(part, depth + 1);
    }
  }

  private registerText(text: string): void {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (classOf(this.classes, code) === 0) this.classes.set(code, this.classCount++);
    }
    if (this.classCount > 4000) throw new TooLarge();
  }

  /** Adds the states of an emission in front of state `exit`; returns where it begins. */
  private compile(emission: Emission, exit: number, depth: number): number {
    if (depth > DEEPEST) throw new TooLarge();
    switch (emission.kind) {
      case 'sequence':
        return emission.parts.reduceRight((next, part) => this.compile(part, next, depth + 1), exit);
      case 'choice':
        return this.branch(emission.options.map((option) => this.compile(option, exit, depth + 1)));
      case 'repeat': {
        const loop = this.branch([exit]);
        this.states[loop]!.out.push(this.compile(emission.body, loop, depth + 1));
        return loop;
      }
      case 'write':
        return emission.pieces.reduceRight<number>(
          (next, piece) =>
            typeof piece === 'string'
              ? this.literal(piece, next, -1)
              : this.slot({ write: emission.write, slot: piece }, next),
          exit,
        );
    }
  }

  private add(state: State): number {
    if (this.states.length >= MOST_STATES) throw new TooLarge();
    return this.states.push(state) - 1;
  }

  private branch(out: number[]): number {
    return this.add({ match: null, use: -1, first: false, out });
  }

  private take(match: Matcher, out: number[], use: number): number {
    return this.add({ match, use, first: false, out });
  }

  private literal(text: string, exit: number, use: number): number {
    let next = exit;
    for (let i = text.length - 1; i >= 0; i--) next = this.take(this.one(text.charCodeAt(i)), [next], use);
    return next;
  }

  /** The states of a slot; those that take its first character are copies of their own, so that its beginning can be told. */
  private slot(use: SlotUse, exit: number): number {
    const index = this.uses.push(use) - 1;
    const entry = new SlotBuilder(this, index).build(use.slot, exit);
    const copies = new Map<number, number>();
    const seen = new Set<number>();
    const out: number[] = [];
    const pending = [entry];
    while (pending.length > 0) {
      const at = pending.pop()!;
      if (at === exit) {
        out.push(exit);
        continue;
      }
      if (seen.has(at)) continue;
      seen.add(at);
      const state = this.states[at]!;
      if (state.match === null) pending.push(...state.out);
      else copies.set(at, this.add({ ...state, first: true }));
    }
    return this.branch([...copies.values(), ...new Set(out)]);
  }

  one(code: number): Matcher {
    const known = this.single.get(code);
    if (known) return known;
    const matcher = new Uint8Array(this.classCount);
    matcher[classOf(this.classes, code)] = 1;
    this.single.set(code, matcher);
    return matcher;
  }

  /** All characters of which `test` is true; those that are not ASCII count as the letter `é`. Never the place of a display. */
  set(name: string, test: (character: string) => boolean): Matcher {
    const known = this.sets.get(name);
    if (known) return known;
    const first = asciiSet(name, test);
    const matcher = new Uint8Array(this.classCount).fill(first[0]!);
    matcher.set(first);
    matcher[classOf(this.classes, DISPLAY_CODE)] = 0;
    this.sets.set(name, matcher);
    return matcher;
  }

  takes(match: Matcher, out: number[], use: number): number {
    return this.take(match, out, use);
  }
  branches(out: number[]): number {
    return this.branch(out);
  }
  literals(text: string, exit: number, use: number): number {
    return this.literal(text, exit, use);
  }
  loopBack(branch: number, to: number): void {
    this.states[branch]!.out.push(to);
  }

  /** For each state the states that take a character and are reachable from it without taking one. */
  private closures(): (state: number) => Int32Array {
    const known: (Int32Array | undefined)[] = [];
    let total = 0;
    return (from) => {
      const before = known[from];
      if (before) return before;
      this.round += 1;
      const found: number[] = [];
      const pending = [from];
      while (pending.length > 0) {
        const at = pending.pop()!;
        if (!this.isNew(at)) continue;
        total += 1;
        if (at === ACCEPT || this.states[at]!.match !== null) found.push(at);
        else pending.push(...this.states[at]!.out);
      }
      if (total > MOST_FOLLOWS) throw new TooLarge();
      const closure = new Int32Array(found);
      known[from] = closure;
      return closure;
    };
  }

  private union(states: readonly number[], closure: (state: number) => Int32Array): Int32Array {
    if (states.length === 1) return closure(states[0]!);
    const closures = states.map(closure);
    this.round += 1;
    const found: number[] = [];
    for (const reached of closures) for (const state of reached) if (this.isNew(state)) found.push(state);
    return new Int32Array(found);
  }

  /** Whether a state comes up for the first time in this round. */
  private isNew(state: number): boolean {
    const isNew = this.seen[state] !== this.round;
    this.seen[state] = this.round;
    return isNew;
  }
}
