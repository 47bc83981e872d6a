/** From the source of a cell to its tree, or to the reason why there is none. */
import { Tree } from '@lezer/common';
import { parser } from '@lezer/python';
import { type Masked, maskIPython } from './ipython.ts';
import { lineNumbers } from './lines.ts';
import { findSyntaxError } from './syntax.ts';
import type { PythonCell, PythonNotebook } from './types.ts';

/**
 * Masks IPython syntax and parses one code cell. `index` is its position among all cells of the notebook.
 * Never throws: a cell that is no Python carries `problem`, and its tree is then not to be relied upon.
 */
export function parseCell(source: string, index: number): PythonCell {
  const { code, ranges, masked, otherLanguage, problem } = maskIPython(source);
  if (otherLanguage !== null) {
    const message = `\`%%${otherLanguage.name}\` makes this cell another language's.`;
    const line = lineNumbers(source)(otherLanguage.from);
    return { index, source, code, masked, tree: empty(), problem: { kind: 'other-language', line, message } };
  }
  const tree = problem === null ? parse(code, ranges) : empty();
  const error = problem ?? findSyntaxError(tree, code);
  if (error === null) return { index, source, code, masked, tree, problem: null };
  const line = lineNumbers(source)(error.at);
  const message = error.message;
  return { index, source, code, masked, tree, problem: { kind: 'syntax', line, message } };
}

/** Parses the code cells of a Python notebook. */
export function parseNotebookCode(
  cells: readonly { readonly index: number; readonly type: string; readonly source: string }[],
): PythonNotebook {
  const parsed = cells
    .filter((cell) => cell.type === 'code')
    .map((cell) => parseCell(cell.source, cell.index));
  const byIndex = new Map(parsed.map((cell) => [cell.index, cell]));
  return { cells: parsed, cell: (index) => byIndex.get(index) };
}

function empty(): Tree {
  return parser.parse('');
}

function parse(code: string, ranges: Masked['ranges']): Tree {
  const tree = parser.parse(readable(code), [], ranges ?? undefined);
  const offset = ranges?.[0]?.from ?? 0;
  if (offset === 0) return tree;
  // A tree counts from the start of its first range, and offsets are to be those of the cell.
  const positions = tree.positions.map((position) => position + offset);
  return new Tree(tree.type, tree.children, positions, tree.length + offset);
}

/**
 * The same offsets in a spelling that the parser reads as CPython does. It takes `print x` for a statement, knows no
 * number that ends in a dot, no `yield` without a value, and no `\r\n` or blank line behind a backslash.
 */
function readable(code: string): string {
  return withPlainLineEnds(code)
    .replace(/\\(?=\n[ \t]*\n)/g, ' ')
    .replace(/\bprint\b/g, 'prinT')
    .replace(/\byield\b(?=[ \t]*(?:[)\];,=}#\n]|$))/g, 'yielD')
    .replace(/(?<![\w.])(\d[\d_]*)\.(?!\d)/g, (_, digits: string) => `${digits}0`);
}

/** `\r` becomes `\n`, `\r\n` becomes blank and `\n`; backslashes in front of `\r\n` move to stand at the `\n`. */
function withPlainLineEnds(code: string): string {
  if (!code.includes('\r')) return code;
  return code
    .replace(/(?<!\\)(\\*)\r\n/g, (_, slashes: string) =>
      slashes.length % 2 === 1 ? ` ${slashes}\n` : `${slashes} \n`,
    )
    .replace(/\r/g, '\n');
}
