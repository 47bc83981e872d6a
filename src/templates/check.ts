/** Checks the text of a template file and says, for each thing that is wrong, where it stands and what would be right. */
import { distance } from 'fastest-levenshtein';
import { type Document, isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { NbassertError } from '../errors.ts';
import { printableLine } from '../printable.ts';
import { PatternError } from '../python/index.ts';
import { compileMatch, patternsOf } from './compile.ts';
import { KEY_ORDER, type MatchData, type TemplateData, type ThatData, type VariantData } from './data.ts';
import { compileCondition, compileText, type Target } from './liquid.ts';
import { templateSchema } from './schema.ts';

/** Larger files are no templates. */
const MOST_CHARACTERS = 200_000;

type Path = readonly (string | number)[];

interface Problem {
  readonly path: Path;
  readonly message: string;
  readonly hint?: string;
  /** From the beginning of the value at `path`. */
  readonly offset?: number;
  /** The place is the key, not the value. */
  readonly key?: boolean;
}

export interface Checked {
  /** Null when there is a problem. */
  readonly data: TemplateData | null;
  readonly problems: readonly NbassertError[];
}

/** `id` is what the path of the file says. Never throws for what stands in the text. */
export function readTemplateText(text: string, file: string, id: string): Checked {
  const lines = new LineCounter();
  if (text.length > MOST_CHARACTERS)
    return failed(file, [{ message: 'the file is too large for a template', line: 1, column: 1 }]);
  const document = parseDocument(text, { lineCounter: lines, maxAliasCount: 20 } as object);
  if (document.errors.length > 0) {
    const [first] = document.errors;
    const at = first?.linePos?.[0] ?? { line: 1, col: 1 };
    const message = `no valid YAML: ${printableLine(first?.message.split('\n')[0] ?? '', 200).replace(/ at line \d+.*$/, '')}`;
    return failed(file, [{ message, line: at.line, column: at.col }]);
  }
  const value: unknown = document.toJS();
  const parsed = templateSchema.safeParse(value);
  const problems = parsed.success
    ? checkData(value as TemplateData, id)
    : schemaProblems(parsed.error.issues, value);
  if (problems.length > 0)
    return failed(
      file,
      problems.map((problem) => placed(problem, document, lines)),
    );
  return { data: value as TemplateData, problems: [] };
}

interface Placed {
  readonly message: string;
  readonly hint?: string | undefined;
  readonly line: number;
  readonly column: number;
}

function failed(file: string, problems: readonly Placed[]): Checked {
  return {
    data: null,
    problems: problems.map(
      ({ message, hint, line, column }) =>
        new NbassertError('template', message, {
          place: { file, line, column },
          ...(hint === undefined ? {} : { hint }),
        }),
    ),
  };
}

function placed(problem: Problem, document: Document, lines: LineCounter): Placed {
  const offset = offsetOf(problem, document);
  const { line, col } = lines.linePos(offset);
  return { message: problem.message, hint: problem.hint, line, column: col };
}

/** The offset of the value at a path, or of the nearest thing above it that exists. */
function offsetOf(problem: Problem, document: Document): number {
  for (let length = problem.path.length; length > 0; length--) {
    const path = problem.path.slice(0, length);
    const node = document.getIn(path, true) as Node | undefined;
    if (problem.key === true || node === undefined || node === null) {
      const key = keyNode(document, path);
      if (key !== null) return key.range?.[0] ?? 0;
      continue;
    }
    if (!node.range) continue;
    const exact = length === problem.path.length ? (problem.offset ?? 0) : 0;
    return node.range[0] + (exact > 0 ? exact + quoteWidth(node) : 0);
  }
  return 0;
}

/** Offsets into block scalars and escaped strings cannot be told from the value; the beginning is named then. */
function quoteWidth(node: Node): number {
  return isScalar(node) && (node.type === 'QUOTE_SINGLE' || node.type === 'QUOTE_DOUBLE') ? 1 : 0;
}

function keyNode(document: Document, path: Path): Node | null {
  const parent =
    path.length === 1 ? document.contents : (document.getIn(path.slice(0, -1), true) as Node | undefined);
  if (!isMap(parent)) return null;
  const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === path.at(-1));
  return (pair?.key as Node | undefined) ?? null;
}

