import type { Expression, Names, PythonNotebook } from '../../src/python/index.ts';
import {
  compilePattern,
  matchPattern,
  PatternError,
  parseNotebookCode,
  readNames,
} from '../../src/python/index.ts';

/** A notebook of these cells, with the names in it. */
export function notebookOf(...sources: string[]): { notebook: PythonNotebook; names: Names } {
  const notebook = parseNotebookCode(sources.map((source, index) => ({ index, type: 'code', source })));
  return { notebook, names: readNames(notebook) };
}

/** The last statement of the last cell, an expression. */
export function lastExpression(notebook: PythonNotebook): Expression {
  const cell = notebook.cells.at(-1)!;
  if (cell.problem !== null) throw new Error(`${cell.source}: ${cell.problem.message}`);
  let node = cell.tree.topNode.lastChild;
  while (node !== null && node.name !== 'ExpressionStatement') node = node.prevSibling;
  if (node === null) throw new Error(`no expression in ${cell.source}`);
  return { cell, node };
}

const IMPORTS =
  'import numpy as np, pandas as pd\nimport matplotlib.pyplot as plt\nfrom sklearn import metrics\nfrom sklearn.metrics import accuracy_score as acc\n';

/** Captures as plain text by name; null without a match. */
export function match(pattern: string, code: string, before = IMPORTS): Record<string, string> | null {
  const { notebook, names } = notebookOf(before, code);
  const captures = matchPattern(compilePattern(pattern), lastExpression(notebook), names);
  return captures && Object.fromEntries([...captures].map(([name, capture]) => [name, capture.text]));
}

/** What is wrong with a pattern, or 'fine'. */
export function problem(pattern: string): { at: number; expected: string } | 'fine' {
  try {
    compilePattern(pattern);
    return 'fine';
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    return { at: error.offset, expected: error.expected };
  }
}
