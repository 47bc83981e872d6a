/** The parts into which a notebook splits its data. */
import type { SyntaxNode } from '@lezer/common';
import { endOf, type Expression, firstChange, isStable, type Names, type Position, type PythonNotebook, stabilityOf } from '../python/index.ts';
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
  const targets = targetsOf(made.value);
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

/** The arguments of a call, as far as they are not unpacked. */
export function argumentsOf({ cell, node }: Expression): {
  readonly positional: readonly Expression[];
  readonly keywords: ReadonlyMap<string, Expression>;
} {
  const positional: Expression[] = [];
  const keywords = new Map<string, Expression>();
  for (let at = node.getChild('ArgList')?.firstChild ?? null; at !== null; at = at.nextSibling) {
    if (/^[(),*]|^Comment$/.test(at.name)) continue;
    const value = at.nextSibling?.name === 'AssignOp' ? at.nextSibling.nextSibling : null;
    if (value === null) positional.push({ cell, node: at });
    else {
      keywords.set(cell.code.slice(at.from, at.to), { cell, node: value });
      at = value;
    }
  }
  return { positional, keywords };
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
  if (/\btrain_size\b[^]*\btest_size\b|\btest_size\b[^]*\btrain_size\b|\*\*/.test(textOf(made.value))) return null;
  if (!argumentsOf(made.value).positional.every((one) => isStable(stabilityOf(one, notebook, names)))) return null;
  const targets = targetsOf(made.value);
  const first = slot.index - (slot.index % 2);
  const parts = targets.slice(first, first + 2);
  const isWhole = targets.length === slot.of && parts.length === 2 && targets[slot.index] === name;
  return isWhole && parts.every((part) => isUnchangedPart(part, made.value, at, notebook, names)) ? parts : null;
}

function isUnchangedPart(part: string, value: Expression, at: Position, notebook: PythonNotebook, names: Names): boolean {
  if (!isMadeBy(value, names.unpackedDefinition(part, at)?.value)) return false;
  const statement = value.node.parent;
  const target = statement === null ? undefined : targetNodes(statement).find((node) => textOf({ cell: value.cell, node }) === part);
  if (target === undefined) return false;
  const made = { cell: value.cell, node: target };
  return firstChange(made, { after: endOf(made), before: at }, notebook, names) === null;
}

function targetNodes(statement: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = statement.firstChild; child !== null && child.name !== 'AssignOp'; child = child.nextSibling) {
    if (child.name === 'VariableName') found.push(child);
    else if (/^(Tuple|Array|Parenthesized)Expression$/.test(child.name)) found.push(...child.getChildren('VariableName'));
  }
  return found;
}

function textOf({ cell, node }: Expression): string {
  return cell.code.slice(node.from, node.to);
}

/** The plain names in front of the `=`. */
function targetsOf({ cell, node }: Expression): string[] {
  const statement = node.parent;
  if (statement?.name !== 'AssignStatement') return [];
  const text = cell.code.slice(statement.from, node.from).replace(/[=()[\]\s]/g, '');
  return text.split(',').filter((name) => name !== '');
}

function isMadeBy(value: Expression, other: Expression | undefined): boolean {
  return other !== undefined && other.cell.index === value.cell.index && other.node.from === value.node.from;
}
