/** The parts into which a notebook splits its data. */
import type { SyntaxNode } from '@lezer/common';
import { callArguments, endOf, evaluationOf, type Expression, firstChange, isStable, type Names, type Position, type PythonNotebook, stabilityOf } from '../python/index.ts';
import { calledBy, positionOf } from './match.ts';

const SPLITS = new Set(['sklearn.model_selection.train_test_split', 'sklearn.cross_validation.train_test_split']);

/**
 * The name of the training part that one visible `train_test_split` made together with the held-out part `name`: `X_train` for
 * `X_test`. Null for a training part, and where the code leaves open what either is at `at`.
 */
export function trainingPart(name: string, at: Position, names: Names): string | null {
  const made = names.unpackedDefinition(name, at);
  const [slot, deeper] = made?.slots ?? [];
  if (made === null || slot === undefined || deeper !== undefined || slot.index % 2 === 0) return null;
  if (!SPLITS.has(calledBy(made.value, names) ?? '')) return null;
  const targets = targetsOf(made.value).map(textOf);
  const other = targets[slot.index - 1];
  if (targets.length !== slot.of || targets[slot.index] !== name || other === undefined) return null;
  return isMadeBy(made.value, names.unpackedDefinition(other, at)?.value) ? other : null;
}

/** A part of split data: the data it was split from, and how many rows it has, given those of the whole. */
export interface SplitPart {
  /** Null where the call does not say it plainly. */
  readonly data: Expression | null;
  size(whole: number | null): number | null;
}

/** The part of a visible `train_test_split` that `name` is; null for anything else. */
export function partOfSplit(name: string, at: Position, names: Names): SplitPart | null {
  const made = names.unpackedDefinition(name, at);
  const [slot] = made?.slots ?? [];
  if (made === null || slot === undefined || !SPLITS.has(calledBy(made.value, names) ?? '')) return null;
  const { positional, keywords } = argumentsOf(made.value);
  const isTest = slot.index % 2 === 1;
  const given = keywords.get('test_size') ?? null;
  const share = given === null ? (keywords.has('train_size') ? null : 0.25) : numberIn(given, names);
  const tested = (whole: number | null) =>
    share === null || (share < 1 && whole === null) ? null : share < 1 ? Math.ceil((whole ?? 0) * share) : share;
  return {
    data: positional[Math.floor(slot.index / 2)] ?? null,
    size: (whole) => {
      const test = tested(whole);
      if (isTest || test === null) return test;
      return whole === null ? null : whole - test;
    },
  };
}

/** The arguments of a call, but for those that are unpacked. */
export function argumentsOf({ cell, node }: Expression): {
  readonly positional: readonly Expression[];
  readonly keywords: ReadonlyMap<string, Expression>;
} {
  const given = callArguments(cell, node).filter(({ star }) => star === '');
  return {
    positional: given.flatMap(({ name, value }) => (name === null ? [{ cell, node: value }] : [])),
    keywords: new Map(given.flatMap(({ name, value }) => (name === null ? [] : [[name, { cell, node: value }] as const]))),
  };
}

/** A number that the code says, directly or by a name. */
function numberIn(expression: Expression, names: Names): number | null {
  const { cell, node } = expression;
  const text = cell.code.slice(node.from, node.to);
  if (node.name === 'Number') return Number(text);
  const definition = node.name === 'VariableName' ? names.definition(text, positionOf(expression)) : null;
  return definition?.node.name === 'Number' ? numberIn(definition, names) : null;
}

/**
 * The names of the parts that one visible `train_test_split` made of what `name` is a part of, itself among them, so that no
 * row of the whole is missing; null where the code leaves open what they are at `at` or has changed one since, and where
 * what is split is not the same on every run.
 */
