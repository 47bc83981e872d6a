/** How many rows a score is a share of, as far as the notebook says. */
import type { SyntaxNode } from '@lezer/common';
import type { Evidence } from '../evidence/index.ts';
import { compilePattern, type Expression, matchPattern, type Names, type PythonNotebook } from '../python/index.ts';
import { elementParts } from './pairs.ts';
import { calledBy, positionOf } from './match.ts';
import { argumentsOf, partOfSplit } from './split.ts';
import type { Part, Situation } from './types.ts';

/** Rows of data sets of which a part may have fewer than a hundred. */
const DATA_SETS: ReadonlyMap<string, number> = new Map([
  ['sklearn.datasets.load_iris', 150],
  ['sklearn.datasets.load_wine', 178],
  ['sklearn.datasets.load_breast_cancer', 569],
  ['sklearn.datasets.load_diabetes', 442],
  ['sklearn.datasets.load_linnerud', 20],
  ['sklearn.datasets.load_digits', 1797],
]);

/** Rows of the test parts of data sets of Keras. */
const TEST_PARTS: ReadonlyMap<string, number> = new Map([
  ['mnist', 10_000],
  ['fashion_mnist', 10_000],
  ['cifar10', 10_000],
  ['cifar100', 10_000],
  ['imdb', 25_000],
  ['reuters', 2246],
  ['boston_housing', 102],
]);

type Around = Pick<Situation, 'subject' | 'names' | 'notebook' | 'shownElsewhere'>;

/** So many definitions are followed. */
const MOST_STEPS = 6;

/**
 * The number of rows that a score of this subject was taken from: of `y_test` in `accuracy_score(y_test, pred)`. From a shape or length that
 * the notebook shows, from the rows that a report counted, or from a split of data of a known size. Null where nothing says it.
 */
export function scoredRows(situation: Around): number | null {
  const all = rowsShown(situation);
  const { names } = situation;
  const seen: Seen = (name) =>
    all.get(textOf(name))?.find((shown) => bindingOf(shown.name, names) === bindingOf(name, names))?.rows ?? null;
  return rowsOf(situation.subject, names, seen, MOST_STEPS);
}

/** The rows that the notebook shows of a name while it is bound to the same: what is done with it seldom changes how many there are. */
type Seen = (name: Expression) => number | null;

/** Where a name was given what it holds; empty where that is not known. */
function bindingOf(name: Expression, names: Names): string {
  const value = names.unpackedDefinition(textOf(name), positionOf(name))?.value;
  return value === undefined ? '' : `${value.cell.index}:${value.node.from}`;
}

interface Shown {
  readonly name: Expression;
  readonly rows: number;
}

function rowsOf(expression: Expression, names: Names, seen: Seen, steps: number): number | null {
  if (steps === 0) return null;
  for (const name of dataNames(expression, names)) {
    const rows = rowsOfName(name, names, seen, steps - 1);
    if (rows !== null) return rows;
  }
  return rowsMade(expression, names);
}

function rowsOfName(name: Expression, names: Names, seen: Seen, steps: number): number | null {
  const text = textOf(name);
  const shown = seen(name);
  if (shown !== null) return shown;
  const made = names.unpackedDefinition(text, positionOf(name));
  if (made === null) return null;
  const part = partOfSplit(text, positionOf(name), names);
  if (part === null) return rowsOf(made.value, names, seen, steps);
  const whole = part.data === null ? null : rowsOf(part.data, names, seen, steps);
  return part.size(whole);
}

/** Of a data set that comes in one size, or that is made in the size the code says. */
function rowsMade(expression: Expression, names: Names): number | null {
  const called = calledBy(expression, names) ?? '';
  const known = DATA_SETS.get(called);
  const keras = /(?:^|\.)keras\.datasets\.(\w+)\.load_data$/.exec(called)?.[1];
  if (keras !== undefined) return TEST_PARTS.get(keras) ?? null;
  if (known !== undefined || !called.startsWith('sklearn.datasets.make_')) return known ?? null;
  const { positional, keywords } = argumentsOf(expression);
  const size = keywords.get('n_samples') ?? positional[0];
  return size === undefined ? 100 : integerIn(textOf(size));
}

/**
 * The names that an expression takes its rows from: those of the arguments of a call, or, where there are none, what it is
 * called on, `df` of `df.dropna()`; what a model is, that is asked for a score, does not count.
 */
function dataNames(expression: Expression, names: Names): Expression[] {
  const { cell, node } = expression;
  const found: Expression[] = [];
  const collect = (part: SyntaxNode): void =>
    part.cursor().iterate((ref) => {
      if (ref.name !== 'VariableName') return;
      const isArgument = ref.node.parent?.name === 'ArgList' && ref.node.nextSibling?.name === 'AssignOp';
      const name = { cell, node: ref.node };
      if (!isArgument && names.canonical(name) === null) found.push(name);
    });
  const given = node.name === 'CallExpression' ? node.getChild('ArgList') : null;
  if (given !== null) collect(given);
  if (found.length === 0) collect(node);
  return found;
}

const known = new WeakMap<PythonNotebook, ReadonlyMap<string, readonly Shown[]>>();

/** By name. */
function rowsShown({ notebook, names, shownElsewhere }: Around): ReadonlyMap<string, readonly Shown[]> {
  let shown = known.get(notebook);
  if (shown === undefined) {
    const parts = (shownElsewhere?.() ?? []).flatMap((part) => [part, ...elementParts(part.subject, part.evidence)]);
    shown = byName(parts.flatMap((part) => rowsIn(part, names) ?? []));
    known.set(notebook, shown);
  }
  return shown;
}

function byName(all: readonly Shown[]): Map<string, Shown[]> {
  const found = new Map<string, Shown[]>();
  for (const shown of all) found.set(textOf(shown.name), [...(found.get(textOf(shown.name)) ?? []), shown]);
  return found;
}

const FORMS = [
  { pattern: compilePattern('$N.shape'), rows: firstItem },
  { pattern: compilePattern('$N.shape[0]'), rows: integer },
  { pattern: compilePattern('len($N)'), rows: integer },
  { pattern: compilePattern('sklearn.metrics.classification_report($N, $...A)'), rows: supportIn },
] as const;

function rowsIn({ subject, evidence }: Part, names: Names): Shown | null {
  if (evidence === null) return null;
  for (const { pattern, rows } of FORMS) {
    const name = matchPattern(pattern, subject, names)?.get('N')?.nodes[0];
    const count = name === undefined ? null : rows(evidence);
    if (name !== undefined && count !== null && count > 0) return { name, rows: count };
  }
  return null;
}

function firstItem(evidence: Evidence): number | null {
  const [first] = evidence.kind === 'sequence' ? evidence.items : [];
  return first === undefined ? null : integer(first);
}

function integer(evidence: Evidence): number | null {
  return evidence.kind === 'scalar' && evidence.type === 'int' && typeof evidence.value === 'number' ? evidence.value : null;
}

function supportIn(evidence: Evidence): number | null {
  const support = evidence.kind === 'report' ? evidence.fields.support : null;
  return typeof support === 'number' ? support : null;
}

function integerIn(text: string): number | null {
  const value = Number(text.replaceAll('_', ''));
  return Number.isInteger(value) ? value : null;
}

function textOf({ cell, node }: Expression): string {
  return cell.code.slice(node.from, node.to);
}
