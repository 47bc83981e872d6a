/** Faults of code: every place of a notebook where one can be made. */

import type { SyntaxNode } from '@lezer/common';
import { isPython, type Notebook } from '../../notebook/index.ts';
import {
  expressionAt,
  lineNumbers,
  type Names,
  type PythonCell,
  parseNotebookCode,
  readNames,
} from '../../python/index.ts';
import { scoredOnTraining } from './held-out.ts';
import type { CodeFault } from './kinds.ts';
import { pick, seeded } from './random.ts';

/** What is looked at to find the faults of one cell. */
interface Place {
  readonly cell: PythonCell;
  readonly names: Names;
  readonly random: () => number;
}

type Found = Pick<CodeFault, 'kind' | 'edits' | 'what'> & { readonly at: number; readonly idleIf?: string };

/**
 * All faults that can be made in the notebook's own Python, in document order; cells that nbassert inserted are left out.
 * The seed decides about the value that takes the place of another. Pure.
 */
export function codeFaults(notebook: Notebook, seed: number): CodeFault[] {
  const code = parseNotebookCode(isPython(notebook.language) ? notebook.cells : []);
  const names = readNames(code);
  const random = seeded(seed);
  const own = code.cells.filter(
    ({ index, problem }) => problem === null && notebook.cells[index]?.tags.includes('nbassert') !== true,
  );
  const found = own.flatMap((cell) => {
    const lineOf = lineNumbers(cell.source);
    return faultsOf({ cell, names, random }).map(
      ({ kind, edits, what, at, idleIf = null }): CodeFault => ({ kind, cell: cell.index, line: lineOf(at), edits, what, idleIf }),
    );
  });
  return [...found, ...scoredOnTraining(own, names)];
}

/** The notebook with the fault in it. Its cells alone are changed, not its text: for running, not for saving. */
export function withCodeFault(notebook: Notebook, fault: CodeFault): Notebook {
  const cells = notebook.cells.map((cell) => {
    const edits = fault.edits.filter((edit) => edit.cell === cell.index).sort((a, b) => b.from - a.from);
    if (edits.length === 0) return cell;
    const source = edits.reduce(
      (text, { from, to, text: fresh }) => text.slice(0, from) + fresh + text.slice(to),
      cell.source,
    );
    return { ...cell, source };
  });
  return { ...notebook, cells };
}

function faultsOf(place: Place): Found[] {
  const found: Found[] = [];
  place.cell.tree.iterate({
    enter: ({ name, node }) => {
      if (name === 'CallExpression') found.push(...hyperParameters(node, place), ...metric(node, place));
      found.push(...removedStep(node, place));
    },
  });
  return found;
}

// --- hyper-parameters

const LIBRARIES = /^(sklearn|xgboost|lightgbm|catboost|keras|tensorflow|torch|statsmodels)\b/;
/** They decide about luck, speed or talk, not about the model. */
const NO_PARAMETERS =
  /^(random_state|seed|random_seed|verbose|verbosity|n_jobs|copy|copy_X|cache_size|max_iter|tol|warm_start|return_.*|.*_callback)$/;
const ESTIMATOR = /\.[A-Z]\w*$/;
const WITH_PARAMETERS = new Set(['sklearn.model_selection.train_test_split']);

function hyperParameters(call: SyntaxNode, place: Place): Found[] {
  const { cell, random } = place;
  const called = canonicalOf(call, place);
  if (called === null || !(LIBRARIES.test(called) && (ESTIMATOR.test(called) || WITH_PARAMETERS.has(called))))
    return [];
  return argumentsOf(call, cell.code).flatMap(({ name, value, whole }): Found[] => {
    if (name === null || NO_PARAMETERS.test(name)) return [];
    const before = cell.source.slice(value.from, value.to);
    const after = otherValue(value, before, random);
    if (after === null) return [];
    const made = (text: string, edit: Found['edits'][number]): Found => ({
      kind: 'hyper-parameter',
      at: value.from,
      edits: [edit],
      what: `\`${name}=${before}\` ${text} in \`${called.split('.').at(-1)}\``,
    });
    const changed = made(`became \`${name}=${after}\``, editOf(cell, value, after));
    const left = { ...made('was left out', editOf(cell, whole, '')), idleIf: isDefault(called, name, before) };
    return [changed, left];
  });
}

/** Python that tells whether `name` of a class or function is `value` also where it is not given. */
function isDefault(called: string, name: string, value: string): string {
  const at = called.lastIndexOf('.');
  const found = `getattr(__import__('importlib').import_module('${called.slice(0, at)}'), '${called.slice(at + 1)}')`;
  return `__import__('inspect').signature(${found}).parameters['${name}'].default == ${value}`;
}

/** Another value of the same type; null for what is no plain number or truth. */
function otherValue(node: SyntaxNode, text: string, random: () => number): string | null {
  if (node.name === 'Boolean') return text === 'True' ? 'False' : 'True';
  const value = Number(text.replaceAll('_', ''));
  if (node.name !== 'Number' || !Number.isFinite(value) || value <= 0) return null;
  const whole = /^\d[\d_]*$/.test(text);
  const share = !whole && value < 1;
  const others = [value / 10, share ? (1 + value) / 2 : value * 10].map((it) =>
    whole ? Math.max(1, Math.round(it)) : Number(it.toPrecision(6)),
  );
  const other = pick(
    others.filter((it) => it !== value),
    random,
  );
  return whole || String(other).includes('.') || String(other).includes('e') ? String(other) : `${other}.0`;
}

// --- metrics

