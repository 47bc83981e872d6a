/** A template as a page that a person reads: in `docs/templates/`, and in the terminal. */
import type { ExampleData, LimitData, MatchData, MatchObject } from './data.ts';
import { runExamples } from './examples.ts';
import type { Suggestion, Template } from './types.ts';
import { type Check, STRICTNESSES } from './vocabulary.ts';

/**
 * The page of one template as Markdown: pattern, evidence, why, an example with the assert in each strictness and the
 * note, and what it refuses. `level` is the level of its heading; the parts below it have one more. The asserts and notes
 * are those that the examples give now. Ends with a newline.
 */
export function templatePage(template: Template, level = 2): string {
  const { data } = template;
  const heading = '#'.repeat(level);
  const results = runExamples(template);
  const shown = data.examples.findIndex((it) => it.asserts !== undefined);
  return `${[
    `${heading} \`${template.id}\``,
    `${data.summary} Confidence: ${data.confidence}.`,
    ...doubts(template),
    data.why.trim(),
    `${heading}# Pattern`,
    ...patternParts(data.match),
    ...(data.through === false ? ['A variable that was defined by this code does not match.'] : []),
    evidencePart(template),
    ...(shown < 0 ? [] : exampleParts(data.examples[shown]!, results[shown]?.suggestions ?? [], heading)),
    ...silentParts(data.examples, heading),
    ...(template.probe === null
      ? []
      : ['Without a saved value, a kernel can be asked for:', fenced(template.probe, 'python')]),
  ].join('\n\n')}\n`;
}

/** All templates of one check as one Markdown text, with a list of them on top. Templates in the order of their ids. */
export function checkPage(check: Check, templates: readonly Template[]): string {
  const own = templates.filter((template) => template.check === check);
  const rows = own.map(
    ({ id, summary, confidence }) => `| [\`${id}\`](#${anchor(id)}) | ${cell(summary)} | ${confidence} |`,
  );
  const table = ['| template | shown | confidence |', '|---|---|---|', ...rows].join('\n');
  return `${table}\n\n${own.map((template) => templatePage(template)).join('\n')}`;
}

/** One row a check, with the number of its templates and the way to its page. */
export function checksTable(checks: readonly Check[], templates: readonly Template[]): string {
  const rows = checks.flatMap((check) => {
    const own = templates.filter((template) => template.check === check);
    if (own.length === 0) return [];
    const names = own
      .map(({ id }) => `[${id.slice(check.length + 1)}](${check}.md#${anchor(id)})`)
      .join(', ');
    return [`| [${check}](${check}.md) | ${own.length} | ${names} |`];
  });
  return ['| check | templates | which |', '|---|---|---|', ...rows].join('\n');
}