type Issue = z.core.$ZodIssue;

function schemaProblems(issues: readonly Issue[], value: unknown): Problem[] {
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
  return [{ path, message: `${what}: ${issue.message.replace(/^Invalid input: /, '')}` }];
}

/** Of a union, the branch that was meant: the one whose type fits. */
function likeliestBranch(errors: readonly Issue[][], value: unknown): Issue[] | null {
  const fits = errors.filter(
    (branch) => !branch.some((issue) => issue.path.length === 0 && issue.code === 'invalid_type'),
  );
  const [first] = typeof value === 'object' ? fits : errors;
  return first ?? null;
}

function at(value: unknown, path: Path): unknown {
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
  ],
  ...[
    'that',
    'strict',
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

function nearestOf(word: string, known: readonly string[]): string | null {
  const best = known
    .map((other) => ({ other, far: distance(word, other) }))
    .filter(({ other, far }) => far <= Math.max(1, Math.floor(other.length / 3)))
    .sort((a, b) => a.far - b.far)[0];
  return best?.other ?? null;
}

function checkData(data: TemplateData, id: string): Problem[] {
  const problems: Problem[] = [];
  if (data.id !== id)
    problems.push({
      path: ['id'],
      message: `the id is \`${data.id}\`, its path says \`${id}\``,
      hint: 'Give the file and the id one name.',
    });
  if (data.check !== data.id.split('/')[0])
    problems.push({
      path: ['check'],
      message: `the check is \`${data.check}\`, the folder of the id says \`${data.id.split('/')[0]}\``,
    });
  problems.push(...checkOrder(data));
  const variables = checkMatch(data.match, ['match'], problems);
  problems.push(...checkTexts(data, variables));
  return problems;
}

function checkOrder(data: TemplateData): Problem[] {
  const places = Object.keys(data).map((key) => KEY_ORDER.indexOf(key as (typeof KEY_ORDER)[number]));
  const wrong = places.findIndex((place, index) => index > 0 && place < (places[index - 1] ?? 0));
  if (wrong < 0) return [];
  const key = Object.keys(data)[wrong] ?? '';
  return [
    {
      path: [key],
      key: true,
      message: `\`${key}\` stands behind \`${Object.keys(data)[wrong - 1]}\``,
      hint: `Keep the order ${KEY_ORDER.join(', ')}.`,
    },
  ];
}

/** Compiles each pattern where it stands; returns the metavariables that are bound. */
function checkMatch(match: MatchData, path: Path, problems: Problem[]): Set<string> {
  const bound = new Set<string>();
  visitPatterns(match, path, (pattern, place) => {
    try {
      for (const variable of patternsOf(compileMatch(pattern)).flatMap((it) => it.variables))
        bound.add(variable);
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      problems.push({
        path: place,
        offset: error.offset,
        message: `pattern: ${error.message.replace(/\.$/, '')}; expected ${error.expected}`,
      });
    }
  });
  visitWhere(match, path, (name, place) => {
    if (!bound.has(name))
      problems.push({ path: place, key: true, message: `no pattern binds \`${printableLine(name, 40)}\`` });
  });
  return bound;
}

function visitPatterns(match: MatchData, path: Path, visit: (pattern: string, path: Path) => void): void {
  if (typeof match === 'string') {
    visit(match, path);
    return;
  }
  if (match.pattern !== undefined) visit(match.pattern, [...path, 'pattern']);
  match.pair?.forEach((pattern, index) => {
    visit(pattern, [...path, 'pair', index]);
  });
  for (const key of ['any', 'all', 'not'] as const) {
    match[key]?.forEach((branch, index) => {
      visitPatterns(branch, [...path, key, index], visit);
    });
  }
}

function visitWhere(match: MatchData, path: Path, visit: (name: string, path: Path) => void): void {
  if (typeof match === 'string') return;
  for (const name of Object.keys(match.where ?? {})) visit(name, [...path, 'where', name]);
  for (const key of ['any', 'all', 'not'] as const) {
    match[key]?.forEach((branch, index) => {
      visitWhere(branch, [...path, key, index], visit);
    });
  }
}

/** What every text and condition can name. */
const CONTEXT = ['evidence', 'subject', 'label', 'words', 'format', 'mechanism', 'stability', 'stable'];

function checkTexts(data: TemplateData, variables: ReadonlySet<string>): Problem[] {
  const known = new Set([...CONTEXT, ...[...variables].map((name) => name.replace(/^\.+/, ''))]);
  if (typeof data.match === 'object' && data.match.pair !== undefined) known.add('a').add('b');
  const problems: Problem[] = [];
  const check = (
    source: string | undefined,
    target: Target,
    path: Path,
    extra: readonly string[] = [],
  ): void => {
    if (source === undefined) return;
    problems.push(...checkText(source, target, path, new Set([...known, ...extra])));
  };
  listOf(data.evidence.when).forEach((it, index) => {
    check(
      it,
      'condition',
      Array.isArray(data.evidence.when) ? ['evidence', 'when', index] : ['evidence', 'when'],
    );
  });
  data.doubt?.forEach((it, index) => {
    check(it.when, 'condition', ['doubt', index, 'when']);
  });
  data.facts.forEach((it, index) => {
    check(it, 'fact', ['facts', index]);
  });
  check(data.assume, 'note', ['assume']);
  check(data.note, 'note', ['note'], ['strictness']);
  check(data.actual, 'python', ['actual']);
  checkMessage(data.message, ['message'], problems);
  check(data.message, 'message', ['message']);
  for (const strictness of ['strict', 'balanced', 'lenient'] as const) {
    thatsOf(data.assert[strictness], ['assert', strictness]).forEach(([that, path]) => {
      check(that.that, 'python', typeof at(data, path) === 'string' ? path : [...path, 'that']);
      check(that.when, 'condition', [...path, 'when']);
      check(that.actual, 'python', [...path, 'actual']);
      checkMessage(that.message, [...path, 'message'], problems);
      check(that.message, 'message', [...path, 'message']);
    });
  }
  return problems;
}

function thatsOf(variant: VariantData | undefined, path: Path): (readonly [ThatData, Path])[] {
  if (variant === undefined) return [];
  if (typeof variant === 'string') return [[{ that: variant }, path]];
  return variant.map(
    (item, index) => [typeof item === 'string' ? { that: item } : item, [...path, index]] as const,
  );
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

function checkMessage(message: string | undefined, path: Path, problems: Problem[]): void {
  if (message !== undefined && !message.includes('{actual}')) {
    problems.push({
      path,
      message: 'the message does not show the actual value',
      hint: 'Write `{actual}` where it goes.',
    });
  }
}

function checkText(source: string, target: Target, path: Path, known: ReadonlySet<string>): Problem[] {
  if (target === 'condition' && source.includes('%}'))
    return [{ path, message: 'a condition is one expression, without `%}`' }];
  if (/[\u0000-\u0008\u000b-\u001f]/.test(source))
    return [{ path, message: 'control characters are not allowed' }];
  try {
    const text = target === 'condition' ? compileCondition(source) : compileText(source, target);
    text.check();
    return text
      .names()
      .filter((name) => !known.has(name))
      .map((name) => {
        const nearest = nearestOf(name, [...known]);
        return {
          path,
          message: `nothing is called \`${printableLine(name, 40)}\` here${nearest === null ? '' : `, did you mean \`${nearest}\`?`}`,
        };
      });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [{ path, message: printableLine(message.replace(/, line:.*$/s, ''), 200) }];
  }
}
