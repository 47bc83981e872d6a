/** What a run of a notebook said of its asserts, as text, as one line of JSON, and as JUnit XML. */

import type { ChalkInstance } from 'chalk';
import type { CellError, Verdict, Verification } from '../kernel/index.ts';
import { jsonText, printable, printableLine } from '../printable.ts';

/** A notebook that was run. */
export interface VerifiedNotebook {
  /** As it is shown: relative to the working directory, with `/`. */
  readonly path: string;
  readonly verification: Verification;
}

/** A notebook that could not be run at all, and why. */
export interface UnverifiedNotebook {
  readonly path: string;
  readonly message: string;
}

const SIGNS = { holds: 'holds', fails: 'FAILS', flaky: 'flaky', 'not-reached': 'not reached' } as const;

/** One line for the notebook, one for each assert, more where one fails. Newline included. */
export function verifiedText({ path, verification }: VerifiedNotebook, chalk: ChalkInstance): string {
  const { verdicts, runs } = verification;
  const seconds = runs.reduce((sum, run) => sum + run.seconds, 0);
  const times = runs.length === 1 ? '' : `, ${runs.length} runs`;
  const lines = [
    chalk.bold(`${printable(path)}: ${countsOf(verdicts)} (${seconds.toFixed(1)} s${times})`),
    ...verdicts.flatMap((verdict) => verdictLines(verdict, runs.length, chalk)),
    ...runs.flatMap(({ stopped }, index) =>
      stopped === null
        ? []
        : stopLines(stopped.cell, stopped.error, runs.length === 1 ? '' : ` of run ${index + 1}`),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function countsOf(verdicts: readonly Verdict[]): string {
  if (verdicts.length === 0) return 'no asserts';
  const count = (status: Verdict['status']) => verdicts.filter((verdict) => verdict.status === status).length;
  const parts = [
    [count('holds'), count('holds') === 1 ? 'holds' : 'hold'],
    [count('fails'), count('fails') === 1 ? 'fails' : 'fail'],
    [count('flaky'), count('flaky') === 1 ? 'is flaky' : 'are flaky'],
    [count('not-reached'), count('not-reached') === 1 ? 'was not reached' : 'were not reached'],
  ] as const;
  const said = parts.filter(([n], index) => n > 0 || index === 0).map(([n, what]) => `${n} ${what}`);
  return `${verdicts.length} ${verdicts.length === 1 ? 'assert' : 'asserts'}: ${said.join(', ')}`;
}

function verdictLines(verdict: Verdict, runs: number, chalk: ChalkInstance): string[] {
  const { place, status, failure, failed, reached } = verdict;
  const paint = { holds: chalk.green, fails: chalk.red, flaky: chalk.yellow, 'not-reached': chalk.dim }[
    status
  ];
  const source = place.templates.length === 0 ? (place.by === 'author' ? ' (yours)' : '') : '';
  const head = `  ${paint(SIGNS[status].padEnd(11))} cell ${place.cell}, line ${place.line}: ${printableLine(place.source, 100)}${chalk.dim(source)}`;
  if (failure === null) return [head];
  const [actual, expected] = failure.operands;
  return [
    head,
    ...(runs > 1 ? [`      failed in ${failed} of ${reached} runs`] : []),
    `      ${printableLine(`${failure.name}${failure.message === '' ? '' : `: ${failure.message}`}`, 400)}`,
    ...(actual === undefined || expected === undefined || failure.operands.length > 2
      ? []
      : [`      actual   ${printableLine(actual, 200)}`, `      expected ${printableLine(expected, 200)}`]),
  ];
}

function stopLines(cell: number, error: CellError, run: string): string[] {
  const where = error.line === null ? `cell ${cell}` : `cell ${cell}, line ${error.line}`;
  return [
    `  stopped in ${where}${run}: ${printableLine(errorText(error), 300)}`,
    ...error.lines.map((line) => `      ${printableLine(line, 160)}`),
  ];
}

function errorText({ kind, name, message }: CellError): string {
  if (kind !== 'raised' || name === '') return message;
  return message === '' ? name : `${name}: ${message}`;
}

/** One JSON object a line: one for each assert, then one for the notebook. */
export function verifiedNdjson({ path, verification }: VerifiedNotebook): string {
  const { verdicts, runs } = verification;
  const asserts = verdicts.map(({ place, status, reached, failed, failure, numbers }) => ({
    type: 'assert',
    notebook: path,
    cell: place.cell,
    line: place.line,
    source: place.source,
    by: place.by,
    templates: place.templates,
    status,
    reached,
    failed,
    failure,
    numbers,
  }));
  const notebook = {
    type: 'notebook',
    notebook: path,
    runs: runs.map(({ seconds, stopped }) => ({ seconds, stopped })),
    error: null,
  };
  return [...asserts, notebook].map((line) => `${jsonText(line)}\n`).join('');
}

/** The line of a notebook that could not be run. */
export function unverifiedNdjson({ path, message }: UnverifiedNotebook): string {
  return `${jsonText({ type: 'notebook', notebook: path, runs: [], error: message })}\n`;
}

/** JUnit XML: a suite for each notebook, a case for each assert. Flaky counts as failed; what was not reached as skipped. */
export function junit(notebooks: readonly (VerifiedNotebook | UnverifiedNotebook)[]): string {
  const suites = notebooks.map(suite).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="nbassert">\n${suites}</testsuites>\n`;
}

function suite(notebook: VerifiedNotebook | UnverifiedNotebook): string {
  const { path } = notebook;
  if ('message' in notebook) {
    const error = `<testcase name="run" classname="${xml(path)}"><error message="${xml(notebook.message)}"/></testcase>`;
    return `<testsuite name="${xml(path)}" tests="1" failures="0" errors="1" skipped="0">\n${error}\n</testsuite>\n`;
  }
  const { verdicts, runs } = notebook.verification;
  const stopped = runs.find((run) => run.stopped !== null)?.stopped ?? null;
  const cases = verdicts.map((verdict) => testCase(path, verdict));
  if (stopped !== null) {
    const message = `cell ${stopped.cell}: ${errorText(stopped.error)}`;
    const lines = xml(stopped.error.lines.join('\n'));
    cases.push(
      `<testcase name="runs through" classname="${xml(path)}"><error message="${xml(message)}">${lines}</error></testcase>`,
    );
  }
  const count = (...wanted: Verdict['status'][]) =>
    verdicts.filter(({ status }) => wanted.includes(status)).length;
  const seconds = runs.reduce((sum, run) => sum + run.seconds, 0).toFixed(3);
  const attributes = `tests="${cases.length}" failures="${count('fails', 'flaky')}" errors="${stopped === null ? 0 : 1}" skipped="${count('not-reached')}" time="${seconds}"`;
  return `<testsuite name="${xml(path)}" ${attributes}>\n${cases.map((one) => `${one}\n`).join('')}</testsuite>\n`;
}

function testCase(path: string, { place, status, failure, failed, reached }: Verdict): string {
  const name = `cell ${place.cell}, line ${place.line}: ${place.source.replace(/\s+/g, ' ').slice(0, 200)}`;
  const head = `<testcase name="${xml(name)}" classname="${xml(path)}"`;
  if (status === 'holds') return `${head}/>`;
  if (status === 'not-reached') return `${head}><skipped message="not reached"/></testcase>`;
  const message = failure === null ? '' : `${failure.name}: ${failure.message}`;
  const share = status === 'flaky' ? `flaky, failed in ${failed} of ${reached} runs: ` : '';
  return `${head}><failure message="${xml(`${share}${message}`)}">${xml(place.source)}</failure></testcase>`;
}

/** XML 1.0 has no way to say most control characters. */
function xml(text: string): string {
  return printable(text)
    .replace(
      /[\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      '\ufffd',
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');
}