/** As GitHub makes the anchor of a heading that holds an id in backticks. */
function anchor(id: string): string {
  return id.replace(/[^a-z0-9-]/g, '');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/** A block of code whose fence is longer than any run of backticks in it. */
function fenced(code: string, language: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${code.replace(/\n+$/, '')}\n${fence}`;
}

/** Code within a line, also when it holds backticks. */
function inline(code: string): string {
  const line = code.replace(/\s+/g, ' ').trim();
  return line.includes('`') ? `\`\` ${line} \`\`` : `\`${line}\``;
}

function doubts({ data }: Template): string[] {
  if (data.doubt === undefined) return [];
  return [`Less when ${data.doubt.map((it) => it.because).join('; or when ')}.`];
}

function patternParts(match: MatchData): string[] {
  const lines = patternLines(match);
  const limits = limitLines(match);
  return [
    ...(lines.length === 0 ? [] : [fenced(lines.join('\n'), 'text')]),
    ...(limits.length === 0 ? [] : [limits.map((line) => `- ${line}`).join('\n')]),
  ];
}

function patternLines(match: MatchData): string[] {
  if (typeof match === 'string') return [match];
  return [
    ...(match.pattern === undefined ? [] : [`${match.pattern}${labelOf(match)}`]),
    ...(match.pair === undefined ? [] : [`${match.pair[0]}   beside   ${match.pair[1]}`]),
    ...[...(match.any ?? []), ...(match.all ?? [])].flatMap(patternLines),
    ...(match.not ?? []).flatMap(patternLines).map((line) => `not: ${line}`),
  ];
}

/** A metavariable alone is known by the words beside it. */
function labelOf({ words }: MatchObject): string {
  return words === undefined ? '' : `   called ${words.join(', ')}`;
}

function limitLines(match: MatchData): string[] {
  if (typeof match === 'string') return [];
  const own = Object.entries(match.where ?? {}).map(
    ([name, limit]) => `${inline(`$${name}`)}: ${limitText(limit)}`,
  );
  const label =
    match.pattern === undefined && match.words !== undefined
      ? [`beside the words ${match.words.join(', ')}`]
      : [];
  const notWords =
    match['not-words'] === undefined ? [] : [`not beside the words ${match['not-words'].join(', ')}`];
  const mechanism = match.mechanism === undefined ? [] : [`shown by ${match.mechanism.join(', ')}`];
  const nested = [...(match.any ?? []), ...(match.all ?? [])].flatMap(limitLines);
  return [...new Set([...own, ...label, ...notWords, ...mechanism, ...nested])];
}

function limitText(limit: LimitData): string {
  const list = (value: string | readonly string[]) => (typeof value === 'string' ? value : value.join(', '));
  return [
    ...(limit.kind === undefined ? [] : [`a ${list(limit.kind)}`]),
    ...(limit.words === undefined ? [] : [`called ${list(limit.words)}`]),
    ...(limit['not-words'] === undefined ? [] : [`not called ${list(limit['not-words'])}`]),
    ...(limit.from === undefined ? [] : [`made by ${list(limit.from)}`]),
    ...(limit.text === undefined ? [] : [`written ${list(limit.text)}`]),
  ].join('; ');
}

function evidencePart({ data }: Template): string {
  const { kind, when } = data.evidence;
  const kinds = typeof kind === 'string' ? [kind] : kind;
  const conditions = when === undefined ? [] : typeof when === 'string' ? [when] : when;
  const needs = `Evidence: ${kinds.join(' or ')}${conditions.length === 0 ? '.' : ', where'}`;
  return [needs, ...(conditions.length === 0 ? [] : ['', ...conditions.map((it) => `- ${inline(it)}`)])].join(
    '\n',
  );
}

function exampleParts(example: ExampleData, suggestions: readonly Suggestion[], heading: string): string[] {
  const variants = suggestions.flatMap((it) => it.variants);
  const note = (variants.find((it) => it.strictness === 'balanced') ?? variants[0])?.note;
  return [
    `${heading}# Example: ${example.name}`,
    fenced(
      [example.before, example.cell]
        .filter((it) => it !== undefined)
        .map((it) => it.trimEnd())
        .join('\n\n'),
      'python',
    ),
    ...outputPart(example),
    ...STRICTNESSES.flatMap((strictness) => {
      const asserts = variants.filter((it) => it.strictness === strictness).map((it) => it.assert);
      return asserts.length === 0 ? [] : [`${strictness}:`, fenced(asserts.join('\n'), 'python')];
    }),
    ...(example.confidence === undefined ? [] : [`Confidence: ${example.confidence}.`]),
    ...(note === undefined
      ? []
      : [
          'Note:',
          note
            .split('\n')
            .map((line) => `> ${line}`)
            .join('\n'),
        ]),
  ];
}

function outputPart({ output }: ExampleData): string[] {
  if (output === undefined) return [];
  const text =
    typeof output === 'string'
      ? output
      : [output.stdout, output.result].filter((it) => it !== undefined).join('\n');
  return text === '' ? ['It shows a table.'] : ['It shows:', fenced(text, 'text')];
}

/** Where the template stays silent, and where it should speak and does not yet. */
function silentParts(examples: readonly ExampleData[], heading: string): string[] {
  const refused = examples.filter((it) => it.refuses !== undefined);
  const missed = examples.filter((it) => it['known-miss'] !== undefined);
  const items = (list: readonly ExampleData[], reason: 'refuses' | 'known-miss') =>
    list
      .map((it) => `- ${it.name}: ${inline(it.cell)}${shownInline(it)}. ${sentence(it[reason] ?? '')}`)
      .join('\n');
  return [
    ...(refused.length === 0 ? [] : [`${heading}# Refused`, items(refused, 'refuses')]),
    ...(missed.length === 0 ? [] : [`${heading}# Known misses`, items(missed, 'known-miss')]),
  ];
}

function shownInline({ output }: ExampleData): string {
  const text =
    typeof output === 'string' ? output : output === undefined ? '' : (output.stdout ?? output.result ?? '');
  const line = text.trim();
  if (output === undefined) return ' without output';
  return line === '' || line.includes('\n') || line.length > 60 ? '' : ` showing ${inline(line)}`;
}

function sentence(text: string): string {
  const trimmed = text.trim();
  const begun = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
