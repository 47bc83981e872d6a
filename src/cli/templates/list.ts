import type { ChalkInstance } from 'chalk';
import { NbassertError } from '../../errors.ts';
import { printableLine } from '../../printable.ts';
import { ALL_REASONS, REASONS } from '../../proposals/index.ts';
import { counted } from '../../reporters/index.ts';
import { CHECKS, type Template } from '../../templates/index.ts';
import { colorsFor } from '../color.ts';
import type { SharedFlags } from '../flags.ts';
import type { Context } from '../io.ts';
import { nearestHint } from '../nearest.ts';
import { type FolderFlag, libraryFor } from './library.ts';
import { wrapped } from './wrap.ts';

export interface ListFlags extends SharedFlags, FolderFlag {
  readonly format: 'text' | 'ndjson';
  readonly reasons?: boolean;
}

/** `templates list`. */
export async function list(flags: ListFlags, { io }: Context): Promise<void> {
  const chalk = colorsFor(flags.color, io, 'stdout');
  const width = io.stdout.columns ?? Number.POSITIVE_INFINITY;
  if (flags.reasons === true) {
    io.stdout.write(flags.format === 'ndjson' ? reasonObjects() : reasonTable(chalk, width));
    return;
  }
  const wanted = wantedChecks(flags.check ?? []);
  const { templates } = await libraryFor(flags, io.cwd);
  const chosen = templates.filter(({ check }) => wanted.has(check));
  io.stdout.write(flags.format === 'ndjson' ? templateObjects(chosen) : templateTable(chosen, chalk, width));
  if (flags.quiet === true || flags.format === 'ndjson') return;
  const checks = new Set(chosen.map(({ check }) => check)).size;
  io.stderr.write(
    `${counted(chosen.length, 'template')} for ${counted(checks, 'check')}. \`nbassert templates show ID\` prints one.\n`,
  );
}

function wantedChecks(names: readonly string[]): ReadonlySet<string> {
  for (const name of names) {
    if ((CHECKS as readonly string[]).includes(name)) continue;
    throw new NbassertError('usage', `there is no check called "${printableLine(name)}"`, {
      hint: nearestHint(name, CHECKS) ?? `Known: ${CHECKS.join(', ')}.`,
    });
  }
  return new Set(names.length === 0 ? CHECKS : names);
}

function templateTable(templates: readonly Template[], chalk: ChalkInstance, width: number): string {
  const longest = Math.max(0, ...templates.map(({ id }) => id.length));
  const row = ({ id, confidence, summary }: Template) => {
    const start = `  ${id.padEnd(longest)}  ${confidence.padEnd(6)}  `;
    const [first = '', ...rest] = wrapped(printableLine(summary, 200), Math.max(24, width - start.length));
    const indent = ' '.repeat(start.length);
    const painted = `  ${chalk.cyan(id)}${start.slice(2 + id.length)}`;
    return `${[painted + first, ...rest.map((line) => indent + line)].join('\n')}\n`;
  };
  const groups = CHECKS.map((check) => ({ check, own: templates.filter((it) => it.check === check) }));
  return groups
    .filter(({ own }) => own.length > 0)
    .map(({ check, own }) => `${chalk.bold(check)}\n${own.map(row).join('')}`)
    .join('\n');
}

function templateObjects(templates: readonly Template[]): string {
  return templates
    .map(({ id, check, summary, confidence }) => ({ type: 'template', id, check, summary, confidence }))
    .map((object) => `${JSON.stringify(object)}\n`)
    .join('');
}

function reasonTable(chalk: ChalkInstance, width: number): string {
  const longest = Math.max(...ALL_REASONS.map((reason) => reason.length));
  return ALL_REASONS.map((reason) => {
    const [first = '', ...rest] = wrapped(REASONS[reason], Math.max(24, width - longest - 2));
    const indent = ' '.repeat(longest + 2);
    const painted = chalk.cyan(reason) + indent.slice(reason.length);
    return `${[painted + first, ...rest.map((line) => indent + line)].join('\n')}\n`;
  }).join('');
}

function reasonObjects(): string {
  return ALL_REASONS.map((reason) => ({ type: 'reason', reason, meaning: REASONS[reason] }))
    .map((object) => `${JSON.stringify(object)}\n`)
    .join('');
}
