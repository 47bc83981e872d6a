// npm run bench: ratios measured in one run, each with its limit where there is one. Exit code 1 when one is over it.
import { evidence } from './evidence.mjs';
import { firstProposal } from './first-proposal.mjs';
import { scan } from './scan.mjs';
import { startUp } from './start-up.mjs';

let over = 0;
for (const benchmark of [startUp, firstProposal, scan, evidence]) {
  for (const { what, value, limit, unit } of await benchmark()) {
    const verdict = limit === undefined ? '' : value <= limit ? 'holds' : 'OVER';
    if (verdict === 'OVER') over += 1;
    const allowed = limit === undefined ? '' : `≤ ${limit}${unit}`;
    console.log(
      `${what.padEnd(44)} ${`${value.toFixed(2)}${unit}`.padStart(12)}  ${allowed.padEnd(9)} ${verdict}`,
    );
  }
}
process.exitCode = over === 0 ? 0 : 1;
