/** What a kernel can be asked where an output shows no value, or not all of it: plots, cut tables, prints nobody can tell apart. */

import { type Evidence, type Reading, readEvidence } from '../evidence/index.ts';
import { type Feedback, findSilent, findFeedback, IMPLICIT } from '../feedback/index.ts';
import { isPython, type Cell, type Notebook } from '../notebook/index.ts';
import {
  endOf,
  type Expression,
  evaluationOf,
  firstChange,
  type Names,
  originOfData,
  type PythonCell,
  type PythonNotebook,
  parseNotebookCode,
  readNames,
  stabilityOf,
} from '../python/index.ts';
import { isWorkedWith, type Probe, probesOf, type Situation, type TemplateLibrary } from '../templates/index.ts';
import { isSkipped } from './skipped.ts';
import type { CellAnswers } from './types.ts';

/** An expression for the kernel, to be evaluated in the state in which the cell ended. */
export interface ProbeQuestion {
  /** Under this name the answer is looked for; unique in the cell. */
  readonly key: string;
  readonly expression: string;
  /** The same expression was a question before, and nothing in it has changed since: its answer is the answer. */
  readonly answeredBy: AskedBefore | null;
}

export interface AskedBefore {
  readonly cell: number;
  readonly key: string;
}

/** What to ask of a notebook, cell by cell in their order. */
export interface Probing {
  /** Works out what can be told before a cell has run, so that a caller can do so while it runs. Optional. */
  prepare(cell: Cell): void;
  /** What to ask once the cell has run and its outputs are known. */
  questions(executed: Cell): ProbeQuestion[];
}

/**
 * Asked is only what is free to evaluate once more, has no effect, and is at the end of the cell still what it was at the
 * statement. What was asked before is remembered, so that a table at which many cells look is asked about once; beside that pure.
 */
export function probing(notebook: Notebook, library: TemplateLibrary): Probing {
  const code = parseNotebookCode(isPython(notebook.language) ? notebook.cells : []);
  const names = readNames(code);
  const asked = new Map<string, AskedBefore>();
  const prepared = new Map<number, PreparedCell | null>();
  const prepare = (one: Cell): PreparedCell | null => {
    let known = prepared.get(one.index);
    if (known === undefined) {
      const cell = code.cell(one.index);
      known = cell === undefined || cell.problem !== null || isSkipped(one) ? null : prepareCell({ cell, code, names, library, asked });
      prepared.set(one.index, known);
    }
    return known;
  };
  return {
    prepare,
    questions: (executed) => {
      const known = prepare(executed);
      if (known === null) return [];
      const readings = readEvidence(executed, known.around.cell, known.found, code);
      return known.statements.flatMap((statement) => questionsAbout(statement, readings.get(statement.feedback) ?? null, known.around));
    },
  };
}

interface Surroundings {
  readonly cell: PythonCell;
  readonly code: PythonNotebook;
  readonly names: Names;
  readonly library: TemplateLibrary;
  /** By expression, where it was asked last. */
  readonly asked: Map<string, AskedBefore>;
}

interface PreparedCell {
  readonly around: Surroundings;
  readonly found: readonly Feedback[];
  readonly statements: readonly PreparedStatement[];
}

interface PreparedStatement {
  readonly feedback: Feedback;
  readonly subjects: readonly PreparedSubject[];
}

/** A subject as it is known without an output. */
interface PreparedSubject {
  readonly index: number;
  readonly situation: Situation;
  readonly isAskable: boolean;
  readonly probes: readonly Probe[];
}

const SHOWING_NO_VALUE: ReadonlySet<Feedback['mechanism']> = new Set(['plot', 'silent']);

function prepareCell(around: Surroundings): PreparedCell {
  const { cell, code } = around;
  const found = findFeedback(cell);
  const looks = found.filter(({ mechanism, depth, unconditional }) => IMPLICIT.has(mechanism) && depth === 0 && unconditional);
  const statements = [...looks, ...findSilent(cell, code)].map((feedback) => ({ feedback, subjects: prepareSubjects(feedback, around) }));
  return { around, found, statements };
}

function prepareSubjects(feedback: Feedback, around: Surroundings): PreparedSubject[] {
  const { code, names } = around;
  return feedback.subjects.flatMap((subject, index) => {
    if (feedback.mechanism === 'silent' && !isWorthAsking(subject, around)) return [];
    const stability = stabilityOf(subject, code, names);
    const situation: Situation = { feedback, subject, evidence: null, stability, notebook: code, names, boundTo: null };
    return [{ index, situation, isAskable: isAskable(subject, around), probes: askableProbes(situation, around) }];
  });
}

