/** What the rest of a notebook says about a name that a template has bound. */
import type { Evidence } from '../evidence/index.ts';
import { type Expression, firstChange, type Names, type Position, type PythonNotebook } from '../python/index.ts';
import { positionOf } from './match.ts';
import type { Situation } from './types.ts';
import { wordsOfText } from './words.ts';

/** A place in the code of a notebook, with what its names mean. */
export interface Around {
  readonly at: Position;
  readonly notebook: PythonNotebook;
  readonly names: Names;
}

/**
 * Whether an expression, as it is written, was shown as a table in front of the subject and has not changed since:
 * `y.value_counts()` of a table with one column looks like that of a column, and a table has no `unique()`.
 */
export function isShownAsTable(source: string, situation: Situation): boolean {
  const { subject, names, notebook } = situation;
  const before = positionOf(subject);
  return (situation.shownElsewhere?.() ?? []).some((part) => {
    if (!isAboutTable(part.evidence) || !isLookAt(part.subject.source, source)) return false;
    const after = positionOf(part.subject, true);
    const isAbove = after.cell < before.cell || (after.cell === before.cell && after.offset <= before.offset);
    return isAbove && firstChange(part.subject, { after, before }, notebook, names) === null;
  });
}

function isAboutTable(evidence: Evidence | null): boolean {
  return evidence?.kind === 'table' || (evidence?.kind === 'report' && evidence.report === 'info');
}

function isLookAt(look: string, source: string): boolean {
  return look === source || /^\.(head|tail|sample|info)\(/.test(look.startsWith(source) ? look.slice(source.length) : '');
}

/** Whether the notebook asks for a third size of an expression, `X.shape[2]`: then the second one counts no columns. */
export function hasThirdSize(source: string, { notebook }: Situation): boolean {
  return notebook.cells.some(({ code }) => code.includes(`${source}.shape[2]`));
}

/** Whether code is one name, and nothing is asked of it. */
export function isPlainName(source: string): boolean {
  return /^[\p{L}_][\p{L}\d_]*$/u.test(source);
}

/** What code is bound to where it is a plain name, or null. */
export function bindingOf(source: string, { at, names }: Pick<Around, 'at' | 'names'>): Expression | null {
  return isPlainName(source) ? names.definition(source, at) : null;
}

/** What a name is bound to, as it is written; empty where the code leaves it open. */
export function definitionOf(name: string, around: Around): string {
  const made = bindingOf(name, around);
  return made === null ? '' : made.cell.code.slice(made.node.from, made.node.to);
}

/** Words of what the notebook appends to a list: `scores.append(rmse)` → rmse. */
export function wordsAddedTo(name: string, { notebook }: Situation): string[] {
  if (!isPlainName(name)) return [];
  const call = `${name}.append(`;
  return notebook.cells.flatMap(({ code }) => {
    const found: string[] = [];
    for (let at = code.indexOf(call); at >= 0; at = code.indexOf(call, at + call.length)) {
      const end = code.indexOf('\n', at);
      found.push(...wordsOfText(code.slice(at + call.length, end < 0 ? undefined : end)));
    }
    return found;
  });
}

/** The name that the statement of an expression gives it, `history` of `history = model.fit(X, y)`; null where it gives none, or several. */
export function targetOf({ cell, node }: Expression): Expression | null {
  const { parent } = node;
  const target = parent?.name === 'AssignStatement' && parent.lastChild?.from === node.from ? parent.firstChild : null;
  if (target?.name !== 'VariableName' || target.nextSibling?.nextSibling?.from !== node.from) return null;
  return { cell, node: target };
}

/** That name, where the cell leaves it at that. */
export function assignedName({ subject, names }: Pick<Situation, 'subject' | 'names'>): string | null {
  const { cell, node } = subject;
  const target = targetOf(subject);
  if (target === null) return null;
  const name = cell.code.slice(target.node.from, target.node.to);
  const made = names.definition(name, { cell: cell.index, offset: cell.code.length });
  return made?.cell === cell && made.node.from === node.from ? name : null;
}
