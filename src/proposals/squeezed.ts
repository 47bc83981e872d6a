import type { Suggestion } from '../templates/index.ts';

/** Code without white space, kinds of quotes and commas in front of a closing bracket, which layout may change. */
export function squeezed(code: string): string {
  return code
    .replace(/\s+/g, '')
    .replaceAll('"', "'")
    .replace(/,(?=[)\]}])/g, '');
}

const known = new WeakMap<Suggestion, readonly string[]>();

/** The asserts of a suggestion in every strictness, squeezed. */
export function squeezedAsserts(suggestion: Suggestion): readonly string[] {
  let asserts = known.get(suggestion);
  if (asserts === undefined) known.set(suggestion, (asserts = suggestion.variants.map(({ assert }) => squeezed(assert))));
  return asserts;
}
