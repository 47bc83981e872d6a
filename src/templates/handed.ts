/** What the notebook takes in, and what it hands to a model. */
import type { SyntaxNode } from '@lezer/common';
import { isPartByName } from '../feedback/index.ts';
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

const handed = new WeakMap<PythonNotebook, ReadonlySet<string>>();

/**
 * Whether a name is what a notebook works with: it is loaded from a file, a data set or a server where it is defined, or split off
 * there, or a part of what is loaded, or what a transformer made, or it is handed to a model or a split somewhere, or its name says that it is a part for training or for testing.
 */
export function isWorkedWith(name: string, subject: Expression, notebook: PythonNotebook, names: Names): boolean {
  if (isPartByName(name)) return true;
  const made = names.unpackedDefinition(name, positionOf(subject));
  if (made !== null && isLoading(made.value, names, MOST_STEPS)) return true;
  let known = handed.get(notebook);
  if (known === undefined) {
    known = readHanded(notebook);
    handed.set(notebook, known);
  }
  return known.has(name);
}

/** So many definitions are followed from a part to what it is a part of. */
const MOST_STEPS = 3;

/** `pd.read_csv(…)`, `load_iris().data`, `pd.read_csv(…).dropna()`, `iris.target` and `df['price'].values` of what was loaded, `pca.transform(X)`. */
function isLoading({ cell, node }: Expression, names: Names, steps: number): boolean {
  let isPart = true;
  for (let at: SyntaxNode | null = node; at !== null; at = at.firstChild) {
    const called = calledBy({ cell, node: at }, names);
    if (called !== null && (originOf(called) !== 'code' || /(^|\.)train_test_split$/.test(called))) return true;
    if (at.name === 'CallExpression' && isTransform(at, cell)) return true;
    if (at.name !== 'VariableName' && !isNamedPart(at, cell)) isPart = false;
    if (at.name !== 'VariableName' || !isPart || at === node || steps === 0) continue;
    const whole = names.definition(cell.code.slice(at.from, at.to), positionOf({ cell, node: at }));
    if (whole !== null && isLoading(whole, names, steps - 1)) return true;
  }
  return false;
}

/** `iris.target`, `df['price']`, `df['price'].values`; rows that a condition selects are a step further on. */
function isNamedPart(node: SyntaxNode, { code }: Expression['cell']): boolean {
  if (node.name !== 'MemberExpression') return false;
  const open = node.getChild('[');
  const index = open?.nextSibling ?? null;
  return open === null || (index?.name === 'String' && code.slice(index.to, node.to).trim() === ']');
}

function isTransform(call: SyntaxNode, { code }: Expression['cell']): boolean {
  const method = call.firstChild?.name === 'MemberExpression' ? call.firstChild.lastChild : null;
  return method !== null && /^(fit_)?transform$/.test(code.slice(method.from, method.to));
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
