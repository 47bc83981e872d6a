import type { Command } from 'commander';
import type { Context } from './io.ts';

/** A command's own file: puts arguments, flags, help and action on `command`. */
export interface CommandModule {
  configure(command: Command, context: Context): void;
}

/** What has to be known of a command before its file is loaded. */
export interface CommandEntry {
  readonly name: string;
  /** As the list of commands shows it. */
  readonly usage: string;
  /** One line, no full stop. */
  readonly summary: string;
  readonly group: string;
  load(): Promise<CommandModule>;
}

const HARDEN = 'Commands:';

/** All commands, in the order of the help. To add one: its file, and its entry here. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'review',
    usage: '[PATH...]',
    summary: 'show each proposal as a diff, ask, rewrite (the default)',
    group: HARDEN,
    load: () => import('./review.ts'),
  },
  {
    name: 'scan',
    usage: '[PATH...]',
    summary: 'list feedback, evidence, proposals and reasons',
    group: HARDEN,
    load: () => import('./scan.ts'),
  },
  {
    name: 'apply',
    usage: '[PATH...]',
    summary: 'write all selected proposals without asking',
    group: HARDEN,
    load: () => import('./apply.ts'),
  },
  {
    name: 'check',
    usage: '[PATH...]',
    summary: 'a gate: exit with 1 when something shown is not asserted',
    group: HARDEN,
    load: () => import('./check.ts'),
  },
  {
    name: 'verify',
    usage: '[PATH...]',
    summary: 'run notebooks and say of each assert whether it holds',
    group: HARDEN,
    load: () => import('./verify.ts'),
  },
  {
    name: 'remove',
    usage: '[PATH...]',
    summary: 'take out what nbassert put in',
    group: HARDEN,
    load: () => import('./remove.ts'),
  },
  {
    name: 'workshop',
    usage: 'build|teach|grade',
    summary: 'exercises from notebooks, practice, graded answers',
    group: HARDEN,
    load: () => import('./workshop.ts'),
  },
  {
    name: 'templates',
    usage: 'list|show|test|new',
    summary: 'list, show, test and start templates',
    group: HARDEN,
    load: () => import('./templates.ts'),
  },
];

/** What runs when no command is named. */
export const DEFAULT_COMMAND = 'review';
