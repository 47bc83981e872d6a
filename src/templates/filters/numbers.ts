import { Refusal } from '../code.ts';
import { isEvidence } from '../literals.ts';
import { isRecord } from './types.ts';

/**
 * Bounds that are taken from a number someone saw. All of them leave room: for the digits that were not printed,
 * and for what a healthy re-run changes. All are rounded to a number a person would write, always to the safe side.
 */

/** A number as it was shown: `precision` is half a unit of its last place, 0 when it is exact. */
export interface Shown {
  readonly value: number;
  readonly precision: number;
}

/** A number, or scalar evidence of one. @throws Refusal */
export function shownIn(value: unknown): Shown {
  if (typeof value === 'number') return { value, precision: 0 };
  if (isEvidence(value) && value.kind === 'scalar') {
    const { value: number, precision } = value;
    if (typeof number === 'number' && Number.isFinite(number)) return { value: number, precision };
  } else if (isRecord(value) && typeof value.value === 'number' && typeof value.precision === 'number') {
    return { value: value.value, precision: value.precision };
  }
  throw new Refusal('no number');
}

/** Margins double when nothing holds the randomness of a run. */
const UNSEEDED = 2;
/** Least margin of a score when nothing holds the randomness of a run. */
const UNSEEDED_SCORE = 0.05;
/** Another split moves a score by several points: as much as one of so few rows, where their number is not known. */
const FEW_ROWS = 30;
/** A floor that lies further down than that, two standard errors of a score on few rows, says little. */
const MOST_SCATTER = 0.2;
/** How often what is missing to the best score may be missing once more in another run. */
const UNSEEDED_SHARE = 1;
/** Below that, a score without a seed may as well be chance. */
const LEAST_UNSEEDED_SCORE = 0.8;

/** The greatest readable number that lies at least `margin` under everything the shown number may have been. */
export function below(shown: Shown, margin: number, stable: boolean): number {
  const room = margin * (stable ? 1 : UNSEEDED);
  return roundTo(shown.value - shown.precision - room, room, Math.floor);
}

/** The least readable number that lies at least `margin` over everything the shown number may have been. */
export function above(shown: Shown, margin: number, stable: boolean): number {
  const room = margin * (stable ? 1 : UNSEEDED);
  return roundTo(shown.value + shown.precision + room, room, Math.ceil);
}

/**
 * A floor for a score whose best value is 1 (or 100, when it is shown in percent). The margin is two points, or a
 * tenth of what is missing to the best value where that is more, at most a quarter of the score: 0.98 → 0.96, 0.83 → 0.81, 0.5 → 0.45.
 * Where it is known how many rows the score is a share of, it is at least two binomial standard errors: 0.85 of 179 → 0.79. Without a
 * seed it is five points at least, as much again as is missing, or three standard errors, of thirty rows where nothing says how
 * many there are, and scores near chance have no floor.
 * @throws Refusal for values that are no such score.
 */
export function scoreFloor(shown: Shown, stable: boolean, rows: number | null = null): number {
  const best = bestOf(shown);
  const share = shown.value / best;
  if (!(share > 0 && share <= 1)) throw new Refusal('no score between 0 and 1');
  if (!stable && share < LEAST_UNSEEDED_SCORE) throw new Refusal('close to chance, and no seed');
  const error = rows === null || rows < 1 ? 0 : Math.sqrt((share * (1 - share)) / rows);
  if (stable && 2 * error > MOST_SCATTER) throw new Refusal('a score of so few rows says little');
  const margin = stable
    ? Math.max(2 * error, 0.02, Math.min((1 - share) / 10, share / 4))
    : Math.max(3 * errorOfFew(share, rows ?? FEW_ROWS), UNSEEDED_SCORE, (1 - share) * UNSEEDED_SHARE);
  const floor = roundTo(shown.value - shown.precision - margin * best, best / 100, Math.floor);
  if (floor <= 0) throw new Refusal('the floor would say nothing');
  return floor;
}

/** A mean over folds is one of all rows, of which there are more than a few. */
const ROWS_OF_FOLDS = 100;

/**
 * A floor for a mean over the folds of a cross-validation: every row is tested once, so that a run without a seed moves it less than
 * the score of one part. Where the scores of the folds are known, it is two standard errors of their mean down at least.
 * @throws Refusal for values that are no such score, and for folds that scatter so much that the floor would say nothing.
 */
export function meanFloor(shown: Shown, stable: boolean, rows: number | null = null, folds: readonly number[] = []): number {
  const best = bestOf(shown);
  const share = shown.value / best;
  const floorOf = (margin: number) => roundTo(shown.value - shown.precision - margin, best / 100, Math.floor);
  const ofOne = scoreFloor(shown, stable, rows);
  const margin = Math.max(3 * errorOfFew(share, rows ?? ROWS_OF_FOLDS), UNSEEDED_SCORE, (1 - share) / 2);
  const floor = Math.min(stable ? ofOne : Math.max(ofOne, floorOf(margin * best)), floorOf(2 * errorOfMean(folds)));
  if (floor <= 0) throw new Refusal('the floor would say nothing');
  return floor;
}

/** Standard error of a mean; 0 of fewer than two numbers. */
function errorOfMean(numbers: readonly number[]): number {
  if (numbers.length < 2) return 0;
  const mean = numbers.reduce((sum, it) => sum + it, 0) / numbers.length;
  const squares = numbers.reduce((sum, it) => sum + (it - mean) ** 2, 0);
  return Math.sqrt(squares / (numbers.length - 1) / numbers.length);
}

