import type { ExitCode } from '../errors.ts';

/**
 * The outside as a command sees it. Data goes to `stdout`, everything else (progress, notices, errors) to `stderr`.
 * A test hands in streams of its own.
 */
export interface Io {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: NodeJS.ProcessEnv;
  /** Absolute path of the working directory. */
  readonly cwd: string;
}

/** The process's own streams, environment and working directory. */
export function processIo(): Io {
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
  };
}

/** What a command gets and hands back. */
export interface Context {
  readonly io: Io;
  /** Set by the command's action; 0 when it leaves it alone. An error that is thrown has its own code. */
  exitCode: ExitCode;
}
