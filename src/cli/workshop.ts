import { type Command, InvalidArgumentError, Option } from 'commander';
import { addGeneralFlags, GROUPS, positiveInteger } from './flags.ts';
import { examples } from './help.ts';
import type { Context } from './io.ts';
import type { BuildFlags } from './workshop/build.ts';
import type { GradeFlags } from './workshop/grade.ts';
import type { TeachFlags } from './workshop/teach.ts';

// Said again here so that the help is there without loading the workshop; a test compares them.
export const LEVEL_CHOICES = ['beginner', 'advanced'] as const;
const RUNNING = 'How it is run:';

export function configure(command: Command, context: Context): void {
  command
    .description('Workshops: exercises from notebooks, practice in the terminal, and graded answers.')
    .helpCommand(false);
  addGeneralFlags(command);
  configureBuild(command, context);
  configureTeach(command, context);
  configureGrade(command, context);
  command.addHelpText(
    'after',
    examples([
      'nbassert workshop build titanic.ipynb --out workshop    exercises, solutions, handout, notes',
      'nbassert workshop teach titanic.ipynb                   the same in the terminal',
      'nbassert workshop grade submissions --workshop workshop --html graded.html',
    ]),
  );
}

/** A command below `workshop`; the general flags of `workshop` hold for it too. */
function sub(parent: Command, name: string, summary: string, lines: readonly string[]): Command {
  return parent
    .command(name)
    .summary(summary)
    .configureHelp({ sortSubcommands: false, sortOptions: false, showGlobalOptions: true })
    .showHelpAfterError(`  See \`nbassert workshop ${name} --help\`.`)
    .addHelpText('after', examples(lines));
}

function configureBuild(parent: Command, context: Context): void {
  const build = sub(parent, 'build', 'make exercises, solutions and a handout from notebooks', [
    'nbassert workshop build titanic.ipynb --out workshop                      choose the exercises by hand',
    'nbassert workshop build titanic.ipynb --out workshop --count 8            the 8 that go best together',
    'nbassert workshop build a.ipynb b.ipynb --out workshop --level advanced   two notebooks, every kind of check',
    'nbassert workshop build a.ipynb --out workshop --checks shape,missing-value',
  ])
    .description(
      'Makes a workshop from notebooks that were saved with their outputs. The notebooks stay as they are and are not run.\n' +
        'In a terminal, and without --checks, --cells and --count, you choose the exercises from a list.',
    )
    .argument('<NOTEBOOK...>', 'file, folder or glob');
  for (const option of [
    new Option('--checks <names>', 'only these kinds of check, such as shape,missing-value').argParser(words),
    new Option('--cells <numbers>', 'only the outputs of these cells, as `scan` numbers them').argParser(numbers),
    new Option('--count <n>', 'how many exercises (default: 10)').argParser(positiveInteger),
    new Option('--level <name>', 'beginner: hints, the usual checks; advanced: all checks, no hints')
      .choices(LEVEL_CHOICES)
      .default('beginner'),
  ]) {
    build.addOption(option.helpGroup('Which exercises:'));
  }
  for (const option of [
    new Option('--out <dir>', 'the folder to make').makeOptionMandatory(),
    new Option('--title <text>', 'of the workshop (default: the first heading of the notebook)'),
    new Option('--minutes <n>', 'how long it takes (default: by the number of exercises)').argParser(
      positiveInteger,
    ),
    new Option('--data <path...>', 'files or folders that the notebooks read and that are not found by themselves'),
    new Option('--force', 'write over files that are there'),
  ]) {
    build.addOption(option.helpGroup(GROUPS.writing));
  }
  build.action(async (paths: string[], _flags: unknown, command: Command) => {
    const { build } = await import('./workshop/build.ts');
    await build(paths, command.optsWithGlobals<BuildFlags>(), context);
  });
}

