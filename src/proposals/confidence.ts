import type { Freshness } from '../evidence/index.ts';
import { CONFIDENCES, type Confidence, type Suggestion } from '../templates/index.ts';

/** What is known of one suggestion beside what its template says. */
export interface Circumstances {
  /** Why the reading of its evidence is not sure; empty: it is. */
  readonly reading: string;
  /** Whether the saved outputs of its cell belong to the code. */
  readonly freshness: Freshness | undefined;
  /** Whether nearly the same assert is proposed further up, in front of a change. */
  readonly isRepeated: boolean;
  /** Whether only a looser assert than the one asked for holds on every run. */
  readonly isLoosened: boolean;
  /** Whether only a stricter assert than the one asked for can be written. */
  readonly isTightened: boolean;
}

/** A line of an assert that is longer holds an expression that nobody would write out twice. */
const LONG_LINE = 110;

/**
 * How sure a proposal is: what its template says, one step less for each doubt, and the doubts as sentences. What is said a
 * second time, says next to nothing, or cannot be read at a glance is not what a reader should meet first: its confidence is low.
 */
export function confidenceOf(
  suggestion: Suggestion,
  assert: string,
  { reading, freshness, isRepeated, isLoosened, isTightened }: Circumstances,
): { confidence: Confidence; doubts: string[] } {
  const stale = freshness?.fresh === false ? freshness.why : '';
  const repeated = isRepeated ? 'Nearly the same assert is proposed further up, in front of a change.' : '';
  const loosened = isLoosened ? 'It differs from run to run, so only the least of it is asserted.' : '';
  const tightened = isTightened ? 'The usual form cannot be written here: this one holds what was seen, exactly.' : '';
  const given = [reading, stale].filter((it) => it !== '');
  const grave = [repeated, loosened, tightened, ...lengthDoubts(assert)].filter((it) => it !== '');
  const level = grave.length > 0 ? 0 : Math.max(0, CONFIDENCES.indexOf(suggestion.confidence) - given.length);
  return { confidence: CONFIDENCES[level] ?? 'low', doubts: [...suggestion.doubts, ...given, ...grave] };
}

/** Long expressions cannot be broken into lines. What one reads twice to understand, one does not accept unread. */
function lengthDoubts(assert: string): string[] {
  const longest = Math.max(...assert.split('\n').map((line) => line.length));
  if (longest <= LONG_LINE) return [];
  return ['The expression is long: with a name of its own, the assert would be easy to read.'];
}
