import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ChalkInstance } from 'chalk';
import { EXIT, NbassertError } from '../../errors.ts';
import { printable, printableLine } from '../../printable.ts';
import { counted } from '../../reporters/index.ts';
import {
  CHECKS,
  type ExampleOutcome,
  type ExampleResult,
  type LoadResult,
  loadBuiltin,
  runExamples,
} from '../../templates/index.ts';
import { colorsFor } from '../color.ts';
import { describe } from '../failure.ts';
import type { SharedFlags } from '../flags.ts';
import type { Context } from '../io.ts';
import { nearestHint } from '../nearest.ts';
import { loadShown } from './library.ts';

const MEANINGS: Readonly<Record<ExampleOutcome, string>> = {
  ok: '',
  noisy: 'something came out that should not',
  missing: 'nothing came out',
  different: 'something else came out',
  closed: 'the known miss is none any more: give it `asserts`',
  broken: 'no feedback was found in the cell',
};

/** `templates test [PATH]`: exit code 2 when an example fails or a template is wrong. */
export async function test(path: string | undefined, flags: SharedFlags, context: Context): Promise<void> {
  const { io } = context;
  const { templates, problems } = await named(path, io.cwd);
  const chalk = colorsFor(flags.color, io, 'stdout');
  const outcomes = new Map<ExampleOutcome, number>();
  for (const template of templates) {
    for (const result of runExamples(template)) {
      outcomes.set(result.outcome, (outcomes.get(result.outcome) ?? 0) + 1);
      if (result.outcome !== 'ok') io.stdout.write(failureText(template.id, result, chalk));
    }
  }
  for (const problem of problems) io.stderr.write(describe(problem));
  if (flags.quiet !== true) io.stdout.write(summary(templates.length, outcomes, problems.length));
  const examples = [...outcomes.values()].reduce((sum, n) => sum + n, 0);
  if (problems.length > 0 || examples === 0 || examples !== outcomes.get('ok')) context.exitCode = EXIT.usage;
}

/** The templates that a path, an id or a check means; all that are built in without one. */
async function named(path: string | undefined, cwd: string): Promise<LoadResult> {
  const builtin = async () => (await loadBuiltin()).templates;
  if (path === undefined) return { templates: await builtin(), problems: [] };
  const isPath = (await stat(resolve(cwd, path)).catch(() => null)) !== null;
  if (isPath) return loadShown(path, cwd);
  const known = await builtin();
  const isCheck = (CHECKS as readonly string[]).includes(path);
  const chosen = known.filter(({ id, check }) => id === path || (isCheck && check === path));
  if (chosen.length > 0) return { templates: chosen, problems: [] };
  throw new NbassertError('not-found', `there is no path and no template called "${printableLine(path)}"`, {
    hint:
      nearestHint(
        path,
        known.map(({ id }) => id),
      ) ?? '`nbassert templates list` prints all ids.',
  });
}

function failureText(id: string, { name, outcome, report }: ExampleResult, chalk: ChalkInstance): string {
  const lines = printable(report)
    .split('\n')
    .map((line) => `  ${paintLine(line, chalk)}`);
  const head = `${chalk.bold(outcome)}  ${id}: ${printableLine(name)} (${MEANINGS[outcome]})`;
  return `${[head, ...lines].join('\n')}\n\n`;
}

function paintLine(line: string, chalk: ChalkInstance): string {
  if (line.startsWith('+')) return chalk.green(line);
  return line.startsWith('-') ? chalk.red(line) : line;
}

/** `41 templates, 210 examples: 208 ok, 1 noisy, 1 missing`. */
function summary(templates: number, outcomes: ReadonlyMap<ExampleOutcome, number>, wrong: number): string {
  const words = (Object.keys(MEANINGS) as ExampleOutcome[]).flatMap((outcome) => {
    const n = outcomes.get(outcome) ?? 0;
    return n === 0 ? [] : [`${n} ${outcome}`];
  });
  const examples = [...outcomes.values()].reduce((sum, n) => sum + n, 0);
  const failed = wrong === 0 ? '' : `; ${counted(wrong, 'problem')} in files that do not load`;
  const results = words.length === 0 ? '' : `: ${words.join(', ')}`;
  return `${counted(templates, 'template')}, ${counted(examples, 'example')}${results}${failed}\n`;
}
