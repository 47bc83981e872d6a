/** Walks a cell and finds its feedback statements. */
import type { SyntaxNode, SyntaxNodeRef } from '@lezer/common';
import { lineNumbers, type PythonCell } from '../python/index.ts';
import { calleeOf, childExpressions, isTraining, lastName, receiverOf, rootName, unwrapped } from './calls.ts';
import { drawingCall } from './drawing.ts';
import { lastStatement, shownStatements } from './last.ts';
import { argumentSubjects, printSubjects, subject } from './subjects.ts';
import type { Feedback, Mechanism, Subject } from './types.ts';

/**
 * Finds the feedback statements of one cell, in source order. A cell with a problem has none.
 *
 * The span is that of the call for `print`, `display` and `assert-call`, wherever it stands; for the others that of the
 * statement (`ax = df.plot()`, `sns.kdeplot(x).set_title("…")`), while `expression` is the call that draws or prints.
 * `subjects` of an assertion: the condition (`assert`) or the arguments that are no literals (`assert-call`).
 * Code that a line magic runs (`%time print(x)`) is not looked into, but for the value that it shows at the end of the cell.
 *
 * @param showsAll whether the cell shows the value of each expression statement (see `cellsShowingAll`); those are
 *   `last-cell`, too
 */
export function findFeedback(cell: PythonCell, showsAll = false): Feedback[] {
  if (cell.problem !== null) return [];
  const found = new Finder(cell).run(showsAll);
  return found.sort((a, b) => a.from - b.from || b.to - a.to);
}

const DEEPER = new Set(['FunctionDefinition', 'ClassDefinition', 'LambdaExpression']);
/** What may run not at all or more than once. */
const CONDITIONAL = new Set([
  'FunctionDefinition',
  'LambdaExpression',
  'IfStatement',
  'WhileStatement',
  'ForStatement',
  'TryStatement',
  'MatchStatement',
  'ConditionalExpression',
  'ComprehensionExpression',
  'ArrayComprehensionExpression',
  'SetComprehensionExpression',
  'DictionaryComprehensionExpression',
]);
/** Cell magics that keep what the body writes from being shown, and those that run it more than once. */
const SILENT_CELL_MAGICS = new Set(['capture']);
const REPEATING_CELL_MAGICS = new Set(['timeit']);

class Finder {
  readonly #cell: PythonCell;
  readonly #line: (offset: number) => number;
  readonly #found: Feedback[] = [];
  readonly #inner: { from: number; to: number }[];
  readonly #silent: boolean;
  #depth = 0;
  #conditional = 0;
  #nextInner = 0;

  constructor(cell: PythonCell) {
    this.#cell = cell;
    this.#line = lineNumbers(cell.source);
    this.#inner = cell.masked.flatMap((mask) => (mask.inner === null ? [] : [mask.inner]));
    const cellMagics = cell.masked.filter((mask) => mask.kind === 'cell-magic');
    this.#silent = cellMagics.some((mask) => SILENT_CELL_MAGICS.has(mask.name));
    if (cellMagics.some((mask) => REPEATING_CELL_MAGICS.has(mask.name))) this.#conditional++;
  }

