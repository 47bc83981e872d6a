import type { Proposal } from '../proposals/index.ts';
import { type Action, actionOf } from './keys.ts';

/** What a person decided about one proposal. A proposal without a decision stays untouched. */
export type Decision =
  /** `form` is the index into `formsOf`: a variant, or the edited text behind them. */
  { readonly kind: 'accept'; readonly form: number } | { readonly kind: 'skip' };

/** One way to write a proposal: a variant of the template, or what the person made of it. */
export interface Form {
  readonly name: 'strict' | 'balanced' | 'lenient' | 'edited';
  readonly assert: string;
  readonly note: string;
}

/** What `undo` takes back. */
interface Checkpoint {
  readonly decisions: ReadonlyMap<string, Decision>;
  readonly at: number;
}

/** How far the review of one notebook is. `interrupted` writes nothing; `done` and `stopped` write what was accepted. */
export type Phase = 'open' | 'done' | 'stopped' | 'interrupted';

/**
 * The review of one notebook, as a value. Every function here returns a new state and touches nothing outside.
 * Decisions are kept by the key of their proposal.
 */
export interface ReviewState {
  readonly proposals: readonly Proposal[];
  readonly decisions: ReadonlyMap<string, Decision>;
  /** Index of the proposal that is asked; equal to the number of proposals when all are decided. */
  readonly at: number;
  /** Index into `formsOf` of what is shown, for proposals where it is not the chosen variant. */
  readonly forms: ReadonlyMap<string, number>;
  readonly edits: ReadonlyMap<string, Form>;
  readonly history: readonly Checkpoint[];
  readonly phase: Phase;
  /** Toggles; stay as set for the next proposal and the next notebook. */
  readonly showsWhy: boolean;
  readonly showsHelp: boolean;
  /** Whether code and output of the current proposal are shown whole. */
  readonly showsAll: boolean;
  /** How many pages of a long change were passed. */
  readonly page: number;
  /** What the loop has to do before it asks again. */
  readonly request: 'edit' | 'edit-inline' | 'run' | null;
  /** One line about what the last key did or why it did nothing; empty when there is nothing to say. */
  readonly message: string;
}

/** The start: nothing decided. */
export function openReview(proposals: readonly Proposal[], showsWhy = false): ReviewState {
  return {
    proposals,
    decisions: new Map(),
    at: 0,
    forms: new Map(),
    edits: new Map(),
    history: [],
    phase: proposals.length === 0 ? 'done' : 'open',
    showsWhy,
    showsHelp: false,
    showsAll: false,
    page: 0,
    request: null,
    message: '',
  };
}

/** The proposal that is asked; undefined when all are decided. */
export function currentProposal(state: ReviewState): Proposal | undefined {
  return state.proposals[state.at];
}

/** The ways to write a proposal: its variants, from strict to lenient, then the person's own, if there is one. */
export function formsOf(state: ReviewState, proposal: Proposal): readonly Form[] {
  const variants: Form[] = proposal.variants.map(({ strictness, assert, note }) => ({
    name: strictness,
    assert,
    note,
  }));
  const edit = state.edits.get(proposal.key);
  return edit === undefined ? variants : [...variants, edit];
}

/** Index into `formsOf` of what is shown for a proposal. */
export function shownForm(state: ReviewState, proposal: Proposal): number {
  const chosen = proposal.variants.findIndex((variant) => variant.strictness === proposal.chosen);
  return state.forms.get(proposal.key) ?? Math.max(0, chosen);
}

/** What is accepted so far, in the order of the notebook. */
export function acceptedForms(state: ReviewState): { proposal: Proposal; form: Form }[] {
  return state.proposals.flatMap((proposal) => {
    const decision = state.decisions.get(proposal.key);
    if (decision?.kind !== 'accept') return [];
    const form = formsOf(state, proposal)[decision.form];
    return form === undefined ? [] : [{ proposal, form }];
  });
}

/** What a key makes of a state. A key that does nothing here says so and asks again. */
export function press(state: ReviewState, key: string): ReviewState {
  const calm: ReviewState = { ...state, message: '', request: null };
  const action = actionOf(key);
  if (action === 'interrupt') return { ...calm, phase: 'interrupted' };
  if (state.phase !== 'open') return state;
  if (state.showsHelp) return { ...calm, showsHelp: false };
  return action === null ? { ...calm, message: idleMessage(key) } : ACTIONS[action](calm);
}

