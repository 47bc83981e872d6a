import type { Analysis } from '../proposals/index.ts';
import type { Accepted } from './types.ts';

/** Every proposal of an analysis, in the strictness that was chosen for it: the decision of a run without questions. */
export function acceptAll({ findings }: Analysis): Accepted[] {
  return findings.flatMap(({ proposals }) =>
    proposals.flatMap((proposal) => {
      const variant = proposal.variants.find((it) => it.strictness === proposal.chosen);
      return variant === undefined ? [] : [{ proposal, assert: variant.assert, note: variant.note }];
    }),
  );
}
