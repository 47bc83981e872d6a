import { NbassertError } from '../errors.ts';
import { shellQuoted } from './shell.ts';

/** A flag as it was given: `--check` with its values, or without any. */
export interface GivenFlag {
  readonly name: string;
  readonly values: readonly string[];
}

/**
 * The error for a review without a terminal, with the command lines that do the same for the same paths.
 * @param selection flags that choose what is proposed; all three commands take them
 * @param writing flags that say how it is written; `apply` alone takes them
 */
export function insteadOfReview(
  paths: readonly string[],
  selection: readonly GivenFlag[],
  writing: readonly GivenFlag[],
): NbassertError {
  const where = (paths.length === 0 ? ['.'] : paths).map(shellQuoted);
  const commandLine = (command: string, flags: readonly GivenFlag[]) =>
    ['  nbassert', command, ...flags.map(flagWords), ...where].join(' ');
  return new NbassertError('no-terminal', 'the review asks questions, and this is no terminal', {
    hint: [
      'Without questions, these do the same:',
      commandLine('scan', selection),
      commandLine('apply', [...selection, ...writing]),
      commandLine('check', selection),
    ].join('\n  '),
  });
}

function flagWords({ name, values }: GivenFlag): string {
  if (values.length === 0) return name;
  return values.map((value) => `${name} ${shellQuoted(value)}`).join(' ');
}
