/** Asserts that the templates offer for a notebook and that it does not have: what would have caught a fault. */

import { type Notebook, readNotebook } from '../notebook/index.ts';
import { type Finding, propose } from '../proposals/index.ts';
import { remove } from '../rewrite/index.ts';
import type { Strictness, TemplateLibrary } from '../templates/index.ts';
import type { Candidate } from './strength.ts';

/** A candidate, and what it is to a reader. */
export interface Offer extends Candidate {
  readonly template: string;
  readonly strictness: Strictness;
}

/**
 * Every strictness of every proposal, each behind its cell. Those that would go into a cell are left out: they depend on
 * the state in its midst. Pure.
 */
export function offersIn(findings: readonly Finding[]): Offer[] {
  return findings.flatMap(({ proposals }) =>
    proposals.flatMap(({ key, template, variants, placement }) =>
      placement.kind !== 'new-cell'
        ? []
        : variants.map(
            ({ strictness, assert }): Offer => ({
              key: `${key} ${strictness}`,
              cell: placement.after,
              source: assert,
              template,
              strictness,
            }),
          ),
    ),
  );
}

/**
 * What is offered for the notebook as it was without our asserts, except what it has by now. Empty where own cells were
 * moved or edited so that their places cannot be told. Pure.
 */
export function offersFor(notebook: Notebook, library: TemplateLibrary): Offer[] {
  const bare = readNotebook(remove(notebook).text);
  const own = notebook.cells.filter(({ tags }) => !tags.includes('nbassert'));
  if (own.length !== bare.cells.length) return [];
  const has = notebook.cells.map(({ source }) => source).join('\n');
  return offersIn(propose(bare, library).findings)
    .filter(({ source }) => !has.includes(source))
    .map((offer) => ({ ...offer, cell: own[offer.cell]?.index ?? offer.cell }));
}
