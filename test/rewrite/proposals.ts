/** Accepted proposals for tests: what rewriting looks at, nothing else. */

import type { Feedback } from '../../src/feedback/index.ts';
import type { Placement, Proposal } from '../../src/proposals/index.ts';
import type { Accepted } from '../../src/rewrite/index.ts';

export interface Sketch {
  cell: number;
  assert: string;
  note?: string;
  template?: string;
  mechanism?: Feedback['mechanism'];
  from?: number;
  placement?: Placement;
}

export function accepted(sketch: Sketch): Accepted {
  const { cell, assert } = sketch;
  const template = sketch.template ?? 'shape/dataframe-shape';
  const feedback = { cell, from: sketch.from ?? 0, mechanism: sketch.mechanism ?? 'print' };
  const placement = sketch.placement ?? { kind: 'new-cell', after: cell };
  const proposal = { template, feedback, placement } as unknown as Proposal;
  return { proposal, assert, note: sketch.note ?? 'The table has 3 rows. Seen in the output above.' };
}

/** An inline placement at the first place where `statement` stands in `source`. */
export function inline(
  cell: number,
  source: string,
  statement: string,
  side: 'before' | 'after' = 'before',
  bind?: { name: string; expression: string },
): Placement {
  const from = source.indexOf(statement);
  const at = bind === undefined ? 0 : source.indexOf(bind.expression, from);
  return {
    kind: 'inline',
    cell,
    statement: { from, to: from + statement.length },
    side,
    bind:
      bind === undefined
        ? null
        : { name: bind.name, expression: { from: at, to: at + bind.expression.length } },
  };
}
