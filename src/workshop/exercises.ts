/** Chosen outputs as exercises. */

import { type PythonNotebook, readNames } from '../python/index.ts';
import type { TemplateLibrary } from '../templates/index.ts';
import { aboutOf, namesIn } from './about.ts';
import type { Candidate } from './choose.ts';
import { hintsFor } from './hints.ts';
import type { Exercise } from './types.ts';

/** More of an output is not needed to answer, and a handout has to stay short. */
const MOST_LINES = 20;
const MOST_CHARACTERS = 2000;

/** @param first number of the first one; the others follow */
export function exercisesOf(
  code: PythonNotebook,
  chosen: readonly Candidate[],
  library: TemplateLibrary,
  place: { readonly notebook: number; readonly first: number },
): Exercise[] {
  const names = readNames(code);
  const whys = new Map(library.templates.map(({ id, why }) => [id, why.trim()]));
  return chosen.map(({ proposal }, index): Exercise => {
    const { feedback, check, template, assumption, variants, chosen: strictness } = proposal;
    const solution = variants.find((it) => it.strictness === strictness)?.assert ?? variants[0]!.assert;
    const about = aboutOf(feedback, names);
    const used = namesIn(solution);
    return {
      id: String(place.first + index),
      notebook: place.notebook,
      cell: feedback.cell,
      line: feedback.line,
      source: feedback.source,
      shown: cut(proposal.shown),
      check,
      template,
      subject: about.subject,
      names: [...about.names].sort((a, b) => Number(used.has(b)) - Number(used.has(a))),
      origins: about.origins,
      assumption,
      why: whys.get(template) ?? '',
      variants,
      chosen: strictness,
      hints: hintsFor(check, assumption, solution),
    };
  });
}

function cut(text: string): string {
  const lines = text.trimEnd().slice(0, MOST_CHARACTERS).split('\n');
  return lines.length <= MOST_LINES ? lines.join('\n') : `${lines.slice(0, MOST_LINES).join('\n')}\n…`;
}
