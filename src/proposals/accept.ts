import type { Feedback, Subject } from '../feedback/index.ts';
import type { Expression, PythonCell } from '../python/index.ts';
import { type Situation, type Suggestion, suggest, suggestAgain, targetOf } from '../templates/index.ts';
import { type CellState, place } from './placement.ts';
import { squeezed, squeezedAsserts } from './squeezed.ts';
import type { Work } from './work.ts';
import type { Placement, Reason } from './types.ts';

/** A suggestion that may be written, with its place. */
export interface Asserted {
  /** As it will be written; with the bound name where its subject had to be bound. */
  readonly suggestion: Suggestion;
  readonly placement: Placement;
  readonly why: readonly string[];
}

export interface Refused {
  readonly reason: Reason;
  readonly why: string;
}

/**
 * Rules 2 and 3 for one suggestion: where its assert can stand so that what it evaluates is still what was shown,
 * and costs nothing. A subject that has to be bound is suggested again under its new name.
 */
export function placeSuggestion(
  suggestion: Suggestion,
  situation: Situation,
  work: Work,
): Asserted | Refused {
  const { feedback } = situation;
  const found = place(
    evaluatedBy(suggestion, situation),
    feedback,
    work.options.placement,
    cellState(feedback, work),
    work.code,
    work.names,
  );
  if ('reason' in found) return found;
  const { placement, why } = found;
  if (placement.kind === 'new-cell' || placement.bind === null) return { suggestion, placement, why };
  const bound = { ...situation, boundTo: placement.bind.name };
  const renamed = likest(suggestion, suggestAgain(work.library, suggestion.template, bound));
  if (renamed === null || mentions(renamed, situation.subject.source))
    return { reason: 'side-effect', why: why.join(' ') };
  return { suggestion: renamed, placement, why };
}

/** The author's expressions that the asserts evaluate once more: the whole subject, or the parts of it they use. */
function evaluatedBy(suggestion: Suggestion, { subject, feedback }: Situation): Expression[] {
  if (mentions(suggestion, subject.source)) return [subject];
  const target = targetOf(subject);
  if (target !== null && mentions(suggestion, sourceOf(target.cell, target.node))) return [target];
  const captured = [...suggestion.captures.values()].flatMap((capture) => capture.nodes);
  const used = captured.filter((expression) => {
    const { cell, node } = expression;
    // What a definition elsewhere holds is the concern of the match: it writes nothing that changed since.
    return cell.index === feedback.cell && mentions(suggestion, sourceOf(cell, node));
  });
  return used.length > 0 ? used : [subject];
}

function mentions(suggestion: Suggestion, source: string): boolean {
  const wanted = squeezed(source);
  return squeezedAsserts(suggestion).some((assert) => assert.includes(wanted));
}

function sourceOf(cell: PythonCell, node: Subject['node']): string {
  return cell.source.slice(node.from, node.to);
}

/** Where an earlier run bound the subject to a name: the suggestion as that run made it, about the expression; else null. */
export function suggestionBeforeBinding(
  suggestion: Suggestion,
  situation: Situation,
  work: Work,
): Suggestion | null {
  const before = situationBeforeBinding(situation, work);
  return before === null ? null : again(suggestion, before, work);
}

/** Whether the run that bound the subject to its name could have said this too; if not, saying it now would be one more run's work. */
export function isSaidOfBinding(suggestion: Suggestion, situation: Situation, work: Work): boolean {
  const before = situationBeforeBinding(situation, work);
  if (before === null || again(suggestion, before, work) === null) return false;
  const renamed = again(suggestion, { ...before, boundTo: situation.subject.source }, work);
  return renamed !== null && !mentions(renamed, before.subject.source);
}

function situationBeforeBinding(situation: Situation, { names }: Work): Situation | null {
  const { cell, node } = situation.subject;
  if (node.name !== 'VariableName') return null;
  const at = { cell: cell.index, offset: node.from };
  const bound = names.definition(sourceOf(cell, node), at);
  if (bound === null || bound.cell !== cell) return null;
  return { ...situation, subject: { ...situation.subject, ...bound, source: sourceOf(cell, bound.node) } };
}

function again(suggestion: Suggestion, situation: Situation, { library }: Work): Suggestion | null {
  return likest(suggestion, suggest(library, situation).filter((it) => it.template === suggestion.template));
}

/** The one that says the same, or else the first. */
function likest({ facts }: Suggestion, found: readonly Suggestion[]): Suggestion | null {
  return found.find((it) => it.facts[0] === facts[0]) ?? found[0] ?? null;
}

function cellState(feedback: Feedback, { notebook }: Work): CellState {
  const cell = notebook.cells[feedback.cell];
  return {
    failed: cell?.outputs.some((output) => output.kind === 'error') ?? false,
    tags: cell?.tags ?? [],
  };
}
