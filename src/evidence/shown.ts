import type { Feedback } from '../feedback/index.ts';
import type { Cell, MimeBundle, Output } from '../notebook/index.ts';
import type { PythonCell } from '../python/index.ts';
import type { EvidenceReason } from './reading.ts';
import type { Evidence } from './types.ts';
import { argumentsOf } from './unprint/skeleton/nodes.ts';
import { readBundle } from './value.ts';

/** What rich outputs say about the statements that are not read from stdout: a value each, or why not. */
export type Shown = { readonly value: Evidence; readonly text: string } | EvidenceReason;

/** Widgets, progress bars and scripts are no values. */
function isNoise(data: MimeBundle): boolean {
  const mimes = Object.keys(data);
  const html = data['text/html'];
  return (
    mimes.length === 0 ||
    mimes.some((mime) => /widget|javascript/.test(mime)) ||
    (typeof html === 'string' && /^\s*<(?:script|style|progress)\b/.test(html) && !/<table\b/.test(html))
  );
}

function isFigure(data: MimeBundle): boolean {
  return Object.keys(data).some((mime) => mime.startsWith('image/') || /plotly|vega|bokeh/.test(mime));
}

function shown(data: MimeBundle): Shown {
  const plain = data['text/plain'];
  return { value: readBundle(data), text: typeof plain === 'string' ? plain : '' };
}

/** The value of the cell's last expression. With several results, matched in order only when every expression has one. */
export function resultsOf(cell: Cell, code: PythonCell, feedback: readonly Feedback[]): Map<Feedback, Shown> {
  const results = cell.outputs.filter((output) => output.kind === 'result');
  const found = new Map<Feedback, Shown>();
  const failed = cell.outputs.some((output) => output.kind === 'error');
  const several = results.length > 1 ? expressionCount(code) === results.length : true;
  for (const [i, statement] of feedback.entries()) {
    const result = results.at(i - feedback.length);
    if (result === undefined) found.set(statement, failed ? 'error-output' : 'no-output');
    else if (!several) found.set(statement, 'ambiguous-output');
    else if (!agrees(result.executionCount, cell.executionCount)) found.set(statement, 'stale-output');
    else found.set(statement, shown(result.data));
  }
  return found;
}

function agrees(result: number | null, cell: number | null): boolean {
  return result === null || cell === null || result === cell;
}

/** Statements of the cell that are an expression: with `ast_node_interactivity = "all"` each shows its value. */
function expressionCount(code: PythonCell): number {
  let count = 0;
  for (let at = code.tree.topNode.firstChild; at; at = at.nextSibling) {
    if (at.name !== 'ExpressionStatement') continue;
    const called = at.firstChild?.name === 'CallExpression' ? code.code.slice(at.from, at.from + 8) : '';
    if (!/^(?:print|display)\b/.test(called)) count++;
  }
  return count;
}

/** What `display(...)` statements showed: as many outputs as arguments, in order, or nothing is certain. */
export function displaysOf(cell: Cell, feedback: readonly Feedback[]): Map<Feedback, readonly Shown[]> {
  const bundles = displayData(cell.outputs).filter((data) => !isFigure(data));
  const counts = feedback.map((statement) => shownArguments(statement));
  const found = new Map<Feedback, readonly Shown[]>();
  const total = counts.reduce((sum, count) => sum + count, 0);
  const certain =
    total === bundles.length && feedback.every(({ unconditional, depth }) => unconditional && depth === 0);
  let next = 0;
  for (const [i, statement] of feedback.entries()) {
    const size = counts[i]!;
    const reason: EvidenceReason = bundles.length === 0 ? 'no-output' : 'ambiguous-output';
    const values = Array.from({ length: size }, (_, n) => (certain ? shown(bundles[next + n]!) : reason));
    found.set(statement, values);
    next += size;
  }
  return found;
}

function displayData(outputs: readonly Output[]): MimeBundle[] {
  return outputs.flatMap((output) =>
    output.kind === 'display' && !isNoise(output.data) ? [output.data] : [],
  );
}

function shownArguments({ expression }: Feedback): number {
  const args = argumentsOf(expression.node.getChild('ArgList'), expression.cell.code);
  return args.filter(({ keyword, star }) => keyword === null && star === '').length;
}

/** The place of a subject among what a `display(...)` shows; -1 when it is not there. */
export function argumentIndex({ expression }: Feedback, from: number, to: number): number {
  const args = argumentsOf(expression.node.getChild('ArgList'), expression.cell.code);
  return args
    .filter(({ keyword }) => keyword === null)
    .findIndex(({ node }) => node.from <= from && to <= node.to);
}

/** The picture a plot left, if there is one; several plots of a cell share theirs. */
export function figureOf(cell: Cell): Shown {
  for (const output of cell.outputs) {
    if ((output.kind === 'display' || output.kind === 'result') && isFigure(output.data))
      return shown(output.data);
  }
  return cell.outputs.some((output) => output.kind === 'error') ? 'error-output' : 'no-output';
}
