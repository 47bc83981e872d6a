import { resolve } from 'node:path';
import type { Command } from 'commander';
import { EXIT, NbassertError } from '../errors.ts';
import { readNotebookFile, saveNotebookFile } from '../notebook/save.ts';
import { printableLine } from '../printable.ts';
import { counted } from '../reporters/index.ts';
import { findNotebooks, placedAt } from '../repository/index.ts';
import { remove as removeFrom } from '../rewrite/index.ts';
import { describe } from './failure.ts';
import { addGeneralFlags, type SharedFlags } from './flags.ts';
import { examples, PATH_HELP } from './help.ts';
import type { Context } from './io.ts';
import { noticePassedOver } from './notices.ts';
import { readAll } from './setup.ts';

export function configure(command: Command, context: Context): void {
  command
    .description('Takes out of the notebooks what nbassert put in, byte for byte, and nothing else.')
    .argument('[PATH...]', PATH_HELP);
  addGeneralFlags(command);
  command.addHelpText('after', examples(['nbassert remove titanic.ipynb', 'nbassert remove notebooks/']));
  command.action((paths: string[], flags: SharedFlags) => remove(paths, flags, context));
}

async function remove(paths: readonly string[], flags: SharedFlags, context: Context): Promise<void> {
  const { io } = context;
  const found = await findNotebooks(paths, { cwd: io.cwd, readList: () => readAll(io.stdin) });
  let asserts = 0;
  let changed = 0;
  for (const path of found.notebooks) {
    try {
      const file = resolve(io.cwd, path);
      const { notebook, stamp } = readNotebookFile(file);
      const removal = removeFrom(notebook);
      for (const { cell, message } of removal.left) io.stderr.write(`${printableLine(path, 200)}: cell ${cell}: ${message}\n`);
      if (removal.removed === 0) continue;
      saveNotebookFile(file, removal.text, stamp);
      asserts += removal.asserts;
      changed += 1;
    } catch (error) {
      if (!(error instanceof NbassertError)) throw error;
      context.exitCode = EXIT.notebook;
      io.stderr.write(describe(placedAt(path, error)));
    }
  }
  if (flags.quiet === true) return;
  noticePassedOver(found, io);
  if (changed === 0) {
    io.stderr.write(`Nothing of nbassert's in ${counted(found.notebooks.length, 'notebook')}.\n`);
    return;
  }
  io.stderr.write(
    `${counted(asserts, 'assert')} taken out of ${changed} of ${counted(found.notebooks.length, 'notebook')}.\n`,
  );
}
