/** Finds what CPython 3 would refuse, in trees of a parser that never refuses. */
import type { SyntaxNodeRef, Tree } from '@lezer/common';
import type { SyntaxProblem } from './layout.ts';
import { literalProblem } from './literals.ts';
import { structureProblem } from './structure.ts';

/** Trees deeper than this are not used, so that code further up may follow them recursively. */
const MAX_DEPTH = 1000;

/** The first thing in the cell that is no Python 3, or null. Linear in the size of the tree. */
export function findSyntaxError(tree: Tree, code: string): SyntaxProblem | null {
  const character = characterProblem(code);
  if (character !== null) return character;
  const cursor = tree.cursor();
  for (let depth = 0; ; ) {
    if (cursor.type.isError) return { at: cursor.from, message: describe(code, cursor.from) };
    if (depth > MAX_DEPTH) return { at: cursor.from, message: 'This is nested too deeply.' };
    const message = CHECKED.has(cursor.name) ? nodeProblem(cursor, code) : null;
    if (message !== null) return { at: cursor.from, message };
    if (cursor.firstChild()) {
      depth++;
      continue;
    }
    while (!cursor.nextSibling()) {
      if (!cursor.parent()) return endProblem(tree, code);
      depth--;
    }
  }
}

const CHECKED = new Set([
  'ArgList',
  'ArrayComprehensionExpression',
  'AssertStatement',
  'AssignStatement',
  'BinaryExpression',
  'CompareOp',
  'ContinuedString',
  'DeleteStatement',
  'ForStatement',
  'FormatString',
  'IfStatement',
  'ImportStatement',
  'NamedExpression',
  'Number',
  'ParamList',
  'ParenthesizedExpression',
  'PropertyName',
  'RaiseStatement',
  'StatementGroup',
  'String',
  'TryStatement',
  'UpdateStatement',
  'VariableName',
]);

function nodeProblem(node: SyntaxNodeRef, code: string): string | null {
  return literalProblem(node, code) ?? structureProblem(node, code);
}

function describe(code: string, at: number): string {
  const statement = /^\s*(print|exec)\s+[^\s(=.]/.exec(lineAt(code, at));
  if (statement !== null) return `\`${statement[1]}\` as a statement is Python 2.`;
  return at >= code.trimEnd().length ? 'The cell ends in the middle of a statement.' : 'This is no Python 3.';
}

/** The line that holds an offset, cut to what a message needs. */
function lineAt(code: string, at: number): string {
  const from = code.lastIndexOf('\n', at - 1) + 1;
  return code.slice(from, Math.min(from + 200, Math.max(at + 20, from)));
}

function characterProblem(code: string): SyntaxProblem | null {
  const nul = code.indexOf('\0');
  if (nul >= 0) return { at: nul, message: 'A null character cannot stand in Python code.' };
  const surrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.exec(code);
  return (
    surrogate && { at: surrogate.index, message: 'Half of a surrogate pair cannot stand in Python code.' }
  );
}

/** A backslash at the very end continues into nothing. */
function endProblem(tree: Tree, code: string): SyntaxProblem | null {
  const at = code.trimEnd().length - 1;
  if (code[at] !== '\\' || tree.resolveInner(at, 1).name === 'Comment') return null;
  return { at, message: 'The cell ends behind a backslash.' };
}
