import { freshnessOf, type Reading, readEvidence } from '../evidence/index.ts';
import { cellsShowingAll, type Feedback, findFeedback, findSilent, IMPLICIT } from '../feedback/index.ts';
import { isPython, type Cell, type Notebook } from '../notebook/index.ts';
import { type PythonCell, parseNotebookCode, readNames } from '../python/index.ts';
import type { Part, Situation, TemplateLibrary } from '../templates/index.ts';
import { Coverage } from './coverage.ts';
import { withoutImplied } from './implied.ts';
import { outcomeOf } from './outcome.ts';
import { answersToProbes, withAnswers } from './probes.ts';
import { isSkipped, isSkippedWhole } from './skipped.ts';
import { withTexts } from './texts.ts';
import type { Analysis, Finding, Proposal, ProposeOptions, Reason } from './types.ts';
import type { Work } from './work.ts';

export const DEFAULT_OPTIONS: ProposeOptions = {
  strictness: 'balanced',
  minConfidence: 'low',
  checks: [],
  templates: [],
  placement: 'new-cell',
  redact: false,
};

/**
 * The whole way from a notebook to its proposals. Pure: runs nothing, reads nothing but its arguments.
 * A notebook of another language has no findings.
 */
export function propose(
  notebook: Notebook,
  library: TemplateLibrary,
  options: Partial<ProposeOptions> = {},
): Analysis {
  const { code, findings } = proposing(notebook, library, options);
  return { notebook, code, findings: [...findings] };
}

/** An analysis whose findings are worked out one by one, in the order of the notebook, as they are asked for. */
export interface Proposing extends Omit<Analysis, 'findings'> {
  readonly findings: Iterable<Finding>;
}

/** As `propose`, for who wants to see the first finding before the last one is known. */
export function proposing(
  notebook: Notebook,
  library: TemplateLibrary,
  options: Partial<ProposeOptions> = {},
): Proposing {
  const python = isPython(notebook.language);
  const code = parseNotebookCode(python ? notebook.cells : []);
  const names = readNames(code);
  const work: Work = {
    notebook,
    code,
    names,
    library,
    options: { ...DEFAULT_OPTIONS, ...options },
    freshness: freshnessOf(notebook.cells),
    showsAll: cellsShowingAll(notebook.cells),
    coverage: new Coverage(notebook, code, names),
    stated: new WeakMap(),
    inserted: [],
  };
  const isRun = (work.options.answers?.size ?? 0) > 0;
  return { notebook, code, findings: isRun ? withSilent([...findingsOf(work)], work) : findingsOf(work) };
}

/**
 * The findings, and what a run told of the objects that the notebook makes and goes on with: of those of which no look
 * says it. Only statements with a proposal are findings.
 */
function withSilent(findings: readonly Finding[], work: Work): Finding[] {
  const made = work.code.cells.flatMap((code) => {
    const cell = work.notebook.cells[code.index];
    return cell === undefined ? [] : findSilent(code, work.code).map((feedback) => ({ feedback, cell }));
  });
  const found = made
    .map(({ feedback, cell }) => findingOf({ feedback, reading: null, cell, shownBefore: [], shownElsewhere: () => [] }, work))
    .filter(({ proposals }) => proposals.length > 0);
  return [...findings, ...found].sort((a, b) => a.feedback.cell - b.feedback.cell || a.feedback.from - b.feedback.from);
}

function* findingsOf(work: Work): Generator<Finding> {
  const { cells } = work.code;
  const statements = onDemand((index) => statementsOf(cells[index], work));
  let all: Part[] | null = null;
  const shownElsewhere = () =>
    (all ??= cells
      .flatMap((_, index) => statements(index))
      .filter(({ feedback }) => feedback.depth === 0 && feedback.unconditional)
      .flatMap((statement) => withDoubt(statement, work)));
  for (const index of cells.keys()) {
    const findings = statements(index).map((it) => findingOf({ ...it, shownElsewhere }, work));
    yield* work.options.apart === true
      ? findings
      : withoutImplied(findings, work);
  }
}

