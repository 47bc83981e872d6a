import type { Proposal } from '../proposals/index.ts';
import type { Decision, Form, ReviewState } from './state.ts';

/** A review carried over to a notebook that was read again. */
export interface Rematch {
  readonly state: ReviewState;
  /** Decided proposals that are no longer offered as they were. */
  readonly lost: readonly Proposal[];
}

/**
 * Carries decisions, edits and shown forms over to newly read proposals. A decision stays with its key while the
 * feedback and the asserts offered are the same; where cells moved, with the proposal of the same content, if there is
 * exactly one. Everything else is asked again: a decision about another text is no decision. The history is forgotten,
 * since there is no way back to the old file.
 */
export function rematch(state: ReviewState, proposals: readonly Proposal[]): Rematch {
  const decisions = new Map<string, Decision>();
  const forms = new Map<string, number>();
  const edits = new Map<string, Form>();
  const lost: Proposal[] = [];
  const partners = partnersOf(state.proposals, proposals);
  for (const before of state.proposals) {
    const after = partners.get(before.key);
    const decision = state.decisions.get(before.key);
    if (after === undefined) {
      if (decision !== undefined) lost.push(before);
      continue;
    }
    copy(decisions, after.key, decision);
    copy(forms, after.key, state.forms.get(before.key));
    copy(edits, after.key, state.edits.get(before.key));
  }
  const open = proposals.findIndex(({ key }) => !decisions.has(key));
  const at = open === -1 ? proposals.length : open;
  const phase = open === -1 ? 'done' : 'open';
  const carried = { ...state, proposals, decisions, forms, edits, at, phase, history: [], page: 0 } as const;
  return { state: carried, lost };
}

function copy<T>(into: Map<string, T>, key: string, value: T | undefined): void {
  if (value !== undefined) into.set(key, value);
}

/** Old key → the new proposal that says the same. Each new one has one partner at most. */
function partnersOf(before: readonly Proposal[], after: readonly Proposal[]): ReadonlyMap<string, Proposal> {
  const partners = new Map<string, Proposal>();
  const byKey = new Map(after.map((proposal) => [proposal.key, proposal]));
  const taken = new Set<string>();
  for (const proposal of before) {
    const same = byKey.get(proposal.key);
    if (same === undefined || contentOf(same) !== contentOf(proposal)) continue;
    partners.set(proposal.key, same);
    taken.add(same.key);
  }
  const oldOnes = groupByContent(before.filter(({ key }) => !partners.has(key)));
  const newOnes = groupByContent(after.filter(({ key }) => !taken.has(key)));
  for (const [content, olds] of oldOnes) {
    const news = newOnes.get(content) ?? [];
    if (olds.length === 1 && news.length === 1) partners.set(olds[0]!.key, news[0]!);
  }
  return partners;
}

function groupByContent(proposals: readonly Proposal[]): ReadonlyMap<string, Proposal[]> {
  const groups = new Map<string, Proposal[]>();
  for (const proposal of proposals) {
    const content = contentOf(proposal);
    groups.set(content, [...(groups.get(content) ?? []), proposal]);
  }
  return groups;
}

/** All that a person decides on. */
function contentOf({ template, feedback, variants, placement }: Proposal): string {
  return JSON.stringify([template, feedback.source, variants, placement.kind]);
}
