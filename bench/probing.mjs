import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEFAULT_RUN_OPTIONS, liveEvidence } from '../dist/kernel/index.js';
import { readNotebookFile } from '../dist/notebook/save.js';
import { probing } from '../dist/proposals/index.js';
import { loadBuiltin } from '../dist/index.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What asking the kernel adds to running the fixtures' own cells, without the start of the kernel. */
export async function probes() {
  const library = await loadBuiltin();
  const folder = mkdtempSync(join(tmpdir(), 'nbassert-bench-'));
  const options = { ...DEFAULT_RUN_OPTIONS, python: join(root, '.venv/bin/python') };
  let [asking, running] = [0, 0];
  try {
    cpSync(join(root, 'fixtures'), folder, { recursive: true, filter: (from) => !from.includes('study') });
    for (const name of readdirSync(folder).filter((it) => it.endsWith('.ipynb'))) {
      const file = join(folder, name);
      const { notebook } = readNotebookFile(file);
      const { run, secondsAsking } = await liveEvidence(file, notebook, probing(notebook, library), options);
      asking += secondsAsking;
      running += run.cells.reduce((sum, { seconds }) => sum + seconds, 0);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return [{ what: '--run: asking the kernel, of running', value: (100 * asking) / running, limit: 10, unit: ' %' }];
}
