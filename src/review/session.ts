import { setTimeout } from 'node:timers/promises';
import { NbassertError } from '../errors.ts';
import { printableLine } from '../printable.ts';
import type { Proposal } from '../proposals/index.ts';
import type { Accepted } from '../rewrite/index.ts';
import { editForm } from './edit.ts';
import { highlightPython } from './highlight.ts';
import { paint } from './paint.ts';
import type { CellChange } from './preview.ts';
import { rematch } from './rematch.ts';
import {
  acceptedForms,
  currentProposal,
  type Form,
  formsOf,
  openReview,
  press,
  type ReviewState,
  shownForm,
  withEdit,
  withMessage,
} from './state.ts';
import { line } from './styled.ts';
import type { Terminal } from './terminal.ts';
import { type Frame, screenOf } from './view.ts';

/** A notebook under review, and the ways to its file. */
export interface OpenNotebook {
  /** As it is shown. */
  readonly path: string;
  readonly proposals: readonly Proposal[];
  /** Source and execution count of a cell of it. */
  cellAt(index: number): { readonly source: string; readonly executionCount: number | null };
  /** The lesson of a template; empty when there is none by that name. */
  whyOf(template: string): string;
  /** What accepting `next` on top of `accepted` changes. */
  preview(accepted: readonly Accepted[], next: Accepted): readonly CellChange[];
  /** Runs the notebook up to the proposal and says in a sentence whether it holds there. @throws NbassertError `kernel` */
  tryOut(next: Accepted): Promise<string>;
  /** How many seeded faults it catches, in a few words; empty where that is not known. */
  catches(next: Accepted): string;
  /** Whether the file is no longer what was read. */
  hasChanged(): boolean;
  /** Reads and matches the file again. @throws NbassertError */
  reread(): OpenNotebook;
  /** Writes what was accepted. @throws NbassertError `unwritable`, the file untouched */
  save(accepted: readonly Accepted[]): void;
}

/** How the review of one notebook ended. */
export interface NotebookOutcome {
  readonly path: string;
  readonly state: ReviewState;
  /** What is in the file now; empty when nothing was written. */
  readonly written: readonly Accepted[];
  /** Accepted, but no longer there as it was when the file was read again. */
  readonly lost: readonly Proposal[];
  /** Why the file could not be read again or written. */
  readonly error: NbassertError | null;
}

export interface SessionOptions {
  readonly notebook: Frame['notebook'];
  readonly showsWhy: boolean;
}

/** How often a run that is waited for looks whether it was interrupted. */
const INTERRUPT_MILLISECONDS = 100;

/** How often a file that keeps changing is read again before nbassert gives up on it. */
const TRIES = 5;

/** Reviews one notebook and saves it. An expected error about its file is part of the outcome. */
export async function reviewNotebook(
  opened: OpenNotebook,
  terminal: Terminal,
  options: SessionOptions,
): Promise<NotebookOutcome> {
  const session = new Session(opened, terminal, options);
  try {
    return await session.run();
  } catch (error) {
    if (!(error instanceof NbassertError)) throw error;
    return session.outcome([], error);
  }
}

/** Shows the first proposal of a notebook while the others are still being looked for. */
export function showFirst(soFar: OpenNotebook, terminal: Terminal, options: SessionOptions): void {
  new Session(soFar, terminal, options).draw(null);
}

class Session {
  #opened: OpenNotebook;
  #state: ReviewState;
  #lost: Proposal[] = [];
  readonly #terminal: Terminal;
  readonly #options: SessionOptions;

  constructor(opened: OpenNotebook, terminal: Terminal, options: SessionOptions) {
    this.#opened = opened;
    this.#terminal = terminal;
    this.#options = options;
    this.#state = openReview(opened.proposals, options.showsWhy);
  }

