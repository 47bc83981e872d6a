import { PassThrough } from 'node:stream';
import type { Io } from '../../src/cli/io.ts';
import { run } from '../../src/cli/program.ts';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process, without a terminal. */
export async function runCli(
  args: readonly string[],
  options: { readonly cwd?: string; readonly stdin?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Ran> {
  const stdin = new PassThrough();
  stdin.end(options.stdin ?? '');
  // Read at the end only: more than that, and the command would wait for a reader.
  const room = { highWaterMark: 1 << 28 };
  const [stdout, stderr] = [new PassThrough(room), new PassThrough(room)];
  const io = { stdin, stdout, stderr, env: options.env ?? {}, cwd: options.cwd ?? process.cwd() };
  // Nothing but a stream's own methods is used of what is no terminal.
  const code = await run(args, io as unknown as Io);
  return { code, stdout: textOf(stdout), stderr: textOf(stderr) };
}

function textOf(stream: PassThrough): string {
  return String(stream.read() ?? '');
}
