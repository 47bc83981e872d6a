import { ACCEPT, type Automaton, classOf } from './automaton.ts';

/** A piece of the output that went into a slot, on every way in which the code can have written the output. */
export interface Placed {
  /** Index into the automaton's `uses`. */
  readonly use: number;
  readonly from: number;
  readonly to: number;
}

export interface Alignment {
  /** `no`: the code cannot have written this. `too-large`: not followed to the end. */
  readonly fits: 'yes' | 'no' | 'too-large';
  /** What is certain, by rising offset. A slot in a loop stands here once a round. */
  readonly placed: readonly Placed[];
  /** Uses of which at least one character is claimed by something else, too. */
  readonly uncertain: ReadonlySet<number>;
}

const MOST_CHARACTERS = 16_000_000;
/** Steps that are not in the cache yet; each is one look at one state. */
const MOST_WORK = 40_000_000;
const MOST_KEPT = 6_000_000;

/**
 * Follows an automaton through a text and says which characters belong to which slot for certain: those on which every
 * accepted way agrees. Two passes over the text, with sets of states that are built once each (a lazy DFA).
 */
export function align(automaton: Automaton, text: string): Alignment {
  if (text.length > MOST_CHARACTERS) return nothing('too-large');
  const passes = new Passes(automaton);
  const forward = passes.forward(text);
  if (forward === 'no' || forward === 'too-large') return nothing(forward);
  const alive = passes.backward(text, forward);
  return alive === null ? nothing('too-large') : collect(passes, alive);
}

function nothing(fits: 'no' | 'too-large'): Alignment {
  return { fits, placed: [], uncertain: new Set() };
}

/** Sets of states, each kept once under a number. */
class SetPool {
  readonly sets: Int32Array[] = [];
  private readonly numbers = new Map<string, number>();
  kept = 0;

  number(states: Int32Array): number {
    const key = states.join(',');
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.kept += states.length + 8;
    this.numbers.set(key, this.sets.length);
    return this.sets.push(states) - 1;
  }
}

/** Which set of states follows on which, by the class of the character. */
class Steps {
  private readonly classCount: number;
  private readonly all = new Map<number, number>();
  /** The step that was taken last from each set: within literal text there is no other. */
  private readonly lastKind: number[] = [];
  private readonly lastNext: number[] = [];

  constructor(classCount: number) {
    this.classCount = classCount;
  }

  get(from: number, kind: number): number | undefined {
    if (this.lastKind[from] === kind) return this.lastNext[from];
    const next = this.all.get(from * this.classCount + kind);
    if (next !== undefined) this.remember(from, kind, next);
    return next;
  }

  set(from: number, kind: number, next: number): void {
    this.all.set(from * this.classCount + kind, next);
    this.remember(from, kind, next);
  }

  private remember(from: number, kind: number, next: number): void {
    this.lastKind[from] = kind;
    this.lastNext[from] = next;
  }
}

class Passes {
  readonly automaton: Automaton;
  readonly pool = new SetPool();
  private readonly steps: Steps;
  private readonly marks: Int32Array;
  private mark = 0;
  private work = 0;

  constructor(automaton: Automaton) {
    this.automaton = automaton;
    this.marks = new Int32Array(automaton.follow.length);
    this.steps = new Steps(automaton.classCount);
  }

  private get exhausted(): boolean {
    return this.work > MOST_WORK || this.pool.kept > MOST_KEPT;
  }

  /** For each offset the set of states that may take the character there. */
  forward(text: string): Int32Array | 'no' | 'too-large' {
    const { classes } = this.automaton;
    const at = new Int32Array(text.length + 1);
    let current = this.pool.number(this.automaton.start.slice().sort());
    const empty = this.pool.number(new Int32Array(0));
    for (let i = 0; i < text.length; i++) {
      at[i] = current;
      const kind = classOf(classes, text.charCodeAt(i));
      let next = this.steps.get(current, kind);
      if (next === undefined) {
        next = this.step(current, kind);
        this.steps.set(current, kind, next);
        this.pool.kept += 6;
        if (this.exhausted) return 'too-large';
      }
      if (next === empty) return 'no';
      current = next;
    }
    at[text.length] = current;
    return this.pool.sets[current]!.includes(ACCEPT) ? at : 'no';
  }

