import { type Feedback, isTraining, type Subject } from '../feedback/index.ts';
import type { Cell } from '../notebook/index.ts';
import type { PythonCell, PythonNotebook } from '../python/index.ts';
import type { EvidenceReason, Reading } from './reading.ts';
import { argumentIndex, displaysOf, figureOf, resultsOf, type Shown, summariesOf } from './shown.ts';
import { reportedOf } from './unprint/reported.ts';
import { printedReading } from './unprint/printed.ts';
import { type Unprinted, unprint } from './unprint/unprint.ts';

/**
 * Reads the evidence of all feedback statements of one cell from its saved outputs. Pure; linear in the size of the outputs.
 *
 * @param feedback of this cell, in source order
 * @param notebook the code around the cell: what its names import and which of its functions print. Without it a call of
 *   a name that the cell does not define may print anything, and less can be told apart.
 */
export function readEvidence(
  cell: Cell,
  code: PythonCell,
  feedback: readonly Feedback[],
  notebook?: PythonNotebook,
): ReadonlyMap<Feedback, Reading> {
  const of = (mechanism: Feedback['mechanism']) => feedback.filter((one) => one.mechanism === mechanism);
  const ended = feedback.filter((one) => one.mechanism === 'last-cell' || endsCell(one, code));
  const results = resultsOf(cell, code, ended);
  const displays = displaysOf(cell, of('display'));
  const summaries = summariesOf(cell, of('printing-call').filter(isSummary));
  let stdout: Unprinted | null = null;
  let reported: ReturnType<typeof reportedOf> | null = null;
  const readings = new Map<Feedback, Reading>();
  for (const one of feedback) {
    switch (one.mechanism) {
      case 'last-cell':
        readings.set(one, wholeReading(one.subjects, withoutPictures(results.get(one)!)));
        break;
      case 'plot':
        readings.set(one, wholeReading(one.subjects, figureOf(cell)));
        break;
      case 'display':
        stdout ??= unprint(cell, code, notebook);
        readings.set(
          one,
          stdout.executionsOf(one.expression.node).length > 0
            ? printedReading(one, cell, stdout)
            : displayReading(one, displays.get(one)!),
        );
        break;
      case 'printing-call':
      case 'print': {
        // A call may give back what it has to say instead of printing it: `results.summary()`.
        const given = summaries.get(one) ?? results.get(one);
        if (typeof given === 'object' && !saysItInPrint(one, cell)) {
          readings.set(one, wholeReading(one.subjects, given));
          break;
        }
        stdout ??= unprint(cell, code, notebook);
        reported ??= reportedOf(feedback, stdout.streams.stdout, cell.outputs.some(({ kind }) => kind === 'error'));
        readings.set(one, reported.has(one) ? wholeReading(one.subjects, reported.get(one)!) : printedReading(one, cell, stdout));
        break;
      }
      default:
        readings.set(one, wholeReading(one.subjects, 'no-value-shown'));
    }
  }
  return readings;
}

/** What `plt.title(…)` and `ax.legend()` give back at the end of a cell is a part of the picture, and no value that somebody looks at. */
function withoutPictures(shown: Shown): Shown {
  const isPart = typeof shown === 'object' && shown.value.kind === 'object' && /^(?:Text$|matplotlib\.)/.test(shown.value.class);
  return isPart ? 'no-value-shown' : shown;
}

/** `model.summary()`. */
function isSummary({ expression: { node, cell } }: Feedback): boolean {
  const callee = node.firstChild;
  return callee !== null && /\.\s*summary$/.test(cell.code.slice(callee.from, callee.to));
}

/** Whether a call says what it has to say by printing, whatever it gives back: `model.fit(X, y, epochs=9)` prints its epochs. */
function saysItInPrint({ expression: { node, cell } }: Feedback, { outputs }: Cell): boolean {
  return isTraining(node, cell.code) && outputs.some(({ kind }) => kind === 'stream');
}

/** Whether a call that prints is the expression the cell ends with. */
function endsCell({ mechanism, expression }: Feedback, code: PythonCell): boolean {
  if (mechanism !== 'printing-call') return false;
  let last = code.tree.topNode.lastChild;
  while (last?.name === 'Comment') last = last.prevSibling;
  return last?.name === 'ExpressionStatement' && last.firstChild?.from === expression.node.from;
}

function wholeReading(subjects: readonly Subject[], shown: Shown): Reading {
  const certain = typeof shown === 'object';
  return {
    values: subjects.map(() => (certain ? shown.value : null)),
    reason: certain || subjects.length === 0 ? null : shown,
    shown: certain ? shown.text : '',
    doubt: null,
    rounds: null,
  };
}

function displayReading(feedback: Feedback, shown: readonly Shown[]): Reading {
  const each = feedback.subjects.map(
    ({ node }) => shown[argumentIndex(feedback, node.from, node.to)] ?? 'no-value-shown',
  );
  return {
    values: each.map((one) => (typeof one === 'object' ? one.value : null)),
    reason: each.find((one): one is EvidenceReason => typeof one === 'string') ?? null,
    shown: each.map((one) => (typeof one === 'object' ? one.text : '')).join('\n'),
    doubt: null,
    rounds: null,
  };
}
