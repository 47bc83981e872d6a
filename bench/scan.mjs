import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parser } from '@lezer/python';
import { loadBuiltin, propose, readNotebook } from '../dist/index.js';
import { cpuOf, largeNotebook } from './measure.mjs';

/** What proposing costs beside what no tool can do without: reading, JSON, one parse and one walk of every code cell. */
export async function scan() {
  const library = await loadBuiltin();
  const folder = mkdtempSync(join(tmpdir(), 'nbassert-bench-'));
  const file = join(folder, 'a.ipynb');
  writeFileSync(file, largeNotebook(1e6));
  try {
    const floor = cpuOf(() => floorOf(file));
    const all = cpuOf(() => propose(readNotebook(readFileSync(file, 'utf8')), library));
    const few = { templates: library.templates.slice(0, 5) };
    const five = cpuOf(() => propose(readNotebook(readFileSync(file, 'utf8')), few));
    return [
      { what: 'floor: read, JSON, parse, walk of 1 MB', value: floor, unit: ' ms' },
      { what: 'scan of the same', value: all, unit: ' ms' },
      { what: 'scan / floor', value: all / floor, unit: '×' },
      { what: `${library.templates.length} templates / five`, value: all / five, unit: '×' },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function floorOf(file) {
  let nodes = 0;
  for (const cell of JSON.parse(readFileSync(file, 'utf8')).cells) {
    if (cell.cell_type !== 'code') continue;
    const source = Array.isArray(cell.source) ? cell.source.join('') : cell.source;
    parser.parse(source).iterate({
      enter: () => {
        nodes += 1;
      },
    });
  }
  return nodes;
}
