/** Evidence from a run: what the notebook shows today, whatever was saved in it. */

import type { Notebook, Output } from '../notebook/index.ts';
import type { Probing } from '../proposals/index.ts';
import { ANSWERS } from '../repository/index.ts';
import { type Contradiction, contradictions } from './contradictions.ts';
import { withOutputs } from './executed.ts';
import { runNotebook } from './run.ts';
import type { Evaluated, NotebookRun, RawOutput, RunOptions } from './types.ts';

export interface LiveEvidence {
  /** The notebook with the outputs of the run; cells that it did not reach keep what was saved. Its text is the file's. */
  readonly executed: Notebook;
  /** Answers to the questions, by index of the cell and key. */
  readonly answers: ReadonlyMap<number, ReadonlyMap<string, Evaluated>>;
  readonly contradictions: readonly Contradiction[];
  /** How long asking took; it is part of the run's seconds. */
  readonly secondsAsking: number;
  readonly run: NotebookRun;
}

/** How long one probe may take. */
const PROBE_SECONDS = 5;

/**
 * Runs the notebook once as it is, its asserts included, and asks behind each cell what is to be known beside its outputs;
 * see `Session.evaluate` for how the questions are guarded. Writes nothing.
 *
 * @param file absolute path of the notebook
 * @param probing what to ask, worked out as far as can be while the cell runs
 * @throws NbassertError `kernel` when no kernel can be had
 */
export async function liveEvidence(
  file: string,
  notebook: Notebook,
  probing: Probing,
  options: RunOptions,
): Promise<LiveEvidence> {
  const answers = new Map<number, Map<string, Evaluated>>();
  let secondsAsking = 0;
  const run = await runNotebook(
    file,
    notebook,
    {
      soft: false,
      hashSeed: null,
      whileRunning: (cell) => probing.prepare(cell),
      afterCell: async (cellRun, session) => {
        const started = performance.now();
        const cell = notebook.cells[cellRun.cell]!;
        const asked = withOutputs({ ...notebook, cells: [cell] }, { cells: [cellRun] }).cells.flatMap((it) => probing.questions(it));
        const fresh = asked.filter(({ answeredBy }) => answeredBy === null);
        const found = await session.evaluate(
          fresh.map(({ expression }) => expression),
          PROBE_SECONDS,
        );
        const here = new Map<string, Evaluated>();
        for (const question of asked) {
          const { key, answeredBy } = question;
          const answer = answeredBy === null ? found?.[fresh.indexOf(question)] : (answeredBy.cell === cellRun.cell ? here : answers.get(answeredBy.cell))?.get(answeredBy.key);
          if (answer !== undefined) here.set(key, answer);
        }
        if (here.size > 0) answers.set(cellRun.cell, here);
        secondsAsking += (performance.now() - started) / 1000;
      },
    },
    options,
  );
  const executed = keepingUnreached(notebook, withOutputs(notebook, run), run);
  return { executed, answers, contradictions: contradictions(notebook, executed, answers), secondsAsking, run };
}

function keepingUnreached(saved: Notebook, live: Notebook, run: NotebookRun): Notebook {
  const reached = new Set(run.cells.map(({ cell }) => cell));
  const cells = live.cells.map((cell, index) => (reached.has(index) ? cell : saved.cells[index]!));
  return { ...live, cells };
}

/**
 * The executed notebook as the text of a file of nbformat 4, for reading evidence from; not for keeping. Answers, and the
 * lines whose saved output was another, stand in the metadata of their cells under `ANSWERS`.
 */
export function copyText({ executed, answers, contradictions }: Omit<LiveEvidence, 'run' | 'secondsAsking'>): string {
  const { metadata, cells } = executed;
  const written = cells.map(({ index, id, type, source, outputs, executionCount, metadata }) => ({
    cell_type: type,
    ...(id === null ? {} : { id }),
    metadata: {
      ...metadata,
      [ANSWERS]: {
        values: Object.fromEntries(
          [...(answers.get(index) ?? [])].flatMap(([key, answer]) => ('data' in answer ? [[key, answer.data]] : [])),
        ),
        stale: contradictions.filter(({ cell }) => cell === index).map(({ line }) => line),
      },
    },
    source,
    ...(type === 'code' ? { execution_count: executionCount, outputs: outputs.map(rawOutput) } : {}),
  }));
  return JSON.stringify({ cells: written, metadata, nbformat: 4, nbformat_minor: 5 });
}

function rawOutput(output: Output): RawOutput {
  switch (output.kind) {
    case 'stream':
      return { output_type: 'stream', name: output.name, text: output.text };
    case 'result':
      return {
        output_type: 'execute_result',
        data: output.data,
        metadata: {},
        execution_count: output.executionCount,
      };
    case 'display':
      return { output_type: 'display_data', data: output.data, metadata: {} };
    default:
      return {
        output_type: 'error',
        ename: output.name,
        evalue: output.message,
        traceback: output.traceback,
      };
  }
}
