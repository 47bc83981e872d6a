import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Evidence, explainEvidence } from '../../../../src/evidence/index.ts';
import { type Feedback, findFeedback } from '../../../../src/feedback/index.ts';
import type { Cell, Output } from '../../../../src/notebook/index.ts';
import { parseNotebookCode } from '../../../../src/python/index.ts';
import { pythonPath } from '../../../python.ts';

interface Real {
  readonly text: string;
  readonly type: string;
  readonly number: number | null;
}
interface TrueCell {
  readonly source: string;
  readonly stdout: string;
  readonly values: readonly {
    readonly print: number;
    readonly expression: string;
    readonly values: readonly Real[];
  }[];
}

/** Cells that Python wrote and ran, with what each printed expression was. */
export function trueCells(count: number, seed: number): TrueCell[] {
  const script = fileURLToPath(new URL('cells.py', import.meta.url));
  const text = execFileSync(pythonPath, ['-W', 'ignore', script, String(count), String(seed)], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as TrueCell);
}

export function codeCell(index: number, source: string, outputs: readonly Output[]): Cell {
  return { index, id: null, type: 'code', source, executionCount: 1, outputs, metadata: {}, tags: [] };
}

/** How the readings of one cell compare with the truth. */
export interface Comparison {
  read: number;
  refused: number;
  readonly wrong: string[];
}

const IMPORTS = 'import math\nfrom pprint import pprint\nimport numpy as np\nimport pandas as pd\n';

export function compareWithTruth(cell: TrueCell): Comparison {
  const notebook = parseNotebookCode([
    { index: 0, type: 'code', source: IMPORTS },
    { index: 1, type: 'code', source: cell.source },
  ]);
  const code = notebook.cell(1)!;
  const saved = codeCell(1, cell.source, [{ kind: 'stream', name: 'stdout', text: cell.stdout }]);
  const feedback = findFeedback(code);
  const explained = explainEvidence(saved, code, feedback, notebook);
  const result: Comparison = { read: 0, refused: 0, wrong: [] };
  const prints = feedback.filter(({ mechanism }) => mechanism === 'print');
  for (const [k, print] of prints.entries()) {
    const truths = cell.values.filter((value) => value.print === k);
    const { reading, slots } = explained.statements.find((statement) => statement.feedback === print)!;
    for (const [i, subject] of print.subjects.entries()) {
      const truth = takeTruth(truths, subject.source);
      if (truth === undefined) continue;
      const values = reading.rounds?.map((round) => round.values[i] ?? null) ?? [reading.values[i] ?? null];
      if (truth.values.length === 0) {
        if (values.some((value) => value !== null))
          result.wrong.push(`${cell.source}\n→ read though it did not run: ${subject.source}`);
        continue;
      }
      if (values.length !== truth.values.length) {
        result.refused += truth.values.length;
        if (values.some((value) => value !== null))
          result.wrong.push(`${cell.source}\n→ ${values.length} rounds of ${subject.source}`);
        continue;
      }
      for (const [n, value] of values.entries()) {
        const real = truth.values[n]!;
        if (value === null) result.refused++;
        else {
          result.read++;
          const shown = slots
            .filter((slot) => slot.execution === n && slot.expression === subject.source)
            .map((slot) => slot.text);
          const fault = faultOf(value, real, print, subject.format, shown);
          if (fault !== null)
            result.wrong.push(`${cell.source}\n${cell.stdout}→ ${subject.source}: ${fault}`);
        }
      }
    }
  }
  return result;
}

function takeTruth(truths: TrueCell['values'][number][], source: string) {
  const at = truths.findIndex(({ expression }) => expression === source);
  return at < 0 ? undefined : truths.splice(at, 1)[0];
}

function faultOf(
  value: Evidence,
  real: Real,
  print: Feedback,
  format: string | null,
  shown: readonly (string | null)[],
): string | null {
  const said = JSON.stringify(value).slice(0, 300);
  if (value.kind === 'scalar' && typeof value.value === 'number' && real.number !== null) {
    const allowed = value.precision * 1.000001 + Math.abs(real.number) * 1e-12;
    return Math.abs(value.value - real.number) <= allowed ? null : `${said} is not ${real.number}`;
  }
  if (format !== null && format !== 's') return null;
  if (print.source.includes('!r')) return null;
  return shown.includes(real.text) ? null : `${said} is not ${JSON.stringify(real.text)}`;
}
