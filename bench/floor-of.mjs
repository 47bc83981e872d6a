// The floor under `nbassert scan FOLDER`, as a command: reads every notebook, parses its JSON, parses each code cell with Lezer and
// walks the tree once. Prints how many nodes there are.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parser } from '@lezer/python';

let nodes = 0;
for (const entry of readdirSync(process.argv[2], { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !entry.name.endsWith('.ipynb')) continue;
  nodes += nodesOf(readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}
console.log(nodes);

function nodesOf(text) {
  let count = 0;
  for (const cell of cellsOf(text)) {
    if (cell.cell_type !== 'code') continue;
    const source = cell.source ?? cell.input ?? '';
    parser.parse(Array.isArray(source) ? source.join('') : source).iterate({
      enter: () => {
        count += 1;
      },
    });
  }
  return count;
}

/** Of format 4 and 3; none where the file is no notebook. */
function cellsOf(text) {
  try {
    const { cells, worksheets = [] } = JSON.parse(text);
    return cells ?? worksheets.flatMap((sheet) => sheet.cells);
  } catch {
    return [];
  }
}
