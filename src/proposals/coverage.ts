import type { Subject } from '../feedback/index.ts';
import type { Notebook } from '../notebook/index.ts';
import { type Captures, endOf, type Expression, firstChange, type Names, type Position, type PythonNotebook } from '../python/index.ts';
import type { Situation, Suggestion } from '../templates/index.ts';
import { isStated, readStated, type Stated } from './explicit.ts';
import { type Insertion, readInsertions } from './insertions.ts';
import { Members } from './members.ts';
import { squeezed, squeezedAsserts } from './squeezed.ts';

/** The subject of a statement, and the statement. */
type Where = Pick<Situation, 'subject' | 'feedback'>;

/**
 * Rule 5: what is stated already, by an assert of the author (above or below), by what was inserted in an earlier run,
 * or by a proposal made before in this run, so that one fact is proposed once.
 */
export class Coverage {
  readonly #code: PythonNotebook;
  readonly #names: Names;
  readonly #stated: Stated[];
  readonly #insertions: readonly Insertion[];
  /** Where the facts of the proposals made so far hold. */
  readonly #proposed = new Map<string, Position[]>();
  /** The asserts of those proposals, in every strictness. */
  readonly #asserts = new Set<string>();
  readonly #members = new Members();

  constructor(notebook: Notebook, code: PythonNotebook, names: Names) {
    this.#code = code;
    this.#names = names;
    this.#stated = readStated(code, names);
    this.#insertions = readInsertions(notebook);
  }

  /** Notes that a suggestion became a proposal. */
  add(suggestion: Suggestion, { feedback }: Situation): void {
    const at = { cell: feedback.cell, offset: feedback.to };
    for (const assert of squeezedAsserts(suggestion)) this.#asserts.add(assert);
    for (const fact of suggestion.facts) this.#proposed.set(fact, [...(this.#proposed.get(fact) ?? []), at]);
  }

  /** Whether an earlier proposal is nearly the same assert: of a subject that has changed since, or it would be covered. */
  repeats(assert: string): boolean {
    return this.#asserts.has(squeezed(assert)) || this.#members.areMostlySaid(assert);
  }

  /** Notes what is likely to be written: later asserts that say nearly the same repeat it. */
  offer(assert: string): void {
    this.#members.add(assert);
  }

  /** Whether what a suggestion says is said already about the same, unchanged subject. */
  covers(suggestion: Suggestion, situation: Situation): boolean {
    return this.#isProposed(suggestion, situation) || this.#isAsserted(suggestion, situation);
  }

  /** Whether an earlier proposal says a fact of what the subject of a statement holds. */
  isSaid(fact: string, { subject, feedback }: Where): boolean {
    return this.#isProposedOf(fact, [subject], { subject, feedback });
  }

  #isProposed({ facts, captures }: Suggestion, situation: Situation): boolean {
    return facts[0] !== undefined && this.#isProposedOf(facts[0], partsOf(captures, situation.subject), situation);
  }

  #isProposedOf(fact: string, about: readonly Expression[], { subject, feedback }: Where): boolean {
    const before = { cell: feedback.cell, offset: feedback.from };
    return (this.#proposed.get(fact) ?? []).some((at) => {
      const sameStatement = at.cell === feedback.cell && at.offset > feedback.from;
      if (feedback.mechanism !== 'silent')
        return (
          sameStatement ||
          about.every((one) => firstChange(one, { after: at, before }, this.#code, this.#names) === null)
        );
      // What is made here is new: only what is said of it further on is said of the same.
      const after = endOf(subject);
      return (
        (at.cell > after.cell || (at.cell === after.cell && at.offset > after.offset)) &&
        firstChange(subject, { after, before: at }, this.#code, this.#names) === null
      );
    });
  }

  /**
   * Whether an earlier run wrote it: it was a proposal then, and covers what it covered then. It counts also when a person
   * has edited its assert, as long as it is still about the subject.
   */
  isInserted({ template, captures, variants }: Suggestion, { subject, feedback }: Situation): boolean {
    const here = this.#insertions.filter(
      ({ cell, templates }) => cell === feedback.cell && templates.includes(template.id),
    );
    if (here.length === 0) return false;
    const about = [subject.source, ...[...captures.values()].map(({ text }) => text)].filter((it) => it !== '');
    const wanted = [...about, ...variants.map(({ assert }) => assert)].map(squeezed);
    return here.some(({ source }) => wanted.some((text) => squeezed(source).includes(text)));
  }

  /** Whether the subject is a name that an earlier run bound, so that what could be said of it was said then. */
  isOfOwnName({ subject, feedback }: Situation): boolean {
    return this.#insertions.some(({ cell, binds }) => cell === feedback.cell && binds.includes(subject.source));
  }

  #isAsserted({ variants }: Suggestion, { feedback }: Situation): boolean {
    if (this.#stated.length === 0) return false;
    const at = { cell: feedback.cell, offset: feedback.to };
    // The least that is offered: an assert that says more covers it, one that says less does not.
    const least = variants.at(-1);
    const any = variants.find((it) => it.strictness === 'balanced') ?? least;
    return any !== undefined && isStated(any.assert, at, this.#stated, this.#code, this.#names);
  }
}

/**
 * What in a subject can have become something else since: what the pattern left open. `sns` in `sns.pairplot(df)` is part of the
 * pattern, and its import above is no change of `df`.
 */
function partsOf(captures: Captures, subject: Subject): readonly Expression[] {
  const parts = [...captures.values()].flatMap(({ nodes }) => nodes);
  const isWithin = ({ cell, node }: Expression) =>
    cell === subject.cell && node.from >= subject.node.from && node.to <= subject.node.to;
  return parts.length > 0 && parts.every(isWithin) ? parts : [subject];
}
