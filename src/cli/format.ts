import { once } from 'node:events';
import {
  accessSync,
  closeSync,
  constants,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { NbassertError } from '../errors.ts';
import { FORMATS, type FormatName, type Reporter } from '../reporters/index.ts';
import type { ReportWants } from '../repository/index.ts';
import type { TemplateLibrary } from '../templates/index.ts';
import { atAnyEnd } from './ending.ts';
import type { Context, Io } from './io.ts';

/** The flags of a command that prints a report. */
export interface FormatFlags {
  readonly format: 'text' | FormatName;
  readonly output?: string;
}

/** Adds `--format`, `--output`. */
export function addFormatFlags(command: Command, group: string): Command {
  for (const option of [
    new Option('--format <name>', 'how to print').choices(['text', ...Object.keys(FORMATS)]).default('text'),
    new Option('--output <file>', 'write there instead of to standard output'),
  ]) {
    command.addOption(option.helpGroup(group));
  }
  return command;
}

/** Where a report goes, and who makes its text. */
export interface OpenReport {
  readonly reporter: Reporter;
  /** What the notebooks' reports have to hold for it. */
  readonly wants: ReportWants;
  write(text: string): void;
  /** Waits for a slow reader. */
  drained(): Promise<void>;
  /** To be called once everything is written. */
  end(): void;
}

/** @throws NbassertError `usage` at once, when the file of `--output` cannot be written */
export async function openReport(
  flags: FormatFlags,
  { io }: Context,
  text: Reporter,
  library: TemplateLibrary,
): Promise<OpenReport> {
  const out = flags.output === undefined ? toStream(io) : toFile(flags.output, io);
  if (flags.format === 'text') return { ...out, reporter: text, wants: {} };
  const { load, wants } = FORMATS[flags.format];
  return { ...out, reporter: (await load())(library), wants };
}

type Out = Pick<OpenReport, 'write' | 'drained' | 'end'>;

function toStream({ stdout }: Io): Out {
  return {
    write: (part) => void (part !== '' && stdout.write(part)),
    // A reader that is slower than we are (a pager) must not make us hold everything.
    drained: async () => void (stdout.writableNeedDrain === true && (await once(stdout, 'drain'))),
    end: () => {},
  };
}

/** Grows in a file beside it and takes the place at the end, so that an interrupted run leaves the old report. */
function toFile(file: string, io: Io): Out {
  const path = resolve(io.cwd, file);
  const refuse = (cause: unknown): never => {
    throw new NbassertError('usage', `cannot write the output: ${(cause as Error).message}`, {
      place: { file },
      hint: 'Give --output a file in a folder that exists and that you may write to.',
      cause,
    });
  };
  const trying = <T>(act: () => T): T => {
    try {
      return act();
    } catch (cause) {
      return refuse(cause);
    }
  };
  const stat = statSync(path, { throwIfNoEntry: false });
  const isPlain = stat === undefined || (stat.isFile() && !lstatSync(path).isSymbolicLink());
  if (stat !== undefined) trying(() => accessSync(path, constants.W_OK));
  const target = isPlain ? `${path}.${process.pid}.tmp` : path;
  const handle = trying(() => openSync(target, 'w', stat === undefined ? 0o666 : stat.mode & 0o777));
  const forget = atAnyEnd(() => isPlain && rmSync(target, { force: true }));
  return {
    write: (part) => trying(() => writeFileSync(handle, part)),
    drained: async () => {},
    end: () => {
      trying(() => {
        closeSync(handle);
        if (isPlain) renameSync(target, path);
      });
      forget();
    },
  };
}
