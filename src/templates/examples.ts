/** The examples of a template are its tests: they run through the same rooms as a notebook does. */
import { diffLines } from 'diff';
import { type Evidence, readEvidence, readValue } from '../evidence/index.ts';
import { type Feedback, findFeedback, findSilent, IMPLICIT } from '../feedback/index.ts';
import type { Cell, Output } from '../notebook/index.ts';
import { type PythonNotebook, parseNotebookCode, readNames, stabilityOf } from '../python/index.ts';
import type { ExampleData } from './data.ts';
import { suggest } from './suggest.ts';
import type { Part, Suggestion, Template } from './types.ts';
import { STRICTNESSES } from './vocabulary.ts';

/** `noisy`: something came out that should not; `missing`: nothing came out; `different`: something else; `closed`: a known miss is none any more. */
export type ExampleOutcome = 'ok' | 'noisy' | 'missing' | 'different' | 'closed' | 'broken';

export interface ExampleResult {
  readonly name: string;
  readonly outcome: ExampleOutcome;
  /** What was expected and what came out, as a diff with what was read; empty for `ok`. */
  readonly report: string;
  readonly suggestions: readonly Suggestion[];
}

/** Runs all examples of a template. */
export function runExamples(template: Template): ExampleResult[] {
  return template.data.examples.map((example) => runExample(template, example));
}

function runExample(template: Template, example: ExampleData): ExampleResult {
  const { suggestions, seen } = suggestionsFor(template, example);
  const expected = Object.entries(example.asserts ?? {});
  if (example.asserts === undefined) return silent(example, suggestions, seen);
  if (suggestions.length === 0) {
    return {
      name: example.name,
      outcome: seen.length === 0 ? 'broken' : 'missing',
      suggestions,
      report: report(wanted(expected), '', example, seen),
    };
  }
  const got = suggestions.flatMap((it) =>
    it.variants.map((variant) => [variant.strictness, variant.assert] as const),
  );
  const expectedText = wanted(expected, example.confidence);
  const gotText = wanted(got, example.confidence === undefined ? undefined : levels(suggestions));
  const same = expectedText === gotText;
  return {
    name: example.name,
    outcome: same ? 'ok' : 'different',
    suggestions,
    report: same ? '' : report(expectedText, gotText, example, seen),
  };
}

function silent(
  example: ExampleData,
  suggestions: readonly Suggestion[],
  seen: readonly string[],
): ExampleResult {
  const { name } = example;
  if (suggestions.length === 0) return { name, outcome: 'ok', report: '', suggestions };
  const got = wanted(
    suggestions.flatMap((it) => it.variants.map((variant) => [variant.strictness, variant.assert] as const)),
  );
  return {
    name,
    outcome: example['known-miss'] === undefined ? 'noisy' : 'closed',
    report: report('', got, example, seen),
    suggestions,
  };
}

function levels(suggestions: readonly Suggestion[]): string {
  return [...new Set(suggestions.map(({ confidence }) => confidence))].join(', ');
}

/** Where an example does not say what confidence it expects, any will do. */
function wanted(variants: readonly (readonly [string, string | undefined])[], confidence?: string): string {
  const order = (name: string) => STRICTNESSES.findIndex((it) => it === name);
  const asserts = [...variants]
    .sort((a, b) => order(a[0]) - order(b[0]))
    .map(([strictness, text]) => `${strictness}:\n${(text ?? '').trim()}\n`);
  return [...asserts, ...(confidence === undefined ? [] : [`confidence: ${confidence}\n`])].join('');
}

function report(expected: string, got: string, example: ExampleData, seen: readonly string[]): string {
  const lines = diffLines(expected, got).flatMap(({ value, added, removed }) =>
    value
      .trimEnd()
      .split('\n')
      .map((line) => `${added ? '+' : removed ? '-' : ' '} ${line}`),
  );
  const cell = example.cell
    .trimEnd()
    .split('\n')
    .map((line) => `  | ${line}`);
  return [...cell, ...seen.map((line) => `  read: ${line}`), ...lines].join('\n');
}

