/** What is wrong with the form of a template, said so that it can be mended. */
import { distance } from 'fastest-levenshtein';
import type { z } from 'zod';
import { printableLine } from '../printable.ts';
import type { Path, Problem } from './place.ts';
import { KEY_ORDER } from './schema.ts';

type Issue = z.core.$ZodIssue;

/** What zod found, in the words of a template's author. */
export function schemaProblems(issues: readonly Issue[], value: unknown): Problem[] {
  return issues.flatMap((issue) => schemaProblem(issue, value));
}

function schemaProblem(issue: Issue, value: unknown): Problem[] {
  const path = issue.path as Path;
  const what = path.length === 0 ? 'the template' : `\`${path.join('.')}\``;
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(key, path));
  if (issue.code === 'invalid_union') {
    const branch = likeliestBranch(issue.errors as Issue[][], at(value, path));
    if (branch !== null)
      return branch.flatMap((inner) =>
        schemaProblem({ ...inner, path: [...path, ...inner.path] } as Issue, value),
      );
    return [{ path, message: `${what} has the wrong form` }];
  }
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    const found = String(at(value, path));
    const nearest = nearestOf(found, values);
    return [
      {
        path,
        message: `${what} is ${JSON.stringify(printableLine(found, 40))}, expected ${nearest === null ? values.join(', ') : `\`${nearest}\``}`,
      },
    ];
  }
  if (issue.code === 'invalid_type' && at(value, path) === undefined)
    return [{ path, key: true, message: `${what} is missing` }];
  if (issue.code === 'invalid_type' && issue.expected in FORMS)
    return [{ path, message: `${what}: expected ${FORMS[issue.expected]}, found ${formOf(at(value, path))}` }];
  return [{ path, message: `${what}: ${issue.message.replace(/^Invalid input: /, '')}` }];
}

/** What YAML calls the forms of data, with how they are written. */
const FORMS: Readonly<Record<string, string>> = {
  array: 'a list: `[…]`',
  object: 'keys with values: `key: …`',
  string: 'a text',
  boolean: '`true` or `false`',
};

function formOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value === null) return 'nothing';
  return typeof value === 'object' ? 'keys with values' : typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}

/** Of a union, the branch that was meant: the one whose type fits. */
function likeliestBranch(errors: readonly Issue[][], value: unknown): Issue[] | null {
  const fits = errors.filter(
    (branch) => !branch.some((issue) => issue.path.length === 0 && issue.code === 'invalid_type'),
  );
  const [first] = typeof value === 'object' ? fits : errors;
  return first ?? null;
}

/** The value at a path, or undefined. */
export function at(value: unknown, path: Path): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined;
    current = (current as Record<string | number, unknown>)[key];
  }
  return current;
}

/** The keys of a template at any level, for the nearest one. */
const KNOWN_KEYS: readonly string[] = [
  ...KEY_ORDER,
  ...[
    'pattern',
    'any',
    'all',
    'not',
    'pair',
    'where',
    'words',
    'not-words',
    'mechanism',
    'kind',
    'from',
    'text',
    'when',
    'because',
    'elsewhere',
    'below',
    'probed',
  ],
  ...[
    'that',
    'strict',
    'held',
    'balanced',
    'lenient',
    'name',
    'before',
    'cell',
    'output',
    'asserts',
    'refuses',
    'known-miss',
    'stdout',
    'result',
    'html',
  ],
];

function unknownKey(key: string, path: Path): Problem {
  const nearest = nearestOf(key, KNOWN_KEYS);
  const message = `unknown key \`${printableLine(key, 40)}\``;
  return {
    path: [...path, key],
    key: true,
    message: nearest === null ? message : `${message}, did you mean \`${nearest}\`?`,
  };
}

/** The known word that was probably meant, or null. */
export function nearestOf(word: string, known: readonly string[]): string | null {
  const best = known
    .map((other) => ({ other, far: distance(word, other) }))
    .filter(({ other, far }) => far <= Math.max(1, Math.floor(other.length / 3)))
    .sort((a, b) => a.far - b.far)[0];
  return best?.other ?? null;
}