  run(showsAll: boolean): Feedback[] {
    this.#cell.tree.iterate({
      enter: (node) => this.#enter(node),
      leave: (node) => this.#leave(node),
    });
    const last = lastStatement(this.#cell);
    const shown = showsAll ? shownStatements(this.#cell) : last === null ? [] : [last];
    for (const { span, node, subjects } of this.#silent ? [] : shown)
      if (!this.#has(span)) this.#add('last-cell', span, node, subjects);
    return this.#found;
  }

  /** Whether the value at the end of the cell is another mechanism's already. */
  #has(span: { from: number; to: number }): boolean {
    return this.#found.some(
      (feedback) => feedback.from === span.from && feedback.to === span.to && feedback.mechanism !== 'assert',
    );
  }

  #enter(node: SyntaxNodeRef): boolean {
    if (this.#isInner(node)) return false;
    if (node.name === 'AssertStatement') this.#assertion(node.node);
    else if (node.name === 'CallExpression') this.#call(node.node);
    else if (node.name === 'ExpressionStatement') this.#statement(node.node);
    else if (node.name === 'AssignStatement') this.#assignment(node.node);
    if (DEEPER.has(node.name)) this.#depth++;
    if (this.#isConditional(node)) this.#conditional++;
    return true;
  }

  #leave(node: SyntaxNodeRef): void {
    if (DEEPER.has(node.name)) this.#depth--;
    if (this.#isConditional(node)) this.#conditional--;
  }

  #isConditional(node: SyntaxNodeRef): boolean {
    if (CONDITIONAL.has(node.name)) return true;
    if (node.name === 'ArgList')
      return this.#cell.code.slice(node.from, node.to).includes('for') && node.node.getChild('for') !== null;
    if (node.name !== 'BinaryExpression') return false;
    const operator = node.node.firstChild?.nextSibling?.name;
    return operator === 'and' || operator === 'or';
  }

  /** Whether a node is code inside a line magic. Nodes come in rising order. */
  #isInner(node: SyntaxNodeRef): boolean {
    while (this.#nextInner < this.#inner.length && this.#inner[this.#nextInner]!.to <= node.from)
      this.#nextInner++;
    const inner = this.#inner[this.#nextInner];
    return inner !== undefined && inner.from <= node.from && node.to <= inner.to;
  }

  #assertion(node: SyntaxNode): void {
    const test = childExpressions(node)[0];
    if (test !== undefined) this.#add('assert', node, test, [subject(this.#cell, test)]);
  }

  #call(node: SyntaxNode): void {
    const callee = calleeOf(node);
    if (callee === null) return;
    const name = callee.name === 'VariableName' ? this.#text(callee) : null;
    if (name === 'print') {
      if (!this.#silent) this.#add('print', node, node, printSubjects(this.#cell, node));
    } else if (name === 'display') {
      if (!this.#silent) this.#add('display', node, node, argumentSubjects(this.#cell, node));
    } else if (isAssertName(callee, this.#cell.code)) {
      this.#add('assert-call', node, node, argumentSubjects(this.#cell, node));
    }
  }

  #statement(statement: SyntaxNode): void {
    const expressions = childExpressions(statement);
    if (expressions.length !== 1 || statement.getChild(',') !== null || this.#silent) return;
    const expression = unwrapped(expressions[0]!);
    const drawing = drawingCall(expression, this.#cell.code);
    if (drawing !== null) this.#add('plot', statement, drawing, [subject(this.#cell, drawing)]);
    else if (isPrintingCall(expression, this.#cell.code)) {
      this.#add('printing-call', statement, expression, printingSubjects(this.#cell, expression));
    }
  }

  /** `ax = df.plot()` shows as much as `df.plot()` does, and `history = model.fit(X, y, epochs=9)` prints its epochs. */
  #assignment(statement: SyntaxNode): void {
    const value = statement.lastChild;
    if (value === null || value.prevSibling?.name !== 'AssignOp' || this.#silent) return;
    const expression = unwrapped(value);
    const drawing = drawingCall(expression, this.#cell.code);
    if (drawing !== null) this.#add('plot', statement, drawing, [subject(this.#cell, drawing)]);
    else if (isTraining(expression, this.#cell.code)) {
      this.#add('printing-call', statement, expression, [subject(this.#cell, expression)]);
    }
  }

  #text(node: SyntaxNode): string {
    return this.#cell.code.slice(node.from, node.to);
  }

  #add(
    mechanism: Mechanism,
    span: { from: number; to: number },
    node: SyntaxNode,
    subjects: Subject[],
  ): void {
    const cell = this.#cell;
    this.#found.push({
      cell: cell.index,
      from: span.from,
      to: span.to,
      line: this.#line(span.from),
      endLine: this.#line(Math.max(span.from, span.to - 1)),
      mechanism,
      source: cell.source.slice(span.from, span.to),
      depth: this.#depth,
      unconditional: this.#depthIsFree(),
      subjects,
      expression: { cell, node },
    });
  }

  #depthIsFree(): boolean {
    return this.#conditional === 0;
  }
}

/** Whether a name in the function part of a call says that it asserts: `self.assertEqual`, `np.testing.assert_allclose`. */
function isAssertName(callee: SyntaxNode, code: string): boolean {
  if (!code.slice(callee.from, callee.to).includes('assert')) return false;
  let found = false;
  callee.cursor().iterate((node) => {
    if (node.name !== 'VariableName' && node.name !== 'PropertyName') return;
    found ||= code.slice(node.from, node.to).includes('assert');
  });
  return found;
}

const PRINTING_METHODS = new Set(['info', 'summary', 'pprint', 'pp', 'printSchema', 'print_summary', 'show']);
const PRINTING_FUNCTIONS = new Set(['pprint', 'pp', 'summary']);
const NOT_DATA = /^(?:plt|pyplot|pylab|pl|fig\w*|figure|chart|log|_log|logging|\w*logger|px|bokeh)$/i;

/** `pprint(x)` is about `x`; the others are called for what they print. */
function printingSubjects(cell: PythonCell, call: SyntaxNode): Subject[] {
  const name = lastName(calleeOf(call)!, cell.code);
  return name === 'pprint' || name === 'pp' ? argumentSubjects(cell, call).slice(0, 1) : [subject(cell, call)];
}

/** `df.info()`, `model.summary()`, `spark_df.show()`, `pprint(x)`: calls that write what they have to say. */
function isPrintingCall(expression: SyntaxNode, code: string): boolean {
  const callee = calleeOf(expression);
  const name = callee && lastName(callee, code);
  if (!callee || !name) return false;
  const receiver = receiverOf(callee);
  if (receiver === null) return PRINTING_FUNCTIONS.has(name);
  if (isTraining(expression, code)) return true;
  if (!PRINTING_METHODS.has(name)) return false;
  return !NOT_DATA.test(lastName(receiver, code) ?? '') && !NOT_DATA.test(rootName(receiver, code) ?? '');
}
