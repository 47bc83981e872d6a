/** A notebook at work, cell by cell, and answers judged behind its cells. */

import { NbassertError } from '../errors.ts';
import {
  type AnswerJudgement,
  type AnswerRequest,
  type CellError,
  type RunOptions,
  Session,
} from '../kernel/index.ts';
import type { Cell, Notebook } from '../notebook/index.ts';
import { markOf } from './submission.ts';

/** Seconds that the kernel has beside what the runs themselves may take. */
const OVERHEAD = 20;

export interface ExaminerPlace {
  /** Where the notebook runs: a folder of its own. Absolute. */
  readonly folder: string;
  /** As messages name the notebook. */
  readonly name: string;
}

/**
 * Runs the notebook of a workshop in one kernel, as far as it is needed; what participants did to other cells does not
 * count. When an answer takes the kernel along, the next one gets a fresh kernel.
 */
export class Examiner {
  readonly #cells: readonly Cell[];
  readonly #place: ExaminerPlace;
  readonly #options: RunOptions;
  #session: Session | null = null;
  #done = 0;

  /** @param notebook with or without the cells of the workshop */
  constructor(notebook: Notebook, place: ExaminerPlace, options: RunOptions) {
    this.#cells = notebook.cells.filter((cell) => markOf(cell) === null);
    this.#place = place;
    this.#options = options;
  }

  /**
   * Judges an answer behind cell `cell`, counted without those of the workshop. Cells are only ever gone through
   * forwards: not behind a cell in front of the last one.
   *
   * @throws NbassertError `kernel`: no kernel can be had, or the notebook itself does not run that far
   */
  async judge(
    cell: number,
    request: AnswerRequest,
  ): Promise<AnswerJudgement | { readonly lost: CellError['kind'] }> {
    await this.#goTo(cell);
    const session = this.#session!;
    // First alone: an answer that never ends and swallows every exception must not cost the time of all variations.
    const alone = { ...request, only: [] };
    let found = await session.judgeAnswer(alone, OVERHEAD + 2 * request.seconds);
    if ('clean' in found && found.clean.kind === 'held') {
      const states = (request.only?.length ?? request.most * 3) + 1;
      found = await session.judgeAnswer(request, OVERHEAD + request.seconds * (2 + 2 * states));
    }
    if ('lost' in found) await this.close();
    return found;
  }

  /** Ends the kernel, if there is one. */
  async close(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    this.#done = 0;
    await session?.close();
  }

  async #goTo(cell: number): Promise<void> {
    if (this.#session === null) {
      this.#session = await Session.open(
        { folder: this.#place.folder, kernel: this.#options.kernel, hashSeed: 0 },
        this.#options,
      );
      this.#done = 0;
    }
    for (; this.#done <= cell; this.#done++) {
      const next = this.#cells[this.#done];
      if (next?.type !== 'code' || next.source.trim() === '') continue;
      await this.#run(next, this.#done === cell, this.#session);
    }
  }

  async #run(cell: Cell, isJudged: boolean, session: Session): Promise<void> {
    const { cellTimeout } = this.#options;
    if (isJudged) await session.beforeAnswers(cell.source, cellTimeout ?? 600);
    const { error } = await session.run(cell.index, cell.source, { timeout: cellTimeout });
    if (error === null || (error.kind === 'raised' && cell.tags.includes('raises-exception'))) return;
    await this.close();
    const what = error.name === '' ? error.message : `${error.name}: ${error.message}`;
    throw new NbassertError('kernel', `The notebook does not run to the exercises: ${what}`, {
      place: { file: this.#place.name, cell: cell.index },
      hint: 'Its packages have to be in the Python that grades (--python), and its data in the folder of the workshop.',
    });
  }
}
