/** Evidence from a run: what the notebook shows today, whatever was saved in it. */

import { type Evidence, readEvidence } from '../evidence/index.ts';
import { findFeedback } from '../feedback/index.ts';
import type { Notebook, Output } from '../notebook/index.ts';
import { parseNotebookCode } from '../python/index.ts';
import { withOutputs } from './executed.ts';
import { runNotebook } from './run.ts';
import type { Evaluated, NotebookRun, RawOutput, RunOptions } from './types.ts';

/** An expression to be evaluated when a cell has run; see `Session.evaluate` for how it is guarded. */
export interface ProbeRequest {
  /** The caller's own name for it; unique. */
  readonly key: string;
  /** Index of the cell behind which it is evaluated. The caller sees to it that nothing it reads changes between. */
  readonly cell: number;
  readonly expression: string;
}

/** A saved output that a run does not show any more. */
export interface Contradiction {
  readonly cell: number;
  readonly line: number;
  readonly source: string;
  readonly saved: Evidence;
  readonly live: Evidence;
}

export interface LiveEvidence {
  /** The notebook with the outputs of the run; cells that it did not reach keep what was saved. Its text is the file's. */
  readonly executed: Notebook;
  readonly answers: ReadonlyMap<string, Evaluated>;
  readonly contradictions: readonly Contradiction[];
  readonly run: NotebookRun;
}

/** How long one probe may take. */
const PROBE_SECONDS = 5;

/**
 * Runs the notebook once as it is, its asserts included, and evaluates the probes. Writes nothing.
 *
 * @param file absolute path of the notebook
 * @throws NbassertError `kernel` when no kernel can be had
 */
export async function liveEvidence(
  file: string,
  notebook: Notebook,
  probes: readonly ProbeRequest[],
  options: RunOptions,
): Promise<LiveEvidence> {
  const answers = new Map<string, Evaluated>();
  const byCell = groupByCell(probes);
  const run = await runNotebook(
    file,
    notebook,
    {
      soft: false,
      hashSeed: null,
      afterCell: async ({ cell }, session) => {
        const asked = byCell.get(cell) ?? [];
        const found = await session.evaluate(
          asked.map(({ expression }) => expression),
          PROBE_SECONDS,
        );
        for (const [index, { key }] of asked.entries()) {
          const answer = found?.[index];
          if (answer !== undefined) answers.set(key, answer);
        }
      },
    },
    options,
  );
  const executed = keepingUnreached(notebook, withOutputs(notebook, run), run);
  return { executed, answers, contradictions: contradictions(notebook, executed), run };
}

function keepingUnreached(saved: Notebook, live: Notebook, run: NotebookRun): Notebook {
  const reached = new Set(run.cells.map(({ cell }) => cell));
  const cells = live.cells.map((cell, index) => (reached.has(index) ? cell : saved.cells[index]!));
  return { ...live, cells };
}

/** Kinds that say a value. Texts and reprs of objects hold addresses, times and progress, which differ every time. */
const VALUES = new Set<Evidence['kind']>([
  'scalar',
  'sequence',
  'mapping',
  'table',
  'series',
  'array',
  'dtype',
  'type',
]);

/** Values that the saved outputs say and the live ones say otherwise; in document order. Pure. */
export function contradictions(saved: Notebook, live: Notebook): Contradiction[] {
  const code = parseNotebookCode(saved.language.includes('python') ? saved.cells : []);
  return code.cells.flatMap((parsed) => {
    const before = saved.cells[parsed.index];
    const after = live.cells[parsed.index];
    if (before === undefined || after === undefined || before === after || before.outputs.length === 0)
      return [];
    const feedback = findFeedback(parsed);
    const [was, is] = [
      readEvidence(before, parsed, feedback, code),
      readEvidence(after, parsed, feedback, code),
    ];
    return feedback.flatMap((one) => {
      const pairs = (was.get(one)?.values ?? []).map(
        (value, index) => [value, is.get(one)?.values[index]] as const,
      );
      const found = pairs.find(([a, b]) => a != null && b != null && contradict(a, b));
      if (found === undefined) return [];
      return [{ cell: one.cell, line: one.line, source: one.source, saved: found[0]!, live: found[1]! }];
    });
  });
}

function contradict(saved: Evidence, live: Evidence): boolean {
  // Another kind is the work of another version of a library more often than another value.
  if (saved.kind !== live.kind || !VALUES.has(saved.kind)) return false;
  return essence(saved) !== essence(live);
}

/** What a value says, without how it was spelled. */
function essence(evidence: Evidence): string {
  const skipped = new Set(['text', 'class', 'precision', 'dtype', 'library', 'doubtfulLabels']);
  return JSON.stringify(evidence, (key, value) => (skipped.has(key) ? undefined : value));
}

/** The executed notebook as the text of a file of nbformat 4, for reading evidence from; not for keeping. */
export function copyText({ metadata, cells }: Notebook): string {
  const written = cells.map(({ id, type, source, outputs, executionCount, metadata }) => ({
    cell_type: type,
    ...(id === null ? {} : { id }),
    metadata,
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

function groupByCell(probes: readonly ProbeRequest[]): Map<number, ProbeRequest[]> {
  const groups = new Map<number, ProbeRequest[]>();
  for (const probe of probes) groups.set(probe.cell, [...(groups.get(probe.cell) ?? []), probe]);
  return groups;
}