/** Standard error of a share, also of one that is all or nothing: with two rows more of either kind (Agresti and Coull). */
function errorOfFew(share: number, rows: number): number {
  const smoothed = (share * rows + 2) / (rows + 4);
  return Math.sqrt((smoothed * (1 - smoothed)) / (rows + 4));
}

/** Where a score may lie that is the same on every run: at most its best value, which needs no bound. */
export interface ScoreRange {
  readonly low: number;
  /** Null where it would lie at the best value or beyond. */
  readonly high: number | null;
}

/** Least room of a score that is the same on every run where nothing says of how many rows it is: some may fall the other way in another version of a library. */
const LEAST_SAME_AGAIN = 0.02;

/** How far above what was seen the score of a file that comes again may lie. */
const FILE_AGAIN = 0.1;

/**
 * From where to where a score reaches that nothing but new versions of a library or, of a `file`, another one of that name may change: a
 * hundredth to either side, and at least one point or the one row of `rows` that falls the other way, or two points where nothing says how many there are; of a file from the floor that any score has to
 * a tenth above, or as far as the floor lies below. @throws Refusal for values that are no such score, and where a file leaves no room above
 */
export function scoreRange(shown: Shown, isFile: boolean, rows: number | null): ScoreRange {
  const best = bestOf(shown);
  const row = rows === null || rows < 1 ? 0 : best / rows;
  const room = Math.max(near(shown, isFile ? FILE_AGAIN : SAME_AGAIN), (isFile ? row : Math.max(row, (row > 0 ? 0.01 : LEAST_SAME_AGAIN) * best)) + shown.precision);
  const low = isFile ? scoreFloor(shown, true, rows) : roundTo(shown.value - room, room / 2, Math.floor);
  // Of few rows, luck lifts a score as far as it lowers it.
  const above = isFile ? Math.max(room, shown.value - low) : room;
  const high = roundTo(shown.value + above, room / 2, Math.ceil);
  if (isFile && high >= best) throw new Refusal('no room above');
  return { low, high: high >= best ? null : high };
}

/** A ceiling for an error whose best value is 0: a tenth above what was seen, and half of it without a seed. @throws Refusal for negative or zero errors. */
export function errorCeiling(shown: Shown, stable: boolean): number {
  if (!(shown.value > 0)) throw new Refusal('no error above 0');
  const room = shown.value / (stable ? 10 : 2);
  // With one digit of a room of 1.02, the ceiling over 10.2 would be 12 for 11.3.
  const leading = room / 10 ** Math.floor(Math.log10(room) + 1e-9);
  return roundTo(shown.value + shown.precision + room, leading < 2.5 ? room / 10 : room, Math.ceil);
}

/** Below that, a score beyond 1 is none in percent: something was added up. */
const LEAST_PERCENT = 5;

/** The best value of a score: 1, or 100 in percent. @throws Refusal for what is neither */
function bestOf({ value, precision }: Shown): number {
  if (value <= 1 + precision) return 1;
  if (value < LEAST_PERCENT) throw new Refusal('neither a share nor in percent');
  return 100;
}

/** A tolerance that covers the digits that were not printed: one unit of the last place kept by `kept`. */
export function tolerance(shown: Shown): number {
  const unit = lastPlace(shown);
  return Number(unit.toPrecision(1));
}

/** The shown number with the digits that are worth keeping: all that were printed, at most six significant ones. */
export function kept(shown: Shown): number {
  const unit = lastPlace(shown);
  return tidy(Math.round(shown.value / unit) * unit, unit);
}

/** How far a number that is the same on every run may lie from what was shown: a hundredth, for another version of a library. */
const SAME_AGAIN = 0.01;

/**
 * The distance within which a shown number is found again where nothing has changed: a hundredth of it, or the digits that
 * were not printed where they are more; rounded up to one digit, or two where one would add much. @throws Refusal for zero, of which a share says nothing
 */
export function near(shown: Shown, share = SAME_AGAIN): number {
  const room = Math.max(Math.abs(shown.value) * share, 2 * shown.precision);
  if (!(Math.abs(shown.value) > 1e-9)) throw new Refusal('a share of zero is nothing');
  const leading = room / 10 ** Math.floor(Math.log10(room) + 1e-9);
  return roundTo(room, leading < 5 ? room / 10 : room, Math.ceil);
}

/** The shown number with no more digits than matter at that distance. */
export function about(shown: Shown, share = SAME_AGAIN): number {
  const unit = 10 ** (Math.floor(Math.log10(near(shown, share)) + 1e-9) - 1);
  return tidy(Math.round(shown.value / unit) * unit, unit);
}

function lastPlace(shown: Shown): number {
  const printed = shown.precision * 2;
  const magnitude = shown.value === 0 ? 0 : Math.floor(Math.log10(Math.abs(shown.value)));
  return Math.max(printed, 10 ** (magnitude - 5));
}

/** Rounds to two significant digits of `scale`'s magnitude. */
function roundTo(value: number, scale: number, round: (value: number) => number): number {
  if (!Number.isFinite(value)) throw new Refusal('not a finite number');
  const unit =
    scale === 0 ? lastPlace({ value, precision: 0 }) : 10 ** Math.floor(Math.log10(Math.abs(scale)) + 1e-9);
  // The nudge keeps 0.83 - 0.02 = 0.8099999… from losing a whole unit; it is far below any margin.
  const nudge = round === Math.floor ? 1e-9 : -1e-9;
  return tidy(round(value / unit + nudge) * unit, unit);
}

/** Takes out the binary noise of a multiple of `unit`. */
function tidy(value: number, unit: number): number {
  const places = Math.max(0, Math.ceil(-Math.log10(unit) - 1e-9));
  return Number(value.toFixed(Math.min(places, 100)));
}
