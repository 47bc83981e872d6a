import type { SyntaxNode } from '@lezer/common';
import type { Feedback } from '../feedback/index.ts';
import {
  endOf,
  type Evaluation,
  type Expression,
  evaluationOf,
  firstChange,
  type Names,
  type PythonCell,
  type PythonNotebook,
  type Span,
} from '../python/index.ts';
import { freshName } from './fresh-name.ts';
import type { Placement, Reason } from './types.ts';

/** What `place` needs to know about the cell besides its code. */
export interface CellState {
  /** A saved output of the cell is an error. */
  readonly failed: boolean;
  readonly tags: readonly string[];
}

export interface Place {
  readonly placement: Placement;
  /** Sentences for a person: why not a new cell, why bound; empty for the ordinary place. */
  readonly why: readonly string[];
}

export interface Refusal {
  readonly reason: Reason;
  readonly why: string;
}

/** Cell magics whose body runs once, in the notebook's own names. */
const TRANSPARENT_MAGICS: ReadonlySet<string> = new Set(['time', 'capture', 'prun', 'memit', 'wandb']);

/**
 * Rules 2 and 3: where an assert about `subjects` can stand. A new cell when nothing between the feedback and the
 * end of its cell changes them; else a line in the cell; else nowhere. A subject that must not or cannot
 * cheaply be evaluated again is bound once, when it is the only one and is evaluated exactly once.
 */
export function place(
  subjects: readonly Expression[],
  feedback: Feedback,
  wanted: Placement['kind'],
  state: CellState,
  code: PythonNotebook,
  names: Names,
): Place | Refusal {
  const cell = code.cell(feedback.cell);
  const refused = refusal(feedback, state, cell);
  if (refused || !cell) return refused ?? { reason: 'no-subject', why: 'The cell cannot be read as Python.' };
  const line = lineOf(cell, feedback);
  const costly = subjects
    .map((subject) => ({ subject, evaluation: evaluationOf(subject, code, names) }))
    .filter(({ evaluation }) => evaluation.kind !== 'free');
  const [first] = costly;
  if (first)
    return bound(first.subject, first.evaluation, costly.length, subjects, feedback, line, cell, code, names);
  const why: string[] = [];
  const change = changeBehind(subjects, endOfCell(cell), cell, code, names);
  const newCell: Place = { placement: { kind: 'new-cell', after: feedback.cell }, why };
  if (wanted === 'new-cell' && !change) return newCell;
  if (wanted === 'new-cell') why.push(`The assert stands in the cell, because ${change}.`);
  const inside = inline(subjects, feedback, line, cell, code, names, why);
  // In front of `model.fit(X, y)`, the last expression of its cell, the model is not fitted yet: behind the cell it is.
  return 'reason' in inside && !change ? newCell : inside;
}

/** Feedback that does not run exactly once, in order, in the notebook's own names. */
function refusal(feedback: Feedback, state: CellState, cell: PythonCell | undefined): Refusal | null {
  if (feedback.depth > 0)
    return { reason: 'in-function', why: 'The feedback stands in a function or class.' };
  if (!feedback.unconditional)
    return { reason: 'conditional', why: 'The feedback does not run exactly once each time its cell runs.' };
  if (state.failed || state.tags.includes('raises-exception'))
    return { reason: 'error-output', why: 'The cell ends in an error.' };
  const magic = cell?.masked.find((span) => span.kind === 'cell-magic' && !TRANSPARENT_MAGICS.has(span.name));
  return magic
    ? { reason: 'in-function', why: `\`%%${magic.name}\` runs the cell apart from the notebook's names.` }
    : null;
}

function endOfCell(cell: PythonCell): number {
  return cell.source.length + 1;
}

/** The first change of any of the subjects behind where it is evaluated, as words; null when there is none. */
function changeBehind(
  subjects: readonly Expression[],
  to: number,
  cell: PythonCell,
  code: PythonNotebook,
  names: Names,
  from?: number,
): string | null {
  for (const subject of subjects) {
    const after = { cell: cell.index, offset: from ?? endOf(subject).offset };
    const change = firstChange(subject, { after, before: { cell: cell.index, offset: to } }, code, names);
    if (change) return change.why;
  }
  return null;
}

/** The lines that a line of one's own can stand in front of or behind; `whole` when nothing else shares them. */
interface Line {
  readonly span: Span;
  readonly whole: boolean;
}

