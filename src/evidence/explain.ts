import type { Feedback } from '../feedback/index.ts';
import type { Cell, Output } from '../notebook/index.ts';
import type { PythonCell, PythonNotebook, Span } from '../python/index.ts';
import { readEvidence } from './read.ts';
import type { Reading } from './reading.ts';
import type { Piece } from './unprint/skeleton/slots.ts';
import { DISPLAY } from './unprint/streams.ts';
import { type Unprinted, unprint } from './unprint/unprint.ts';

/** One feedback statement with how its evidence was found. */
export interface ExplainedStatement {
  readonly feedback: Feedback;
  /** What it can write, one line of parts an execution: text in quotes, slots as `‹x: number›`. Empty when it does not print. */
  readonly skeletons: readonly string[];
  /** Which part of stdout went where, by execution: the expression, the kind of text it can be, the text and its place. */
  readonly slots: readonly ExplainedSlot[];
  readonly reading: Reading;
}

export interface ExplainedSlot {
  /** Which execution of the statement, from 0. */
  readonly execution: number;
  readonly expression: string;
  readonly type: string;
  /** Offsets into the cleaned stdout; null when it is not certain. */
  readonly span: Span | null;
  readonly text: string | null;
}

/** How the evidence of one cell was found, for someone who debugs a template. */
export interface CellExplanation {
  /** The outputs in order: `stdout`, `stderr`, `error KeyError`, `result` and `display` with their mime types. */
  readonly outputs: readonly string[];
  readonly stdout: string;
  readonly stderr: string;
  /** How code and output fit together (see `Unprinted.fit`). */
  readonly fit: Unprinted['fit'];
  readonly statements: readonly ExplainedStatement[];
}

/** The same reading as `readEvidence`, with the way it was reached. */
export function explainEvidence(
  cell: Cell,
  code: PythonCell,
  feedback: readonly Feedback[],
  notebook?: PythonNotebook,
): CellExplanation {
  const readings = readEvidence(cell, code, feedback, notebook);
  const stdout = unprint(cell, code, notebook);
  const statements = feedback.map((one) => explained(one, readings.get(one)!, code, stdout));
  const { streams, fit } = stdout;
  const shown = streams.stdout.replaceAll(DISPLAY, '(displayed)');
  const outputs = cell.outputs.map(outputName);
  return { outputs, stdout: shown, stderr: streams.stderr, fit, statements };
}

function outputName(output: Output): string {
  switch (output.kind) {
    case 'stream':
      return output.name;
    case 'error':
      return `error ${output.name}`;
    default:
      return `${output.kind} (${Object.keys(output.data).join(', ')})`;
  }
}

function explained(
  feedback: Feedback,
  reading: Reading,
  code: PythonCell,
  stdout: Unprinted,
): ExplainedStatement {
  const call = feedback.expression.node;
  const slots = stdout.executionsOf(call).flatMap(({ filled }, execution) =>
    filled.map(({ slot, span }) => ({
      execution,
      expression: sourceOf(slot.spans.at(-1), code),
      type: slot.type,
      span,
      text: span === null ? null : stdout.streams.stdout.slice(span.from, span.to).replaceAll(DISPLAY, '(displayed)'),
    })),
  );
  const skeletons = stdout.skeletonsOf(call).map((pieces) => skeletonText(pieces, code));
  return { feedback, skeletons: [...new Set(skeletons)], slots, reading };
}

function skeletonText(pieces: readonly Piece[], code: PythonCell): string {
  return pieces
    .map((piece) =>
      typeof piece === 'string'
        ? JSON.stringify(piece)
        : `‹${sourceOf(piece.spans.at(-1), code) || '…'}: ${piece.type}›`,
    )
    .join(' ');
}

function sourceOf(span: Span | undefined, code: PythonCell): string {
  return span === undefined ? '' : code.source.slice(span.from, span.to);
}
