import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { NbassertError } from '../../errors.ts';
import { printableLine } from '../../printable.ts';
import { CHECKS, type Check, loadBuiltin, templateSkeleton } from '../../templates/index.ts';
import type { SharedFlags } from '../flags.ts';
import type { Context } from '../io.ts';
import { nearestHint } from '../nearest.ts';
import { pathFrom } from './library.ts';

export interface NewFlags extends SharedFlags {
  readonly folder: string;
}

/** `templates new ID`: writes `<folder>/<check>/<name>.yaml` and prints its path. */
export async function create(id: string, flags: NewFlags, { io }: Context): Promise<void> {
  const check = checkOf(id);
  const file = resolve(io.cwd, join(flags.folder, `${id}.yaml`));
  const shown = pathFrom(file, io.cwd);
  write(file, shown, templateSkeleton(id, check));
  io.stdout.write(`${shown}\n`);
  if (flags.quiet === true) return;
  const { templates } = await loadBuiltin();
  if (templates.some((template) => template.id === id)) {
    io.stderr.write(`A built-in template has this id: where both are used, yours takes its place.\n`);
  }
  io.stderr.write(
    `Write the examples first, refusals included; then run: nbassert templates test ${shown}\n`,
  );
}

function checkOf(id: string): Check {
  const [first = '', name, ...more] = id.split('/');
  const check = CHECKS.find((it) => it === first);
  const isName = name !== undefined && more.length === 0 && /^[a-z0-9][a-z0-9-]{0,60}$/.test(name);
  if (check !== undefined && isName) return check;
  const what =
    check === undefined
      ? `there is no check called "${printableLine(first)}"`
      : `"${printableLine(id)}" is no id of a template`;
  throw new NbassertError('usage', what, {
    hint:
      check === undefined
        ? (nearestHint(first, CHECKS) ?? `An id is CHECK/NAME, with one of the checks ${CHECKS.join(', ')}.`)
        : 'An id is CHECK/NAME, the name in lower case, with digits and hyphens: shape/my-case.',
  });
}

function write(file: string, shown: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { flag: 'wx' });
  } catch (cause) {
    const exists = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    throw new NbassertError(
      'usage',
      exists ? 'there is a file already' : `cannot write it: ${(cause as Error).message}`,
      {
        place: { file: shown },
        hint: exists
          ? 'Choose another name, or edit that file.'
          : 'Give --folder a folder that you may write to.',
        cause,
      },
    );
  }
}
