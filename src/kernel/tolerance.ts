/** How far a number that varies from run to run may be expected to go. */

/** The share of runs that a limit is to cover, and how sure one can be that it does. */
export const COVERAGE = 0.95;
export const CERTAINTY = 0.95;
/** Below this many runs nothing can be said. */
export const FEWEST_RUNS = 3;

/** The standard normal quantile of 0.95; both shares are that one. */
const Z = 1.6448536269514722;

/**
 * How many sample standard deviations away from the mean of `n` values a one-sided limit has to be so that, with
 * certainty `CERTAINTY`, at least the share `COVERAGE` of all values lies inside it; for values that are normally
 * distributed. Source: M. G. Natrella, Experimental Statistics (NBS Handbook 91), section 2-4.2.
 *
 * @param n at least `FEWEST_RUNS`
 */
export function toleranceFactor(n: number): number {
  const a = 1 - Z ** 2 / (2 * (n - 1));
  const b = Z ** 2 - Z ** 2 / n;
  return (Z + Math.sqrt(Z ** 2 - a * b)) / a;
}

/**
 * The limit that the values are expected to stay above (`below`: below), rounded away from them to the first digit of
 * their spread; null when there are too few of them or they do not vary.
 */
export function toleranceLimit(values: readonly number[], side: 'above' | 'below'): number | null {
  const n = values.length;
  if (n < FEWEST_RUNS) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
  if (!(deviation > 0) || !Number.isFinite(deviation)) return null;
  const reach = toleranceFactor(n) * deviation;
  const digits = Math.min(15, Math.max(0, -Math.floor(Math.log10(deviation))));
  const unit = 10 ** digits;
  const limit = side === 'above' ? Math.floor((mean - reach) * unit) : Math.ceil((mean + reach) * unit);
  return Number((limit / unit).toFixed(digits));
}