/** Answers of a function by index, each worked out when it is first asked for. */
function onDemand<T>(answer: (index: number) => T): (index: number) => T {
  const known = new Map<number, T>();
  return (index) => {
    const value = known.get(index) ?? answer(index);
    known.set(index, value);
    return value;
  };
}

/** A feedback statement with what its output said and what stands around it. */
interface Statement {
  readonly feedback: Feedback;
  readonly reading: Reading | null;
  readonly cell: Cell;
  /** What its cell showed in front of it. */
  readonly shownBefore: readonly Part[];
}

function statementsOf(code: PythonCell | undefined, work: Work): Statement[] {
  const cell = code === undefined ? undefined : work.notebook.cells[code.index];
  if (code === undefined || cell === undefined) return [];
  const found = findFeedback(code, work.showsAll.has(code.index));
  const readings = readEvidence(cell, code, found, work.code);
  const answers = work.options.answers?.get(cell.index);
  const shownBefore: Part[] = [];
  return found.map((feedback) => {
    const statement = {
      feedback,
      reading: withTexts(withAnswers(readings.get(feedback) ?? null, feedback, answers), feedback.subjects, work.names),
      cell,
      shownBefore: [...shownBefore],
    };
    shownBefore.push(...partsOf(statement));
    return statement;
  });
}

function partsOf({ feedback, reading }: Pick<Statement, 'feedback' | 'reading'>): Part[] {
  return feedback.subjects.map((subject, index) => ({ subject, evidence: reading?.values[index] ?? null }));
}

/** The same for a reader elsewhere in the notebook, who has to know what speaks against a value. */
function withDoubt(statement: Statement, { freshness }: Work): Part[] {
  const stale = freshness.get(statement.feedback.cell);
  const doubt = statement.reading?.doubt ?? (stale?.fresh === false ? stale.why : null);
  const parts = partsOf(statement);
  return doubt === null ? parts : parts.map((part) => ({ ...part, doubt }));
}

function findingOf(statement: Statement & Pick<Situation, 'shownElsewhere'>, work: Work): Finding {
  const { feedback, reading } = statement;
  const silent = (reason: Reason | null, check: Finding['check'] = null): Finding => ({
    feedback,
    reading,
    check,
    proposals: [],
    reason,
  });
  if (!IMPLICIT.has(feedback.mechanism) && feedback.mechanism !== 'silent') return silent(null);
  const reason = reasonToPassOver(statement, work);
  if (reason !== null) return silent(reason);
  const parts = partsOf(statement);
  const outcomes = parts.map(({ subject, evidence }, index) => {
    const shownBefore = [...statement.shownBefore, ...parts.slice(0, index)];
    const { shownElsewhere } = statement;
    const probed = answersToProbes(feedback, index, work.options.answers?.get(feedback.cell));
    return outcomeOf({ feedback, subject, evidence, shownBefore, shownElsewhere, probed }, reading, work);
  });
  const proposals = numbered(outcomes.flatMap((outcome) => outcome.proposals));
  if (proposals.length > 0)
    return { feedback, reading, check: proposals[0]?.check ?? null, proposals, reason: null };
  const refused = outcomes.find((outcome) => outcome.check !== null) ?? outcomes[0];
  return silent(refused?.reason ?? 'no-template', refused?.check ?? null);
}

/** Why a statement is not even looked at, or null. */
function reasonToPassOver({ feedback, cell }: Statement, { notebook }: Work): Reason | null {
  if (isSkipped(cell) || isSkippedWhole(notebook)) return 'skipped';
  if (feedback.subjects.length === 0) return 'no-subject';
  if (feedback.depth > 0) return 'in-function';
  return feedback.unconditional ? null : 'conditional';
}

/** Proposals of one statement with one key are told apart by `#2`, `#3` … */
function numbered(proposals: readonly Proposal[]): Proposal[] {
  const uses = new Map<string, number>();
  return proposals.map((proposal) => {
    const use = (uses.get(proposal.key) ?? 0) + 1;
    uses.set(proposal.key, use);
    return use === 1 ? proposal : { ...proposal, key: `${proposal.key}#${use}` };
  });
}
