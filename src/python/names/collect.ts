import type { PythonNotebook } from '../types.ts';
import { READERS } from './statements.ts';
import { type Collected, Walk } from './walk.ts';

/** Walks every cell once, in document order, without recursion. */
export function collect(notebook: PythonNotebook): Collected {
  const walk = new Walk(READERS);
  for (const cell of notebook.cells) {
    if (cell.problem?.kind !== 'other-language') walk.cell(cell);
  }
  return walk.finish();
}
