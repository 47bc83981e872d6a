import { parseCell } from '../python/index.ts';
import type { Check, Situation, Suggestion } from '../templates/index.ts';
import { type PrivacyContext, privateReason } from './privacy.ts';

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
export function privateLiteral(suggestion: Suggestion, { subject }: Situation): string | null {
  const naming = NAMING_CHECKS.has(suggestion.template.check);
  const context: PrivacyContext = {
    column: naming ? null : columnOf(subject.source),
    distinct: null,
    role: naming ? 'name' : 'category',
  };
  const authored = [subject.source, ...[...suggestion.captures.values()].map((capture) => capture.text)].join(
    '\n',
  );
  for (const condition of suggestion.conditions) {
    for (const literal of literalsOf(condition)) {
      if (typeof literal === 'string' && authored.includes(literal)) continue;
      if (typeof literal === 'number' && naming) continue;
      const reason = privateReason(literal, context);
      if (reason !== null) return reason;
    }
  }
  return null;
}

/** The column that an expression is about, as far as its text says: `df["age"].unique()`, `df.age.unique()` → `age`. */
function columnOf(source: string): string | null {
  const subscripts = [...source.matchAll(/\[\s*["']([^"'\]]{1,100})["']\s*\]/g)];
  if (subscripts.length > 0) return subscripts.at(-1)?.[1] ?? null;
  return /^[\w]+\.(\w+)\.\w+\(/.exec(source)?.[1] ?? null;
}

/** Text literals of a condition, and the numbers in its sets. Messages are not looked at: they only repeat them. */
function literalsOf(condition: string): (string | number)[] {
  if (!/["'{]/.test(condition)) return [];
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
