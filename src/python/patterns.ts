import type { Names } from './names.ts';
import { type Captures, capturesOf } from './patterns/captures.ts';
import { type Compiled, compile } from './patterns/compile.ts';
import { type Attempt, matches, MOST_DEFINITIONS } from './patterns/match.ts';
import { lookOfShape, looksOfExpression } from './patterns/look.ts';
import { termOf } from './patterns/term.ts';
import type { Expression } from './types.ts';

export type { Capture, CapturedArgument, Captures } from './patterns/captures.ts';
export { PatternError } from './patterns/error.ts';
export { MOST_DEFINITIONS } from './patterns/match.ts';

/**
 * A compiled code pattern. Opaque to callers. A pattern is a Python expression in which
 *
 * - `$X` is exactly one expression, `$X … $X` the same tree twice, `$_` any one, not kept; `$X.$NAME` the name of an attribute;
 * - `...` and `$...ARGS` are any number of arguments or items, keyword arguments among them; one in a list;
 * - `$X....name` is a chain of any attributes, calls and subscripts between `$X` and `.name`, or none; one in a pattern.
 *   `$X` is then the beginning of the chain: `df` of `df.a.b(c).name`, the call of `pd.read_csv(p).name`;
 * - keyword arguments match in any order and only by name: `head($N)` is not `head(n=$N)`, and `$N` is never `n=5`;
 * - arguments that are neither written nor taken by an ellipsis defeat the match, `*a` and `**k` too;
 * - names of modules and built-ins match by what they mean in the notebook (`np.unique`, `numpy.unique`, `len`),
 *   also through private submodules and modules known to show the same members; other names match as written;
 * - literals match by value; parentheses, comments, line breaks, quotes, trailing commas never matter.
 *   In a subscript `...` is Python's own; `$X[$I]` takes no slice and no tuple without parentheses, `$X[$_]` anything.
 */
export interface Pattern {
  readonly source: string;
  /** Metavariables it binds, without `$`; `...ARGS` ones with the leading dots. */
  readonly variables: readonly string[];
  /** What the root of an expression has to look like: a kind and a name. See `looksOf`. */
  readonly look: string;
}

/** What a pattern was compiled to. Plain data, for a build to keep: see `PatternOptions.known`. */
export interface PatternData extends Compiled {
  readonly look: string;
}

class CompiledPattern implements Pattern {
  readonly source: string;
  readonly data: PatternData;

  constructor(source: string, data: PatternData) {
    this.source = source;
    this.data = data;
  }

  get variables(): readonly string[] {
    return this.data.variables;
  }

  get look(): string {
    return this.data.look;
  }
}

export interface PatternOptions {
  /** Lets a pattern that is only a metavariable pass. */
  readonly allowAny?: boolean;
  /** What `dataOfPattern` said when the same source was compiled before: it is taken as it is, and nothing is parsed. */
  readonly known?: PatternData | undefined;
}

/** @throws PatternError with the place in the pattern and what would be right */
export function compilePattern(source: string, { allowAny = false, known }: PatternOptions = {}): Pattern {
  if (known !== undefined) return new CompiledPattern(source, known);
  const { shape, variables } = compile(source, allowAny);
  return new CompiledPattern(source, { look: lookOfShape(shape), shape, variables });
}

/** @throws TypeError for what `compilePattern` has not made */
export function dataOfPattern(pattern: Pattern): PatternData {
  if (!(pattern instanceof CompiledPattern)) throw new TypeError('not a pattern of compilePattern');
  return pattern.data;
}

/**
 * Matches the whole expression, by meaning: names through imports, keyword arguments in any order.
 * An expression statement counts as its expression; that is how a tuple without parentheses is one.
 * Takes time linear in the expression, whatever the pattern.
 */
export function matchPattern(pattern: Pattern, expression: Expression, names: Names): Captures | null {
  return matchThroughDefinition(pattern, expression, names, 0)?.captures ?? null;
}

/** A match for which names may have been replaced by what they are defined as. */
export interface ThroughDefinition {
  readonly captures: Captures;
  /** The definitions looked through, in order; empty for a plain match. Captures may lie in them: what they say held there. */
  readonly definitions: readonly Expression[];
}

/**
 * As `matchPattern`, and where a plain name does not match, what it is defined as may, at any depth:
 * `acc` after `acc = accuracy_score(y, p)`, `round(acc, 2)`. At most `steps` definitions altogether,
 * and `looksOf` knows of no more than `MOST_DEFINITIONS`.
 */
export function matchThroughDefinition(
  pattern: Pattern,
  expression: Expression,
  names: Names,
  steps = MOST_DEFINITIONS,
): ThroughDefinition | null {
  const attempt: Attempt = { names, bound: new Map(), through: [], definitions: steps };
  if (!matches(dataOfPattern(pattern).shape, termOf(expression), attempt)) return null;
  return { captures: capturesOf(attempt.bound), definitions: attempt.through };
}

/** The looks of all patterns that may match the expression itself: a pattern of another look does not. */
export function looksOf(expression: Expression, names: Names): string[] {
  return looksOfExpression(expression, names);
}
