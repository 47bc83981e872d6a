/** Asserts that the templates offer for a notebook and that it does not have: what would have caught a fault. */

import { type Notebook, readNotebook } from '../notebook/index.ts';
import { propose } from '../proposals/index.ts';
import { remove } from '../rewrite/index.ts';
import type { Strictness, TemplateLibrary } from '../templates/index.ts';
import type { Candidate } from './strength.ts';

/** A candidate, and what it is to a reader. */
export interface Offer extends Candidate {
  readonly template: string;
  readonly strictness: Strictness;
}

/**
 * Every strictness of every proposal for the notebook as it was without our asserts, except those that it has. Only such as
 * stand behind a cell: those that would go into one depend on the state in its midst. Empty where own cells were moved
 * or edited so that their places cannot be told. Pure.
 */
export function offersFor(notebook: Notebook, library: TemplateLibrary): Offer[] {
  const bare = readNotebook(remove(notebook).text);
  const own = notebook.cells.filter(({ tags }) => !tags.includes('nbassert'));
  if (own.length !== bare.cells.length) return [];
  const has = notebook.cells.map(({ source }) => source).join('\n');
  return propose(bare, library).findings.flatMap(({ proposals }) =>
    proposals.flatMap(({ key, template, variants, placement }) =>
      placement.kind !== 'new-cell'
        ? []
        : variants
            .filter((variant) => !has.includes(variant.assert))
            .map(
              ({ strictness, assert }): Offer => ({
                key: `${key} ${strictness}`,
                cell: own[placement.after]?.index ?? placement.after,
                source: assert,
                template,
                strictness,
              }),
            ),
    ),
  );
}
