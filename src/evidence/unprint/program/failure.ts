import type { Cell } from '../../../notebook/index.ts';
import { stripAnsi } from '../streams.ts';

/** The line of a cell (from 1) on which it failed; 0 when it failed but the traceback does not say where; null when it did not fail. */
export function failedLineOf(cell: Cell): number | null {
  const error = cell.outputs.find((output) => output.kind === 'error');
  if (error === undefined) return null;
  // An interrupt or an exit may strike anywhere; its traceback names the line all the same.
  for (const frame of error.traceback.slice(0, 40)) {
    const text = stripAnsi(frame.slice(0, 20_000));
    const syntax = /^\s*(?:File|Cell).*[Ll]ine (\d{1,7})/.exec(text);
    const arrow = /^-+> ?(\d{1,7})(?: |$)/m.exec(text);
    if (arrow !== null && isCellFrame(text)) return Number(arrow[1]);
    if (syntax !== null && /SyntaxError|IndentationError/.test(error.name)) return 0;
  }
  return 0;
}

function isCellFrame(frame: string): boolean {
  const head = frame.slice(0, 400);
  return (
    /<ipython-input-|^\s*(?:Cell )?In ?\[|Input In|ipykernel_\d+/m.test(head) &&
    !/site-packages/.test(head.split('\n')[0]!)
  );
}
