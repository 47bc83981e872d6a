/** The parts into which a notebook splits its data. */
import type { Expression, Names, Position } from '../python/index.ts';
import { calledBy } from './match.ts';

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
