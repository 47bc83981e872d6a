import type { SyntaxNode } from '@lezer/common';
import { type Expression, parseNotebookCode, readNames } from '../../src/python/index.ts';

/** Cells of code as a notebook. */
export function notebookOf(cells: readonly string[]) {
  const code = parseNotebookCode(cells.map((source, index) => ({ index, type: 'code', source })));
  return { code, names: readNames(code) };
}

/** The expression that starts with the mark `§` in one of the cells; the mark is taken out. */
export function marked(cells: readonly string[], expression: string) {
  const cell = cells.findIndex((source) => source.includes('§'));
  const offset = cells[cell]?.indexOf('§') ?? -1;
  const sources = cells.map((source) => source.replace('§', ''));
  const notebook = notebookOf(sources);
  return { ...notebook, expression: expressionOf(notebook.code, cell, offset, expression), sources };
}

type Code = ReturnType<typeof parseNotebookCode>;

export function expressionOf(code: Code, index: number, offset: number, text: string): Expression {
  const cell = code.cell(index);
  if (!cell) throw new Error(`no cell ${index}`);
  if (cell.problem) throw new Error(`cell ${index}: ${cell.problem.message}`);
  let node: SyntaxNode | null = cell.tree.resolveInner(offset, 1);
  while (node && !(node.from === offset && cell.source.slice(node.from, node.to) === text))
    node = node.parent;
  if (!node) throw new Error(`no expression \`${text}\` at ${offset} of cell ${index}`);
  return { cell, node };
}