export function splitParts(name: string, at: Position, notebook: PythonNotebook, names: Names): readonly string[] | null {
  const made = names.unpackedDefinition(name, at);
  const [slot, deeper] = made?.slots ?? [];
  if (made === null || slot === undefined || deeper !== undefined || !SPLITS.has(calledBy(made.value, names) ?? '')) return null;
  if (leavesRowsOut(made.value)) return null;
  if (!argumentsOf(made.value).positional.every((one) => isStable(stabilityOf(one, notebook, names)))) return null;
  const targets = targetsOf(made.value).map(textOf);
  const first = slot.index - (slot.index % 2);
  const parts = targets.slice(first, first + 2);
  const isWhole = targets.length === slot.of && parts.length === 2 && targets[slot.index] === name;
  return isWhole && parts.every((part) => isUnchangedPart(part, made.value, at, notebook, names)) ? parts : null;
}

/** What one split was made of, and the names of its two parts. */
export interface WholeAndParts {
  /** As it is written in the call. */
  readonly whole: string;
  readonly parts: readonly [string, string];
}

/**
 * Everything that the visible `train_test_split` was given which made `name`, each with its two parts, in the order of the call; null
 * where rows may be missing from them, or the code leaves open what one of them is at `at`. That nothing has changed since is not said.
 */
export function splitWholes(name: string, at: Position, notebook: PythonNotebook, names: Names): readonly WholeAndParts[] | null {
  const made = names.unpackedDefinition(name, at)?.value;
  if (made === undefined || !SPLITS.has(calledBy(made, names) ?? '') || leavesRowsOut(made)) return null;
  const wholes = argumentsOf(made).positional;
  const targets = targetsOf(made).map(textOf);
  const isPlain = targets.length === 2 * wholes.length && new Set(targets).size === targets.length && targets.includes(name);
  if (!isPlain || !targets.every((target) => isMadeBy(made, names.unpackedDefinition(target, at)?.value))) return null;
  const isSaid = (whole: Expression) => evaluationOf(whole, notebook, names).kind === 'free' && isMeantStill(whole, at, names);
  if (!wholes.every(isSaid)) return null;
  return wholes.map((whole, index) => ({ whole: textOf(whole), parts: [targets[2 * index]!, targets[2 * index + 1]!] }));
}

/** Whether the names in an expression are bound at `at` where they were bound for it. */
function isMeantStill({ cell, node }: Expression, at: Position, names: Names): boolean {
  let found = false;
  let isSame = true;
  node.cursor().iterate((child) => {
    if (child.name !== 'VariableName') return;
    const name = textOf({ cell, node: child.node });
    const [then, now] = [positionOf({ cell, node }), at].map((place) => names.unpackedDefinition(name, place)?.value);
    if (then !== undefined) found = true;
    if (then === undefined ? now !== undefined : !isMadeBy(then, now)) isSame = false;
  });
  return found && isSame;
}

function leavesRowsOut(call: Expression): boolean {
  return /\btrain_size\b[^]*\btest_size\b|\btest_size\b[^]*\btrain_size\b|\*/.test(textOf(call));
}

function isUnchangedPart(part: string, value: Expression, at: Position, notebook: PythonNotebook, names: Names): boolean {
  if (!isMadeBy(value, names.unpackedDefinition(part, at)?.value)) return false;
  const made = targetsOf(value).find((target) => textOf(target) === part);
  if (made === undefined) return false;
  return firstChange(made, { after: endOf(made), before: at }, notebook, names) === null;
}

/** The names that the assignment of a value binds, in its order, where it binds nothing but names. */
function targetsOf({ cell, node }: Expression): Expression[] {
  const found: SyntaxNode[] = [];
  const statement = node.parent?.name === 'AssignStatement' ? node.parent : null;
  for (let child = statement?.firstChild ?? null; child !== null && child.name !== 'AssignOp'; child = child.nextSibling) {
    if (child.name === 'VariableName') found.push(child);
    else if (/^(Tuple|Array|Parenthesized)Expression$/.test(child.name)) found.push(...child.getChildren('VariableName'));
  }
  return found.map((target) => ({ cell, node: target }));
}

function textOf({ cell, node }: Expression): string {
  return cell.code.slice(node.from, node.to);
}

function isMadeBy(value: Expression, other: Expression | undefined): boolean {
  return other !== undefined && other.cell.index === value.cell.index && other.node.from === value.node.from;
}
