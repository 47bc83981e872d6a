import { Chalk, type ChalkInstance, type ColorSupportLevel, supportsColor } from 'chalk';
import type { Io } from './io.ts';

/**
 * How many colours to use on a stream. `--color` and `--no-color` win, then `NO_COLOR` (any value but empty), then
 * `FORCE_COLOR`, then what the terminal can do.
 */
export function colorLevel(
  flag: boolean | undefined,
  stream: { readonly isTTY?: boolean },
  env: NodeJS.ProcessEnv,
): ColorSupportLevel {
  if (flag === false) return 0;
  if (flag === undefined && (env.NO_COLOR ?? '') !== '') return 0;
  const forced = levelOf(env.FORCE_COLOR);
  if (flag === true) return atLeastBasic(forced ?? terminalLevel());
  return forced ?? (stream.isTTY === true ? terminalLevel() : 0);
}

/** Colours for a stream of `io`. */
export function colorsFor(flag: boolean | undefined, io: Io, stream: 'stdout' | 'stderr'): ChalkInstance {
  return new Chalk({ level: colorLevel(flag, io[stream], io.env) });
}

/** `FORCE_COLOR`: 0 and false switch off, 1 to 3 are levels, anything else means "some". Null when not set. */
function levelOf(value: string | undefined): ColorSupportLevel | null {
  if (value === undefined) return null;
  if (value === '0' || value === 'false') return 0;
  return value === '2' ? 2 : value === '3' ? 3 : 1;
}

function terminalLevel(): ColorSupportLevel {
  return supportsColor === false ? 0 : supportsColor.level;
}

function atLeastBasic(level: ColorSupportLevel): ColorSupportLevel {
  return level === 0 ? 1 : level;
}
