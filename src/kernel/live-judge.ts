/** Whether an assert that is only offered holds on live data: the notebook is run up to it and waits there. */

import { dirname } from 'node:path';
import type { Notebook } from '../notebook/index.ts';
import type { LiveVerdict } from '../review/index.ts';
import { isExpectedToRaise } from './asserts.ts';
import { kernelOf } from './run.ts';
import { Session } from './session.ts';
import type { CellRun, RunOptions } from './types.ts';

/** How long an assert may take. */
const JUDGE_SECONDS = 30;

/**
 * Keeps one kernel for one notebook at a time. Going on to a later cell runs only the cells between; going back starts
 * anew. Whoever made it closes it, whatever happens.
 */
export class LiveJudge {
  readonly #options: RunOptions;
  #session: Session | null = null;
  #text = '';
  #file = '';
  /** Index of the first cell that has not run. */
  #next = 0;

  constructor(options: RunOptions) {
    this.#options = options;
  }

  /**
   * Statements that would stand behind a cell. Writes nothing.
   *
   * @param file absolute path of the notebook
   * @throws NbassertError `kernel` when no kernel can be had
   */
  async behind(file: string, notebook: Notebook, cell: number, statements: string): Promise<LiveVerdict> {
    const stopped = await this.#runTo(file, notebook, cell + 1);
    if (stopped !== null) return stopped;
    const judged = await this.#session?.judge([statements], null, JUDGE_SECONDS);
    const error = judged?.verdicts[0]?.error;
    if (judged == null) return { kind: 'stopped', cell, name: '', message: 'the kernel is gone' };
    return error == null ? { kind: 'holds' } : { kind: 'fails', ...error };
  }

  /** The same for asserts that would stand inside of a cell: `source` is that cell with them in it. */
  async inside(file: string, notebook: Notebook, cell: number, source: string): Promise<LiveVerdict> {
    const before = await this.#runTo(file, notebook, cell);
    if (before !== null) return before;
    const run = await this.#session!.run(cell, source, { soft: true, timeout: this.#options.cellTimeout });
    this.#next = cell + 1;
    const failure = run.asserts.find(({ failed }) => failed > 0)?.failure;
    if (failure != null) return { kind: 'fails', name: failure.name, message: failure.message };
    return stoppedBy(run, notebook) ?? { kind: 'holds' };
  }

  /** Ends the kernel; resolves when it is gone. */
  async close(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    await session?.close();
  }

  /** Runs the cells in front of `end`; anew when the notebook is another, or a cell from there on has run already. */
  async #runTo(file: string, notebook: Notebook, end: number): Promise<LiveVerdict | null> {
    const isOther = file !== this.#file || notebook.text !== this.#text;
    if (this.#session === null || isOther || this.#next > end)
      await this.#startAnew(file, notebook);
    for (const cell of notebook.cells.slice(this.#next, end)) {
      if (cell.type === 'code' && cell.source.trim() !== '') {
        const run = await this.#session!.run(cell.index, cell.source, { timeout: this.#options.cellTimeout });
        const stopped = stoppedBy(run, notebook);
        if (stopped !== null) {
          await this.close();
          return stopped;
        }
      }
      this.#next = cell.index + 1;
    }
    return null;
  }

  async #startAnew(file: string, notebook: Notebook): Promise<void> {
    await this.close();
    const place = { folder: dirname(file), kernel: kernelOf(notebook), hashSeed: null };
    this.#session = await Session.open(place, this.#options);
    this.#file = file;
    this.#text = notebook.text;
    this.#next = 0;
  }
}

function stoppedBy({ cell, error }: CellRun, notebook: Notebook): LiveVerdict | null {
  const own = notebook.cells[cell];
  if (error === null || (error.kind === 'raised' && own !== undefined && isExpectedToRaise(own))) return null;
  return { kind: 'stopped', cell, name: error.name, message: error.message };
}
