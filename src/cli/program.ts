import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { EXIT, type ExitCode, NbassertError } from '../errors.ts';
import { printableLine } from '../printable.ts';
import { VERSION } from '../package.ts';
import { COMMANDS, type CommandEntry, DEFAULT_COMMAND } from './commands.ts';
import { failureOf } from './failure.ts';
import {
  addBatchFlags,
  addGeneralFlags,
  addSelectionFlags,
  addSourceFlags,
  addWritingFlags,
} from './flags.ts';
import { EXIT_CODES, ROOT_EXAMPLES } from './help.ts';
import type { Context, Io } from './io.ts';

/**
 * Runs one command line (`args`: without `node` and script name) and returns the exit code.
 * Throws nothing; every error is said on stderr.
 */
export async function run(given: readonly string[], io: Io): Promise<ExitCode> {
  const args = commandFirst(given);
  const context: Context = { io, exitCode: EXIT.done };
  try {
    await refuseUnknownWord(args[0], io);
    const program = await createProgram(args, context);
    await program.parseAsync([...args], { from: 'user' });
    return context.exitCode;
  } catch (error) {
    const failure = failureOf(error);
    io.stderr.write(failure.text);
    return failure.exitCode;
  }
}

/** All commands by name and summary; only the one that will run (or whose help is asked for) is loaded and has its flags. */
async function createProgram(args: readonly string[], context: Context): Promise<Command> {
  const program = prepared(new Command('nbassert'), context.io)
    .description('Turns what a notebook shows into what it checks, after you confirmed each diff.')
    .usage('[COMMAND] [FLAGS] [PATH...]\n\nWithout COMMAND it is `nbassert review`.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', `\n${ROOT_EXAMPLES}\n\n${EXIT_CODES}`);
  const wanted = wantedCommand(args);
  for (const entry of COMMANDS) {
    const command = program.createCommand(entry.name);
    program.addCommand(prepared(command, context.io), { isDefault: entry.name === DEFAULT_COMMAND });
    command.summary(entry.summary).usage(entry.usage).helpGroup(entry.group);
    if (entry === wanted) (await entry.load()).configure(command, context);
  }
  return program;
}

/** Settings that all commands share: errors are thrown rather than exited, texts go to `io`. */
function prepared(command: Command, io: Io): Command {
  return command
    .exitOverride()
    .helpOption('-h, --help', 'print this help')
    .showHelpAfterError(
      `  See \`nbassert ${command.name() === 'nbassert' ? '' : `${command.name()} `}--help\`.`,
    )
    .configureHelp({ sortSubcommands: false, sortOptions: false, showGlobalOptions: false })
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
    });
}

/**
 * `nbassert --quiet scan x` is `nbassert scan --quiet x`. A word is the command when nothing but flags and their values
 * stand in front of it; a value is never taken for the command.
 */
function commandFirst(args: readonly string[]): readonly string[] {
  for (const [at, word] of args.entries()) {
    const before = args[at - 1];
    if (word === '--' || (at > 0 && before === undefined)) return args;
    if (word.startsWith('-')) continue;
    if (before !== undefined && takesValue(before)) continue;
    const isCommand = at > 0 && (word === 'help' || entryOf(word) !== undefined);
    if (isCommand && word === 'help') return args.slice(at);
    return isCommand ? [word, ...args.slice(0, at), ...args.slice(at + 1)] : args;
  }
  return args;
}

/** Whether a flag is followed by its value. Flags that only one command has stand behind that command's name. */
function takesValue(flag: string): boolean {
  const shared = [addGeneralFlags, addSelectionFlags, addSourceFlags, addBatchFlags, addWritingFlags].reduce(
    (command, add) => add(command),
    new Command(),
  );
  return shared.options.some((option) => option.required && (option.long === flag || option.short === flag));
}

/** The command that a command line means; undefined when it only asks for the general help or the version. */
function wantedCommand(args: readonly string[]): CommandEntry | undefined {
  const [first, second] = args;
  const named = entryOf(first === 'help' ? second : first);
  if (named !== undefined) return named;
  const general = ['help', '-h', '--help', '-V', '--version'];
  return first !== undefined && general.includes(first) ? undefined : entryOf(DEFAULT_COMMAND);
}

function entryOf(name: string | undefined): CommandEntry | undefined {
  return COMMANDS.find((entry) => entry.name === name);
}

/** A first word that is neither a command nor a path is most likely a misspelt command, not a notebook. */
async function refuseUnknownWord(word: string | undefined, io: Io): Promise<void> {
  if (word === undefined || !/^[a-z][a-z-]*$/.test(word) || word === 'help') return;
  if (entryOf(word) !== undefined || existsSync(resolve(io.cwd, word))) return;
  const { closest, distance } = await import('fastest-levenshtein');
  const names = COMMANDS.map((entry) => entry.name);
  const nearest = closest(word, names);
  const hint =
    distance(word, nearest) <= 3 ? `Did you mean \`nbassert ${nearest}\`?` : 'See `nbassert --help`.';
  throw new NbassertError('usage', `there is no command and no path called "${printableLine(word)}"`, {
    hint,
  });
}
