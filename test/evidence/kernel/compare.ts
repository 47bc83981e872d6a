import { type Evidence, type Reading, readEvidence, readValue } from '../../../src/evidence/index.ts';
import { cellsShowingAll, type Feedback, findFeedback } from '../../../src/feedback/index.ts';
import { type Cell, readNotebook } from '../../../src/notebook/index.ts';
import { compare } from '../truth.ts';
import { compareLog, compareTimes } from '../truth-reports.ts';
import { kindsOf } from './kinds.ts';
import { codeOf, keyOf, ownerOf, type Recorded, type SourceCell } from './record.ts';

/** How what was read of one notebook's outputs stands to what was there. */
export interface Agreement {
  /** Values read that the kernel knows. */
  values: number;
  /** The same by kind; one value may be of several. */
  readonly compared: Map<string, number>;
  /** Each with cell, expression and difference. */
  readonly wrong: string[];
  /** Feedback whose value was there but could not be read, with the reason. */
  readonly unread: string[];
}

/** `cells` are the sources that `recorded` was made from. */
export function agreementOf(name: string, cells: readonly SourceCell[], recorded: Recorded): Agreement {
  const text = JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: cells.map(
      ({ source }, at) =>
        recorded.cells[at] ?? { cell_type: 'markdown', id: `m${at}`, metadata: {}, source },
    ),
  });
  const notebook = readNotebook(text);
  const code = codeOf(cells);
  const showsAll = cellsShowingAll(notebook.cells);
  const agreement: Agreement = { values: 0, compared: new Map(), wrong: [], unread: [] };
  for (const cell of code.cells) {
    const feedback = findFeedback(cell, showsAll.has(cell.index));
    const shown = notebook.cells[cell.index]!;
    const readings = readEvidence(shown, cell, feedback, code);
    const place = `${name} ${cell.index}`;
    for (const one of feedback) judge(one, readings.get(one)!, shown, recorded.seen, place, agreement);
    judgeStream(shown, recorded, place, agreement);
  }
  return agreement;
}

/** What is no value of the code's: the log of a training, the time a cell took. */
function judgeStream({ index, outputs }: Cell, { seen, times }: Recorded, place: string, agreement: Agreement): void {
  const text = outputs.map((output) => (output.kind === 'stream' && output.name === 'stdout' ? output.text : '')).join('');
  const read = readValue(text);
  if (read.kind !== 'report') return;
  if (read.report === 'training-log') {
    const facts = Object.keys(seen).filter((key) => key.startsWith(`${index}:`)).flatMap((key) => seen[key]!);
    const { log } = facts.find((fact) => fact.log !== undefined) ?? {};
    if (log === undefined) return;
    agreement.wrong.push(...compareLog(read, log).map((difference) => `${place}: ${difference}`));
  } else if (read.report === 'timing') {
    agreement.wrong.push(...compareTimes(read, text, times).map((difference) => `${place}: ${difference}`));
  } else return;
  count(agreement, kindsOf(read, { feedback: null, source: '', shown: text, bundles: [] }));
}

function count(agreement: Agreement, kinds: readonly string[]): void {
  agreement.values += 1;
  for (const kind of new Set(kinds)) agreement.compared.set(kind, (agreement.compared.get(kind) ?? 0) + 1);
}

function judge(
  feedback: Feedback,
  reading: Reading,
  cell: Cell,
  seen: Recorded['seen'],
  place: string,
  agreement: Agreement,
): void {
  const { wrong, unread } = agreement;
  const bundles = cell.outputs.flatMap((output) => ('data' in output ? [output.data] : []));
  if (feedback.mechanism === 'plot') {
    // A picture says nothing about the value; it is there or not.
    const [value] = reading.values;
    if (value?.kind !== 'figure') return;
    if (!bundles.some((data) => value.mime in data)) wrong.push(`${place}: there is no ${value.mime}`);
    count(agreement, ['figure']);
    return;
  }
  const owner = ownerOf(feedback);
  for (const [at, { node, source }] of feedback.subjects.entries()) {
    const rounds = reading.rounds?.map(({ values }) => values[at] ?? null) ?? [reading.values[at] ?? null];
    const span = owner !== null && saysOfOwner(feedback, rounds[0]!) ? owner : node;
    const facts = seen[keyOf({ cell: feedback.cell, from: span.from, to: span.to })];
    if (facts === undefined) continue;
    const where = `${place}: ${source}`;
    const read = rounds.filter((value) => value !== null);
    if (read.length === 0) {
      if (reading.reason !== 'no-value-shown') unread.push(`${where}: ${reading.reason}`);
    } else if (rounds.length !== facts.length) {
      wrong.push(`${where}: read ${rounds.length} times, evaluated ${facts.length} times`);
    }
    for (const [round, value] of rounds.entries()) {
      const real = facts[round];
      if (value === null || real === undefined || real.kind === 'unknown') continue;
      count(agreement, kindsOf(value, { feedback, source, shown: reading.shown, bundles }));
      wrong.push(...compare(value, real).map((difference) => `${where}: ${difference}`));
    }
  }
}

/** Whether what was read is about `df` of `df.info()`, whose own value is None. */
function saysOfOwner({ mechanism }: Feedback, read: Evidence | null): boolean {
  if (mechanism === 'printing-call') return read?.kind === 'report' || read?.kind === 'table';
  return read?.kind === 'report' && (read.report === 'info' || read.report === 'model-summary');
}
