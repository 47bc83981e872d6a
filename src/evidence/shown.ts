import type { SyntaxNode } from '@lezer/common';
import type { Feedback } from '../feedback/index.ts';
import type { Cell, MimeBundle, Output } from '../notebook/index.ts';
import type { PythonCell } from '../python/index.ts';
import { isFigure, isNoise } from './bundles.ts';
import type { EvidenceReason } from './reading.ts';
import type { Evidence } from './types.ts';
import { argumentsOf } from './unprint/skeleton/nodes.ts';
import { stripAnsi } from './unprint/streams.ts';
import { readBundle, readValue } from './value.ts';

/** What rich outputs say about the statements that are not read from stdout: a value each, or why not. */
export type Shown = { readonly value: Evidence; readonly text: string } | EvidenceReason;

function shown(data: MimeBundle): Shown {
  const plain = data['text/plain'];
  return { value: readBundle(data), text: typeof plain === 'string' ? plain : '' };
}

/**
 * The values of the cell's expressions: one result for the last of them, or, where the cell shows each, one for each
 * that has a value. Where several ways fit, none is certain.
 */
export function resultsOf(cell: Cell, code: PythonCell, feedback: readonly Feedback[]): Map<Feedback, Shown> {
  const results = cell.outputs.filter((output) => output.kind === 'result');
  const failed = cell.outputs.some((output) => output.kind === 'error');
  const several = feedback.length > 1 || results.length > 1;
  const places = several ? placesOf(code, results.length) : null;
  const found = new Map<Feedback, Shown>();
  for (const statement of feedback) {
    const at = places === null ? 0 : places.indexOf(statement.from);
    const result = several && places === null ? undefined : results[at];
    if (results.length === 0) found.set(statement, failed ? 'error-output' : 'no-output');
    else if (several && places === null) found.set(statement, 'ambiguous-output');
    else if (result === undefined) found.set(statement, 'no-output');
    else if (!agrees(result.executionCount, cell.executionCount)) found.set(statement, 'stale-output');
    else found.set(statement, shown(result.data));
  }
  return found;
}

function agrees(result: number | null, cell: number | null): boolean {
  return result === null || cell === null || result === cell;
}

/**
 * Where the expressions begin that a cell's results belong to, in order: all that may have a value, or else only those
 * that certainly have one. Null when neither are as many as there are results.
 */
function placesOf(code: PythonCell, results: number): number[] | null {
  const statements = expressionStatements(code);
  for (const fits of [() => true, isSurelyValue]) {
    const places = statements.filter((statement) => fits(statement));
    if (places.length === results) return places.map(({ from }) => from);
  }
  return null;
}

/** Expression statements of the cell's own level, without those that show something by other means. */
function expressionStatements({ tree, code }: PythonCell): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const take = (node: SyntaxNode): void => {
    if (node.name === 'StatementGroup') for (let at = node.firstChild; at; at = at.nextSibling) take(at);
    else if (node.name === 'ExpressionStatement' && !/^(?:p?print|display|help)\s*\(/.test(code.slice(node.from, node.to)))
      found.push(node);
  };
  for (let at = tree.topNode.firstChild; at; at = at.nextSibling) take(at);
  return found;
}

/** A call may have no value: `ax.legend()`, `df.drop(…, inplace=True)`. */
function isSurelyValue(statement: SyntaxNode): boolean {
  return statement.firstChild?.name !== 'CallExpression';
}

/** What `display(...)` statements showed: as many outputs as arguments, in order, or nothing is certain. */
export function displaysOf(cell: Cell, feedback: readonly Feedback[]): Map<Feedback, readonly Shown[]> {
  const counts = feedback.map((statement) => shownArguments(statement));
  const total = counts.reduce((sum, count) => sum + count, 0);
  const all = displayData(cell.outputs);
  // Pictures are what plots leave beside the tables, unless they are displayed themselves.
  const tables = all.filter((data) => !isFigure(data));
  const bundles = total !== tables.length && feedback.some(displaysPicture) ? all : tables;
  const certain =
    total === bundles.length && feedback.every(({ unconditional, depth }) => unconditional && depth === 0);
  const reason: EvidenceReason = bundles.length === 0 ? 'no-output' : 'ambiguous-output';
  const found = new Map<Feedback, readonly Shown[]>();
  let next = 0;
  for (const [i, statement] of feedback.entries()) {
    const size = counts[i]!;
    const values = Array.from({ length: size }, (_, n) => (certain ? shown(bundles[next + n]!) : reason));
    found.set(statement, values);
    next += size;
  }
  return found;
}

/** `display(Image("a.png"))`, `display(fig)`. */
function displaysPicture({ source }: Feedback): boolean {
  return /^display\(\s*(?:\w+\.){0,4}(?:Image|SVG|[Ff]ig(?:ure)?)\b/.test(source.slice(0, 200));
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

/** What rich, the library, draws in a notebook. */
const DRAWN = /^<pre style="white-space:pre;/;

/**
 * Keras 3 draws each part of a `model.summary()` as an output of its own, the title first. Empty where these are not as
 * many summaries as `feedback` has calls for.
 */
export function summariesOf(cell: Cell, feedback: readonly Feedback[]): Map<Feedback, Shown> {
  const texts: string[] = [];
  for (const data of displayData(cell.outputs)) {
    const text = data['text/plain'];
    if (typeof text !== 'string' || !DRAWN.test(String(data['text/html']).slice(0, 100))) continue;
    if (stripAnsi(text.slice(0, 50)).startsWith('Model: ')) texts.push(text);
    else if (texts.length > 0) texts[texts.length - 1] += text;
  }
  const certain =
    texts.length === feedback.length && feedback.every(({ unconditional, depth }) => unconditional && depth === 0);
  return new Map(
    certain ? feedback.map((one, at) => [one, { value: readValue(texts[at]!), text: stripAnsi(texts[at]!) }]) : [],
  );
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
