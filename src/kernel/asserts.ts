/** The asserts of a notebook that are judged one by one. */

import type { SyntaxNode } from '@lezer/common';
import { isPython, type Cell, type JsonValue, type Notebook } from '../notebook/index.ts';
import { lineNumbers, type PythonCell, parseNotebookCode, type Span } from '../python/index.ts';

/** One assert at its place. */
export interface AssertPlace extends Span {
  /** Index among all cells, from 0. */
  readonly cell: number;
  /** In the cell's own source, from 1. */
  readonly line: number;
  /** Counts the asserts of the cell in source order, from 0. */
  readonly index: number;
  readonly source: string;
  /** Whether nbassert put it in, or the author. */
  readonly by: 'nbassert' | 'author';
  /** Templates of the inserted cell or lines; empty for the author's. */
  readonly templates: readonly string[];
}

/**
 * Asserts and calls of `assert_*` that stand in a cell itself or in its `if`, `for` and `while`; in document order. Those in
 * functions, classes, `try` and `with` belong to the flow of the code around them: they are run as they are, and not
 * listed. Nor are those of cells that are expected to raise.
 */
export function findAsserts(notebook: Notebook): AssertPlace[] {
  const python = isPython(notebook.language);
  const code = parseNotebookCode(python ? notebook.cells : []);
  return code.cells.flatMap((parsed) => {
    const cell = notebook.cells[parsed.index];
    return cell === undefined || parsed.problem !== null || !isSoft(cell) ? [] : assertsOf(cell, parsed);
  });
}

/** Whether the asserts of a cell are judged one by one: not where the notebook shows how something fails. */
export function isSoft(cell: Cell): boolean {
  return !isExpectedToRaise(cell);
}

export function isExpectedToRaise(cell: Cell): boolean {
  return cell.tags.includes('raises-exception');
}

function assertsOf(cell: Cell, code: PythonCell): AssertPlace[] {
  const nodes: SyntaxNode[] = [];
  collect(code.tree.topNode, code, nodes);
  const lineOf = lineNumbers(cell.source);
  const inserted = insertedInto(cell);
  return nodes.map((node, index) => {
    const source = cell.source.slice(node.from, node.to);
    const templates = inserted(node, source);
    return {
      cell: cell.index,
      from: node.from,
      to: node.to,
      line: lineOf(node.from),
      index,
      source,
      by: templates === null ? 'author' : 'nbassert',
      templates: templates ?? [],
    };
  });
}

const BLOCKS = new Set(['IfStatement', 'ForStatement', 'WhileStatement', 'Body', 'StatementGroup']);

/** Not deeper than trees may be: parsing refuses those. */
function collect(parent: SyntaxNode, code: PythonCell, found: SyntaxNode[]): void {
  for (let node = parent.firstChild; node !== null; node = node.nextSibling) {
    if (BLOCKS.has(node.name)) collect(node, code, found);
    else if (isAssert(node, code) && !isInLineMagic(node, code)) found.push(node);
  }
}

function isAssert(node: SyntaxNode, code: PythonCell): boolean {
  if (node.name === 'AssertStatement') return true;
  const call = node.name === 'ExpressionStatement' ? node.firstChild : null;
  if (call?.name !== 'CallExpression') return false;
  const called = call.firstChild;
  const name = called?.name === 'MemberExpression' ? called.lastChild : called;
  return name != null && code.code.slice(name.from, name.to).startsWith('assert_');
}

/** `%time assert x` is run by the magic, as text. */
function isInLineMagic(node: SyntaxNode, { masked }: PythonCell): boolean {
  return masked.some(
    ({ kind, inner }) =>
      kind === 'line-magic' && inner !== null && node.from >= inner.from && node.from < inner.to,
  );
}

/** Tells what of a cell nbassert put in: the whole cell, or pieces of it. Null for the author's. */
function insertedInto(cell: Cell): (node: Span, source: string) => readonly string[] | null {
  const mark = objectOf(Object.hasOwn(cell.metadata, 'nbassert') ? cell.metadata.nbassert : undefined);
  if (mark === null) return () => null;
  if (cell.tags.includes('nbassert') && typeof mark.hash === 'string') {
    const templates = strings(mark.templates);
    return () => templates;
  }
  const records = (Array.isArray(mark.inline) ? mark.inline : []).map(objectOf);
  const pieces = records.flatMap((record) =>
    (Array.isArray(record?.pieces) ? record.pieces : []).flatMap((piece) => {
      const inserted = objectOf(piece)?.inserted;
      return typeof inserted === 'string' ? [{ inserted, templates: strings(record?.templates) }] : [];
    }),
  );
  return (_, source) => pieces.find(({ inserted }) => inserted.includes(source))?.templates ?? null;
}

function objectOf(value: JsonValue | undefined): { readonly [key: string]: JsonValue } | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
}

function strings(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