/** What a template makes of an example, and what was read from it. */
export function suggestionsFor(
  template: Template,
  example: ExampleData,
  options: {
    readonly redact?: boolean;
    /** What is looked at in place of what was read. */
    readonly evidence?: (read: Evidence) => Evidence;
  } = {},
): { suggestions: Suggestion[]; seen: string[] } {
  const { cells, shown, main } = cellsOf(example);
  const code = parseNotebookCode(cells);
  const names = readNames(code);
  const shownElsewhere = shown.flatMap((place) => partsOf(place, cells, code).map(({ part }) => part));
  const probe = example.probed === undefined ? null : readValue(example.probed, { exact: true });
  const shownBefore: Part[] = [];
  const suggestions: Suggestion[] = [];
  const seen: string[] = shownElsewhere.map((part) => describePart(part, null));
  const instead = options.evidence ?? ((read: Evidence) => read);
  for (const read of partsOf({ index: main, output: example.output }, cells, code, probe !== null)) {
    const { feedback, reason } = read;
    const part = { ...read.part, evidence: read.part.evidence && instead(read.part.evidence) };
    seen.push(describePart(part, reason));
    const situation = {
      feedback,
      ...part,
      stability: stabilityOf(part.subject, code, names),
      notebook: code,
      names,
      boundTo: null,
      shownBefore: [...shownBefore],
      shownElsewhere: () => shownElsewhere,
      ...(probe === null ? {} : { probed: new Map([[template.id, probe]]) }),
      isSaid: (fact: string) => example.said?.includes(fact) === true,
      redact: options.redact ?? false,
    };
    suggestions.push(...suggest({ templates: [template] }, situation));
    shownBefore.push(part);
  }
  return { suggestions, seen };
}

interface ShownCell {
  readonly index: number;
  readonly output: ExampleData['output'];
}

/** The cells of an example in their order, which of them show something, and which is the one it is about. */
function cellsOf(example: ExampleData): { cells: SourceCell[]; shown: ShownCell[]; main: number } {
  const others = example.elsewhere ?? [];
  const above = others.filter((it) => it.below !== true);
  const all = [
    ...(example.before === undefined ? [] : [{ cell: example.before, output: undefined }]),
    ...above,
    example,
    ...others.filter((it) => it.below === true),
  ];
  return {
    cells: all.map(({ cell }, index) => ({ index, type: 'code', source: cell.trimEnd() })),
    shown: all.flatMap((it, index) =>
      it === example || it.output === undefined ? [] : [{ index, output: it.output }],
    ),
    main: all.indexOf(example),
  };
}

type SourceCell = { readonly index: number; readonly type: 'code'; readonly source: string };

interface ReadPart {
  readonly feedback: Feedback;
  readonly part: Part;
  readonly reason: string | null;
}

/** What one cell of an example shows; of one that shows nothing and is asked about, what it makes. */
function partsOf(
  { index, output }: ShownCell,
  cells: readonly SourceCell[],
  code: PythonNotebook,
  isProbed = false,
): ReadPart[] {
  const cell = code.cell(index);
  if (cell === undefined) return [];
  const shown = findFeedback(cell);
  const found = shown.length === 0 && isProbed ? findSilent(cell, code) : shown;
  const source = cells[index]?.source ?? '';
  const readings = readEvidence(exampleCell(index, source, output, found), cell, found, code);
  return found
    .filter((it) => IMPLICIT.has(it.mechanism) || it.mechanism === 'silent')
    .flatMap((feedback) =>
      feedback.subjects.map((subject, at) => ({
        feedback,
        part: { subject, evidence: readings.get(feedback)?.values[at] ?? null },
        reason: readings.get(feedback)?.reason ?? null,
      })),
    );
}

function describePart({ subject, evidence }: Part, reason: string | null): string {
  const read =
    evidence === null ? `nothing (${reason ?? 'not read'})` : JSON.stringify(evidence).slice(0, 400);
  return `${subject.source} → ${read}`;
}

function exampleCell(
  index: number,
  source: string,
  output: ExampleData['output'],
  feedback: readonly Feedback[],
): Cell {
  return {
    index,
    id: null,
    type: 'code',
    source,
    executionCount: index + 1,
    outputs: outputsOf(output, feedback, index + 1),
    metadata: {},
    tags: [],
  };
}

function outputsOf(
  output: ExampleData['output'],
  feedback: readonly Feedback[],
  executionCount: number,
): Output[] {
  if (output === undefined) return [];
  const isResult = feedback.at(-1)?.mechanism === 'last-cell';
  const given = typeof output === 'string' ? (isResult ? { result: output } : { stdout: output }) : output;
  const outputs: Output[] = [];
  if (given.stdout !== undefined) outputs.push({ kind: 'stream', name: 'stdout', text: given.stdout });
  if (given.result !== undefined || given.html !== undefined) {
    const data: Record<string, string> = {};
    if (given.result !== undefined) data['text/plain'] = given.result.replace(/\n$/, '');
    if (given.html !== undefined) data['text/html'] = given.html;
    outputs.push({ kind: 'result', data, executionCount });
  }
  return outputs;
}
