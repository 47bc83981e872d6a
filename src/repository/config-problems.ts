import { closest, distance } from 'fastest-levenshtein';
import type { z } from 'zod';
import { NbassertError } from '../errors.ts';
import { printableLine } from '../printable.ts';
import { CHECKS } from '../templates/index.ts';
import { CONFIG_KEYS, type ConfigData, configSchema, OVERRIDE_KEYS } from './config-schema.ts';
import type { ConfigText, Path } from './config-text.ts';

type Issue = z.core.$ZodIssue;

/** The configuration, when it has the right form. @throws NbassertError `configuration`: the first thing wrong, with its line */
export function checkConfig(text: ConfigText, shown: string): ConfigData {
  const result = configSchema.safeParse(text.value);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => problemOf(issue, text));
  const [first] = problems.sort((a, b) => a.line - b.line);
  if (first === undefined) throw result.error;
  const more = problems.length === 1 ? '' : ` (${problems.length - 1} more below)`;
  throw new NbassertError('configuration', `${first.message}${more}`, {
    place: { file: shown, line: first.line },
    hint: first.hint ?? 'docs/configuration.md lists all keys and their values.',
  });
}

interface ConfigProblem {
  readonly message: string;
  readonly hint?: string;
  readonly line: number;
}

function problemOf(issue: Issue, text: ConfigText): ConfigProblem {
  const path = issue.path as Path;
  const name = path.length === 0 ? 'the configuration' : `\`${named(path)}\``;
  if (issue.code === 'unrecognized_keys') return unknownKey(issue.keys[0] ?? '', path, text);
  const line = text.lineOf(path);
  if (issue.code === 'invalid_value') {
    const found = JSON.stringify(valueAt(text.value, path)) ?? 'nothing';
    const values = issue.values.map(String);
    const message = `${name} is ${printableLine(found, 40)}, expected one of ${values.join(', ')}`;
    return { message, line, ...hintFor(found.replaceAll('"', ''), values) };
  }
  if (issue.code === 'invalid_type' && valueAt(text.value, path) === undefined)
    return { message: `${name} is missing`, line };
  return { message: `${name}: ${issue.message.replace(/^Invalid input: /, '')}`, line };
}

function unknownKey(key: string, path: Path, text: ConfigText): ConfigProblem {
  if (path.at(-1) === 'strictness-by-check') return unknownCheck(key, [...path, key], text);
  const known = path[0] === 'overrides' ? OVERRIDE_KEYS : CONFIG_KEYS;
  // Flags and keys have one name; who writes it as Python or a plural would means it.
  const spelled = key.replaceAll('_', '-').toLowerCase();
  const message = `there is no key called "${printableLine(key, 40)}"`;
  return { message, line: text.lineOf([...path, key]), ...hintFor(spelled, known) };
}

function unknownCheck(key: string, path: Path, text: ConfigText): ConfigProblem {
  const message = `there is no check called "${printableLine(key, 40)}"`;
  return { message, line: text.lineOf(path), ...hintFor(key, CHECKS) };
}

function hintFor(word: string, known: readonly string[]): { hint?: string } {
  const nearest = closest(word, known);
  const isNear = distance(word, nearest) <= Math.max(2, Math.floor(nearest.length / 3));
  return isNear ? { hint: `Did you mean "${nearest}"?` } : { hint: `Known are ${known.join(', ')}.` };
}

function named(path: Path): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');
}

function valueAt(value: unknown, path: Path): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined;
    current = (current as Record<string | number, unknown>)[key];
  }
  return current;
}
