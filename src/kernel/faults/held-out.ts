/** The fault of judging a model by the data it was trained with. */

import type { SyntaxNode } from '@lezer/common';
import { expressionAt, lineNumbers, type Names, type PythonCell } from '../../python/index.ts';
import type { CodeFault } from './kinds.ts';

const JUDGING = /\.(score|predict|predict_proba|decision_function|evaluate)$/;
const HELD_OUT = /(^|_)(test|valid|val|dev)(?=_|$|\d)/i;

/**
 * At most one fault: wherever a model predicts, scores or is measured, the held-out names become those of the training
 * data, all over the notebook. None where the notebook has no such pair of names.
 */
export function scoredOnTraining(cells: readonly PythonCell[], names: Names): CodeFault[] {
  const known = new Set(cells.flatMap(({ code }) => code.match(/[A-Za-z_]\w*/g) ?? []));
  const edits = cells.flatMap((cell) => heldOutArguments(cell, names, known));
  const [first] = edits;
  if (first === undefined || !edits.some(({ judges }) => judges)) return [];
  const line = lineNumbers(cells.find(({ index }) => index === first.cell)?.source ?? '')(first.from);
  return [
    {
      kind: 'scored-on-training',
      cell: first.cell,
      line,
      edits,
      what: `\`${first.before}\` became \`${first.text}\` wherever a model is judged`,
      idleIf: null,
    },
  ];
}

type HeldOut = CodeFault['edits'][number] & { readonly before: string; readonly judges: boolean };

function heldOutArguments(cell: PythonCell, names: Names, known: ReadonlySet<string>): HeldOut[] {
  const found: HeldOut[] = [];
  cell.tree.iterate({
    enter: ({ name, node }) => {
      if (name !== 'CallExpression' || node.firstChild === null) return;
      const callee = cell.code.slice(node.firstChild.from, node.firstChild.to);
      const judges = JUDGING.test(callee);
      const measures = names.canonical(expressionAt(cell, node.firstChild))?.startsWith('sklearn.metrics.');
      if (judges || measures === true) found.push(...argumentsIn(node, cell, known, judges));
    },
  });
  return found;
}

function argumentsIn(
  call: SyntaxNode,
  cell: PythonCell,
  known: ReadonlySet<string>,
  judges: boolean,
): HeldOut[] {
  const names = (call.getChild('ArgList')?.getChildren('VariableName') ?? []).filter(
    (node) => node.nextSibling?.name !== 'AssignOp',
  );
  return names.flatMap((node): HeldOut[] => {
    const before = cell.code.slice(node.from, node.to);
    const text = before.replace(HELD_OUT, '$1train');
    if (text === before || !known.has(text)) return [];
    return [{ cell: cell.index, from: node.from, to: node.to, text, before, judges }];
  });
}
