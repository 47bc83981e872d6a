import type { Names, PythonNotebook } from '../python/index.ts';
import { type Accepted, countAsserts } from '../rewrite/index.ts';
import { CONFIDENCES } from '../templates/index.ts';

/** What tells apart two objects that have one name. */
export interface Bindings {
  readonly code: PythonNotebook;
  readonly names: Names;
}

/**
 * Those of the proposals that say most in at most `limit` asserts, in the order of the notebook: those of high confidence
 * first, then those about most objects of which least is said yet: what is said of a new object says more than one
 * more fact about another, and a relation of four objects says something of each. Of equals the surest, and one that checks something
 * else than what is taken already. The asserts of one proposal stay together, and one that another repeats is not taken twice. One that
 * is longer than the limit is taken only where it is the first, so that a run that goes on where the last one ended comes to its end.
 */
export function withinLimit(accepted: readonly Accepted[], limit: number | null, bindings: Bindings | null = null): readonly Accepted[] {
  if (limit === null || accepted.reduce((sum, { assert }) => sum + countAsserts(assert), 0) <= limit) return accepted;
  const offers = withoutRepeats(accepted).map((one) => ({ one, objects: objectsOf(one, bindings), asserts: countAsserts(one.assert) }));
  const taken = new Set<Accepted>();
  const uses = new Map<string, number>();
  let room = limit;
  for (let next = best(offers, taken, uses, room); next !== null; next = best(offers, taken, uses, room)) {
    taken.add(next.one);
    room -= next.asserts;
    for (const about of [...next.objects, factOf(next.one)]) uses.set(about, (uses.get(about) ?? 0) + 1);
  }
  return accepted.filter((it) => taken.has(it));
}

/** A proposal, what it is about, and how many asserts it has. */
interface Offer {
  readonly one: Accepted;
  readonly objects: readonly string[];
  readonly asserts: number;
}

/** The same assert behind the same cell is written once, whatever it was offered for. */
function withoutRepeats(accepted: readonly Accepted[]): Accepted[] {
  const seen = new Set<string>();
  return accepted.filter(({ proposal, assert }) => {
    const key = `${proposal.feedback?.cell} ${assert}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** The one to be taken next, of equals the first of the notebook; null when none has room. */
function best(offers: readonly Offer[], taken: ReadonlySet<Accepted>, uses: ReadonlyMap<string, number>, room: number): Offer | null {
  const fits = ({ one, asserts }: Offer) => !taken.has(one) && (taken.size === 0 || asserts <= room);
  let [first, least]: [Offer | null, number[]] = [null, []];
  for (const offer of offers.filter(fits)) {
    const its = rank(offer, uses);
    if (first === null || compare(its, least) < 0) [first, least] = [offer, its];
  }
  return first;
}

/** The smaller, the sooner it is taken. */
function rank({ one, objects }: Offer, uses: ReadonlyMap<string, number>): number[] {
  const { confidence } = one.proposal;
  const news = objects.reduce((sum, object) => sum + 1 / (1 + (uses.get(object) ?? 0)), 0);
  return [confidence === 'high' ? 0 : 1, -news, -CONFIDENCES.indexOf(confidence), uses.get(factOf(one)) ?? 0];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

function factOf({ proposal }: Accepted): string {
  return `${proposal.template} of ${proposal.object}`;
}

/** Texts and comments; names in an f-string are those of its assert. */
const TEXT = /(['"])(?:\\.|(?!\1)[^\\\n])*\1|#.*/g;
const NAME = /(?<![\w.])[\p{L}_][\p{L}\d_]*/gu;

/** The objects that an assert is about: the names in it that the notebook binds, or what the proposal says where none is known. */
function objectsOf({ proposal, assert }: Accepted, bindings: Bindings | null): string[] {
  const found = new Set<string>();
  const code = bindings?.code.cell(proposal.feedback.cell);
  for (const [name] of bindings === null || code === undefined ? [] : assert.replace(TEXT, '').matchAll(NAME)) {
    const value = bindings?.names.unpackedDefinition(name, { cell: code!.index, offset: code!.code.length })?.value;
    if (value !== undefined) found.add(`${name} of ${value.cell.index}:${value.node.from}`);
  }
  return found.size === 0 ? [proposal.object] : [...found];
}
