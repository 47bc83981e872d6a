import { CommanderError } from 'commander';
import { EXIT, type ExitCode, NbassertError } from '../errors.ts';
import { printable } from '../printable.ts';
import { VERSION } from '../package.ts';

/** What is said about an error, and what the process ends with. */
export interface Failure {
  /** For stderr, newline included; empty when it was said already. */
  readonly text: string;
  readonly exitCode: ExitCode;
}

/**
 * The one place where errors become words and exit codes. An error of `NbassertError` takes one line (what, where)
 * and one for the hint. Anything else is a defect of nbassert: it says so, shows the stack, and exits with 3, because
 * the work was not done; never with 1, which means that `check` found something.
 */
export function failureOf(error: unknown): Failure {
  if (error instanceof CommanderError) return failureOfUsage(error);
  if (error instanceof NbassertError) return { text: describe(error), exitCode: error.exitCode };
  return { text: describeDefect(error), exitCode: EXIT.notebook };
}

/** Commander has printed its message itself; help and version end with 0. */
function failureOfUsage(error: CommanderError): Failure {
  return { text: '', exitCode: error.exitCode === 0 ? EXIT.done : EXIT.usage };
}

/** `error: <where>: <what>`, then the hint. Also for notices about a notebook that is passed over. */
export function describe(error: NbassertError): string {
  const where = error.where === '' ? '' : `${error.where}: `;
  const hint = error.hint === undefined ? '' : `  ${printable(error.hint)}\n`;
  return `error: ${printable(`${where}${error.message}`).replaceAll('\n', '\\n')}\n${hint}`;
}

function describeDefect(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return (
    `error: this is a defect of nbassert, not of your notebook.\n` +
    `  Please report it with the following lines (nbassert ${VERSION}, Node ${process.version}).\n` +
    `${printable(stack)}\n`
  );
}
