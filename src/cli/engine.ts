/** V8 is tuned for programs that run for hours; a run of nbassert is over after seconds. */
import { setFlagsFromString } from 'node:v8';

/** Node 20. From V8 12 on, how often a function was called decides when it is optimised. */
const BUDGET_UNTIL = 12;
/** Node 24 has a compiler between the two, Maglev, and is as fast by itself. */
const COUNT_UNTIL = 13;

/** V8 prints an error for a flag it does not know, so each is for the versions that have it. `version` as in `process.versions.v8`. */
export function flagsFor(version: string): readonly string[] {
  const major = Number.parseInt(version, 10);
  return [
    // A third of what V8 inlines by itself saves a tenth of the whole.
    '--max-inlined-bytecode-size-cumulative=300',
    // After a large notebook V8 lets the heap grow to four times what is in use before it collects again; twice is as fast.
    '--heap-growing-percent=100',
    ...waitToOptimise(major),
  ];
}

/** Most of what V8 optimises has not earned it at the end: plain machine code at once, optimised code late, is a third faster. */
function waitToOptimise(major: number): readonly string[] {
  if (major < BUDGET_UNTIL) return ['--always-sparkplug', '--interrupt-budget=500000'];
  if (major < COUNT_UNTIL) return ['--always-sparkplug', '--invocation-count-for-turbofan=12000'];
  return [];
}

/** To be called before the code that is to be fast runs. */
export function tuneEngine(): void {
  for (const flag of flagsFor(process.versions.v8)) setFlagsFromString(flag);
}
