import type { Feedback } from '../../feedback/index.ts';
import type { Report } from '../types.ts';
import { readValue } from '../value.ts';
import { reportBlocksOf } from './alignment/blocks.ts';

/** A report that a call wrote into stdout, and its text. */
export interface Reported {
  readonly value: Report;
  readonly text: string;
}

/** Methods that report, and what. */
const METHODS: ReadonlyMap<string, readonly Report['report'][]> = new Map([
  ['info', ['info']],
  ['summary', ['model-summary', 'regression-summary']],
]);

/**
 * The reports that `df.info()`, `model.summary()` or the `print` of one wrote among other output, told by their own shape:
 * in order, where a method left as many as it has statements that run once. Empty for all others, and for a cell that failed.
 */
export function reportedOf(feedback: readonly Feedback[], stdout: string, failed: boolean): Map<Feedback, Reported> {
  const found = new Map<Feedback, Reported>();
  if (failed) return found;
  for (const [method, reports] of METHODS) {
    const statements = feedback.filter((one) => methodOf(one) === method);
    if (statements.length === 0) continue;
    const shown = blocksIn(stdout).filter(({ value }) => reports.includes(value.report));
    const once = statements.every(({ unconditional, depth }) => unconditional && depth === 0);
    if (!once || shown.length !== statements.length) continue;
    for (const [at, statement] of statements.entries()) found.set(statement, shown[at]!);
  }
  return found;
}

function blocksIn(stdout: string): Reported[] {
  return reportBlocksOf(stdout).flatMap(({ from, to }) => {
    const text = stdout.slice(from, to);
    const value = readValue(text);
    return value.kind === 'report' ? [{ value, text }] : [];
  });
}

/** `info` of `df.info()` and of `print(df.info())`. */
function methodOf({ mechanism, subjects, expression }: Feedback): string | null {
  const [subject, ...others] = subjects;
  if ((mechanism !== 'print' && mechanism !== 'printing-call') || subject === undefined || others.length > 0) return null;
  const { code } = expression.cell;
  if (subject.node.name !== 'CallExpression') return null;
  const callee = subject.node.firstChild!;
  return /\.\s*(\w{1,20})$/.exec(code.slice(callee.from, callee.to))?.[1] ?? null;
}
