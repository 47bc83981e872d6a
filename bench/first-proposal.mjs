import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { largeNotebook, MAIN, median } from './measure.mjs';

/** Seconds from the command to the first proposal on the screen of a pseudo-terminal, for a notebook of 1 MB. */
export async function firstProposal() {
  const folder = mkdtempSync(join(tmpdir(), 'nbassert-bench-'));
  try {
    writeFileSync(join(folder, 'a.ipynb'), largeNotebook(1e6));
    const seconds = [];
    for (let run = 0; run < 5; run++) seconds.push(await once(folder));
    return [{ what: 'first proposal of a 1 MB notebook', value: median(seconds), limit: 0.5, unit: ' s' }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function once(folder) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    let screen = '';
    let seconds = null;
    const run = spawn(process.execPath, [MAIN, 'a.ipynb'], { cols: 80, rows: 24, cwd: folder });
    const timer = setTimeout(() => run.kill(), 60_000);
    run.onData((data) => {
      screen += data;
      if (seconds === null && /1 of (\d+|…), a\.ipynb/.test(screen)) {
        seconds = (performance.now() - started) / 1000;
        run.write('\u0003');
      }
    });
    // The next run begins when this one has ended, so that they do not share the processor.
    run.onExit(() => {
      clearTimeout(timer);
      if (seconds === null) reject(new Error(`no proposal was shown:\n${screen}`));
      else resolve(seconds);
    });
  });
}
