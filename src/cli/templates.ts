import { type Command, Option } from 'commander';
import { addGeneralFlags, GROUPS } from './flags.ts';
import { examples } from './help.ts';
import type { Context } from './io.ts';
import type { FolderFlag } from './templates/library.ts';
import type { ListFlags } from './templates/list.ts';
import type { NewFlags } from './templates/new.ts';

const OWN_FOLDER = new Option(
  '--folder <dir>',
  'also the templates of this folder; of two with one id it wins',
);

export function configure(command: Command, context: Context): void {
  command
    .description('Lists, shows, tests and starts templates: the patterns that nbassert knows.')
    .helpCommand(false);
  addGeneralFlags(command);
  configureList(command, context);
  configureShow(command, context);
  configureTest(command, context);
  configureNew(command, context);
  command.addHelpText(
    'after',
    examples([
      'nbassert templates list                    every template, by check',
      'nbassert templates show shape/table-shape  one of them, with examples',
      'nbassert templates new shape/my-case       start your own',
      'nbassert templates test templates/         run the examples of your own',
      'nbassert templates list --reasons          what the reasons of `scan` mean',
    ]),
  );
}

/** A command below `templates`; the general flags of `templates` hold for it too. */
function sub(parent: Command, name: string, summary: string, lines: readonly string[]): Command {
  return parent
    .command(name)
    .summary(summary)
    .configureHelp({ sortSubcommands: false, sortOptions: false, showGlobalOptions: true })
    .showHelpAfterError(`  See \`nbassert templates ${name} --help\`.`)
    .addHelpText('after', examples(lines));
}

function configureList(parent: Command, context: Context): void {
  sub(parent, 'list', 'print all templates, or all reasons', [
    'nbassert templates list',
    'nbassert templates list --check shape,type',
    'nbassert templates list --format ndjson      one JSON object a line',
    'nbassert templates list --reasons            why feedback may have no proposal',
  ])
    .description('Prints id, confidence and summary of each template, by check.')
    .addOption(
      new Option('--check <name>', 'only these kinds of check (repeatable)').argParser(
        (value: string, before: string[] | undefined) => [...(before ?? []), ...value.split(',')],
      ),
    )
    .addOption(new Option('--reasons', 'print every reason why feedback has no proposal, with what it means'))
    .addOption(OWN_FOLDER)
    .addOption(
      new Option('--format <name>', 'how to print')
        .choices(['text', 'ndjson'])
        .default('text')
        .helpGroup(GROUPS.output),
    )
    .action(async (_flags: unknown, command: Command) => {
      const { list } = await import('./templates/list.ts');
      await list(command.optsWithGlobals<ListFlags>(), context);
    });
}

function configureShow(parent: Command, context: Context): void {
  sub(parent, 'show', 'print the page of one template', [
    'nbassert templates show shape/table-shape',
    'nbassert templates show shape/my-case --folder templates/',
  ])
    .description(
      'Prints the page of one template: pattern, evidence, why, examples with their asserts, refusals.',
    )
    .argument('<ID>', 'as `nbassert templates list` prints it')
    .addOption(OWN_FOLDER)
    .action(async (id: string, _flags: unknown, command: Command) => {
      const { show } = await import('./templates/show.ts');
      await show(id, command.optsWithGlobals<FolderFlag>(), context);
    });
}

function configureTest(parent: Command, context: Context): void {
  sub(parent, 'test', 'run the examples of templates', [
    'nbassert templates test                                every built-in template',
    'nbassert templates test shape/table-shape              one of them',
    'nbassert templates test templates/                     a folder of your own',
    'nbassert templates test templates/shape/my-case.yaml   one file',
  ])
    .description(
      'Runs the examples of templates and prints each that fails, with what was read and the difference.\n' +
        'noisy: something came out that should not. missing: nothing came out. different: something else.\n' +
        'closed: a known miss is none any more. broken: no feedback was found in the example.\n' +
        'Ends with exit code 2 when an example fails or a template is wrong.',
    )
    .argument(
      '[PATH]',
      'folder or file of templates, or the id of a built-in one (default: all that are built in)',
    )
    .action(async (path: string | undefined, _flags: unknown, command: Command) => {
      const { test } = await import('./templates/test.ts');
      await test(path, command.optsWithGlobals(), context);
    });
}

function configureNew(parent: Command, context: Context): void {
  sub(parent, 'new', 'write the skeleton of a template', [
    'nbassert templates new shape/my-case                  writes templates/shape/my-case.yaml',
    'nbassert templates new type/our-frame --folder checks  writes checks/type/our-frame.yaml',
  ])
    .description('Writes a commented skeleton whose examples run. Never overwrites a file.')
    .argument('<ID>', 'CHECK/NAME, such as shape/my-case; the path of the file says the same')
    .addOption(new Option('--folder <dir>', 'the folder of your templates').default('templates'))
    .action(async (id: string, _flags: unknown, command: Command) => {
      const { create } = await import('./templates/new.ts');
      await create(id, command.optsWithGlobals<NewFlags>(), context);
    });
}
