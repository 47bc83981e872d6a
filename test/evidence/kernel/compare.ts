import { type Evidence, type Reading, readEvidence } from '../../../src/evidence/index.ts';
import { cellsShowingAll, type Feedback, findFeedback } from '../../../src/feedback/index.ts';
import { readNotebook } from '../../../src/notebook/index.ts';
import { compare } from '../truth.ts';
import { codeOf, keyOf, ownerOf, type Recorded, type SourceCell } from './record.ts';

/** How what was read of one notebook's outputs stands to what was there. */
export interface Agreement {
  /** Values read that the kernel knows, by kind of evidence. */
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
  const agreement: Agreement = { compared: new Map(), wrong: [], unread: [] };
  for (const cell of code.cells) {
    const feedback = findFeedback(cell, showsAll.has(cell.index));
    const readings = readEvidence(notebook.cells[cell.index]!, cell, feedback, code);
    for (const one of feedback) judge(one, readings.get(one)!, recorded.seen, `${name} ${cell.index}`, agreement);
  }
  return agreement;
}

function judge(
  feedback: Feedback,
  reading: Reading,
  seen: Recorded['seen'],
  place: string,
  { compared, wrong, unread }: Agreement,
): void {
  // A picture says nothing about the value.
  if (feedback.mechanism === 'plot') return;
  const owner = ownerOf(feedback);
  for (const [at, { node, source }] of feedback.subjects.entries()) {
    const rounds = reading.rounds?.map(({ values }) => values[at] ?? null) ?? [reading.values[at] ?? null];
    const span = rounds[0]?.kind === 'report' && owner !== null ? owner : node;
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
      compared.set(kindOf(value), (compared.get(kindOf(value)) ?? 0) + 1);
      wrong.push(...compare(value, real).map((difference) => `${where}: ${difference}`));
    }
  }
}

/** The kind, with what makes readers of one kind differ. */
function kindOf(value: Evidence): string {
  switch (value.kind) {
    case 'report':
      return `report ${value.report}`;
    case 'scalar':
    case 'sequence':
    case 'mapping':
      return `${value.kind} ${value.type}`;
    case 'table':
    case 'array':
      return `${value.kind} ${value.library}`;
    default:
      return value.kind;
  }
}
