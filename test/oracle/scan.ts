import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFeedback } from '../../src/feedback/index.ts';
import { parseCell } from '../../src/python/index.ts';

interface RawCell {
  cell_type: string;
  source?: string | string[];
  input?: string | string[];
}

/** The `feedback` lines of `scan --format ndjson` for the notebooks of one folder, from the finder itself. */
export function scanLines(folder: string): { notebooks: number; lines: string[] } {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ipynb'),
  );
  const lines = names.sort().flatMap((name) => notebookLines(name, readFileSync(join(folder, name), 'utf8')));
  return { notebooks: names.length, lines };
}

function notebookLines(notebook: string, text: string): string[] {
  const raw = JSON.parse(text.replace(/^\ufeff/, '')) as {
    cells?: RawCell[];
    worksheets?: { cells: RawCell[] }[];
  };
  const cells = raw.worksheets?.flatMap((sheet) => sheet.cells) ?? raw.cells ?? [];
  return cells.flatMap((cell, index) => {
    if (cell.cell_type !== 'code') return [];
    const source = [cell.source ?? cell.input ?? ''].flat().join('');
    return findFeedback(parseCell(source, index)).map(({ line, endLine, mechanism, source, depth }) =>
      JSON.stringify({ type: 'feedback', notebook, cell: index, line, endLine, mechanism, source, depth }),
    );
  });
}