/** What is easily taken for one another, with the same arguments. */
const METRICS: Readonly<Record<string, readonly string[]>> = {
  accuracy_score: ['balanced_accuracy_score', 'zero_one_loss', 'cohen_kappa_score'],
  balanced_accuracy_score: ['accuracy_score'],
  precision_score: ['recall_score', 'f1_score'],
  recall_score: ['precision_score', 'f1_score'],
  f1_score: ['precision_score', 'recall_score', 'jaccard_score'],
  mean_squared_error: ['mean_absolute_error', 'root_mean_squared_error'],
  root_mean_squared_error: ['mean_squared_error', 'mean_absolute_error'],
  mean_absolute_error: ['mean_squared_error', 'median_absolute_error'],
  median_absolute_error: ['mean_absolute_error'],
  r2_score: ['mean_absolute_percentage_error', 'mean_absolute_error'],
  roc_auc_score: ['average_precision_score'],
  average_precision_score: ['roc_auc_score'],
  log_loss: ['brier_score_loss'],
  silhouette_score: ['calinski_harabasz_score', 'davies_bouldin_score'],
  adjusted_rand_score: ['rand_score', 'homogeneity_score'],
};

function metric(call: SyntaxNode, place: Place): Found[] {
  const [, name] = /^sklearn\.metrics\.(\w+)$/.exec(canonicalOf(call, place) ?? '') ?? [];
  const others = name === undefined || !Object.hasOwn(METRICS, name) ? [] : METRICS[name]!;
  const callee = call.firstChild;
  if (callee === null || others.length === 0) return [];
  const other = pick(others, place.random);
  const reached = `__import__('sklearn.metrics').metrics.${other}`;
  return [
    {
      kind: 'metric-swapped',
      at: callee.from,
      edits: [editOf(place.cell, callee, reached)],
      what: `\`${name}\` became \`${other}\``,
    },
  ];
}

// --- cleaning steps

const STEPS = /^(dropna|fillna|drop_duplicates|interpolate|ffill|bfill|clip|drop|strip|fit_transform)$/;

/** A call that gives its object back unchanged, a statement that changes it in place and is passed over, a filter. */
function removedStep(node: SyntaxNode, { cell }: Place): Found[] {
  if (node.name === 'CallExpression') return removedCall(node, cell);
  if (node.name === 'AssignStatement') return removedFilter(node, cell);
  return [];
}

function removedCall(call: SyntaxNode, cell: PythonCell): Found[] {
  const member = call.firstChild;
  const method = member?.name === 'MemberExpression' ? member.lastChild : null;
  const object = member?.firstChild;
  if (method?.name !== 'PropertyName' || object == null) return [];
  const name = cell.code.slice(method.from, method.to);
  if (!STEPS.test(name)) return [];
  const text = (node: { from: number; to: number }) => cell.source.slice(node.from, node.to);
  const given = argumentsOf(call, cell.code);
  const isInPlace = given.some(
    ({ name: argument, value }) => argument === 'inplace' && text(value) === 'True',
  );
  const step = (kept: string): Found => ({
    kind: 'step-removed',
    at: call.from,
    edits: [editOf(cell, call, kept)],
    what: `\`${short(text(call))}\` was left out`,
  });
  if (name !== 'fit_transform') return [step(isInPlace ? 'None' : text(object))];
  const [first] = given;
  return first === undefined || first.name !== null ? [] : [step(text(first.value))];
}

/** `df = df[df.age > 0]` */
function removedFilter(statement: SyntaxNode, cell: PythonCell): Found[] {
  const target = statement.firstChild;
  const value = statement.lastChild;
  const text = (node: SyntaxNode) => cell.code.slice(node.from, node.to);
  if (target?.name !== 'VariableName' || value?.name !== 'MemberExpression') return [];
  const object = value.firstChild;
  const condition = object?.nextSibling?.name === '[' ? object.nextSibling.nextSibling : null;
  if (object == null || condition === null || text(object) !== text(target)) return [];
  if (!['BinaryExpression', 'UnaryExpression', 'CallExpression'].includes(condition.name)) return [];
  return [
    {
      kind: 'step-removed',
      at: statement.from,
      edits: [editOf(cell, value, text(target))],
      what: `\`${short(text(statement))}\` was left out`,
    },
  ];
}

// --- trees

function canonicalOf(call: SyntaxNode, { cell, names }: Pick<Place, 'cell' | 'names'>): string | null {
  const callee = call.firstChild;
  return callee === null ? null : names.canonical(expressionAt(cell, callee));
}

interface Argument {
  /** Of a keyword argument. */
  readonly name: string | null;
  readonly value: SyntaxNode;
  /** The argument with the comma that goes with it. */
  readonly whole: { readonly from: number; readonly to: number };
}

function argumentsOf(call: SyntaxNode, code: string): Argument[] {
  const list = call.getChild('ArgList');
  const found: Argument[] = [];
  for (let node = list?.firstChild ?? null; node !== null; node = node.nextSibling) {
    if (!/^[A-Z]/.test(node.name) || node.name === 'Comment') continue;
    const named = node.name === 'VariableName' && node.nextSibling?.name === 'AssignOp';
    const first = node;
    const value = named ? (node.nextSibling?.nextSibling ?? node) : node;
    node = value;
    const comma = value.nextSibling?.name === ',' ? value.nextSibling : null;
    const before = first.prevSibling?.name === ',' ? first.prevSibling : null;
    const whole = { from: comma === null ? (before ?? first).from : first.from, to: (comma ?? value).to };
    found.push({ name: named ? code.slice(first.from, first.to) : null, value, whole });
  }
  return found;
}

function editOf(
  { index }: PythonCell,
  { from, to }: { readonly from: number; readonly to: number },
  text: string,
): Found['edits'][number] {
  return { cell: index, from, to, text };
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