  async run(): Promise<NotebookOutcome> {
    for (let tries = 0; ; tries += 1) {
      await this.#ask();
      const accepted = acceptedOf(this.#state);
      if (this.#state.phase === 'interrupted' || accepted.length === 0) return this.outcome([], null);
      try {
        this.#opened.save(accepted);
        return this.outcome(accepted, null);
      } catch (error) {
        const isOutdated = error instanceof NbassertError && this.#opened.hasChanged();
        if (!isOutdated || tries === TRIES) throw error;
        this.#readAgain();
      }
    }
  }

  outcome(written: readonly Accepted[], error: NbassertError | null): NotebookOutcome {
    return { path: this.#opened.path, state: this.#state, written, lost: this.#lost, error };
  }

  async #ask(): Promise<void> {
    while (this.#state.phase === 'open') {
      this.draw(this.#state.proposals.length);
      const key = await this.#terminal.key();
      if (key === 'redraw') continue;
      this.#state = press(this.#state, key);
      const { request } = this.#state;
      if (request === 'run') await this.#run();
      else if (request !== null) await this.#edit(request === 'edit-inline');
    }
  }

  /** A person who doubts a proposal sees it hold, or not. Ctrl-C ends the run and the review. */
  async #run(): Promise<void> {
    const proposal = currentProposal(this.#state);
    if (proposal === undefined) return;
    this.#state = withMessage(this.#state, `Running up to cell ${proposal.feedback.cell} …`);
    this.draw(this.#state.proposals.length);
    const said = this.#opened.tryOut(toAccepted(proposal, this.#currentForm(proposal))).catch((error: unknown) => {
      if (!(error instanceof NbassertError)) throw error;
      return [error.message, error.hint].filter(Boolean).join(' ');
    });
    this.#state = withMessage(this.#state, await Promise.race([said, this.#interruption(said)]));
  }

  /** Resolves when Ctrl-C waits among the keys, or the work is done. */
  async #interruption(work: Promise<unknown>): Promise<string> {
    let isDone = false;
    const done = () => {
      isDone = true;
    };
    work.then(done, done);
    while (!isDone && !this.#terminal.isInterrupted()) await setTimeout(INTERRUPT_MILLISECONDS);
    return 'Interrupted.';
  }

  draw(total: Frame['total']): void {
    const frame: Frame = {
      ...this.#terminal.size(),
      color: this.#terminal.colors.level > 0,
      path: this.#opened.path,
      notebook: this.#options.notebook,
      subject: this.#subject(),
      total,
    };
    this.#terminal.draw(paint(screenOf(this.#state, frame), this.#terminal.colors));
  }

  #subject(): Frame['subject'] {
    const proposal = currentProposal(this.#state);
    if (proposal === undefined) return { source: '', executionCount: null, why: '', catches: '', changes: [] };
    const next = toAccepted(proposal, this.#currentForm(proposal));
    return {
      ...this.#opened.cellAt(proposal.feedback.cell),
      why: this.#opened.whyOf(proposal.template),
      catches: this.#opened.catches(next),
      changes: this.#opened.preview(acceptedOf(this.#state), next),
    };
  }

  #currentForm(proposal: Proposal): Form {
    return formsOf(this.#state, proposal)[shownForm(this.#state, proposal)]!;
  }

  async #edit(inline: boolean): Promise<void> {
    const proposal = currentProposal(this.#state);
    if (proposal === undefined) return;
    const { cell, line: row, source } = proposal.feedback;
    const place = line(`${printableLine(this.#opened.path)}, cell ${cell}, line ${row}`, 'title');
    this.#terminal.keep(paint([place, ...highlightPython(source).slice(0, 8)], this.#terminal.colors));
    const outcome = await editForm(this.#currentForm(proposal), this.#terminal, inline);
    this.#state =
      outcome.kind === 'edited'
        ? withEdit(this.#state, outcome.assert, outcome.note)
        : withMessage(this.#state, outcome.message);
    // An editor is where a person may have changed the notebook itself meanwhile.
    if (this.#opened.hasChanged()) this.#readAgain();
  }

  /** Reads the file again and keeps the decisions that still fit. `d` and `q` stay what they were. */
  #readAgain(): void {
    this.#opened = this.#opened.reread();
    const before = this.#state;
    const { state, lost } = rematch(before, this.#opened.proposals);
    // Of what was skipped nothing is missing.
    this.#lost.push(...lost.filter(({ key }) => before.decisions.get(key)?.kind === 'accept'));
    const wasLeft = before.phase === 'stopped' || (before.phase === 'done' && isPartly(before));
    const message = `The notebook changed on disk and was read again: ${keptOf(before, lost)}.`;
    this.#state = { ...state, phase: wasLeft ? before.phase : state.phase, message };
  }
}

/** Left with `d`, before all was decided. */
function isPartly(state: ReviewState): boolean {
  return state.decisions.size < state.proposals.length;
}

function keptOf(before: ReviewState, lost: readonly Proposal[]): string {
  const decided = before.decisions.size;
  if (decided === 0) return 'nothing was decided yet';
  return `${decided - lost.length} of ${decided} ${decided === 1 ? 'decision' : 'decisions'} still fit`;
}

function acceptedOf(state: ReviewState): Accepted[] {
  return acceptedForms(state).map(({ proposal, form }) => toAccepted(proposal, form));
}

function toAccepted(proposal: Proposal, form: Form): Accepted {
  return { proposal, assert: form.assert, note: form.note };
}
