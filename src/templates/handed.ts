/** What the notebook takes in, and what it hands to a model. */
import type { SyntaxNode } from '@lezer/common';
import { type Expression, type Names, originOf, type PythonNotebook } from '../python/index.ts';
import { calledBy, positionOf } from './match.ts';

/** Methods and functions that a model is trained, split or judged with. */
const TAKING = new Set([
  'fit',
  'fit_transform',
  'fit_predict',
  'score',
  'predict',
  'predict_proba',
  'decision_function',
  'train_test_split',
  'cross_val_score',
  'cross_validate',
]);

/** `df_train`, `X_val`, `ytest2`: parts that are split off by hand say so by their names. */
const PART = /(?:^|_|^[Xxy])(?:train|training|test|testing|val|valid|validation|dev|holdout)(?=_|\d|$)/i;

const handed = new WeakMap<PythonNotebook, ReadonlySet<string>>();

/**
 * Whether a name is what a notebook works with: it is loaded from a file, a data set or a server where it is defined, or split off
 * there, or it is handed to a model or a split somewhere, or its name says that it is a part for training or for testing.
 */
export function isWorkedWith(name: string, subject: Expression, notebook: PythonNotebook, names: Names): boolean {
  if (PART.test(name)) return true;
  const made = names.unpackedDefinition(name, positionOf(subject));
  if (made !== null && isLoading(made.value, names)) return true;
  let known = handed.get(notebook);
  if (known === undefined) {
    known = readHanded(notebook);
    handed.set(notebook, known);
  }
  return known.has(name);
}

/** `pd.read_csv(…)`, `load_iris().data`, `pd.read_csv(…).dropna()`. */
function isLoading({ cell, node }: Expression, names: Names): boolean {
  for (let at: SyntaxNode | null = node; at !== null; at = at.firstChild) {
    const called = calledBy({ cell, node: at }, names);
    if (called !== null && (originOf(called) !== 'code' || /(^|\.)train_test_split$/.test(called))) return true;
  }
  return false;
}

function readHanded(notebook: PythonNotebook): Set<string> {
  const found = new Set<string>();
  for (const { code, tree, problem } of notebook.cells) {
    if (problem !== null) continue;
    tree.iterate({
      enter: ({ name, node }) => {
        if (name !== 'CallExpression') return;
        const callee = node.firstChild;
        const last = callee?.name === 'MemberExpression' ? callee.lastChild : callee;
        if (!last || !TAKING.has(code.slice(last.from, last.to))) return;
        for (const argument of node.getChild('ArgList')?.getChildren('VariableName') ?? [])
          if (argument.nextSibling?.name !== 'AssignOp') found.add(code.slice(argument.from, argument.to));
      },
    });
  }
  return found;
}
