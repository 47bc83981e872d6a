import { type Accepted, countAsserts } from '../rewrite/index.ts';
import { CONFIDENCES } from '../templates/index.ts';

/**
 * Those of the proposals that say most in at most `limit` asserts, in the order of the notebook: those of high confidence
 * first, then each object in turn, the surest of it first: what is said of an object that nothing is said of yet says more than one
 * more fact about another. Of equals, one that checks something else than what is taken already. The asserts of one
 * proposal stay together. One that is longer than the limit is taken only where it is the first, so that a run that goes on
 * where the last one ended comes to its end.
 */
export function withinLimit(accepted: readonly Accepted[], limit: number | null): readonly Accepted[] {
  if (limit === null || accepted.reduce((sum, { assert }) => sum + countAsserts(assert), 0) <= limit) return accepted;
  const taken = new Set<Accepted>();
  const uses = new Map<string, number>();
  let room = limit;
  for (let next = best(accepted, taken, uses, room); next !== null; next = best(accepted, taken, uses, room)) {
    taken.add(next);
    room -= countAsserts(next.assert);
    for (const about of [next.proposal.object, factOf(next)]) uses.set(about, (uses.get(about) ?? 0) + 1);
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
  const { confidence, object } = one.proposal;
  const sure = CONFIDENCES.indexOf(confidence);
  return [confidence === 'high' ? 0 : 1, uses.get(object) ?? 0, -sure, uses.get(factOf(one)) ?? 0];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

function factOf({ proposal }: Accepted): string {
  return `${proposal.template} of ${proposal.object}`;
}
