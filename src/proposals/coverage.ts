import type { Notebook } from '../notebook/index.ts';
import { firstChange, type Names, type Position, type PythonNotebook } from '../python/index.ts';
import type { Situation, Suggestion } from '../templates/index.ts';
import { isStated, readStated, type Stated } from './explicit.ts';
import { type Insertion, readInsertions } from './insertions.ts';

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

  constructor(notebook: Notebook, code: PythonNotebook, names: Names) {
    this.#code = code;
    this.#names = names;
    this.#stated = readStated(code, names);
    this.#insertions = readInsertions(notebook);
  }

  /** Notes that a suggestion became a proposal. */
  add({ facts }: Suggestion, { feedback }: Situation): void {
    const at = { cell: feedback.cell, offset: feedback.to };
    for (const fact of facts) this.#proposed.set(fact, [...(this.#proposed.get(fact) ?? []), at]);
  }

  /** Whether what a suggestion says is said already about the same, unchanged subject. */
  covers(suggestion: Suggestion, situation: Situation): boolean {
    if (this.#isInserted(suggestion, situation)) {
      // Then it was a proposal of the run before, and covers now what it covered then.
      this.add(suggestion, situation);
      return true;
    }
    return this.#isProposed(suggestion, situation) || this.#isAsserted(suggestion, situation);
  }

  #isProposed({ facts }: Suggestion, { subject, feedback }: Situation): boolean {
    const before = { cell: feedback.cell, offset: feedback.from };
    const known = (facts[0] === undefined ? undefined : this.#proposed.get(facts[0])) ?? [];
    return known.some((at) => {
      const sameStatement = at.cell === feedback.cell && at.offset > feedback.from;
      return sameStatement || firstChange(subject, { after: at, before }, this.#code, this.#names) === null;
    });
  }

  /** An earlier insertion counts also when a person has edited its assert, as long as it is still about the subject. */
  #isInserted({ template, captures }: Suggestion, { subject, feedback }: Situation): boolean {
    const about = [subject.source, ...[...captures.values()].map((capture) => capture.text)];
    return this.#insertions.some(
      ({ cell, templates, source }) =>
        cell === feedback.cell &&
        templates.includes(template.id) &&
        about.some((text) => text !== '' && source.includes(text)),
    );
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
