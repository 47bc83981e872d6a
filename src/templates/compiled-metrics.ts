/** What a Keras model was compiled to measure. */
import type { SyntaxNode } from '@lezer/common';
import { callArguments, type Position, type PythonCell, type PythonNotebook } from '../python/index.ts';

/**
 * The first metric that the last visible `model.compile(…, metrics=['accuracy'])` in front of a place names by a text; null where none does,
 * and where a step in between may have made another model of it.
 */
export function firstMetric(model: string, at: Position, notebook: PythonNotebook): string | null {
  let found: string | null = null;
  for (const cell of notebook.cells) {
    if (cell.index > at.cell || !cell.code.includes(model)) continue;
    for (let node = cell.tree.topNode.firstChild; node !== null; node = node.nextSibling) {
      if (cell.index === at.cell && node.to > at.offset) break;
      if (node.name === 'AssignStatement' && textOf(cell, node.firstChild) === model) found = null;
      const call = node.name === 'ExpressionStatement' ? node.firstChild : null;
      if (call?.name === 'CallExpression' && textOf(cell, call.firstChild) === `${model}.compile`) found = metricOf(cell, call);
    }
  }
  return found;
}

function metricOf(cell: PythonCell, call: SyntaxNode): string | null {
  const metrics = callArguments(cell, call).find(({ name }) => name === 'metrics')?.value;
  const first = metrics?.name === 'ArrayExpression' ? metrics.firstChild?.nextSibling : metrics;
  return first?.name === 'String' ? cell.code.slice(first.from + 1, first.to - 1) : null;
}

function textOf({ code }: PythonCell, node: SyntaxNode | null): string {
  return node === null ? '' : code.slice(node.from, node.to);
}
