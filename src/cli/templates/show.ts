import type { ChalkInstance } from 'chalk';
import { NbassertError } from '../../errors.ts';
import { printable, printableLine } from '../../printable.ts';
import { templatePage } from '../../templates/index.ts';
import { colorsFor } from '../color.ts';
import type { SharedFlags } from '../flags.ts';
import type { Context } from '../io.ts';
import { nearestHint } from '../nearest.ts';
import { type FolderFlag, libraryFor } from './library.ts';
import { wrapped } from './wrap.ts';

/** `templates show ID`: the page that `docs/templates/` has of it. */
export async function show(id: string, flags: SharedFlags & FolderFlag, { io }: Context): Promise<void> {
  const { templates } = await libraryFor(flags, io.cwd);
  const template = templates.find((it) => it.id === id);
  if (template === undefined) {
    const ids = templates.map((it) => it.id);
    throw new NbassertError('usage', `there is no template called "${printableLine(id)}"`, {
      hint: nearestHint(id, ids) ?? '`nbassert templates list` prints all.',
    });
  }
  const page = printable(templatePage(template, 1));
  io.stdout.write(forTerminal(page, colorsFor(flags.color, io, 'stdout'), io.stdout.columns));
}

/** Breaks what is text between words, and paints headings and code. Into a pipe (no width) lines stay whole. */
function forTerminal(page: string, chalk: ChalkInstance, width = Number.POSITIVE_INFINITY): string {
  let fence: string | null = null;
  const lines = page.split('\n').flatMap((line) => {
    const mark = /^`{3,}/.exec(line)?.[0] ?? null;
    if (fence === null && mark !== null) {
      fence = mark;
      return [chalk.dim(line)];
    }
    if (fence !== null) {
      const isEnd = line === fence;
      if (isEnd) fence = null;
      return [isEnd ? chalk.dim(line) : chalk.cyan(line)];
    }
    if (line.startsWith('#')) return [chalk.bold(line)];
    return wrapped(line, width);
  });
  return lines.join('\n');
}
