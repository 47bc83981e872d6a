/** Checks the text of a template file and says, for each thing that is wrong, where it stands and what would be right. */
import { type Document, LineCounter, parseDocument } from 'yaml';
import { NbassertError } from '../errors.ts';
import { printableLine } from '../printable.ts';
import { compilePattern, type Pattern, PatternError } from '../python/index.ts';
import { compileMatch, patternsOf } from './compile.ts';
import type { MatchData, TemplateData, ThatData, VariantData } from './data.ts';
import type { Target } from './liquid.ts';
import { offsetOf, type Path, type Problem } from './place.ts';
import { pythonProblems } from './python-text.ts';
import { KEY_ORDER, templateSchema } from './schema.ts';
import { at, schemaProblems } from './schema-problems.ts';
import { textProblems } from './text-problems.ts';

/** Larger files are no templates. */
const MOST_CHARACTERS = 200_000;

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
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    const [first] = document.errors;
    const at = first?.linePos?.[0] ?? { line: 1, col: 1 };
    const message = `no valid YAML: ${printableLine(first?.message.split('\n')[0] ?? '', 200).replace(/ at line \d+.*$/, '')}`;
    return failed(file, [{ message, line: at.line, column: at.col }]);
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 20 });
  } catch {
    return failed(file, [{ message: 'too many aliases', line: 1, column: 1 }]);
  }
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
  const sound = problems.length;
  const variables = checkMatch(data.match, ['match'], problems);
  data.doubt?.forEach((it, index) => {
    if (it.match !== undefined) checkMatch(it.match, ['doubt', index, 'match'], problems);
  });
  // What a wrong pattern would have bound is not known: that it is missed elsewhere is no second error.
  if (problems.length === sound) problems.push(...checkTexts(data, variables));
  return problems;
}

function checkOrder(data: TemplateData): Problem[] {
  const places = Object.keys(data).map((key) => KEY_ORDER.indexOf(key));
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
  const before = problems.length;
  visitPatterns(match, path, (pattern, place) => {
    try {
      for (const variable of patternsOf(compileMatch(pattern)).flatMap((it) => it.variables))
        bound.add(variable);
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      problems.push({
        path: place,
        offset: error.offset,
        message: `pattern: ${error.message.replace(/\.$/, '')}; ${/^write /.test(error.expected) ? '' : 'expected '}${error.expected}`,
      });
    }
  });
  if (problems.length > before) return bound;
  visitAnything(match, path, (place) => {
    const message = 'a metavariable alone matches everything';
    problems.push({ path: place, message, hint: 'Limit it with `words` or `where` beside it.' });
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

/** Finds patterns that are a metavariable only, with nothing beside them that limits what it is. */
function visitAnything(match: MatchData, path: Path, visit: (path: Path) => void): void {
  const pattern = typeof match === 'string' ? match : match.pattern;
  const isLimited = typeof match === 'object' && (match.words ?? match.where ?? match.all) !== undefined;
  if (pattern !== undefined && /^\s*\$\w+\s*$/.test(pattern) && !isLimited) visit(path);
  if (typeof match === 'string') return;
  match.pair?.forEach((side, index) => {
    const [, name] = /^\s*\$(\w+)\s*$/.exec(side) ?? [];
    if (name !== undefined && match.where?.[name] === undefined) visit([...path, 'pair', index]);
  });
  match.any?.forEach((branch, index) => {
    visitAnything(branch, [...path, 'any', index], visit);
  });
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
const CONTEXT = [
  'evidence',
  'subject',
  'label',
  'words',
  'format',
  'mechanism',
  'data',
  'made',
  'held',
  'stability',
  'stable',
  'sized',
  'seen',
  'origin',
];

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
    const found = textProblems(source, target, path, new Set([...known, ...extra]));
    problems.push(...found, ...(target === 'python' && found.length === 0 ? pythonProblems(source, path) : []));
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
  checkUnseen(data, check, problems);
  checkElsewhere(data, problems);
  checkMessage(data.message, ['message'], problems);
  check(data.message, 'message', ['message']);
  for (const strictness of ['strict', 'held', 'balanced', 'lenient'] as const) {
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

type CheckText = (source: string | undefined, target: Target, path: Path) => void;

function checkUnseen({ unseen, probe }: TemplateData, check: CheckText, problems: Problem[]): void {
  check(probe, 'python', ['probe']);
  if (unseen === undefined) return;
  check(unseen.assume, 'note', ['unseen', 'assume']);
  check(unseen.that, 'python', ['unseen', 'that']);
  check(unseen.actual, 'python', ['unseen', 'actual']);
  check(unseen.message, 'message', ['unseen', 'message']);
  checkMessage(unseen.message, ['unseen', 'message'], problems);
}

/** Patterns of other statements: valid, and tied to the template's own by a metavariable. */
function checkElsewhere({ match, evidence }: TemplateData, problems: Problem[]): void {
  const bound = new Set(patternsIn(match).flatMap((it) => it.variables));
  evidence.elsewhere?.forEach(({ pattern }, index) => {
    listOf(pattern).forEach((source, at) => {
      const path = ['evidence', 'elsewhere', index, 'pattern', ...(typeof pattern === 'string' ? [] : [at])];
      try {
        const { variables } = compilePattern(source, { allowAny: true });
        if (variables.some((name) => bound.has(name))) return;
        problems.push({ path, message: 'the pattern shares no metavariable with `match`' });
      } catch (error) {
        if (!(error instanceof PatternError)) throw error;
        problems.push({ path, offset: error.offset, message: `pattern: ${error.message}` });
      }
    });
  });
}

/** The patterns of a match that are valid. */
function patternsIn(match: MatchData): Pattern[] {
  const found: Pattern[] = [];
  visitPatterns(match, [], (source) => {
    try {
      found.push(...patternsOf(compileMatch(source)));
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
    }
  });
  return found;
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
