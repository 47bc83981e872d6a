import type { Names } from './names.ts';
import type { Expression, Position, PythonNotebook } from './types.ts';

/** What evaluating an expression once more would do. `why` is a sentence for a person; empty for `free`. */
export interface Evaluation {
  /** `free`: same value again, at no cost; `expensive`: harmless but slow; `effect`: changes something; `unknown`: cannot be told. */
  readonly kind: 'free' | 'expensive' | 'effect' | 'unknown';
  readonly why: string;
}

/** Design, rule 3. */
export function evaluationOf(_expression: Expression, _notebook: PythonNotebook, _names: Names): Evaluation {
  throw new Error('not built yet');
}

/** The first statement between two positions that may change the value of an expression. */
export interface Change {
  readonly at: Position;
  /** A sentence for a person: "`df` is assigned again in cell 7, line 2". */
  readonly why: string;
}

/** Design, rule 2. Unknown means changed. */
export function firstChange(
  _expression: Expression,
  _between: { readonly after: Position; readonly before: Position },
  _notebook: PythonNotebook,
  _names: Names,
): Change | null {
  throw new Error('not built yet');
}

/** Whether the value is the same on every clean run. `why` is a sentence for a person; empty for `deterministic`. */
export interface Stability {
  /** `seeded`: random but with a seed in force; `random`: without one; `volatile`: time, ids, addresses, file order, the network, the machine. */
  readonly kind: 'deterministic' | 'seeded' | 'random' | 'volatile';
  readonly why: string;
}

/** Design, rule 4. Looks through the definitions of the names in the expression. */
export function stabilityOf(_expression: Expression, _notebook: PythonNotebook, _names: Names): Stability {
  throw new Error('not built yet');
}
