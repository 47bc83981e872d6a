import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Confidence, Strictness } from '../templates/index.ts';

/** The groups of flags in the help, in the order in which a command adds them. */
export const GROUPS = {
  sources: 'Which notebooks:',
  selection: 'What is proposed:',
  writing: 'What is written:',
  output: 'Output:',
  batch: 'Many notebooks:',
  general: 'General:',
} as const;

/** What is written into notebooks is at least so sure, unless a flag or the configuration says otherwise; reports tell of all. */
export const WRITING_CONFIDENCE: Confidence = 'medium';

// Said again here so that help and wrong values are answered without loading the templates; a test compares them.
export const STRICTNESS_CHOICES = ['strict', 'balanced', 'lenient'] as const satisfies readonly Strictness[];
export const CONFIDENCE_CHOICES = ['low', 'medium', 'high'] as const satisfies readonly Confidence[];
export const PLACEMENT_CHOICES = ['new-cell', 'inline'] as const;
export const NOTES_CHOICES = ['none', 'short', 'full'] as const;

/** The shared flags as commander hands them over. Undefined means: not given, so configuration or default decides. */
export interface SharedFlags {
  readonly config?: string;
  readonly strictness?: Strictness;
  readonly minConfidence?: Confidence;
  readonly check?: readonly string[];
  readonly template?: readonly string[];
  readonly placement?: (typeof PLACEMENT_CHOICES)[number];
  readonly notes?: (typeof NOTES_CHOICES)[number];
  readonly cellTags?: readonly string[];
  readonly jobs?: number;
  readonly shard?: Shard;
  /** False for `--no-cache`. */
  readonly cache?: boolean;
  readonly quiet?: boolean;
  readonly redact?: boolean;
  /** Executed copies to read outputs from. */
  readonly evidence?: string;
  readonly run?: boolean;
  readonly python?: string;
  readonly cellTimeout?: number;
  readonly since?: string;
  readonly staged?: boolean;
  readonly color?: boolean;
}

/** Adds `--strictness`, `--min-confidence`, `--check`, `--template`, `--redact`. */
export function addSelectionFlags(
  command: Command,
  defaults: { readonly minConfidence: Confidence } = { minConfidence: 'low' },
): Command {
  return addAll(command, GROUPS.selection, [
    new Option(
      '--strictness <level>',
      'which form of an assert is offered first (default: balanced)',
    ).choices(STRICTNESS_CHOICES),
    new Option(
      '--min-confidence <level>',
      `leave out proposals below this confidence (default: ${defaults.minConfidence})`,
    ).choices(CONFIDENCE_CHOICES),
    new Option(
      '--check <name>',
      'only these kinds of check, such as shape,missing-value (repeatable)',
    ).argParser(collect),
    new Option(
      '--template <id>',
      'only these templates; "shape/*" means all of shape (repeatable)',
    ).argParser(collect),
    new Option('--redact', 'keep every value that an output held out of asserts, notes and reports'),
  ]);
}

/** Adds `--since`, `--staged`, `--evidence`, `--run`, `--python`: which notebooks, and where their outputs are read. */
export function addSourceFlags(command: Command): Command {
  return addAll(command, GROUPS.sources, [
    new Option('--since <ref>', 'only notebooks that changed since the branch left this commit').conflicts(
      'staged',
    ),
    new Option('--staged', 'only notebooks that the next git commit changes'),
    new Option('--evidence <path>', 'read the outputs from this executed copy, or from a folder with copies'),
    new Option(
      '--run',
      'run the notebooks first, in their kernels, and read the outputs from that',
    ).conflicts('evidence'),
    new Option('--python <path>', 'for --run: the Python to use instead of the one that Jupyter finds'),
    new Option('--cell-timeout <seconds>', 'for --run: how long a cell may take (default: 600)').argParser(
      positiveInteger,
    ),
  ]);
}

/** One part of a list of notebooks, from 1. */
export interface Shard {
  readonly part: number;
  readonly of: number;
}

/** Adds `--shard`, `--no-cache`: for runs over many notebooks. */
export function addBatchFlags(command: Command): Command {
  return addAll(command, GROUPS.batch, [
    new Option('--shard <i/n>', 'only part I of N of the notebooks, such as 2/5; all parts together are all').argParser(
      shard,
    ),
    new Option('--no-cache', 'look at every notebook anew, and remember nothing for the next run'),
  ]);
}

function shard(value: string): Shard {
  const [, part, of] = /^([1-9]\d{0,5})\/([1-9]\d{0,5})$/.exec(value) ?? [];
  if (part === undefined || of === undefined || Number(part) > Number(of))
    throw new InvalidArgumentError('It must be I/N, such as 2/5: part 2 of 5.');
  return { part: Number(part), of: Number(of) };
}

/** Adds `--placement`, `--notes`, `--cell-tags`. */
export function addWritingFlags(command: Command): Command {
  return addAll(command, GROUPS.writing, [
    new Option(
      '--placement <where>',
      'put asserts into a new cell or into the cell (default: new-cell)',
    ).choices(PLACEMENT_CHOICES),
    new Option('--notes <length>', 'how much the note above an assert says (default: full)').choices(
      NOTES_CHOICES,
    ),
    new Option(
      '--cell-tags <tag>',
      'further tags for inserted cells, such as hide-input,remove-cell',
    ).argParser(collect),
  ]);
}

/** Adds `--config`, `--jobs`, `--quiet`, `--color`, `--no-color`. Every command has them. */
export function addGeneralFlags(command: Command): Command {
  return addAll(command, GROUPS.general, [
    new Option('--config <file>', 'read this configuration instead of looking for one'),
    new Option('--jobs <n>', 'notebooks worked on at the same time (default: one a processor, with 64 for each at least)').argParser(
      positiveInteger,
    ),
    new Option('--quiet', 'print no progress and no notices'),
    new Option('--color', 'colour also where the output is no terminal'),
    new Option('--no-color', 'no colour; so does the variable NO_COLOR'),
  ]);
}

function addAll(command: Command, group: string, options: readonly Option[]): Command {
  for (const option of options) command.addOption(option.helpGroup(group));
  return command;
}

/** One flag given several times, with several values, or with values between commas: one list. */
function collect(value: string, before: readonly string[] | undefined): string[] {
  const values = value.split(',').map((part) => part.trim());
  if (values.some((part) => part === '')) throw new InvalidArgumentError('It holds an empty value.');
  return [...(before ?? []), ...values];
}

/** For flags that count. */
export function positiveInteger(value: string): number {
  if (!/^[1-9]\d{0,5}$/.test(value)) throw new InvalidArgumentError('It must be a whole number from 1 on.');
  return Number(value);
}
