import { parseCell, startOf } from '../python/index.ts';
import type { Check, Situation, Suggestion } from '../templates/index.ts';
import { isPrivateColumn, type PrivacyContext, privateReason } from './privacy.ts';

/** Checks whose text literals are names of the data's structure: columns, keys, dtypes, classes. */
const NAMING_CHECKS: ReadonlySet<Check> = new Set([
  'shape',
  'existence',
  'type',
  'missing-value',
  'resource',
  'network-architecture',
  'model-training',
  'data-distribution',
]);

/** Rule 9: why an assert must not carry a literal of the output into the source, or null when it may carry all of them. */
export function privateLiteral(suggestion: Suggestion, { subject, names }: Situation): string | null {
  const naming = NAMING_CHECKS.has(suggestion.template.check);
  const authored = [subject.source, ...[...suggestion.captures.values()].map((capture) => capture.text)].join(
    '\n',
  );
  for (const condition of new Set(suggestion.conditions)) {
    const literals = literalsOf(condition);
    if (literals.length === 0) continue;
    const context = contextOf(condition, naming, subject, names);
    for (const literal of literals) {
      if (typeof literal === 'string' && authored.includes(literal)) continue;
      if (typeof literal === 'number' && context.role === 'name') continue;
      const reason = privateReason(literal, context);
      if (reason !== null) return reason;
    }
  }
  return null;
}

/**
 * What the literals of a condition are: names, or values of a column. Labels of rows and keys of a mapping are values
 * where the code took them from a column: `{'Leipzig'} <= set(df['city'])`, `by_city = df.groupby('city').size()`.
 */
function contextOf(
  condition: string,
  naming: boolean,
  subject: Situation['subject'],
  names: Situation['names'],
): PrivacyContext {
  const checked = condition.replace(/\{[^{}]*\}/g, '');
  if (/\.dtype\b/.test(checked)) return { column: null, distinct: null, role: 'name' };
  const column = columnOf(`${checked}\n${subject.source}`) ?? columnOf(definitionOf(subject, names));
  // What is compared with the columns of a table names columns, whatever the check.
  if (/\.columns\b/.test(checked)) return { column: null, distinct: null, role: 'name' };
  if (!naming) return { column, distinct: null, role: 'category' };
  const isOfColumns = /\b(columns|dtypes|feature_names_in_|select_dtypes)\b/.test(checked);
  const isOfRows = !isOfColumns && column !== null && isPrivateColumn(column);
  return isOfRows ? { column, distinct: null, role: 'category' } : { column: null, distinct: null, role: 'name' };
}

/** What the name in front of the subject was last given, as text; empty where there is none. */
function definitionOf({ cell, node, source }: Situation['subject'], names: Situation['names']): string {
  const root = /^\w+/.exec(source)?.[0];
  if (root === undefined) return '';
  const definition = names.definition(root, startOf({ cell, node }));
  return definition === null ? '' : definition.cell.source.slice(definition.node.from, definition.node.to);
}

/**
 * The column that code is about, as far as its text says: `df["age"].unique()`, `df.age.unique()`, `df.groupby("age")`. One
 * that speaks of persons, addresses or keys comes before all others; else the last one.
 */
export function columnOf(source: string): string | null {
  const text = source.slice(0, 2000);
  const found = [
    ...text.matchAll(/\[\s*["']([^"'\]]{1,100})["']\s*\]/g),
    ...text.matchAll(/\b(?:groupby|set_index|index|by|on)\s*[(=]\s*\[?\s*["']([^"'\]]{1,100})["']/g),
    ...text.matchAll(/(?<!\b(?:index|columns|dtype))\.(?!__)([A-Za-z_]\w*)\b(?!\s*\()/g),
  ].flatMap(([, name]) => name ?? []);
  return found.find(isPrivateColumn) ?? found.at(-1) ?? null;
}

/** A string without a letter in front of it, without escapes and quotes. */
const PLAIN_STRING = String.raw`(?:(?<!\w)(?:"[^"'\\\n{]*"|'[^"'\\\n{]*')(?!["']))`;
/** A set of such strings and of numbers. */
const PLAIN_SET = String.raw`\{(?:[\s\d.,-]|${PLAIN_STRING})*\}`;
/** No comments and no mappings: nothing that it takes a parser for. */
const PLAIN = new RegExp(String.raw`^(?:[^{}"'#\\\n]|${PLAIN_STRING}|${PLAIN_SET})*$`);
const STRINGS = /(["'])(.*?)\1/g;
const SETS = new RegExp(PLAIN_SET, 'g');

/** Text literals of a condition, and the numbers in its sets. Messages are not looked at: they only repeat them. */
function literalsOf(condition: string): (string | number)[] {
  if (!/["'{]/.test(condition)) return [];
  if (!PLAIN.test(condition)) return literalsParsed(condition);
  const sets = [...condition.matchAll(SETS)].flatMap(([set]) => [...set.replace(STRINGS, '').matchAll(/[\d.]+/g)]);
  return [...[...condition.matchAll(STRINGS)].map(([, , text]) => text ?? ''), ...sets.map(([number]) => Number(number))];
}

function literalsParsed(condition: string): (string | number)[] {
  const found: (string | number)[] = [];
  parseCell(condition, 0).tree.iterate({
    enter({ name, from, to, node }) {
      if (name === 'FormatString') return false;
      const text = condition.slice(from, to);
      if (name === 'String') found.push(text.replace(/^[rbuRBU]*(["'])([\s\S]*)\1$/, '$2'));
      // Small numbers are counts and bounds; `-1` in an index is the author's.
      if (name === 'Number' && node.parent?.name === 'SetExpression') found.push(Number(text));
      return undefined;
    },
  });
  return found;
}
