import type { Term } from './term.ts';

/** Whether two terms are the same tree: white space, comments, quotes, parentheses and trailing commas do not count. */
export function sameTerm(one: Term, other: Term): boolean {
  const work: [Term, Term][] = [[one, other]];
  for (let pair = work.pop(); pair !== undefined; pair = work.pop()) {
    const [left, right] = pair;
    if (left.kind !== right.kind || left.label !== right.label || left.kind === 'broken') return false;
    const { parts } = left;
    if (parts.length !== right.parts.length) return false;
    for (let index = parts.length - 1; index >= 0; index--) work.push([parts[index]!, right.parts[index]!]);
  }
  return true;
}

/** The same for lists of terms. */
export function sameTerms(one: readonly Term[], other: readonly Term[]): boolean {
  return one.length === other.length && one.every((term, index) => sameTerm(term, other[index]!));
}