const ACTIONS: Readonly<Record<Action, (state: ReviewState) => ReviewState>> = {
  accept: (state) => decide(state, (proposal) => proposal === currentProposal(state), 'accept'),
  skip: (state) => decide(state, (proposal) => proposal === currentProposal(state), 'skip'),
  'accept-rest': (state) => decide(state, () => true, 'accept'),
  'accept-template': (state) => decide(state, (proposal) => isSameTemplate(state, proposal), 'accept'),
  'skip-template': (state) => decide(state, (proposal) => isSameTemplate(state, proposal), 'skip'),
  'next-variant': nextForm,
  edit: (state) => ({ ...state, request: 'edit' }),
  'edit-inline': (state) => ({ ...state, request: 'edit-inline' }),
  run: (state) => ({ ...state, request: 'run' }),
  undo,
  done: (state) => ({ ...state, phase: 'done' }),
  stop: (state) => ({ ...state, phase: 'stopped' }),
  why: (state) => ({ ...state, showsWhy: !state.showsWhy, page: 0 }),
  help: (state) => ({ ...state, showsHelp: true }),
  'show-all': (state) => ({ ...state, showsAll: !state.showsAll, page: 0 }),
  next: (state) => lookAt(state, state.at + 1),
  previous: (state) => lookAt(state, state.at - 1),
  further: (state) => ({ ...state, page: state.page + 1 }),
  back: (state) => ({ ...state, page: Math.max(0, state.page - 1) }),
  interrupt: (state) => ({ ...state, phase: 'interrupted' }),
};

function isSameTemplate(state: ReviewState, proposal: Proposal): boolean {
  return proposal.template === currentProposal(state)?.template;
}

/** Decides the current proposal and all undecided ones behind it that `concerns` picks, and asks the next undecided one. */
function decide(
  state: ReviewState,
  concerns: (proposal: Proposal) => boolean,
  kind: Decision['kind'],
): ReviewState {
  const decisions = new Map(state.decisions);
  for (const proposal of state.proposals.slice(state.at)) {
    const isDecided = decisions.has(proposal.key) && proposal !== currentProposal(state);
    if (isDecided || !concerns(proposal)) continue;
    decisions.set(proposal.key, kind === 'skip' ? { kind } : { kind, form: shownForm(state, proposal) });
  }
  const history = [...state.history, { decisions: state.decisions, at: state.at }];
  return moveOn({ ...state, decisions, history });
}

/** Goes to the next proposal without a decision, from the end on to the first; the notebook is done when there is none. */
function moveOn(state: ReviewState): ReviewState {
  const { proposals, decisions, at } = state;
  const isOpen = ({ key }: Proposal) => !decisions.has(key);
  const behind = proposals.findIndex((proposal, index) => index > at && isOpen(proposal));
  const next = behind === -1 ? proposals.findIndex(isOpen) : behind;
  return next === -1 ? { ...arrivedAt(state, proposals.length), phase: 'done' } : arrivedAt(state, next);
}

/** Goes to a proposal, decided or not, and decides nothing. */
function lookAt(state: ReviewState, at: number): ReviewState {
  if (at < 0) return { ...state, message: 'This is the first proposal.' };
  if (at < state.proposals.length) return arrivedAt(state, at);
  return { ...state, message: 'This is the last proposal; d ends this notebook.' };
}

function arrivedAt(state: ReviewState, at: number): ReviewState {
  return { ...state, at, page: 0, showsAll: false };
}

function undo(state: ReviewState): ReviewState {
  const last = state.history.at(-1);
  if (last === undefined) return { ...state, message: 'There is no decision to undo in this notebook.' };
  return {
    ...state,
    ...last,
    history: state.history.slice(0, -1),
    page: 0,
    showsAll: false,
    message: 'Undone; decide again.',
  };
}

function nextForm(state: ReviewState): ReviewState {
  const proposal = currentProposal(state);
  if (proposal === undefined) return state;
  const count = formsOf(state, proposal).length;
  if (count < 2) return { ...state, message: 'This proposal has one form only.' };
  const form = (shownForm(state, proposal) + 1) % count;
  return { ...state, forms: new Map(state.forms).set(proposal.key, form), page: 0 };
}

/** The person's own text for the current proposal: shown next, accepted by a further key only. */
export function withEdit(state: ReviewState, assert: string, note: string): ReviewState {
  const proposal = currentProposal(state);
  if (proposal === undefined) return state;
  const edits = new Map(state.edits).set(proposal.key, { name: 'edited', assert, note });
  const forms = new Map(state.forms).set(proposal.key, proposal.variants.length);
  return {
    ...state,
    edits,
    forms,
    request: null,
    page: 0,
    message: 'Edited: y accepts it, s shows the other forms.',
  };
}

/** The request is answered without a change. */
export function withMessage(state: ReviewState, message: string): ReviewState {
  return { ...state, request: null, message };
}

function idleMessage(key: string): string {
  if (key === 'enter' || key === 'escape') {
    return `${key === 'enter' ? 'Enter' : 'Esc'} decides nothing: y accepts, n skips, ? shows all keys.`;
  }
  if (key === 'paste') return 'A paste decides nothing: y accepts, n skips, ? shows all keys.';
  return `${key} is no key here: y accepts, n skips, ? shows all keys.`;
}
