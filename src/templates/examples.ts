/** The examples of a template are its tests: they run through the same rooms as a notebook does. */
import { diffLines } from 'diff';
import { type Evidence, readEvidence } from '../evidence/index.ts';
import { type Feedback, findFeedback, IMPLICIT } from '../feedback/index.ts';
import type { Cell, Output } from '../notebook/index.ts';
import { parseNotebookCode, readNames, stabilityOf } from '../python/index.ts';
import type { ExampleData } from './data.ts';
import { suggest } from './suggest.ts';
import { type Part, STRICTNESSES, type Suggestion, type Template } from './types.ts';

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
  const same = wanted(expected) === wanted(got);
  return {
    name: example.name,
    outcome: same ? 'ok' : 'different',
    suggestions,
    report: same ? '' : report(wanted(expected), wanted(got), example, seen),
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

function wanted(variants: readonly (readonly [string, string | undefined])[]): string {
  const order = (name: string) => STRICTNESSES.findIndex((it) => it === name);
  return [...variants]
    .sort((a, b) => order(a[0]) - order(b[0]))
    .map(([strictness, text]) => `${strictness}:\n${(text ?? '').trim()}\n`)
    .join('');
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
): { suggestions: Suggestion[]; seen: string[] } {
  const sources = [example.before, example.cell].filter((it) => it !== undefined).map((it) => it.trimEnd());
  const code = parseNotebookCode(sources.map((source, index) => ({ index, type: 'code', source })));
  const cell = code.cell(sources.length - 1);
  if (cell === undefined) return { suggestions: [], seen: [] };
  const feedback = findFeedback(cell);
  const readings = readEvidence(exampleCell(example, sources, feedback), cell, feedback, code);
  const names = readNames(code);
  const shownBefore: Part[] = [];
  const suggestions: Suggestion[] = [];
  const seen: string[] = [];
  for (const one of feedback.filter((it) => IMPLICIT.has(it.mechanism))) {
    one.subjects.forEach((subject, index) => {
      const evidence: Evidence | null = readings.get(one)?.values[index] ?? null;
      seen.push(
        `${subject.source} → ${evidence === null ? `nothing (${readings.get(one)?.reason ?? 'not read'})` : JSON.stringify(evidence).slice(0, 400)}`,
      );
      const stability = stabilityOf(subject, code, names);
      const situation = {
        feedback: one,
        subject,
        evidence,
        stability,
        notebook: code,
        names,
        boundTo: null,
        shownBefore: [...shownBefore],
      };
      suggestions.push(...suggest({ templates: [template] }, situation));
      shownBefore.push({ subject, evidence });
    });
  }
  return { suggestions, seen };
}

function exampleCell(example: ExampleData, sources: readonly string[], feedback: readonly Feedback[]): Cell {
  return {
    index: sources.length - 1,
    id: null,
    type: 'code',
    source: sources.at(-1) ?? '',
    executionCount: sources.length,
    outputs: outputsOf(example, feedback, sources.length),
    metadata: {},
    tags: [],
  };
}

function outputsOf(example: ExampleData, feedback: readonly Feedback[], executionCount: number): Output[] {
  const { output } = example;
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
