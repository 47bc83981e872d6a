/** Flags of commands that run notebooks. */

import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { DEFAULT_RUN_OPTIONS, type RunOptions } from '../kernel/index.ts';
import { ENDING } from './ending.ts';
import type { Io } from './io.ts';

/** As commander hands them over. */
export interface RunFlags {
  readonly python?: string;
  readonly kernel?: string;
  readonly cellTimeout?: number;
  readonly timeout?: number;
  readonly memory?: number;
}

/** Adds `--python`, `--kernel`, `--cell-timeout`, `--timeout`, `--memory`. */
export function addRunFlags(command: Command, group: string): Command {
  for (const option of [
    new Option('--python <path>', 'run with this Python and its kernel (default: as Jupyter finds it)'),
    new Option('--kernel <name>', 'run with this kernel (default: the one that the notebook names)'),
    new Option('--cell-timeout <seconds>', 'how long a cell may take').argParser(positive).default(600),
    new Option(
      '--timeout <seconds>',
      'how long one run of a notebook may take (default: no limit)',
    ).argParser(positive),
    new Option('--memory <megabytes>', 'how much the kernel may use (default: no limit)').argParser(whole),
  ]) {
    command.addOption(option.helpGroup(group));
  }
  return command;
}

/** What the flags mean for a run that `signal` ends. */
export function runOptions(flags: RunFlags, io: Io, signal: AbortSignal | null): RunOptions {
  return {
    ...DEFAULT_RUN_OPTIONS,
    python: pythonOf(flags, io),
    kernel: flags.kernel ?? null,
    cellTimeout: flags.cellTimeout ?? DEFAULT_RUN_OPTIONS.cellTimeout,
    timeout: flags.timeout ?? null,
    memory: flags.memory ?? null,
    env: io.env,
    signal,
  };
}

/** A path as it is meant from the working directory; a bare name is looked for on the path. */
export function pythonOf({ python }: RunFlags, io: Io): string | null {
  if (python === undefined) return null;
  return /[\\/]/.test(python) ? resolve(io.cwd, python) : python;
}

/** Calls the work with a signal that Ctrl-C and its like abort; the process itself goes on, so that no kernel stays behind. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const interrupt = new AbortController();
  const onInterrupt = () => interrupt.abort();
  for (const signal of ENDING) process.on(signal, onInterrupt);
  try {
    return await work(interrupt.signal);
  } finally {
    for (const signal of ENDING) process.off(signal, onInterrupt);
  }
}

/** For flags that count. */
export function whole(value: string): number {
  if (!/^[1-9]\d{0,6}$/.test(value)) throw new InvalidArgumentError('A whole number from 1 on is needed.');
  return Number(value);
}

function positive(value: string): number {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number) || number <= 0)
    throw new InvalidArgumentError('A number of seconds above 0 is needed.');
  return number;
}