function lineOf(cell: PythonCell, feedback: Feedback): Line {
  let { from, to } = statementAround(cell, feedback);
  for (const masked of cell.masked) {
    // `%time df.head()` is one line, magic and all.
    if (masked.kind !== 'cell-magic' && masked.from <= from && to <= masked.to) ({ from, to } = masked);
  }
  const start = cell.source.lastIndexOf('\n', from - 1) + 1;
  const found = cell.source.indexOf('\n', to);
  const rest = cell.source.slice(to, found < 0 ? cell.source.length : found);
  const alone = cell.source.slice(start, from).trim() === '' && /^[\s;]*(#.*)?$/.test(rest);
  return { span: { from, to }, whole: alone };
}

/** The statement, or the whole `a; b` when it shares a line with others. */
function statementAround(cell: PythonCell, feedback: Feedback): Span {
  let span: Span = { from: feedback.from, to: feedback.to };
  let node: SyntaxNode | null = cell.tree.resolveInner(feedback.from, 1);
  for (; node; node = node.parent) {
    if (node.name === 'StatementGroup') {
      const text = cell.source.slice(node.from, node.to).trimEnd();
      span = { from: node.from, to: node.from + text.length };
    }
  }
  return span;
}

/** Whether the feedback is the expression that its cell displays, so that nothing may come behind it. */
function isDisplayed(cell: PythonCell, feedback: Feedback): boolean {
  if (feedback.mechanism === 'last-cell') return true;
  const last = cell.tree.topNode.lastChild;
  return (
    feedback.mechanism === 'plot' &&
    last !== null &&
    feedback.from >= last.from &&
    feedback.to <= last.to &&
    !/^\s*(plt|pyplot|pylab)\.show\(/.test(feedback.source)
  );
}

function inline(
  subjects: readonly Expression[],
  feedback: Feedback,
  line: Line,
  cell: PythonCell,
  code: PythonNotebook,
  names: Names,
  why: readonly string[],
): Place | Refusal {
  const { span } = line;
  if (!line.whole)
    return { reason: 'changed-before-assert', why: 'The feedback shares its line with other statements.' };
  const side = isDisplayed(cell, feedback) ? (['before'] as const) : (['after', 'before'] as const);
  let blocked = '';
  for (const place of side) {
    const change =
      place === 'after'
        ? changeBehind(subjects, span.to, cell, code, names)
        : (changeBefore(subjects, feedback, span.from, cell, code, names) ?? inMagic(cell, span));
    if (!change) {
      const placement: Placement = {
        kind: 'inline',
        cell: cell.index,
        statement: span,
        side: place,
        bind: null,
      };
      return { placement, why };
    }
    blocked = change;
  }
  return { reason: 'changed-before-assert', why: `${capital(blocked)}.` };
}

/**
 * A change that happens inside the statement before the value is shown, so that in front of the statement it has not
 * happened yet: `model` is not fitted in front of `model.fit(X, y)`.
 */
function changeBefore(
  subjects: readonly Expression[],
  feedback: Feedback,
  from: number,
  cell: PythonCell,
  code: PythonNotebook,
  names: Names,
): string | null {
  for (const subject of subjects) {
    const { node } = subject;
    const shown = feedback.subjects.find((it) => it.node.from <= node.from && node.to <= it.node.to);
    const change = changeBehind([subject], shown?.node.to ?? node.from, cell, code, names, from);
    if (change) return change;
  }
  return null;
}

/** IPython syntax at the statement's line may run it otherwise than it looks (`%timeit`). */
function inMagic(cell: PythonCell, span: Span): string | null {
  const magic = cell.masked.find(
    (masked) => masked.kind === 'line-magic' && masked.from <= span.from && span.to <= masked.to,
  );
  return magic && magic.name !== 'time' ? `\`%${magic.name}\` runs it in its own way` : null;
}

function bound(
  subject: Expression,
  evaluation: Evaluation,
  costly: number,
  subjects: readonly Expression[],
  feedback: Feedback,
  line: Line,
  cell: PythonCell,
  code: PythonNotebook,
  names: Names,
): Place | Refusal {
  const because = evaluation.why || 'It may change something.';
  const refuse = (why: string): Refusal => ({ reason: 'side-effect', why: `${because} ${why}` });
  const { node } = subject;
  if (costly > 1) return refuse('Several values would have to be bound.');
  if (!line.whole) return refuse('Its line is shared with other statements.');
  if (inMagic(cell, line.span)) return refuse('It runs under a magic.');
  if (
    line.span.from !== feedback.from ||
    cell.masked.some((m) => m.from < node.to && node.from < m.to && !m.inner)
  )
    return refuse('IPython syntax is part of it.');
  if (!runsOnce(node, feedback)) return refuse('It may not run exactly once.');
  if (!isFirst(node, feedback, cell, code, names))
    return refuse('Other things happen before it in the same statement.');
  const { from, to } = node;
  const name = freshName(subject, code);
  const others = subjects.filter((other) => other.node.from !== from || other.node.to !== to);
  const side = isDisplayed(cell, feedback) ? 'before' : 'after';
  const change = changeBehind(
    others,
    line.span.to,
    cell,
    code,
    names,
    side === 'before' ? line.span.from : undefined,
  );
  if (change) return { reason: 'changed-before-assert', why: `${capital(change)}.` };
  return {
    placement: {
      kind: 'inline',
      cell: cell.index,
      statement: line.span,
      side,
      bind: { name, expression: { from, to } },
    },
    why: [`${because} It is computed once and kept as \`${name}\`.`],
  };
}

/** Whether nothing on the way from the statement to the node runs it more or less often than once. */
function runsOnce(node: SyntaxNode, feedback: Feedback): boolean {
  for (
    let at: SyntaxNode | null = node.parent;
    at && at.from >= feedback.from && at.to <= feedback.to;
    at = at.parent
  ) {
    if (/Comprehension|Lambda|Conditional|NamedExpression|AwaitExpression/.test(at.name)) return false;
    if (at.name === 'ArgList' && at.getChild('for')) return false;
    if (
      at.name === 'BinaryExpression' &&
      (at.getChild('and') || at.getChild('or')) &&
      at.firstChild?.from !== node.from
    )
      return false;
  }
  return true;
}

/** Whether everything that the statement evaluates in front of the node could as well come behind it. */
function isFirst(
  node: SyntaxNode,
  feedback: Feedback,
  cell: PythonCell,
  code: PythonNotebook,
  names: Names,
): boolean {
  let safe = true;
  for (
    let at: SyntaxNode | null = node;
    at && at.from >= feedback.from && at.to <= feedback.to;
    at = at.parent
  ) {
    for (let left = at.prevSibling; left; left = left.prevSibling) {
      if (at.parent && at.parent.from < feedback.from) break;
      if (!left.type.is('Expression') && !left.name.endsWith('Expression')) continue;
      // `print(xs, xs.pop())` shows `xs` as it was before.
      safe &&= changeBehind([{ cell, node: left }], node.to, cell, code, names, node.from) === null;
      safe &&= evaluationOf({ cell, node: left }, code, names).kind === 'free';
    }
  }
  return safe;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
