import { type Feedback, IMPLICIT } from '../feedback/index.ts';
import { firstChange, type Names, type Position, type PythonNotebook } from '../python/index.ts';
import type { Situation, Suggestion } from '../templates/index.ts';

/** A fact that is stated somewhere: by an assert of the author, or by a proposal made earlier. */
interface Statement {
  readonly at: Position;
}

/** Rule 5: what is stated already, so that one fact is proposed once. */
export class Coverage {
  readonly #code: PythonNotebook;
  readonly #names: Names;
  readonly #facts = new Map<string, Statement[]>();
  readonly #asserts = new Set<string>();

  constructor(code: PythonNotebook, names: Names) {
    this.#code = code;
    this.#names = names;
  }

  /** Notes the explicit feedback of a cell: what an author asserts. */
  addExplicit(feedback: readonly Feedback[]): void {
    for (const { mechanism, source } of feedback) {
      if (!IMPLICIT.has(mechanism)) this.#asserts.add(squeezed(conditionOf(source)));
    }
  }

  /** Notes that a suggestion became a proposal. */
  add(suggestion: Suggestion, { feedback }: Situation): void {
    const statement = { at: { cell: feedback.cell, offset: feedback.to } };
    for (const fact of suggestion.facts) {
      const known = this.#facts.get(fact);
      if (known === undefined) this.#facts.set(fact, [statement]);
      else known.push(statement);
    }
  }

  /** Whether the main fact of a suggestion is stated already about the same, unchanged subject. */
  covers(suggestion: Suggestion, situation: Situation): boolean {
    if (suggestion.variants.some((variant) => this.#isAsserted(variant.assert))) return true;
    const main = suggestion.facts[0];
    const known = main === undefined ? undefined : this.#facts.get(main);
    return known?.some((statement) => this.#isUnchanged(statement, situation)) ?? false;
  }

  #isAsserted(text: string): boolean {
    const asserts = text.split(/^(?=assert )/m).map((statement) => squeezed(conditionOf(statement)));
    return asserts.length > 0 && asserts.every((condition) => this.#asserts.has(condition));
  }

  #isUnchanged({ at }: Statement, { subject, feedback }: Situation): boolean {
    const before = { cell: feedback.cell, offset: feedback.from };
    if (before.cell === at.cell && before.offset < at.offset) return true;
    return firstChange(subject, { after: at, before }, this.#code, this.#names) === null;
  }
}

/** `assert COND, MESSAGE` → `COND`, by the comma that stands outside brackets and strings. */
function conditionOf(source: string): string {
  const text = source.trim().replace(/^assert\b/, '');
  let depth = 0;
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? '';
    if (quote !== '') {
      if (character === '\\') i++;
      else if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
    else if (character === ',' && depth === 0) return text.slice(0, i);
  }
  return text;
}

function squeezed(code: string): string {
  return code.replace(/\s+/g, '').replaceAll('"', "'");
}
