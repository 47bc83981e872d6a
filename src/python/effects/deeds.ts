/** What code does to the values that names stand for: the words that the readers of it share. */
import type { SyntaxNode } from '@lezer/common';
import type { Names } from '../names.ts';
import type { PythonCell } from '../types.ts';
import type { OwnCode, OwnFunction } from './own.ts';

/**
 * How a value can share state with a variable: it is the same object, a part or view of it, or a new
 * object that holds it (so that only a change of what it holds reaches the variable).
 */
export type How = 'same' | 'part' | 'holds';

/** A variable that a value may share state with. */
export interface Source {
  readonly name: string;
  readonly how: How;
}

/** What the readers of code need to know about a notebook. */
export interface Knowledge {
  readonly names: Names;
  readonly own: OwnCode;
  readonly summaryOf: (own: OwnFunction) => Summary;
}

/** What calling a function of the notebook does, as far as its body tells. */
export interface Summary {
  /** Global names that it assigns. */
  readonly binds: ReadonlySet<string>;
  /** Global names whose objects it changes; `true` when also what they hold. */
  readonly globals: ReadonlyMap<string, boolean>;
  /** Parameters whose objects it changes. */
  readonly parameters: ReadonlyMap<string, boolean>;
  /** Global names that it reads, directly. */
  readonly reads: ReadonlySet<string>;
  /** Global names that it reads from, if they are iterators. */
  readonly consumes: ReadonlySet<string>;
  /** Generators that it surely seeds. */
  readonly seeds: ReadonlySet<Family>;
  readonly barrier: boolean;
  readonly world: boolean;
  readonly generator: boolean;
}

/** What a piece of code does to the state that a value depends on. */
export type Deed =
  /** `name` means something else from here on. `value` is what it is bound to, where that is one expression. */
  | {
      readonly kind: 'bind';
      readonly name: string;
      readonly sources: readonly Source[];
      readonly value: Value | null;
      /** A name outside of the function that a call assigns to, also where the caller has no such name. */
      readonly global?: true;
    }
  /** What `name` refers to changes: the object itself, or (`deep`) also what it holds. `stored` can be reached through it afterwards. */
  | {
      readonly kind: 'mutate';
      readonly name: string;
      readonly deep: boolean;
      readonly stored: readonly Source[];
    }
  /** An iterator called `name` moves on, if it is one. */
  | { readonly kind: 'consume'; readonly name: string }
  /** Anything may have happened to any name. */
  | { readonly kind: 'barrier' }
  /** Files or the process changed. */
  | { readonly kind: 'world' }
  /** Generators of random numbers start from a known state (`value`; null where a function of the notebook gives it). */
  | { readonly kind: 'seed'; readonly families: readonly Family[]; readonly value: SyntaxNode | null };

/** Whose generator of random numbers. */
export type Family = 'random' | 'numpy' | 'torch' | 'tensorflow';

/** `part`: the name gets a part of the value (unpacking, the items of a loop). `update`: `name op= value`. */
export interface Value {
  readonly node: SyntaxNode;
  readonly how: 'whole' | 'part' | 'update' | 'definition';
}

export type Event = Deed & {
  readonly cell: PythonCell;
  readonly at: number;
  /** May not happen: inside if, loop, try, match. */
  readonly conditional: boolean;
  /** Offset where the outermost loop around it begins, or null. */
  readonly loop: number | null;
  /** The statement or call that does it. */
  readonly cause: SyntaxNode | null;
  /** Sentence without place: "`df` is assigned again". */
  readonly what: string;
};

/** Who walks over code and keeps what is found there; calls tell it what they change. */
export interface Recorder {
  readonly cell: PythonCell;
  readonly know: Knowledge;
  /** `surely`: not when it only may happen. `what`: a sentence without place. */
  emit(deed: Deed, at: number, what: string, surely?: boolean): void;
  /** The value of an expression is changed in place. */
  mutate(node: SyntaxNode, deep: boolean, what: (name: string) => string, stored?: readonly Source[]): void;
  /** What an expression stands for moves on, if it is an iterator. */
  consume(node: SyntaxNode): void;
  /** From here on any name may be another one. */
  barrier(at: number, by: string): void;
}