function askableProbes(situation: Situation, around: Surroundings): Probe[] {
  return probesOf(around.library, situation).filter((probe) => partsOf(probe).every((node) => isAskable(node, around)));
}

function partsOf({ captures }: Probe): Expression[] {
  return [...captures.values()].flatMap((capture) => capture.nodes);
}

function questionsAbout({ feedback, subjects }: PreparedStatement, reading: Reading | null, around: Surroundings): ProbeQuestion[] {
  if (reading?.rounds != null || reading?.reason === 'several-values') return [];
  return subjects.flatMap(({ index, situation, isAskable, probes }) => {
    const { subject } = situation;
    const evidence = reading?.values[index] ?? null;
    const questions: ProbeQuestion[] = [];
    if (!SHOWING_NO_VALUE.has(feedback.mechanism) && !isWhole(evidence) && isAskable)
      questions.push(questionFor(subjectKey(feedback.from, index), subject.source, [subject], around));
    const open = evidence === null ? probes : askableProbes({ ...situation, evidence }, around);
    for (const probe of open) {
      const { template, expression } = probe;
      questions.push(questionFor(templateKey(feedback.from, index, template), expression, partsOf(probe), around));
    }
    return questions;
  });
}

/**
 * Whether something that nothing shows is asked about: each question takes time from a run. Of what code alone makes nothing
 * is held that it does not say itself, and a step between loading and training is held where it ends.
 */
function isWorthAsking(subject: Expression, { code, names }: Surroundings): boolean {
  if (originOfData(subject, code, names) === 'code') return false;
  const { cell, node } = subject;
  return node.name !== 'VariableName' || isWorkedWith(cell.code.slice(node.from, node.to), subject, code, names);
}

function questionFor(key: string, expression: string, parts: readonly Expression[], around: Surroundings): ProbeQuestion {
  const { cell, code, names, asked } = around;
  const before = { cell: cell.index, offset: cell.code.length };
  const last = asked.get(expression);
  const isSame = (after: number) =>
    parts.every((part) => firstChange(part, { after: { cell: after, offset: code.cell(after)?.code.length ?? 0 }, before }, code, names) === null);
  const answeredBy = last !== undefined && (last.cell === cell.index || isSame(last.cell)) ? last : null;
  if (answeredBy === null) asked.set(expression, { cell: cell.index, key });
  return { key, expression, answeredBy };
}

/** Whether there is a value and nothing was cut out of it, beside rows of a table, whose number is known all the same. */
function isWhole(evidence: Evidence | null): boolean {
  if (evidence === null) return false;
  return evidence.kind === 'table'
    ? !evidence.truncatedColumns
    : !('truncated' in evidence && evidence.truncated);
}

function isAskable(expression: Expression, { cell, code, names }: Surroundings): boolean {
  if (evaluationOf(expression, code, names).kind !== 'free') return false;
  return firstChange(expression, { after: endOf(expression), before: { cell: cell.index, offset: cell.code.length } }, code, names) === null;
}

function subjectKey(from: number, subject: number): string {
  return `${from}:${subject}`;
}

function templateKey(from: number, subject: number, template: string): string {
  return `${from}:${subject}:${template}`;
}

/** The reading of a statement with what a kernel said of its subjects, which counts more than what the output showed. */
export function withAnswers(
  reading: Reading | null,
  { from, subjects }: Feedback,
  answers: CellAnswers | undefined,
): Reading | null {
  const answered = subjects.map((_, index) => answers?.values.get(subjectKey(from, index)) ?? null);
  if (answered.every((it) => it === null)) return reading;
  const values = subjects.map((_, index) => answered[index] ?? reading?.values[index] ?? null);
  return {
    values,
    reason: values.includes(null) ? (reading?.reason ?? 'no-value-shown') : null,
    shown: reading?.shown ?? '',
    doubt: reading?.doubt ?? null,
    rounds: null,
  };
}

/** What a kernel said to the probes of templates for one subject, by template. */
export function answersToProbes(
  { from }: Feedback,
  subject: number,
  answers: CellAnswers | undefined,
): ReadonlyMap<string, Evidence> {
  const start = templateKey(from, subject, '');
  const found = [...(answers?.values ?? [])].filter(([key]) => key.startsWith(start));
  return new Map(found.map(([key, value]) => [key.slice(start.length), value]));
}
