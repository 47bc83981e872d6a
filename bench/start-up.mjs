import { MAIN, ratioOfNode } from './measure.mjs';

/** What `nbassert --help` costs, in units of a Node process that does nothing. */
export function startUp() {
  const ratio = ratioOfNode([MAIN, '--help'], ['-e', '0'], 15);
  return [{ what: 'nbassert --help / node -e 0', value: ratio, limit: 2.5, unit: '×' }];
}
