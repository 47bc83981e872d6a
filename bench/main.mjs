// npm run bench [-- NAME...] [--notebooks FOLDER]: ratios measured in one run, each with its limit where there is one. Exit code 1
// when one is over it.
import { parseArgs } from 'node:util';
import { tuneEngine } from '../dist/cli/engine.js';
import { evidence } from './evidence.mjs';
import { firstProposal } from './first-proposal.mjs';
import { probes } from './probing.mjs';
import { growth, repository, study, tenThousand } from './repository.mjs';
import { scan } from './scan.mjs';
import { startUp } from './start-up.mjs';

// What is measured here runs as it does in the command.
tuneEngine();
const { values, positionals } = parseArgs({
  options: { notebooks: { type: 'string' } },
  allowPositionals: true,
});
const all = {
  startUp,
  firstProposal,
  scan: () => scan(values.notebooks),
  evidence,
  probes,
  repository: () => repository(values.notebooks),
  growth,
  study,
  tenThousand,
};
const wanted = positionals.length === 0 ? Object.keys(all) : positionals;
let over = 0;
for (const name of wanted) {
  if (!Object.hasOwn(all, name)) throw new Error(`There is no benchmark ${name}: ${Object.keys(all).join(', ')}`);
  for (const { what, value, limit, least, unit } of await all[name]()) {
    const bound = limit ?? least;
    const holds = limit === undefined ? value >= least : value <= limit;
    const verdict = bound === undefined ? '' : holds ? 'holds' : 'MISSED';
    if (verdict === 'MISSED') over += 1;
    const allowed = bound === undefined ? '' : `${limit === undefined ? '≥' : '≤'} ${bound}${unit}`;
    console.log(
      `${what.padEnd(52)} ${`${value.toFixed(2)}${unit}`.padStart(12)}  ${allowed.padEnd(9)} ${verdict}`,
    );
  }
}
process.exitCode = over === 0 ? 0 : 1;
