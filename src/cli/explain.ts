import { NbassertError } from '../errors.ts';
import { explainEvidence, freshnessOf } from '../evidence/index.ts';
import { renderExplanation } from '../reporters/index.ts';
import { type AnalysedNotebook, analyseFile } from '../repository/index.ts';
import type { SharedFlags } from './flags.ts';
import type { Context } from './io.ts';
import { setUp } from './setup.ts';

/** A cell of a file, as reports name it; with a line only the statements on it. Cells count from 0, lines from 1. */
interface Place {
  readonly file: string;
  readonly cell: number;
  readonly line: number | null;
}

const PLACE = /^(.+?):(\d{1,9})(?::(\d{1,9}))?$/s;

/**
 * `nbassert scan --explain FILE:CELL`: how the evidence of one cell was found.
 * @throws NbassertError `usage` when there is no such code cell
 */
export async function explain(given: string, flags: SharedFlags, { io }: Context): Promise<void> {
  const place = readPlace(given);
  const setup = await setUp([place.file], flags, io);
  const [path, ...others] = setup.notebooks;
  if (path === undefined || others.length > 0) {
    throw refused(place, `${path === undefined ? 'no notebook' : 'several notebooks'} of that name`);
  }
  io.stdout.write(explanationOf(analyseFile(path, setup), place));
}

function readPlace(given: string): Place {
  const found = PLACE.exec(given);
  if (found === null) {
    throw new NbassertError('usage', `"${given}" names no cell`, {
      hint: 'Write FILE:CELL, such as titanic.ipynb:3; cells count from 0, as in what `nbassert scan` prints.',
    });
  }
  const [, file, cell, line] = found;
  return { file: file!, cell: Number(cell), line: line === undefined ? null : Number(line) };
}

function explanationOf({ notebook, analysis }: AnalysedNotebook, place: Place): string {
  const cell = notebook.cells[place.cell];
  if (cell === undefined) {
    const last = notebook.cells.length - 1;
    throw refused(place, last < 0 ? 'the notebook has no cells' : `the last cell of the notebook is ${last}`);
  }
  const code = analysis.code.cells.find(({ index }) => index === cell.index);
  if (cell.type !== 'code' || code === undefined) throw refused(place, 'that is no code cell');
  if (code.problem !== null) throw refused(place, 'that cell cannot be read as Python');
  const feedback = analysis.findings
    .map((finding) => finding.feedback)
    .filter((one) => one.cell === cell.index && (place.line === null || one.line === place.line));
  const explained = explainEvidence(cell, code, feedback, analysis.code);
  return renderExplanation(explained, freshnessOf(notebook.cells).get(cell.index));
}

function refused({ file, cell, line }: Place, why: string): NbassertError {
  return new NbassertError('usage', why, { place: { file, cell, ...(line === null ? {} : { line }) } });
}