  private step(current: number, kind: number): number {
    const { match, follow } = this.automaton;
    const found: number[] = [];
    this.mark++;
    for (const state of this.pool.sets[current]!) {
      this.work++;
      if (!match[state]?.[kind]) continue;
      for (const next of follow[state]!) {
        this.work++;
        if (this.marks[next] === this.mark) continue;
        this.marks[next] = this.mark;
        found.push(next);
      }
    }
    return this.pool.number(new Int32Array(found).sort());
  }

  /** For each offset the set of those states from which the rest of the text is accepted. Overwrites `at`. */
  backward(text: string, at: Int32Array): Int32Array | null {
    const { classes, classCount } = this.automaton;
    const known = new Map<number, number>();
    let next = this.pool.number(Int32Array.of(ACCEPT));
    at[text.length] = next;
    for (let i = text.length - 1; i >= 0; i--) {
      const kind = classOf(classes, text.charCodeAt(i));
      const key = (at[i]! * classCount + kind) * 4_194_304 + next;
      let alive = known.get(key);
      if (alive === undefined) {
        alive = this.stepBack(at[i]!, kind, next);
        known.set(key, alive);
        this.pool.kept += 6;
        if (this.exhausted) return null;
      }
      at[i] = alive;
      next = alive;
    }
    return at;
  }

  /** Whether one of these states has the mark of this step. */
  private isMarked(states: Int32Array): boolean {
    for (const state of states) {
      this.work++;
      if (this.marks[state] === this.mark) return true;
    }
    return false;
  }

  private stepBack(current: number, kind: number, next: number): number {
    const { match, follow } = this.automaton;
    this.mark++;
    for (const state of this.pool.sets[next]!) this.marks[state] = this.mark;
    const alive: number[] = [];
    for (const state of this.pool.sets[current]!) {
      this.work++;
      if (match[state]?.[kind] && this.isMarked(follow[state]!)) alive.push(state);
    }
    return this.pool.number(new Int32Array(alive));
  }
}

/** What a set of states says about the character it takes. */
interface Claim {
  /** The one slot use that claims it; -1 for literal text only; -2 when claims differ. */
  readonly sole: number;
  readonly uses: readonly number[];
  /** Uses of which this character may go on with what was begun. */
  readonly goesOn: ReadonlySet<number>;
  readonly begins: boolean;
}

function claimOf(automaton: Automaton, states: Int32Array): Claim {
  const uses = new Set<number>();
  const goesOn = new Set<number>();
  let begins = false;
  for (const state of states) {
    const use = automaton.use[state]!;
    uses.add(use);
    if (automaton.first[state] === 1) begins = true;
    else goesOn.add(use);
  }
  return {
    sole: uses.size === 1 ? [...uses][0]! : -2,
    uses: [...uses].filter((use) => use >= 0),
    goesOn,
    begins,
  };
}

function collect(passes: Passes, alive: Int32Array): Alignment {
  const claims: (Claim | undefined)[] = [];
  const placed: Placed[] = [];
  const uncertain = new Set<number>();
  let open: { use: number; from: number } | null = null;
  const close = (to: number) => {
    if (open !== null) placed.push({ ...open, to });
    open = null;
  };
  const last = alive.length - 1;
  for (let i = 0; i < last; i++) {
    const id = alive[i]!;
    const claim = claims[id] ?? claimOf(passes.automaton, passes.pool.sets[id]!);
    claims[id] = claim;
    const current = open as { use: number; from: number } | null;
    if (claim.sole === -1) close(i);
    else if (claim.sole >= 0 && claim.begins !== claim.goesOn.has(claim.sole)) {
      if (claim.begins) {
        close(i);
        open = { use: claim.sole, from: i };
      } else if (current?.use !== claim.sole) {
        open = null;
        uncertain.add(claim.sole);
      }
    } else {
      // Several ways: a slot that was open has ended for certain only when none of them goes on with it.
      if (current !== null && claim.goesOn.has(current.use)) open = null;
      close(i);
      for (const use of claim.uses) uncertain.add(use);
    }
  }
  close(last);
  return { fits: 'yes', placed, uncertain };
}
