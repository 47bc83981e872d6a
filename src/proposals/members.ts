/** `assert {'a', 'b'} <= set(df.columns)`: which members of a set were said further up, in front of a change. */

const MEMBERS = /^assert\s+(\{[^{}]*\})\s*<=\s*(set\((?:[^()]|\([^()]*\))*\))/;
const TEXTS = /'[^'\n]*'|"[^"\n]*"/g;

/** Of so many names that were said before, a list with the new ones reads like the old one. */
const MOST = 0.75;

/**
 * A notebook that looks at `df.head()` after each step shows nearly the same columns each time: the first look is worth an assert of
 * all of them, the next ones are not.
 */
export class Members {
  readonly #said = new Map<string, Set<string>>();

  /** Whether most of what an assert says is in a set was said before to be in it. */
  areMostlySaid(assert: string): boolean {
    const found = membersOf(assert);
    const said = found === null ? undefined : this.#said.get(found.set);
    if (found === null || said === undefined) return false;
    return found.names.filter((name) => said.has(name)).length >= MOST * found.names.length;
  }

  add(assert: string): void {
    const found = membersOf(assert);
    if (found !== null) this.#said.set(found.set, new Set([...(this.#said.get(found.set) ?? []), ...found.names]));
  }
}

/** Null for an assert of another form, or several. */
function membersOf(assert: string): { set: string; names: readonly string[] } | null {
  const [, names, set] = MEMBERS.exec(assert) ?? [];
  if (names === undefined || set === undefined || /^assert\b/m.test(assert.slice(1))) return null;
  return { set, names: names.match(TEXTS) ?? [] };
}
