// How the benchmarks measure: processes of their own, medians, CPU time where the clock of a busy machine would lie.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
export const MAIN = join(ROOT, 'dist/cli/main.js');
const RUNS = 7;

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Milliseconds of CPU (user and system) that a Node process takes: median of several. */
export function cpuOfNode(args, runs = RUNS) {
  return median(Array.from({ length: runs }, () => onceOfNode(args)));
}

/** Two command lines in turn, so that a busy moment meets both; the ratio of their medians. */
export function ratioOfNode(args, floor, runs = RUNS) {
  const pairs = Array.from({ length: runs }, () => [onceOfNode(args), onceOfNode(floor)]);
  return median(pairs.map(([a]) => a)) / median(pairs.map(([, b]) => b));
}

/** Milliseconds of CPU of one Node process, which has to end with one of the `codes`. */
export function onceOfNode(args, codes = [0]) {
  const before = process.resourceUsage === undefined ? 0 : childCpu();
  const { status, stderr } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  if (!codes.includes(status)) throw new Error(`${args.join(' ')}: ${stderr}`);
  return childCpu() - before;
}

/** CPU time of all children that have ended, from the kernel; the clock where there is no /proc. */
export function childCpu() {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ');
    // cutime and cstime, in hundredths of a second.
    return (Number(fields[13]) + Number(fields[14])) * 10;
  } catch {
    return performance.now();
  }
}

/** Milliseconds of CPU of this process that `work` takes: median of several, after one run to warm up. */
export function cpuOf(work, runs = RUNS) {
  work();
  return median(
    Array.from({ length: runs }, () => {
      const start = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    }),
  );
}

/** A notebook of at least `bytes`, made of the cells of a fixture over and over. */
export function largeNotebook(bytes, fixture = 'passengers.ipynb') {
  const one = JSON.parse(readFileSync(join(ROOT, 'fixtures', fixture), 'utf8'));
  const size = JSON.stringify(one.cells, null, 1).length;
  const cells = Array.from({ length: Math.max(1, Math.ceil(bytes / size)) }, (_, round) =>
    one.cells.map((cell) => ({ ...cell, id: `${cell.id}-${round}`.slice(0, 64) })),
  ).flat();
  return `${JSON.stringify({ ...one, cells }, null, 1)}\n`;
}
