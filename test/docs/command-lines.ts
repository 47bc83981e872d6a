/** Command lines in documentation and help, held against what the command takes. */
import { Command } from 'commander';
import { COMMANDS, DEFAULT_COMMAND } from '../../src/cli/commands.ts';
import type { Context } from '../../src/cli/io.ts';

/** The words of one simple command, quotes taken off. */
export function wordsOf(line: string): string[] {
  return [...line.matchAll(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g)].map((found) => found[0].replace(/['"]/g, ''));
}

/** Every simple command of a shell line: between pipes and `&&`, without variables in front and `npx`, `$` or a comment. */
export function commandsOf(line: string): string[][] {
  const bare = line.replace(/^\s*\$ /, '').replace(/(^|\s)#.*$/, '');
  return bare
    .split(/\s(?:\||&&)\s/)
    .map(wordsOf)
    .map((words) => words.slice(words.findIndex((word) => !/^[A-Z_]+=/.test(word))))
    .map((words) => (words[0] === 'npx' ? words.slice(1) : words))
    .filter((words) => words.length > 0);
}

/** What is wrong with the words behind `nbassert`, or null. Runs nothing. */
export async function problemOf(words: readonly string[]): Promise<string | null> {
  if (['--help', '-h', '--version', '-V'].includes(words[0] ?? '')) return null;
  const named = COMMANDS.find(({ name }) => name === words[0]);
  const entry = named ?? COMMANDS.find(({ name }) => name === DEFAULT_COMMAND)!;
  let said = '';
  const command = new Command(entry.name).exitOverride().configureOutput({
    writeOut: () => {},
    writeErr: (text) => {
      said += text;
    },
  });
  const context = { io: {}, exitCode: 0 } as unknown as Context;
  (await entry.load()).configure(command, context);
  disarm(command);
  try {
    await command.parseAsync(words.slice(named === undefined ? 0 : 1), { from: 'user' });
    return null;
  } catch (error) {
    const isHelp = (error as { exitCode?: number }).exitCode === 0;
    return isHelp ? null : `nbassert ${words.join(' ')}: ${said.split('\n')[0]}`;
  }
}

/** Takes away what a command does, so that parsing is all that happens. */
function disarm(command: Command): void {
  for (const one of command.commands) disarm(one);
  if (command.commands.length === 0) command.action(() => {});
}
