import type { Command } from 'commander';
import { addGeneralFlags, addSelectionFlags, addWritingFlags } from './flags.ts';
import { examples, PATH_HELP } from './help.ts';
import type { Context } from './io.ts';

export function configure(command: Command, _context: Context): void {
  command
    .description('Shows each proposal as a diff, asks, and rewrites the notebooks with what you accepted.')
    .argument('[PATH...]', PATH_HELP);
  addSelectionFlags(command);
  addWritingFlags(command);
  addGeneralFlags(command);
  command.addHelpText('after', examples(['nbassert review titanic.ipynb']));
}
