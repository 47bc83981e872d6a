/**
 * Every error that a user can cause or meet, with whose fault it is.
 *
 * A message is one line: what happened, where, what was expected. `hint` says what to do next.
 * Anything thrown that is not a `NbassertError` is a defect of nbassert and is reported as such.
 */

/** Exit codes of the command (design: Commands). */
export const EXIT = {
  done: 0,
  found: 1,
  usage: 2,
  notebook: 3,
  /** Ctrl-C, as shells know it. */
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What went wrong; the value is the exit code, that is: whose fault it is. */
export const ERROR_KINDS = {
  /** Wrong flag, argument or combination of them. */
  usage: EXIT.usage,
  /** A configuration file or a template is wrong. */
  configuration: EXIT.usage,
  template: EXIT.usage,
  /** A question has to be asked and there is no terminal. */
  'no-terminal': EXIT.usage,
  /** No such path, or nothing to work on. */
  'not-found': EXIT.usage,
  /** A notebook cannot be read: permission, encoding, JSON, format. */
  unreadable: EXIT.notebook,
  /** A notebook cannot be written: permission, disk, changed by someone else. */
  unwritable: EXIT.notebook,
  /** A notebook cannot be run: no Python, no kernel, or one that does not start. */
  kernel: EXIT.notebook,
  /** nbassert itself failed on a notebook; the others were processed. */
  defect: EXIT.notebook,
} as const satisfies Record<string, ExitCode>;
export type ErrorKind = keyof typeof ERROR_KINDS;

/** Where it went wrong. Lines and columns count from 1, cells from 0. */
export interface ErrorPlace {
  file?: string;
  cell?: number;
  line?: number;
  column?: number;
}

export class NbassertError extends Error {
  override readonly name = 'NbassertError';
  readonly kind: ErrorKind;
  readonly place: ErrorPlace;
  /** What to do next, one sentence. */
  readonly hint: string | undefined;

  constructor(
    kind: ErrorKind,
    message: string,
    options: { place?: ErrorPlace; hint?: string; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.kind = kind;
    this.place = options.place ?? {};
    this.hint = options.hint;
  }

  get exitCode(): ExitCode {
    return ERROR_KINDS[this.kind];
  }

  /** `file:line:column` or `file: cell 3, line 2`, as far as known; empty when nothing is. */
  get where(): string {
    const { file, cell, line, column } = this.place;
    if (cell !== undefined) {
      const inside = line === undefined ? `cell ${cell}` : `cell ${cell}, line ${line}`;
      return file === undefined ? inside : `${file}: ${inside}`;
    }
    return [file, line, column].filter((part) => part !== undefined).join(':');
  }
}
