/** Times that IPython prints: `%time`, `%%time`, `%timeit`. */
import type { Report } from '../types.ts';

/** `fields` of a report `timing`. All times in seconds; null what was not shown. */
export interface TimingFields {
  readonly wall: number | null;
  readonly cpu: number | null;
  /** `%timeit`: mean (or best, before IPython 6) time of one loop. */
  readonly loop: number | null;
  readonly deviation: number | null;
  readonly loops: number | null;
}

const UNITS = new Map([
  ['d', 86400],
  ['h', 3600],
  ['min', 60],
  ['m', 60],
  ['s', 1],
  ['ms', 1e-3],
  ['us', 1e-6],
  ['µs', 1e-6],
  ['μs', 1e-6],
  ['ns', 1e-9],
]);
const PART = /^(\d+(?:\.\d+)?(?:e[+-]?\d+)?) ?(d|h|min|ms|us|µs|μs|ns|m|s)(?: |$)/;
const WALL = /^Wall time: (.{1,60})$/;
const CPU = /^CPU times: .*total: (.{1,60})$/;
const MEAN =
  /^(\S{1,20} [mnuµμ]?s|\d.{0,40}?) (?:±|\+-) (.{1,40}?) per loop \(mean (?:±|\+-) std\. dev\. of \d+ runs?, ([\d,]+) loops? each\)$/;
const BEST = /^([\d,]+) loops?, best of \d+: (.{1,40}?) per loop$/;

/** `1min 2s`, `345 ms` in seconds; null for anything else. */
export function seconds(text: string): number | null {
  let rest = text.trim();
  let sum = 0;
  if (rest === '') return null;
  while (rest !== '') {
    const part = PART.exec(rest);
    if (part === null) return null;
    sum += Number(part[1]) * UNITS.get(part[2]!)!;
    rest = rest.slice(part[0].length).trimStart();
  }
  return sum;
}

const MOST_LINES = 8;

/** Evidence of a text that is nothing but times; null for any other. */
export function readTiming(text: string): Report | null {
  const lines = text.split('\n', MOST_LINES + 1).map((line) => line.trim());
  if (lines.length > MOST_LINES || lines.some((line) => line.length > 300)) return null;
  const fields = { wall: null, cpu: null, loop: null, deviation: null, loops: null } as Record<
    keyof TimingFields,
    number | null
  >;
  for (const line of lines) if (line !== '' && !readLine(line, fields)) return null;
  if (fields.wall === null && fields.loop === null && fields.cpu === null) return null;
  return { kind: 'report', report: 'timing', fields: { ...fields } };
}

function readLine(line: string, fields: Record<keyof TimingFields, number | null>): boolean {
  const wall = WALL.exec(line);
  const cpu = CPU.exec(line);
  const mean = MEAN.exec(line);
  const best = BEST.exec(line);
  if (wall !== null) fields.wall = seconds(wall[1]!);
  else if (cpu !== null) fields.cpu = seconds(cpu[1]!);
  else if (mean !== null) {
    fields.loop = seconds(mean[1]!);
    fields.deviation = seconds(mean[2]!);
    fields.loops = Number(mean[3]!.replaceAll(',', ''));
  } else if (best !== null) {
    fields.loop = seconds(best[2]!);
    fields.loops = Number(best[1]!.replaceAll(',', ''));
  } else
    return (
      line.startsWith('The slowest run took') || line.startsWith('Compiler ') || line.startsWith('CPU times:')
    );
  return true;
}
