/**
 * Which templates can match at all: looked up by the names that stand in a subject and in its definition, so that many
 * templates cost little more than few.
 */
import type { Expression } from '../python/index.ts';
import { type Compiled, patternsOf } from './compile.ts';
import { definitionOf } from './match.ts';
import type { Situation } from './types.ts';

export interface TemplateIndex {
  /** By the rarest name that has to occur in the code. */
  readonly byName: ReadonlyMap<string, readonly Compiled[]>;
  /** Templates that no name tells apart. */
  readonly always: readonly Compiled[];
}

/** Puts each template under one name for each of its patterns; without such a name it is always a candidate. */
export function indexTemplates(compiled: readonly Compiled[]): TemplateIndex {
  const byName = new Map<string, Compiled[]>();
  const always: Compiled[] = [];
  for (const template of compiled) {
    const names =
      template.match.pair === null ? patternsOf(template.match).map((it) => nameIn(it.source)) : [null];
    if (names.length === 0 || names.includes(null)) {
      always.push(template);
      continue;
    }
    for (const name of new Set(names as string[])) byName.set(name, [...(byName.get(name) ?? []), template]);
  }
  return { byName, always };
}

/** The last plain name of a pattern: `$X.isnull().sum()` → sum, `sklearn.metrics.r2_score($...A)` → r2_score. */
function nameIn(pattern: string): string | null {
  const names = pattern
    .replace(/'[^']*'|"[^"]*"/g, '')
    .replace(/\$(\.\.\.)?\w+/g, '')
    .replace(/\w+\s*=(?!=)/g, '')
    .match(/[A-Za-z_]\w*/g)
    ?.filter((name) => !KEYWORDS.has(name));
  return names?.at(-1) ?? null;
}

const KEYWORDS = new Set([
  'True',
  'False',
  'None',
  'not',
  'and',
  'or',
  'in',
  'is',
  'if',
  'else',
  'for',
  'lambda',
]);

/** Names looked at in one expression; larger expressions are looked at in part only by `always`. */
const MOST_NAMES = 400;

export function candidates(index: TemplateIndex, situation: Situation): readonly Compiled[] {
  const names = new Set<string>();
  collectNames(situation.subject, situation, names);
  const definition = definitionOf(situation.subject, situation.names);
  if (definition !== null) collectNames(definition, situation, names);
  const found = new Set<Compiled>();
  for (const name of names) for (const compiled of index.byName.get(name) ?? []) found.add(compiled);
  return [...found, ...index.always];
}

function collectNames(expression: Expression, situation: Situation, names: Set<string>): void {
  const { cell, node } = expression;
  const cursor = node.cursor();
  let count = 0;
  do {
    if (cursor.from >= node.to || ++count > MOST_NAMES) return;
    if (cursor.name !== 'VariableName' && cursor.name !== 'PropertyName') continue;
    names.add(cell.code.slice(cursor.from, cursor.to));
    if (cursor.name === 'VariableName') {
      const canonical = situation.names.canonical({ cell, node: cursor.node });
      if (canonical !== null) names.add(canonical.slice(canonical.lastIndexOf('.') + 1));
    }
  } while (cursor.next());
}
