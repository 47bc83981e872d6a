import prompts from 'prompts';
import { NbassertError } from '../../errors.ts';
import { printableLine } from '../../printable.ts';
import type { Candidate } from '../../workshop/index.ts';
import type { Io } from '../io.ts';

/**
 * Lets the teacher choose from a list in which `suggested` are ticked.
 * @throws NbassertError `usage` when the list is left with Esc or Ctrl-C
 */
export async function pick(
  candidates: readonly Candidate[],
  suggested: ReadonlySet<Candidate>,
  io: Io,
): Promise<ReadonlySet<Candidate>> {
  const { picked } = await prompts({
    type: 'multiselect',
    name: 'picked',
    message: 'Which outputs become exercises?',
    instructions: false,
    hint: 'space ticks, a ticks all, Enter builds',
    stdin: io.stdin,
    stdout: io.stdout,
    choices: candidates.map((candidate, index) => ({
      title: titleOf(candidate),
      description: printableLine(candidate.proposal.assumption, 100),
      value: index,
      selected: suggested.has(candidate),
    })),
  });
  if (!Array.isArray(picked)) throw new NbassertError('usage', 'nothing was chosen, and nothing was built');
  return new Set(picked.map((index: number) => candidates[index]!));
}

function titleOf({ proposal }: Candidate): string {
  const { feedback, check } = proposal;
  return `cell ${feedback.cell}  ${check.padEnd(18)} ${printableLine(feedback.source, 60)}`;
}
