/** Within one cell, what a later proposal states as well needs no proposal of its own. */
import { type Expression, firstChange, type Names, type PythonNotebook } from '../python/index.ts';
import type { Finding, Proposal } from './types.ts';

/** What a proposal states: its own fact first, then the weaker ones that follow from it. */
export interface Stated {
  readonly facts: readonly string[];
  readonly subject: Expression;
}

/** By the variants of the proposal, which stay the same when it gets another key. */
export type StatedBy = WeakMap<Proposal['variants'], Stated>;

interface Known {
  readonly stated: StatedBy;
  /** What an earlier run wrote into the notebook. */
  readonly inserted: readonly Stated[];
  readonly code: PythonNotebook;
  readonly names: Names;
}

/**
 * The findings of one cell without the proposals whose own fact follows from a later one, or from what an earlier run wrote there:
 * `len(a) > 0` in front of `len(a) > len(b) > 0`.
 */
export function withoutImplied(
  findings: readonly Finding[],
  { stated, inserted, code, names }: Known,
): Finding[] {
  const all = findings.flatMap(({ proposals }) => proposals);
  const isImplied = (proposal: Proposal): boolean => {
    const here = stated.get(proposal.variants);
    const own = here?.facts[0];
    if (here === undefined || own === undefined) return false;
    const proposed = all.slice(all.indexOf(proposal) + 1).map(({ variants }) => stated.get(variants));
    const written = inserted.filter(({ subject }) => isBehind(subject, here.subject));
    return [...proposed, ...written].some(
      (there) =>
        there !== undefined &&
        there.facts.slice(1).includes(own) &&
        isUnchanged(here.subject, there.subject, code, names),
    );
  };
  return findings.map((finding) => {
    const proposals = finding.proposals.filter((proposal) => !isImplied(proposal));
    if (proposals.length === finding.proposals.length) return finding;
    return proposals.length > 0 ? { ...finding, proposals } : { ...finding, proposals, reason: 'covered' };
  });
}

function isBehind(one: Expression, other: Expression): boolean {
  return one.cell.index === other.cell.index && one.node.from >= other.node.from;
}

function isUnchanged(
  first: Expression,
  second: Expression,
  code: PythonNotebook,
  names: Names,
): boolean {
  const after = { cell: first.cell.index, offset: first.node.to };
  const before = { cell: second.cell.index, offset: second.node.from };
  return after.offset >= before.offset || firstChange(first, { after, before }, code, names) === null;
}
