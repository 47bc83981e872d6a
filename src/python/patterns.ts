import type { Names } from './names.ts';
import type { Expression } from './types.ts';

/** A compiled code pattern. Opaque to callers. */
export interface Pattern {
  readonly source: string;
  /** Metavariables it binds, without `$`; `...ARGS` ones with the leading dots. */
  readonly variables: readonly string[];
}

/** What a metavariable was bound to. One expression for `$X`; any number of arguments for `$...ARGS`. */
export interface Capture {
  readonly nodes: readonly Expression[];
  /** Source text of what was bound. */
  readonly text: string;
}
export type Captures = ReadonlyMap<string, Capture>;

/** Wrong pattern: `offset` (from 0) is where in the pattern, `expected` what would be right. */
export class PatternError extends Error {
  readonly offset: number;
  readonly expected: string;
  constructor(message: string, offset: number, expected: string) {
    super(message);
    this.offset = offset;
    this.expected = expected;
  }
}

/** @throws PatternError */
export function compilePattern(_source: string): Pattern {
  throw new Error('not built yet');
}

/** Matches the whole expression, by meaning: names through imports, keyword arguments in any order. */
export function matchPattern(_pattern: Pattern, _expression: Expression, _names: Names): Captures | null {
  throw new Error('not built yet');
}