function configureTeach(parent: Command, context: Context): void {
  const teach = sub(parent, 'teach', 'practise with a notebook in the terminal', [
    'nbassert workshop teach titanic.ipynb                    ten exercises; goes on where you left',
    'nbassert workshop teach titanic.ipynb --count 5          fewer',
    'nbassert workshop teach titanic.ipynb --no-run           answers are read, and no code is run',
    'nbassert workshop teach titanic.ipynb --restart          from the start',
  ])
    .description(
      'Shows an output, asks which assumption it is, lets you write the assert, and says what it is worth. Answers are run\n' +
        'behind the cells of the notebook, in a copy of its data; the notebook stays as it is. The score is kept.',
    )
    .argument('<NOTEBOOK>', 'saved with its outputs');
  for (const option of [
    new Option('--count <n>', 'how many exercises').argParser(positiveInteger).default(10),
    new Option('--level <name>', 'beginner: the usual checks; advanced: all').choices(LEVEL_CHOICES).default('beginner'),
    new Option('--restart', 'forget the score, and begin with the first exercise'),
  ]) {
    teach.addOption(option.helpGroup('Which exercises:'));
  }
  for (const option of [
    new Option('--no-run', 'judge answers by reading them only; no code of the notebook is run'),
    new Option('--python <path>', 'run with this Python (default: as Jupyter finds it)'),
  ]) {
    teach.addOption(option.helpGroup(RUNNING));
  }
  teach.action(async (path: string, _flags: unknown, command: Command) => {
    const { teach } = await import('./workshop/teach.ts');
    await teach(path, command.optsWithGlobals<TeachFlags>(), context);
  });
}

function configureGrade(parent: Command, context: Context): void {
  const grade = sub(parent, 'grade', 'judge the answers of participants by running them', [
    'nbassert workshop grade submissions --workshop workshop                      a table',
    'nbassert workshop grade submissions --workshop workshop --html graded.html   one page for the screen',
    'nbassert workshop grade submissions --workshop workshop --csv graded.csv --feedback feedback',
  ])
    .description(
      'Runs each answer on the data of the workshop, on healthy variations of it, and on corrupted ones. Each participant has\n' +
        'a process of its own with a copy of the data; answers may not touch files. The submissions stay as they are.\n' +
        'Full points: it holds, raises no false alarm, and notices as many faults as the solution.',
    )
    .argument('<DIR>', 'the submissions: one notebook a participant, or one folder a participant');
  for (const option of [
    new Option('--workshop <dir>', 'the folder of the workshop (default: where workshop.json is, here or above)'),
    new Option('--python <path>', 'grade with this Python (default: as Jupyter finds it)'),
    new Option('--memory <megabytes>', 'how much each kernel may use').argParser(positiveInteger).default(4000),
    new Option('--cell-timeout <seconds>', 'how long a cell of the workshop may take')
      .argParser(positiveInteger)
      .default(600),
  ]) {
    grade.addOption(option.helpGroup(RUNNING));
  }
  for (const option of [
    new Option('--csv <file>', 'also write one line an answer'),
    new Option('--html <file>', 'also write a page: heat-map, misconceptions, every answer'),
    new Option('--feedback <dir>', 'also write each submission with comments behind the answers'),
    new Option('--mark <percent>', 'exit with 1 when a participant has less').argParser(positiveInteger),
  ]) {
    grade.addOption(option.helpGroup(GROUPS.output));
  }
  grade.action(async (folder: string, _flags: unknown, command: Command) => {
    const { grade } = await import('./workshop/grade.ts');
    await grade(folder, command.optsWithGlobals<GradeFlags>(), context);
  });
}

function numbers(value: string): number[] {
  return words(value).map((word) => {
    if (!/^\d{1,6}$/.test(word)) throw new InvalidArgumentError('It must be numbers of cells, such as 2,5,9.');
    return Number(word);
  });
}

function words(value: string): string[] {
  const found = value.split(',').map((part) => part.trim());
  if (found.some((part) => part === '')) throw new InvalidArgumentError('It holds an empty value.');
  return found;
}
