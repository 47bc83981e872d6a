/** Parts that the code cuts out of one table by their rows: `train, test = df[:n], df[n:]`. */
import { endOf, type Expression, firstChange } from '../python/index.ts';
import type { Around } from './surroundings.ts';

/**
 * Whether two names are nothing but rows of one table at a place: what both have in common, the code says, and neither
 * went through a step since. False where the code leaves it open.
 */
export function areCutFromOne(one: string, other: string, { at, notebook, names }: Around): boolean {
  const cuts = [one, other].map((name) => {
    const value = names.definition(name, at);
    return value === null ? null : { value, table: cutTable(value) };
  });
  const [first, second] = cuts;
  if (!first?.table || !second || first.table !== second.table) return false;
  return cuts.every((cut) => cut !== null && !isChangedSince(cut.value, { at, notebook, names }));
}

/** Whether what an assignment bound, or a table that it names, may have changed since. */
function isChangedSince(value: Expression, { at, notebook, names }: Around): boolean {
  const { parent } = value.node;
  const target = parent?.name === 'AssignStatement' ? parent.firstChild : null;
  if (target?.name !== 'VariableName') return false;
  return firstChange({ cell: value.cell, node: target }, { after: endOf(value), before: at }, notebook, names) !== null;
}

/** The table that an expression takes rows out of, as it is written; null for anything else. */
function cutTable({ cell, node }: Expression): string | null {
  const text = withoutSteps(cell.code.slice(node.from, node.to));
  const open = text.indexOf('[');
  if (open < 0 || !text.endsWith(']')) return null;
  const table = text.slice(0, open).replace(/\.i?loc$/, '');
  if (!/^[\p{L}_][\p{L}\d_.]*$/u.test(table)) return null;
  return isOfRows(text.slice(open + 1, -1)) ? table : null;
}

/** `0:int(n * 0.7)`, `n:, :`, `df.day <= 401`; not `'day'`, `['a', 'b']`, `:, 0:3`. */
function isOfRows(index: string): boolean {
  const selection = index.trim().replace(/,\s*:$/, '').trim();
  if (selection === '' || selection === ':' || /^['"[]/.test(selection) || /^:\s*,/.test(selection)) return false;
  return /^[^,]*:[^,]*$/.test(selection) || /[<>=]=|[<>]/.test(selection);
}

/** Without what makes another object of the same rows and columns. */
function withoutSteps(text: string): string {
  let rest = text.trim();
  for (const step of ['.copy()', '.reset_index(drop=True)', '.copy()']) {
    if (rest.endsWith(step)) rest = rest.slice(0, -step.length);
  }
  return rest;
}
