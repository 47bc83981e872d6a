import { type Accepted, countAsserts } from '../rewrite/index.ts';
import { CONFIDENCES } from '../templates/index.ts';

/**
 * Those of the proposals that say most in at most `limit` asserts, in the order of the notebook: the surest first, and of
 * equally sure ones those that check something else, or something about another object, than what is taken already. The
 * asserts of one proposal stay together. One that is longer than the limit is taken only where it is the first, so that a
 * run that goes on where the last one ended comes to its end.
 */
export function withinLimit(accepted: readonly Accepted[], limit: number | null): readonly Accepted[] {
  if (limit === null || accepted.reduce((sum, { assert }) => sum + countAsserts(assert), 0) <= limit) return accepted;
  const taken = new Set<Accepted>();
  const uses = new Map<string, number>();
  let room = limit;
  for (let next = best(accepted, taken, uses, room); next !== null; next = best(accepted, taken, uses, room)) {
    taken.add(next);
    room -= countAsserts(next.assert);
    for (const about of [objectOf(next), factOf(next)]) uses.set(about, (uses.get(about) ?? 0) + 1);
  }
  return accepted.filter((it) => taken.has(it));
}

/** The one to be taken next, of equals the first of the notebook; null when none has room. */
function best(
  accepted: readonly Accepted[],
  taken: ReadonlySet<Accepted>,
  uses: ReadonlyMap<string, number>,
  room: number,
): Accepted | null {
  const fits = (one: Accepted) => !taken.has(one) && (taken.size === 0 || countAsserts(one.assert) <= room);
  return accepted.filter(fits).reduce<Accepted | null>(
    (first, one) => (first === null || compare(rank(one, uses), rank(first, uses)) < 0 ? one : first),
    null,
  );
}

/** The smaller, the sooner it is taken. */
function rank(one: Accepted, uses: ReadonlyMap<string, number>): number[] {
  const { confidence } = one.proposal;
  return [-CONFIDENCES.indexOf(confidence), uses.get(factOf(one)) ?? 0, uses.get(objectOf(one)) ?? 0];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

function factOf(one: Accepted): string {
  return `${one.proposal.template} of ${objectOf(one)}`;
}

const STRINGS = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g;

/** The first name of the assert that the feedback speaks of as well: what the check is about. */
function objectOf({ proposal, assert }: Accepted): string {
  const spoken = new Set(namesIn(proposal.feedback.source));
  return namesIn(assert).find((name) => spoken.has(name)) ?? proposal.feedback.source;
}

/** Names that are no attributes and not called, outside of strings. */
function namesIn(code: string): string[] {
  const found = code.replace(STRINGS, "''").matchAll(/(?<![\w.])[\p{L}_][\p{L}\p{N}_]*(?![\p{L}\p{N}_]|\s*[(=](?!=))/gu);
  return [...found].map(([name]) => name).filter((name) => !KEYWORDS.has(name));
}

const KEYWORDS = new Set('assert and or not in is if else for lambda True False None'.split(' '));
